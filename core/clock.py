"""The one clock of a request, and the municipality's calendar (Europe/Copenhagen)."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

_MIDNIGHT = time()


def received_at(request: HttpRequest) -> datetime:
    """Return the moment at which the request began, stamped by the first middleware."""
    moment: datetime = request.received_at  # type: ignore[attr-defined]
    return moment


def start_of_day(day: date) -> datetime:
    """Return local midnight at the beginning of the day."""
    return timezone.make_aware(datetime.combine(day, _MIDNIGHT), timezone.get_default_timezone())


def end_of_day(day: date) -> datetime:
    """Return the local midnight that ends the day: the day itself is included, half-open."""
    return start_of_day(day + timedelta(days=1))


def at_clock(day: date, clock: time) -> datetime | None:
    """Return the moment at which the clocks show a time on a day.

    In spring the clocks leave out an hour: None. In autumn they show one twice: the second, so
    that nothing happens before the hour that was meant.
    """
    shown = datetime.combine(day, clock.replace(fold=0))
    here = timezone.make_aware(shown.replace(fold=1), timezone.get_default_timezone())
    moment = here.astimezone(UTC)
    return moment if local(moment).replace(tzinfo=None, fold=0) == shown else None


def comes_twice(moment: datetime) -> bool:
    """Tell whether the clocks show this time once more that night."""
    here = local(moment)
    return here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset()


def local(moment: datetime) -> datetime:
    """Return the moment as the municipality's clocks show it."""
    return timezone.localtime(moment, timezone.get_default_timezone())


def local_date(moment: datetime) -> date:
    """Return the day of the municipality's calendar on which the moment falls."""
    return local(moment).date()


def last_day(closes_at: datetime) -> date:
    """Return the last day on which something that closes at this moment is still open."""
    return local_date(closes_at - timedelta(microseconds=1))


def is_midnight(moment: datetime) -> bool:
    """Tell whether a local day begins at this moment."""
    return local(moment).time() == _MIDNIGHT


def format_date(day: date | datetime) -> str:
    """Return "5. april 2026" in Danish, "5 April 2026" in English."""
    if isinstance(day, datetime):
        day = local_date(day)
    return _written(day, "j F Y" if _english() else "j. F Y", get_language())


@lru_cache(maxsize=5000)
def _written(day: date, form: str, _language: str | None) -> str:
    """A list has the same days again and again, and Django looks up each part of each."""
    return date_format(day, form)


def format_time(moment: datetime) -> str:
    """Return "kl. 17.00" and "kl. 9.05" in Danish, "17:00" and "09:05" in English."""
    clock = local(moment)
    return f"{clock:%H:%M}" if _english() else f"kl. {clock.hour}.{clock:%M}"


def format_moment(moment: datetime) -> str:
    """Return "5. april 2026 kl. 17.00" in Danish, "5 April 2026, 17:00" in English."""
    separator = ", " if _english() else " "
    return f"{format_date(moment)}{separator}{format_time(moment)}"


def format_deadline(closes_at: datetime) -> str:
    """Return a deadline as people say it: midnight belongs to the day before, as kl. 23.59."""
    if is_midnight(closes_at):
        closes_at -= timedelta(minutes=1)
    return format_moment(closes_at)


def _english() -> bool:
    return (get_language() or "da").startswith("en")
