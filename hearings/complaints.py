"""Where one may complain of a decision, and until which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.clock import local_date
from hearings.models import Hearing


@dataclass(frozen=True)
class Complaint:
    """A guidance, and the last day when the decision is published and the kind knows the days."""

    text: str
    last_day: date | None = None


def complaints_of(hearing: Hearing, *, published_at: datetime | None = None) -> list[Complaint]:
    """Return each guidance once, also when several kinds give the same. Reads `kinds.all()`.

    The last day is the day of publication, Europe/Copenhagen, and the days of the kind after it:
    of 28 days, published on the 1st, the 29th is in. Without `published_at` it is the moment that
    the hearing's decision was published.
    """
    moment = published_at or hearing.decision_published_at
    found: dict[str, Complaint] = {}
    for kind in hearing.kinds.all():
        if kind.complaint_guidance:
            days = kind.complaint_days
            last = local_date(moment) + timedelta(days=days) if moment and days else None
            kept = found.get(kind.complaint_guidance)
            if kept is None or _is_later(last, kept.last_day):
                found[kind.complaint_guidance] = Complaint(kind.complaint_guidance, last)
    return list(found.values())


def last_days_to_complain(hearing: Hearing, published_at: datetime) -> list[date]:
    """Return the different last days if the decision is published at a moment."""
    rows = complaints_of(hearing, published_at=published_at)
    return sorted({row.last_day for row in rows if row.last_day})


def _is_later(day: date | None, other: date | None) -> bool:
    return day is not None and (other is None or day > other)
