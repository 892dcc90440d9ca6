"""What every part of the demo's making needs: the people, the moment, and days from it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from city.models import Area, Department, Topic
from comments.models import Thread
from comments.services.moderation import release_comment
from comments.services.writing import write_comment
from core.clock import local_date

if TYPE_CHECKING:
    from accounts.models import Organisation, User
    from projects.models import Problem, Project


@dataclass
class Making:
    """The demo on one day; what is made is kept under its code for what comes later."""

    people: dict[str, User]
    at: datetime
    problems: dict[str, Problem] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)

    def moment(self, day: int, hour: int = 10) -> datetime:
        """Return the hour of a day, counted from today; what has happened is never yet to come."""
        on = local_date(self.at) + timedelta(days=day)
        moment = timezone.make_aware(datetime.combine(on, time(hour)))
        return min(moment, self.at) if day <= 0 else moment

    def day(self, day: int) -> date:
        return local_date(self.at) + timedelta(days=day)

    def talk(self, thread: Thread | None, said: tuple[tuple[str, str], ...], day: int) -> None:
        """Let accounts of the demo comment, one an hour; staff have read a first comment."""
        for hour, (by, text) in enumerate(said if thread else ()):
            at = self.moment(day, 12 + hour)
            assert thread is not None
            author = self.people[by]
            comment = write_comment(thread, author=author, text=text, key=uuid.uuid4(), at=at)
            if comment.is_held:
                release_comment(comment, by=self.people["moderator"], at=at + timedelta(minutes=9))


def department(name: str) -> Department:
    return Department.objects.get(name=name)


def areas(names: tuple[str, ...]) -> list[Area]:
    return list(Area.objects.filter(name__in=names))


def topics(names: tuple[str, ...]) -> list[Topic]:
    return list(Topic.objects.filter(name__in=names))
