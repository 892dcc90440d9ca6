"""Reading of events: what comes and what was held, each of them, its pictures and documents."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import get_visible, person_of
from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from core.files import serve_file
from core.owners import owner_of, with_owners
from core.spoken import spoken_span
from events.facts import documents_of, facts_of, pictures_of, tools_of
from events.headed import titles_of
from events.models import Event
from events.structured_data import of_event

PER_PAGE = 20


@login_not_required
@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """What comes, the nearest first; or what was held, the newest first."""
    at = received_at(request)
    is_held = request.GET.get("vis") == "holdt"
    seen = with_owners(Event.objects.listed().visible_to(person_of(request)))
    coming = seen.published().filter(ends_at__gt=at)
    found = seen.held(at).order_by("-starts_at", "-pk") if is_held else coming
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("side"))
    titles = titles_of(page)
    keep_until(request, end_of_day(local_date(at)), *(event.ends_at for event in page))
    rows = [
        {
            "event": event,
            "title": titles[event.pk],
            "kind": capfirst(str(event.get_kind_display())),
            "when": capfirst(spoken_span(event.starts_at, event.ends_at, at)),
        }
        for event in page
    ]
    context = {"page_obj": page, "rows": rows, "is_held": is_held}
    return render(request, "events/event_list.html", context)


@login_not_required
@require_safe
def detail(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    """One event, from the invitation to what came of it; only the number decides which."""
    events = with_owners(Event.objects.select_related("department"))
    event = get_visible(request, events.prefetch_related("areas", "topics", "files"), pk=pk)
    if slug != event.slug:
        return HttpResponsePermanentRedirect(event.get_absolute_url())
    at = received_at(request)
    keep_until(request, end_of_day(local_date(at)), *_moments(event))
    context = {
        "event": event,
        "at": at,
        "kind": capfirst(str(event.get_kind_display())),
        "when": capfirst(spoken_span(event.starts_at, event.ends_at, at)),
        "is_over": event.is_held(at),
        "subject": _subject(event),
        "facts": facts_of(event),
        "tools": tools_of(event, at),
        "pictures": pictures_of(event),
        "documents": documents_of(event, is_outcome=False),
        "outcome_documents": documents_of(event, is_outcome=True),
        "structured": [of_event(event)] if event.is_published else [],
    }
    return render(request, "events/event_detail.html", context)


def _moments(event: Event) -> tuple[Any, ...]:
    return event.starts_at, event.ends_at, event.sign_up_opens_at, event.sign_up_closes_at


def _subject(event: Event) -> dict[str, str] | None:
    """Return what it belongs to as a link; a meeting of a body is called as its event is."""
    owner: Any = owner_of(event) if event.is_owned else None
    if owner is None:
        return None
    heading = owner.heading()
    text = _("Mødets dagsorden og referat") if heading == event.title else heading
    return {"url": owner.get_absolute_url(), "text": text}


@login_not_required
@require_safe
def file(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponseBase:  # noqa: ARG001 (may be old)
    """A picture or a document, for who may see the event."""
    event = get_visible(request, Event.objects, pk=pk)
    stored = get_object_or_404(event.files, pk=number)
    return serve_file(stored, request, public=event.is_visible_to(None))
