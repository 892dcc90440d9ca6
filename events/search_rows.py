"""What events give to the search: what is on, and what came of what was held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.owners import headings, with_owners
from core.search import Hit, SearchKind, SearchRow, SearchSource
from core.templatetags.dates import long_date
from events.models import Event

if TYPE_CHECKING:
    from events.models import EventQuerySet

EVENT = SearchKind("arrangement", _("Arrangement"), _("Arrangementer"), 15, "democracy")


def search_sources() -> list[SearchSource]:
    return [
        SearchSource(
            name="event",
            kind=EVENT,
            public=public_events,
            rows=event_rows,
            columns=(
                "title", "text", "kind", "place", "accessibility", "outcome", "status",
                "cancelled_reason", "starts_at",
            ),
            sets=("areas", "topics"),
            told=told_of_event,
        )
    ]  # fmt: skip


def public_events(_at: datetime) -> EventQuerySet:
    return Event.objects.published().listed().visible_to(None)


def event_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    rows: Any = with_owners(public_events(at).filter(pk__in=keys))
    found = list(rows.prefetch_related("areas", "topics"))
    subjects = headings(found)
    return [_event_row(event, subjects[event.pk]) for event in found]


def _event_row(event: Event, subject: str) -> SearchRow:
    texts = (event.text, event.outcome, event.accessibility, event.cancelled_reason)
    named = [event.get_kind_display(), event.place, *event.areas.all(), *event.topics.all()]
    return SearchRow(
        subject=event.pk,
        title=event.title,
        text="\n".join(filter(None, texts)),
        keywords=" ".join(map(str, named)),
        context=subject if subject != event.title else "",
        path=event.get_absolute_url(),
        areas=tuple(area.pk for area in event.areas.all()),
        at=event.starts_at,
        state=event.status,
    )


def told_of_event(hit: Hit, _at: datetime) -> str:
    """Return when it is, or that it is not."""
    if hit.state == Event.Status.CANCELLED:
        return gettext("Aflyst")
    return long_date(hit.at)
