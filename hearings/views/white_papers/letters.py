"""The answers on paper, for those whom no mail reaches: one sheet each, to print and post."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.transitions import TransitionNotAllowed
from core.workplace import staff_page
from hearings.admin.base import permitted_hearing
from hearings.facts import short_address
from hearings.links import token_for
from hearings.models import Response
from hearings.replies import Reply, replies_to
from hearings.services.telling import without_address
from hearings.views.white_papers.fetching import PUBLISH, desk_url, newest_published


@require_safe
def letters(request: HttpRequest, number: int) -> HttpResponse:
    """One letter for each person: all their responses, if they gave the same name and address."""
    hearing = permitted_hearing(request, number, PUBLISH)
    paper = newest_published(hearing)
    if paper is None:
        raise TransitionNotAllowed(_("Brevene kan skrives, når hvidbogen er udgivet."))
    context = {
        "title": _("Breve til dem uden mailadresse"),
        "hearing": hearing,
        "paper": paper,
        "letters": _letters(replies_to(without_address(hearing), paper=paper)),
        "short_address": short_address(hearing),
        "back_url": desk_url(hearing),
    }
    return staff_page(request, "admin/hearings/white_paper/letters.html", context)


def _letters(replies: list[Reply]) -> list[dict[str, Any]]:
    people: dict[tuple[str, str] | int, list[Reply]] = {}
    for reply in replies:
        people.setdefault(_person(reply.response), []).append(reply)
    return [
        {
            "to": rows[0].response,
            "language": rows[0].response.language,
            "rows": [{"reply": row, "link": _private_link(row.response)} for row in rows],
        }
        for rows in people.values()
    ]


def _person(response: Response) -> tuple[str, str] | int:
    """Return what tells two people apart; without an address each response is somebody's own."""
    if not response.address:
        return response.pk
    return (response.name.casefold(), response.address.casefold())


def _private_link(response: Response) -> str:
    """Return the private link of what staff entered; that of a web answer is its author's alone."""
    if response.registered_by_id is None:
        return ""
    return settings.SITE_URL + reverse("hearings:mine", args=[token_for(response)])
