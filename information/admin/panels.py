"""What stands above a form: what visitors see now, what is planned, what can be done."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.clock import format_date, received_at
from core.differences import Change
from information.admin.base import RECENT_LINES, history_of
from information.differences import differences
from information.models import Page, PageVersion, Publication

# Which label of the look a stage wears; the word stands in it.
STAGE_LOOKS = {"draft": "info", "scheduled": "new", "public": "ok", "withdrawn": "stop"}
FEWEST_NEIGHBOURS = 1


def review_mark(text: Page | Publication) -> str:
    """Return the day of review; one that has come is marked, in words too."""
    if not text.review_on:
        return "–"
    if text.is_due_for_review(timezone.now()):
        return format_html(
            '<span class="label label--new">{}</span> {}',
            _("skal ses efter"),
            format_date(text.review_on),
        )
    return format_date(text.review_on)


def about(page: Page, title: str) -> dict[str, Any]:
    """Return the head of a page about one page: its title, and the way back."""
    newest = page.newest_version()
    return {
        "title": title,
        "page": page,
        "subject": newest.title if newest else str(page),
        "back_url": reverse("admin:information_page_change", args=[page.pk]),
    }


def button(label: Any, url: str, *, is_main: bool = False, is_grave: bool = False) -> dict:
    return {"label": label, "url": url, "is_main": is_main, "is_grave": is_grave}


def page_panel(request: HttpRequest, page: Page) -> dict[str, Any]:
    """Return where a page and its versions are, and the steps that a person can take."""
    at, newest = received_at(request), page.newest_version()
    public, planned = page.public_version(at), page.planned_version(at)
    stands = page.status == Page.Status.STANDS
    known = max((version.number for version in (public, planned) if version), default=0)
    return {
        "page": page,
        "page_title": newest.title if newest else str(page),
        "stage": page.stage(at),
        "stage_look": STAGE_LOOKS[page.stage(at)],
        "newest": newest,
        "public": public,
        "planned": planned,
        "unpublished": newest if newest and newest.number > known else None,
        "is_due": page.is_due_for_review(at),
        "steps": page_steps(request, page, newest, public) if stands else _put_back(request, page),
        "opinions": page.feedback.aggregate(
            yes=Count("pk", filter=Q(is_useful=True)),
            no=Count("pk", filter=Q(is_useful=False)),
            unread=Count("pk", filter=Q(handled_at=None) & ~Q(text="")),
        ),
        "translations": page.translations.all(),
        "shown_text": (public or newest),
        "lines": history_of(page)[:RECENT_LINES],
        "history_url": reverse("admin:information_page_history", args=[page.pk]),
    }


def page_steps(
    request: HttpRequest, page: Page, newest: PageVersion | None, public: PageVersion | None
) -> list[dict]:
    """Return the buttons of a page that stands."""
    may_change = request.user.has_perm("information.change_page", page)
    found = [button(_("Forhåndsvis"), _url("preview", page))]
    if newest and newest != public and request.user.has_perm("information.publish_page", page):
        planned = "?hvornaar=senere"
        found.insert(0, button(_("Offentliggør"), _url("publish", page), is_main=True))
        found.append(button(_("Planlæg"), _url("publish", page) + planned))
    if may_change:
        found += [
            button(_("Flyt"), _url("move", page)),
            button(_("Set efter"), _url("review", page)),
        ]
    found += [
        button(_("Udgaver"), _url("versions", page)),
        button(_("Oversættelser"), _url("translations", page)),
    ]
    if request.user.has_perm("information.withdraw_page", page):
        found.append(button(_("Tag ned"), _url("withdraw", page), is_grave=True))
    return found


def conflict(form: Any) -> dict[str, Any]:
    """Return what somebody saved while the form was open, compared with what it showed."""
    newer = getattr(form, "newer", None)
    if newer is None:
        return {}
    shown = newer.page.versions.filter(number=form.cleaned_data.get("based_on") or 0).first()
    changes = differences(shown, newer) if shown else []
    return {"newer": newer, "newer_changes": with_neighbours(changes)}


def with_neighbours(changes: list[Change]) -> list[Change | None]:
    """Leave out what stayed, but for a block beside each change; None stands for a gap."""
    near = {
        place + step
        for place, change in enumerate(changes)
        if not change.is_same
        for step in range(-FEWEST_NEIGHBOURS, FEWEST_NEIGHBOURS + 1)
    }
    shown: list[Change | None] = []
    for place, change in enumerate(changes):
        if place in near:
            shown.append(change)
        elif not shown or shown[-1] is not None:
            shown.append(None)
    return shown


def _put_back(request: HttpRequest, page: Page) -> list[dict]:
    found = [
        button(_("Forhåndsvis"), _url("preview", page)),
        button(_("Udgaver"), _url("versions", page)),
    ]
    if request.user.has_perm("information.publish_page", page):
        found.insert(0, button(_("Sæt op igen"), _url("put_back", page), is_main=True))
    return found


def _url(step: str, page: Page) -> str:
    return reverse(f"admin:information_page_{step}", args=[page.pk])
