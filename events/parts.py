"""An event that is part of something larger, or has parts: what the apps above decide and tell.

Its subject may take the sign-up itself (`core.owners`). An app above may follow what happens to a
registration, and tell what somebody has chosen within an event. It registers that in `ready()`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.urls import reverse

from core.owners import owner_of
from events.models import Event, Registration


class Turn(StrEnum):
    """What happened to a registration that a part of it depends on."""

    SEATED = "seated"  # who waited has a seat now
    FEWER = "fewer"  # fewer people come
    ENDED = "ended"  # cancelled by anybody, lapsed, or the event is


# Called in the transaction of what happened, under the event's lock.
Follower = Callable[[Sequence[Registration], Turn, datetime], None]
# Lines of what was chosen, by the key of the registration; of those that it knows.
PartsSource = Callable[[Sequence[Registration]], dict[int, list[str]]]
_followers: list[Follower] = []
_sources: list[PartsSource] = []


def follow_registrations(follower: Follower) -> Follower:
    """Let an app above hear what happens to registrations."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def tell_followers(rows: Sequence[Registration], turn: Turn, *, at: datetime) -> None:
    """Say what happened; only a subject's events can have parts, others cost no question."""
    if owned := [row for row in rows if row.event.is_owned]:
        for follower in _followers:
            follower(owned, turn, at)


def tell_parts(source: PartsSource) -> PartsSource:
    """Let an app above say what people have chosen within an event."""
    if source not in _sources:
        _sources.append(source)
    return source


def parts_of(rows: Sequence[Registration]) -> dict[int, list[str]]:
    """Return what was chosen within the events, a line each; as many questions for many rows."""
    found: dict[int, list[str]] = {}
    if owned := [row for row in rows if row.event.is_owned]:
        for source in _sources:
            found |= source(owned)
    return found


# --- What the subject decides -----------------------------------------------------------------
def sign_up_elsewhere(event: Event) -> str:
    """Return where one signs up for it as part of its subject, "" where it takes it itself."""
    owner = _owner(event)
    return str(owner.sign_up_url()) if hasattr(owner, "sign_up_url") else ""


def sign_up_path(event: Event) -> str:
    """Return where one signs up."""
    own = reverse("events:sign_up", args=[event.pk, event.slug])
    return sign_up_elsewhere(event) or own


def own_page_elsewhere(registration: Registration, page: str) -> str:
    """Return where the subject has this page of a registration, "" where it has none."""
    owner = _owner(registration.event)
    has_pages = hasattr(owner, "registration_path")
    return str(owner.registration_path(registration, page)) if has_pages else ""


def full_title(event: Event) -> str:
    """Return what it is called on its own: of a part also what it is a part of."""
    owner = _owner(event) if not event.is_listed else None
    return f"{event.title} ({owner.heading()})" if owner else event.title


def _owner(event: Event) -> Any:
    return owner_of(event) if event.is_owned else None
