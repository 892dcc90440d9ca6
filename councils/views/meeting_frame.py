"""What the pages of meetings share: who may come in, and a form that loses nothing.

A page that shows is fetched by visibility (404) and the right (403); so is a form. Whoever loses
the right while writing gets the answer of that moment, with the words that were written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core.access import get_visible, person_of
from core.caching import private_page
from core.transitions import TransitionNotAllowed
from councils.models import AgendaItem, Body, Meeting
from councils.services.telling_members import people_of

View = Callable[..., Any]
# Of each form, what a person has thought about; names of buttons and hidden values are no words.
WORDS = ("title", "summary", "text", "decision", "reason")
MEETINGS = Meeting.objects.select_related(
    "event", "body__department", "chair__member__user", "minutes_signed_by__member__user"
)
ITEMS = AgendaItem.objects.select_related(
    "body__department", "meeting__event", "meeting__chair", "proposed_by__member__user"
)


def fetch_body(request: HttpRequest, pk: int) -> Body:
    found: Body = get_visible(request, Body.objects.select_related("department"), pk=pk)
    return found


def fetch_meeting(request: HttpRequest, pk: int, meeting: int) -> Meeting:
    found: Meeting = get_visible(request, MEETINGS, pk=meeting, body=pk)
    return found


def fetch_item(request: HttpRequest, pk: int, item: int) -> AgendaItem:
    """Return an item with one and the same body in every place where it is asked."""
    found: AgendaItem = get_visible(request, ITEMS, pk=item, body=pk)
    if found.meeting is not None:
        found.meeting.body = found.body
    return found


def read_page(name: str) -> Callable[[View], View]:
    """Mark a page that everybody may ask for, at its one right address."""

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, pk: int, slug: str, **rest: Any) -> Any:
            body = get_object_or_404(Body.objects.select_related("department"), pk=pk)
            response = view(request, body, **rest)
            if slug == body.slug:
                return response
            path = reverse(f"councils:{name}", args=[pk, body.slug, *rest.values()])
            asked = request.GET.urlencode()
            return HttpResponsePermanentRedirect(f"{path}?{asked}" if asked else path)

        return login_not_required(require_safe(page))

    return decorate


def working(fetch: Callable[..., Any], permission: str = "") -> Callable[[View], View]:
    """Give a view what it works on instead of the numbers, if the person may (404, 403).

    What was written in a form is shown again when it cannot be taken: the seat has ended (403,
    404), or it is not the moment any more (409).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, pk: int, slug: str, **rest: Any) -> HttpResponse:  # noqa: ARG001 (may be old)
            name = next((key for key in ("meeting", "item") if key in rest), None)
            try:
                keys = [pk, rest.pop(name)] if name else [pk]
                found = fetch(request, *keys)
                if permission and not request.user.has_perm(f"councils.{permission}", found):
                    raise PermissionDenied
                response: HttpResponse = view(request, found, **rest)
            except (Http404, PermissionDenied, TransitionNotAllowed) as refusal:
                if not _written(request):
                    raise
                return given_back(request, refusal)
            return response

        return private_page(require_http_methods(["GET", "HEAD", "POST"])(page))

    return decorate


def _written(request: HttpRequest) -> list[str]:
    if request.method != "POST":
        return []
    return [words for name in WORDS if (words := request.POST.get(name, "").strip())]


def given_back(request: HttpRequest, refusal: Exception) -> HttpResponse:
    """Show what was written and not taken; nothing of what it was about."""
    status = {Http404: 404, PermissionDenied: 403}.get(type(refusal), 409)
    is_known = not isinstance(refusal, Http404) and bool(str(refusal))
    context = {"why": str(refusal) if is_known else "", "written": _written(request)}
    return render(request, "councils/given_back.html", context, status=status)


def form_page(
    request: HttpRequest,
    body: Body,
    *,
    title: str,
    button: str,
    form: Form,
    back: str,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Ask before a step, or for its words.

    Optional: `lead`, `consequences` (sentences), `told` (who is told, a sentence), `is_grave`,
    `stands` (the words as they are now, for who was overtaken).
    """
    context = {
        "title": title,
        "button": button,
        "form": form,
        "body": body,
        "cancel_url": back,
        **more,
    }
    return render(request, "councils/meeting_step.html", context, status=status)


def told_members(meeting: Meeting) -> str:
    """Return who gets a mail of a step with a meeting, as a sentence."""
    count = people_of(meeting).count()
    return ngettext(
        "Ét medlem med en konto får en mail.",
        "%(count)d medlemmer med en konto får en mail.",
        count,
    ) % {"count": count}


def rights_of(request: HttpRequest, meeting: Meeting) -> dict[str, bool]:
    """Return what a person may do with a meeting; a visitor is not asked about."""
    person = person_of(request)
    if person is None:
        return {}
    asked = {
        "arranges": "change_meeting",
        "orders": "order_meeting",
        "decides": "decide_meeting",
        "writes": "write_minutes_meeting",
        "signs": "sign_minutes_meeting",
    }
    rights = {name: person.has_perm(f"councils.{verb}", meeting) for name, verb in asked.items()}
    rights["sits"] = meeting.body.has_acting_member(person)
    rights["inside"] = rights["sits"] or rights["arranges"]
    return rights
