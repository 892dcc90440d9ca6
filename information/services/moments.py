"""From when a text is public: now, or a moment within the next two years."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from core.clock import end_of_day, format_date, local_date
from information.exceptions import MomentNotPossible

YEARS_AHEAD = 2


def moment_of(public_from: datetime | None, *, at: datetime) -> datetime:
    """Return the moment that counts: what is past, or nothing, is now.

    Raises:
        MomentNotPossible: more than two years ahead, where a slip of the pen is likelier.
    """
    if public_from is None or public_from <= at:
        return at
    last = _years_after(local_date(at), YEARS_AHEAD)
    if public_from >= end_of_day(last):
        raise MomentNotPossible(
            _("Vælg en dag inden for to år, senest %(day)s.") % {"day": format_date(last)}
        )
    return public_from


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
