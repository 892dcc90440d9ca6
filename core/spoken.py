"""Days and hours as people say them: "i morgen kl. 17.00 til 18.00"."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.clock import format_time, local_date


def spoken_day(day: date, at: datetime) -> str:
    """Return "3. november", with the year when it is another than now."""
    english = (get_language() or "da").startswith("en")
    form = "j F" if english else "j. F"
    return date_format(day, form if day.year == local_date(at).year else f"{form} Y")


def spoken_month(day: date) -> str:
    """Return "marts 2026"."""
    return date_format(day, "F Y")


def spoken_span(starts_at: datetime, ends_at: datetime, at: datetime) -> str:
    """Return "i morgen kl. 17.00 til 18.00", to stand in the middle of a line.

    What lasts until another day says both days.
    """
    first, last = local_date(starts_at), local_date(ends_at)
    end = format_time(ends_at)
    if last != first:
        end = f"{_day_and_weekday(last, at)} {end}"
    return _("%(day)s %(start)s til %(end)s") % {
        "day": _nearly(first, at) or _day_and_weekday(first, at),
        "start": format_time(starts_at),
        "end": end if last != first else end.removeprefix("kl. "),
    }


def _nearly(day: date, at: datetime) -> str:
    days = (day - local_date(at)).days
    return {0: _("i dag"), 1: _("i morgen")}.get(days, "")


def _day_and_weekday(day: date, at: datetime) -> str:
    return f"{date_format(day, 'l')} {spoken_day(day, at)}"
