"""An event as a calendar file: the same name for ever, a higher number for each change."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from icalendar import Event as Component

from core.calendar_files import CONTENT_TYPE, calendar_with, uid_of
from core.clock import local
from events.models import Event, EventQuerySet, EventRecord

# What a calendar hears of; the rest of the history is about people.
CHANGES = (
    EventRecord.Action.PUBLISHED,
    EventRecord.Action.CHANGED,
    EventRecord.Action.MOVED,
    EventRecord.Action.CANCELLED,
)


def calendar_of(event: Event, *, is_registered: bool = False) -> bytes:
    """Return the file. The same event gives the same bytes until something about it changes."""
    component = component_of(event, is_registered=is_registered)
    return calendar_with([component], event.starts_at, event.ends_at)


def component_of(event: Event, *, is_registered: bool = False) -> Component:
    """Return one event, for a calendar of one or of many (then read it with `with_changes`)."""
    component = Component()
    component.add("uid", uid_of(f"event-{event.pk}"))
    component.add("dtstamp", _changed_at(event))
    component.add("sequence", event.ics_sequence)
    component.add("status", _status(event))
    component.add("summary", event.title)
    component.add("dtstart", local(event.starts_at))
    component.add("dtend", local(event.ends_at))
    component.add("location", event.place or _("På skærm"))
    component.add("description", "\n\n".join(_description(event, is_registered=is_registered)))
    component.add("url", settings.SITE_URL + event.get_absolute_url())
    return component


def with_changes(events: EventQuerySet) -> EventQuerySet:
    """Read with one question when each event was last changed."""
    lines = _lines(EventRecord.objects.order_by("-at", "-pk"))
    return events.prefetch_related(Prefetch("history", lines, to_attr="changes"))


def shows_online_url(event: Event, *, is_registered: bool) -> bool:
    """Whether somebody is shown the link: where there is sign-up, only who has a seat."""
    return bool(event.online_url) and (is_registered or not event.takes_sign_up)


def response_with(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _description(event: Event, *, is_registered: bool) -> Iterable[str]:
    if event.is_cancelled:
        yield _("Aflyst: %(reason)s") % {"reason": event.cancelled_reason}
    if event.text:
        yield event.text
    if shows_online_url(event, is_registered=is_registered):
        yield _("Deltag på skærm: %(url)s") % {"url": event.online_url}
    if event.accessibility:
        yield event.accessibility
    yield settings.SITE_URL + event.get_absolute_url()


def _status(event: Event) -> str:
    if event.is_cancelled:
        return "CANCELLED"
    return "CONFIRMED" if event.is_published else "TENTATIVE"


def _changed_at(event: Event) -> datetime:
    """The stamp of the file: not the clock, so that an unchanged file is the same file."""
    changes = getattr(event, "changes", None)
    lines = _lines(event.history.all()) if changes is None else changes
    moments = [event.published_at or event.created_at, *(line.at for line in lines)]
    return max(moments).astimezone(UTC)


def _lines(history: QuerySet[EventRecord]) -> QuerySet[EventRecord]:
    return history.filter(action__in=CHANGES, registration=None)
