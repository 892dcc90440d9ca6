"""What an event is called beside others: "Åbent hus: Lokalplan 9.9"."""

from collections.abc import Iterable

from core.owners import headings
from events.models import Event


def titles_of(events: Iterable[Event]) -> dict[int, str]:
    """Return titles by key, with the subject where it says more: a question per kind of subject.

    The events are read with `core.owners.with_owners`.
    """
    events = list(events)
    told = headings(events)
    return {
        event.pk: f"{event.title}: {told[event.pk]}"
        if told[event.pk] not in ("", event.title)
        else event.title
        for event in events
    }
