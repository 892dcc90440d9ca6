"""The calendar: a stretch of time, what somebody wants to see of it, and the days in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.utils.formats import date_format
from django.utils.module_loading import module_has_submodule
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Component

from core.calendar import Asked, CalendarEntry
from core.clock import local_date, start_of_day

MONTH, WEEK = "maaned", "uge"
LIST_MONTHS = 3
# Nobody, and no robot, turns pages for ever.
YEARS_BACK, YEARS_AHEAD = 3, 3
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")


@dataclass(frozen=True)
class Stretch:
    """Days from `first` until `last` (not with it), and the ways to those before and after."""

    first: date
    last: date
    title: str
    before: dict[str, str] | None
    after: dict[str, str] | None

    @property
    def since(self) -> datetime:
        return start_of_day(self.first)

    @property
    def until(self) -> datetime:
        return start_of_day(self.last)


@dataclass(frozen=True)
class Day:
    day: date
    is_today: bool
    is_outside: bool
    entries: Sequence[CalendarEntry]


@cache
def _sources() -> list[ModuleType]:
    return [
        import_module(f"{config.name}.calendar_entries")
        for config in apps.get_app_configs()
        if module_has_submodule(config.module, "calendar_entries")
    ]


def entries_of(asked: Asked) -> list[CalendarEntry]:
    """Return what all apps bring, in the order of time."""
    found = [entry for source in _sources() for entry in source.calendar_entries(asked)]
    return sorted(found, key=lambda entry: (entry.at, entry.title))


def components_of(asked: Asked) -> list[Component]:
    """Return the same for calendars that follow ours."""
    return [part for source in _sources() for part in source.calendar_components(asked)]


def stretch_of(view: str, said: str, today: date) -> Stretch:
    """Return the month, the week or the three months that the address names, else the present."""
    if view == WEEK:
        return _week(_monday(said, today), today)
    return _months(_first_of_month(said, today), 1 if view == MONTH else LIST_MONTHS, view, today)


def _first_of_month(said: str, today: date) -> date:
    found = _MONTH.fullmatch(said)
    if not found or not 1 <= int(found[2]) <= 12 or not _is_near(int(found[1]), today):
        return today.replace(day=1)
    return date(int(found[1]), int(found[2]), 1)


def _monday(said: str, today: date) -> date:
    found = _WEEK.fullmatch(said)
    if found and _is_near(int(found[1]), today):
        try:
            return date.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError:
            pass  # no such week
    return today - timedelta(days=today.weekday())


def _is_near(year: int, today: date) -> bool:
    return today.year - YEARS_BACK <= year <= today.year + YEARS_AHEAD


def _months(first: date, count: int, view: str, today: date) -> Stretch:
    last = _later(first, count)
    name = MONTH if view == MONTH else "fra"
    title = month_name(first)
    if count > 1:
        title = _("%(first)s til %(last)s") % {
            "first": title,
            "last": month_name(_later(last, -1)).lower(),
        }
    before, after = _later(first, -count), last
    return Stretch(
        first=first,
        last=last,
        title=title,
        before={name: f"{before:%Y-%m}"} if _is_near(before.year, today) else None,
        after={name: f"{after:%Y-%m}"} if _is_near(after.year, today) else None,
    )


def _week(monday: date, today: date) -> Stretch:
    before, after = monday - timedelta(days=7), monday + timedelta(days=7)
    return Stretch(
        first=monday,
        last=after,
        title=_("Uge %(week)d: %(first)s til %(last)s")
        % {
            "week": monday.isocalendar().week,
            "first": date_format(monday, "j. F"),
            "last": date_format(after - timedelta(days=1), "j. F Y"),
        },
        before={WEEK: _week_name(before)} if _is_near(before.year, today) else None,
        after={WEEK: _week_name(after)} if _is_near(after.year, today) else None,
    )


def _week_name(monday: date) -> str:
    year, week, _weekday = monday.isocalendar()
    return f"{year}-W{week:02}"


def _later(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def month_name(day: date) -> str:
    return capfirst(date_format(day, "F Y"))


def weeks_of(stretch: Stretch, entries: Iterable[CalendarEntry], today: date) -> list[list[Day]]:
    """Return whole weeks of days from Monday on; what lasts several days stands on each."""
    by_day = _by_day(stretch, entries)
    day = stretch.first - timedelta(days=stretch.first.weekday())
    weeks: list[list[Day]] = []
    while day < stretch.last:
        weeks.append([_day(day + timedelta(days=n), stretch, by_day, today) for n in range(7)])
        day += timedelta(days=7)
    return weeks


def _day(day: date, stretch: Stretch, by_day: dict[date, Any], today: date) -> Day:
    is_outside = not stretch.first <= day < stretch.last
    return Day(day, day == today, is_outside, [] if is_outside else by_day[day])


def _by_day(stretch: Stretch, entries: Iterable[CalendarEntry]) -> dict[date, list[CalendarEntry]]:
    found: dict[date, list[CalendarEntry]] = defaultdict(list)
    for entry in entries:
        day = max(local_date(entry.at), stretch.first)
        end = entry.ends_at - timedelta(microseconds=1) if entry.ends_at else entry.at
        while day <= local_date(end) and day < stretch.last:
            found[day].append(entry)
            day += timedelta(days=1)
    return found
