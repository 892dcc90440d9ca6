"""What goes on in a project, and what was promised in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.clock import end_of_day, format_date, format_moment
from projects.beside import Panel
from projects.models import TIME_TO_ANSWER, Activity, Project
from projects.promised import Result, results

if TYPE_CHECKING:
    from accounts.models import User

PROMISES = 4


@dataclass(frozen=True)
class ShownActivity:
    """An activity as everybody reads it. `changes_at`: when the page says something else."""

    activity: Activity
    url: str
    when: str
    where: str
    is_over: bool
    is_cancelled: bool
    result: Result | None
    told_on: str = ""
    changes_at: tuple[datetime, ...] = field(default=())

    @property
    def may_end(self) -> bool:
        """Whether somebody can say when it ends: nothing else says so."""
        return self.activity.event is None and not self.activity.has_been_asked


def activities_of(project: Project) -> list[Activity]:
    """Return the activities of a project, newest first, with their events and walls."""
    rows = list(project.activities.select_related("event", "wall"))
    for row in rows:
        row.project = project
    return rows


def shown_activities(project: Project, at: datetime) -> list[ShownActivity]:
    """Return all of them at two questions: what comes first on top, then what is over."""
    rows = [row for row in activities_of(project) if row.event is None or row.event.is_published]
    told = results(rows, at)
    shown = [_shown(row, told.get(row.pk), at) for row in rows]
    far = datetime.max.replace(tzinfo=at.tzinfo)
    coming = [row for row in shown if not row.is_over]
    coming.sort(key=lambda row: row.activity.event.starts_at if row.activity.event else far)
    return coming + [row for row in shown if row.is_over]


def promises_panel(project: Project, user: User | None, at: datetime) -> Panel | None:
    """Return the promises that hold now, and what was said of the last one; at two questions."""
    del user  # everybody sees the same
    rows = activities_of(project)
    running = [row for row in rows if not row.is_over(at) and not _is_off(row)]
    told = results(rows, at)
    last = _last_told(rows, told)
    if not running and last is None:
        return None
    context = {
        "project": project,
        "promises": running[:PROMISES],
        "more": max(0, len(running) - PROMISES),
        "last": last,
    }
    return Panel(
        _("Løftet til jer"), "projects/parts/promises.html", context, order=10, is_aside=True
    )


def _shown(row: Activity, result: Result | None, at: datetime) -> ShownActivity:
    told_at = row.asked_at + TIME_TO_ANSWER if row.asked_at else None
    return ShownActivity(
        activity=row,
        url=row.get_absolute_url(),
        when=_when(row),
        where=row.event.place if row.event else "",
        is_over=row.is_over(at) or _is_off(row),
        is_cancelled=_is_off(row),
        result=result,
        told_on=format_date(told_at) if told_at and row.takes_answers(at) else "",
        changes_at=_changes_at(row, told_at),
    )


def _when(row: Activity) -> str:
    if row.event is not None:
        return format_moment(row.event.starts_at)
    if row.is_over_on is not None:
        return _("til og med %(day)s") % {"day": format_date(row.is_over_on)}
    return ""


def _changes_at(row: Activity, told_at: datetime | None) -> tuple[datetime, ...]:
    ends_at = row.event.ends_at if row.event else None
    last = end_of_day(row.is_over_on) if row.is_over_on else None
    return tuple(moment for moment in (ends_at, last, told_at) if moment is not None)


def _is_off(row: Activity) -> bool:
    return row.event is not None and row.event.is_cancelled


def _last_told(rows: Sequence[Activity], told: dict[int, Result]) -> Result | None:
    """Return the newest result with enough answers to be told."""
    asked = [row for row in rows if row.pk in told and told[row.pk].total is not None]
    if not asked:
        return None
    newest = max(asked, key=lambda row: (row.asked_at or row.created_at, row.pk))
    return told[newest.pk]
