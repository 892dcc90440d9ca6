"""Whom something that happens to a hearing concerns: who answered, and who follows beside them."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Lower

from city.models import Area
from hearings.models import Change, Hearing
from hearings.models.response import ResponseQuerySet
from hearings.promises import points_promised
from notifications.models import Announcement, Subscriber, Subscription


def followers_beside(hearing: Hearing, told: ResponseQuerySet) -> QuerySet[Subscriber]:
    """Return the followers who are not told already because of these responses.

    An address in other casing is the same person.
    """
    reached = told.with_email().filter(forgotten_at=None).order_by()
    mailboxes = reached.annotate(mailbox=Lower(Coalesce("person__email", "email")))
    followers = hearing.feed.subscribers()
    followers = followers.annotate(mailbox=Lower(Coalesce("user__email", "email")))
    return followers.exclude(mailbox__in=mailboxes.values("mailbox"))


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


# --- The audiences of the kinds ---------------------------------------------------------------
def followers_of_hearing(
    hearing: Hearing,
    announcement: Announcement,  # noqa: ARG001  (the hearing says it all)
) -> QuerySet[Subscriber]:
    return followers_beside(hearing, hearing.responses.counted())


def followers_of_earlier_hearing(
    hearing: Hearing,
    announcement: Announcement,  # noqa: ARG001
) -> QuerySet[Subscriber]:
    """Return who follows the hearing that this one follows upon."""
    if hearing.follows is None:
        return Subscriber.objects.none()
    return followers_beside(hearing.follows, hearing.follows.responses.counted())


def followers_of_change(
    change: Change,
    announcement: Announcement,  # noqa: ARG001
) -> QuerySet[Subscriber]:
    return followers_beside(change.hearing, responses_behind(change))


def whom_it_concerns(
    hearing: Hearing,
    announcement: Announcement,  # noqa: ARG001
) -> QuerySet[Subscriber]:
    """Return who follows the hearing, one of its areas or one of its topics.

    A hearing without areas concerns the whole town, and so every area.
    """
    areas = hearing.areas.all() or Area.objects.all()
    wanted = Subscription.objects.filter(subscriber=OuterRef("pk")).filter(
        Q(feed=hearing.feed_id) | Q(area__in=areas) | Q(topic__in=hearing.topics.all())
    )
    return Subscriber.objects.filter(Exists(wanted))
