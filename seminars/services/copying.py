"""A new seminar from the last one: its order of the day, not its people."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from core.clock import at_clock, end_of_day, local, local_date
from seminars.models import Seminar, SeminarDay, SeminarEvent, Track
from seminars.services.collecting import collect
from seminars.services.programme import add_day, add_session
from seminars.services.seminars import create_seminar

if TYPE_CHECKING:
    from accounts.models import User

_KEPT = (
    "practical", "has_hearing_loop", "has_interpreter", "has_lift", "accessibility", "contact",
)  # fmt: skip


@transaction.atomic
def copy_seminar(
    seminar: Seminar, *, title: str, first_day: date, by: User, at: datetime
) -> Seminar:
    """Make a draft with the same tracks, days and sessions from another day on.

    Hours stay as the clocks show them. Speakers, texts about them, walls and what was concluded
    belong to the old one; lessons and focus projects since are collected.
    """
    made = create_seminar(
        title=title,
        department=seminar.department,
        topics=seminar.topics.all(),
        lead=seminar.lead,
        by=by,
        at=at,
        action=SeminarEvent.Action.COPIED,
        **{name: getattr(seminar, name) for name in _KEPT},
    )
    tracks = {row.pk: _copy_of(row, made) for row in seminar.tracks.all()}
    days = list(seminar.days.select_related("event"))
    if days:
        shift = first_day - local_date(days[0].event.starts_at)
        for day in days:
            _copy_day(day, made, shift, tracks, by=by, at=at)
    collect(made, by=by, at=at)
    return made


def _copy_of(track: Track, seminar: Seminar) -> Track:
    return Track.objects.create(
        seminar=seminar, title=track.title, text=track.text, position=track.position
    )


def _copy_day(
    day: SeminarDay,
    seminar: Seminar,
    shift: timedelta,
    tracks: dict[int, Track],
    *,
    by: User,
    at: datetime,
) -> None:
    event = day.event
    made = add_day(
        seminar,
        starts_at=_shifted(event.starts_at, shift),
        ends_at=_shifted(event.ends_at, shift),
        place=event.place,
        capacity=event.capacity,
        by=by,
        at=at,
    )
    for session in day.sessions.in_order().exclude(event__status="cancelled"):
        add_session(
            made,
            kind=session.kind,
            title=session.event.title,
            text=session.event.text,
            starts_at=_shifted(session.event.starts_at, shift),
            ends_at=_shifted(session.event.ends_at, shift),
            place=session.event.place,
            capacity=session.event.capacity,
            track=tracks.get(session.track_id) if session.track_id else None,
            takes_questions=session.takes_questions,
            by=by,
            at=at,
        )


def _shifted(moment: datetime, shift: timedelta) -> datetime:
    """Return the same hour of another day; an hour that the clocks leave out, a day's end."""
    shown = local(moment)
    day = shown.date() + shift
    return at_clock(day, shown.time()) or end_of_day(day)
