"""Who is told that a promised change is done or dropped: each person once per change."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils import timezone

from hearings.models import Change
from hearings.models.response import ResponseQuerySet
from hearings.promises import points_promised
from hearings.services.telling import by_address, followers_beside, tell_each
from notifications.services import notify


def responses_behind(change: Change) -> ResponseQuerySet:
    """Return the answers whose points a change answers, as they stand in their newest version.

    The points are those that the white paper promised it, wherever they have been moved since, and
    those that its answer covers now: one to a theme covers points without an answer of their own.
    A change that belongs to no answer was promised to the hearing: everyone who answered.
    """
    counted = change.hearing.responses.counted()
    answer = change.answer
    if answer is None:
        return counted
    points = Q(mentions__point=answer.point_id)
    if answer.theme_id:
        points = Q(mentions__point__theme=answer.theme_id, mentions__point__answer__isnull=True)
    points |= Q(mentions__point__number__in=points_promised(change.hearing, answer))
    said = counted.filter(points, mentions__version=F("current_version"))
    return counted.filter(pk__in=said.values("pk"))


def tell_of_change(change: Change, kind: str) -> None:
    """Write one message to each person behind the points, and a short one to each follower."""
    people = by_address(responses_behind(change))
    tell_each(change, kind, people)
    notify(
        followers_beside(change.hearing, set(people)), kind=kind, about=change, at=timezone.now()
    )


def audience_of_change(change: Change) -> int:
    """Count whom `tell_of_change` will tell, for the page that asks before."""
    people = by_address(responses_behind(change))
    return len(people) + followers_beside(change.hearing, set(people)).count()
