"""Members are reminded from 1 October on, every 14 days, until the coming year has its choice."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from core.clock import local_date
from notifications.services import Recipient, enqueue_all
from projects.focus_years import (
    acting_members,
    choosing_begins,
    chosen_years,
    open_years,
    standing_of,
    this_year,
)
from projects.models import FocusFlag, FocusYear, Project
from projects.services.flagging import note_majority
from projects.services.locking import locked_year

REMINDER = "projects.focus_reminder"
EVERY = timedelta(days=14)


@transaction.atomic
def remind_members(*, at: datetime) -> int:
    """Remind each acting member with an account, once in each 14 days; return how many were.

    Whenever the worker comes: what it missed meanwhile is made up once, not for each time.
    """
    year = this_year(at) + 1
    turn = _turn(year, at)
    if turn < 0 or chosen_years([year]):
        return 0
    focus_year = locked_year(year)
    reminded = focus_year.reminded_at
    if chosen_years([year]) or (reminded is not None and _turn(year, reminded) >= turn):
        return 0
    focus_year.note_reminded(at=at)
    return _remind(focus_year, turn, at)


def _turn(year: int, at: datetime) -> int:
    """Return which of the fortnights since 1 October it is: 0, 1, 2; before, -1."""
    days = (local_date(at) - choosing_begins(year)).days
    return days // EVERY.days if days >= 0 else -1


def _remind(year: FocusYear, turn: int, at: datetime) -> int:
    members = acting_members(at).values("member__user")
    people = User.objects.filter(pk__in=members, is_active=True).order_by("pk")
    return enqueue_all(
        REMINDER,
        (
            Recipient(dedup_key=f"{REMINDER}:{year.year}:{turn}:{person.pk}", user=person)
            for person in people
        ),
        about=year,
    )


def note_majorities(*, at: datetime) -> int:
    """Find the majorities that came without a flag: a substitute called in, a seat abolished."""
    count = 0
    for year in open_years(at):
        flagged = FocusFlag.objects.counting(at).filter(year__year=year).order_by()
        projects = Project.objects.active().filter(pk__in=flagged.values("project"))
        for project in projects.order_by("pk"):
            if standing_of(project, year, at).has_majority:
                count += _note_majority(project, year, at)
    return count


@transaction.atomic
def _note_majority(project: Project, year: int, at: datetime) -> bool:
    focus_year = locked_year(year)
    return not chosen_years([year]) and note_majority(project, focus_year, at=at)
