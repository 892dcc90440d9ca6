"""What the calendar brings, told to those whom it concerns: openings, and deadlines that near."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from core.clock import local
from hearings.models import Hearing
from notifications.models import Announcement
from notifications.services import announce

OPENED = "hearings.opened"
DEADLINE_NEAR = "hearings.deadline_near"
# How many days before its end a deadline is told of, the nearest first.
DAYS_BEFORE = (2, 7)
# An opening is no news later than this, and we remember for a year what was announced.
IS_NEWS_FOR = timedelta(days=180)


def announce_what_comes(*, at: datetime) -> int:
    """Announce each opening and each near deadline that is not announced yet; return how many.

    What was announced is remembered in rows, not in the clock: a worker that was away makes it up
    when it is back, of two days of one deadline only the nearest.
    """
    hearings = list(
        Hearing.objects.open(at)
        .select_related("feed")
        .prefetch_related("extensions")
        .order_by("pk")
    )
    opened = [hearing for hearing in hearings if _opened_at(hearing) > at - IS_NEWS_FOR]
    rows = [_announce_opening(hearing, at) for hearing in _unannounced(OPENED, opened)]
    for hearing in hearings:
        if days := days_left(hearing, at):
            rows += [_announce_deadline(hearing, days, at)]
    return sum(row is not None for row in rows)


def days_left(hearing: Hearing, at: datetime) -> int:
    """Return 2 or 7 when the deadline is nearer than so many days, else 0.

    0 also when the hearing had not this deadline, or was not open, on that day: people were told
    of it later than that. Counted by the municipality's calendar: a day may have 23 or 25 hours.
    """
    known_since = max([_opened_at(hearing), *(row.at for row in hearing.extensions.all())])
    for days in DAYS_BEFORE:
        day = local(hearing.closes_at) - timedelta(days=days)
        if day <= at:
            return days if known_since <= day else 0
    return 0


def _opened_at(hearing: Hearing) -> datetime:
    return max(hearing.opens_at, hearing.published_at or hearing.opens_at)


def _unannounced(kind: str, hearings: Iterable[Hearing]) -> list[Hearing]:
    """Leave out those of which one question says that they are announced."""
    keys = [str(hearing.pk) for hearing in hearings]
    rows = Announcement.objects.filter(kind=kind, about_pk__in=keys)
    known = set(rows.values_list("about_pk", flat=True))
    return [hearing for hearing in hearings if str(hearing.pk) not in known]


def _announce_opening(hearing: Hearing, at: datetime) -> Announcement | None:
    return announce(OPENED, about=hearing, feed=hearing.feed, at=at)


def _announce_deadline(hearing: Hearing, days: int, at: datetime) -> Announcement | None:
    deadline = hearing.closes_at.astimezone(UTC)
    return announce(
        DEADLINE_NEAR,
        about=hearing,
        feed=hearing.feed,
        context={"closes_at": hearing.closes_at.isoformat(), "days": days},
        version=f"{days}-{deadline:%Y%m%dT%H%MZ}",
        at=at,
    )
