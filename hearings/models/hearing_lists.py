"""The states of a hearing as lists: what `Hearing.stage` says of one, these say of many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone

from accounts.roles import Role, departments_of

if TYPE_CHECKING:
    from accounts.models import User
    from city.models import Area
    from hearings.models.hearing import Hearing

MAX_WORDS = 8  # of a search: more only cost time
STAFF_WHO_READ_RESPONSES = (Role.CASE_WORKER, Role.MODERATOR, Role.MANAGER)
STAFF_WHO_SEE_DRAFTS = (*STAFF_WHO_READ_RESPONSES, Role.FACILITATOR)


class HearingQuerySet(models.QuerySet["Hearing"]):
    """The states of a hearing as lists; each has its twin on Hearing."""

    def published(self) -> HearingQuerySet:
        return self.exclude(status=self.model.Status.DRAFT)

    def running(self) -> HearingQuerySet:
        """Published and neither decided nor withdrawn: the calendar decides the rest."""
        return self.filter(status=self.model.Status.PUBLISHED)

    def coming(self, at: datetime | None = None) -> HearingQuerySet:
        return self.running().filter(opens_at__gt=at or timezone.now())

    def open(self, at: datetime | None = None) -> HearingQuerySet:
        at = at or timezone.now()
        return self.running().filter(opens_at__lte=at, closes_at__gt=at)

    def closed(self, at: datetime | None = None) -> HearingQuerySet:
        """Past the deadline, and no white paper yet."""
        return self._past_the_deadline(at).filter(white_paper_published_at=None)

    def answered(self, at: datetime | None = None) -> HearingQuerySet:
        """The white paper is published; the decision is not made."""
        return self._past_the_deadline(at).exclude(white_paper_published_at=None)

    def _past_the_deadline(self, at: datetime | None) -> HearingQuerySet:
        return self.running().filter(closes_at__lte=at or timezone.now())

    def decided(self) -> HearingQuerySet:
        return self.filter(status=self.model.Status.DECIDED)

    def withdrawn(self) -> HearingQuerySet:
        return self.filter(status=self.model.Status.WITHDRAWN)

    def at_stage(self, stage: Hearing.Stage, at: datetime | None = None) -> HearingQuerySet:
        """Return the hearings whose `stage(at)` this is."""
        lists: dict[Hearing.Stage, Callable[[], HearingQuerySet]] = {
            self.model.Stage.DRAFT: lambda: self.filter(status=self.model.Status.DRAFT),
            self.model.Stage.COMING: lambda: self.coming(at),
            self.model.Stage.OPEN: lambda: self.open(at),
            self.model.Stage.CLOSED: lambda: self.closed(at),
            self.model.Stage.ANSWERED: lambda: self.answered(at),
            self.model.Stage.DECIDED: self.decided,
            self.model.Stage.WITHDRAWN: self.withdrawn,
        }
        return lists[stage]()

    def concerning(self, area: Area | None) -> HearingQuerySet:
        """Return what concerns a part of the town: itself or the whole town; None is all."""
        return self.filter(Q(areas=area) | Q(areas=None)) if area else self

    def matching(self, text: str) -> HearingQuerySet:
        """Return those with all these words in the title or case number."""
        found = self
        for word in text.split()[:MAX_WORDS]:
            said = Q()
            # SQLite folds the case of A-Z only: ask for the Danish letters in each case.
            for spelling in sorted({word, word.lower(), word.upper(), word.capitalize()}):
                for column in ("title", "formal_title", "case_number"):
                    said |= Q(**{f"{column}__icontains": spelling})
            found = found.filter(said)
        return found

    def most_urgent_first(self, at: datetime | None = None) -> HearingQuerySet:
        """Open ones by deadline, then coming by opening, then the newest of the rest."""
        at = at or timezone.now()
        running = Q(status=self.model.Status.PUBLISHED)
        return self.annotate(
            rank=Case(
                When(running & Q(opens_at__lte=at, closes_at__gt=at), then=0),
                When(running & Q(opens_at__gt=at), then=1),
                When(running, then=2),
                When(status=self.model.Status.DECIDED, then=3),
                When(status=self.model.Status.WITHDRAWN, then=4),
                default=5,
            ),
            next_at=Case(When(rank=0, then=F("closes_at")), When(rank=1, then=F("opens_at"))),
        ).order_by("rank", "next_at", "-closes_at", "-pk")

    def of_departments_of(self, user: User | None, *roles: str) -> HearingQuerySet:
        """Return the hearings in which a person has one of the roles (default: sees drafts)."""
        return self.filter(department__in=departments_of(user, *(roles or STAFF_WHO_SEE_DRAFTS)))

    def visible_to(self, user: User | None) -> HearingQuerySet:
        if user is None or not user.is_authenticated or not user.is_staff:
            return self.published()
        mine = self.of_departments_of(user).values("pk")
        return self.filter(~Q(status=self.model.Status.DRAFT) | Q(pk__in=mine))
