"""What is told of recommendations: to who follows the body or sits in it, and to who answers."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from councils.models import Membership, Recommendation, RecommendationStatus
from notifications.kinds import Lane, MessageKind
from notifications.models import Announcement, Channel, Message, Notice, Subscriber, Subscription

News = Message | Notice | Announcement


def is_waiting(row: Recommendation, message: News) -> bool:  # noqa: ARG001  (the row says it all)
    return row.status == Recommendation.Status.SENT


def is_answered(row: Recommendation, message: News) -> bool:  # noqa: ARG001
    return row.is_answered


def status_stands(row: Recommendation, message: News) -> bool:
    return row.is_answered and row.statuses.filter(pk=message.context.get("status_id")).exists()


def status_told(row: Recommendation, message: News) -> dict[str, RecommendationStatus | None]:
    """Give the mail the status that it tells."""
    return {"status": row.statuses.filter(pk=message.context.get("status_id")).first()}


def who_follows_or_sits_in(
    row: Recommendation,
    announcement: Announcement,  # noqa: ARG001
) -> QuerySet[Subscriber]:
    """Return who follows the body, and who acts as a member of it now."""
    follows = Subscription.objects.filter(subscriber=OuterRef("pk"), feed=row.body.feed_id)
    acting = Membership.objects.filter(body=row.body_id).acting()
    sits = acting.filter(member__user=OuterRef("user"))
    return Subscriber.objects.filter(Exists(follows) | Q(user__isnull=False) & Exists(sits))


KINDS = [
    MessageKind(
        code="councils.recommendation_made",
        label=_("Et råd har givet en anbefaling"),
        lane=Lane.BULK,
        template="councils/email/recommendation_made",
        still_due=is_waiting,
        channel=Channel.DAILY,
        audience=who_follows_or_sits_in,
    ),
    MessageKind(
        code="councils.recommendation_answered",
        label=_("Der er svaret på et råds anbefaling"),
        lane=Lane.BULK,
        template="councils/email/recommendation_answered",
        still_due=is_answered,
        channel=Channel.DAILY,
        audience=who_follows_or_sits_in,
    ),
    MessageKind(
        code="councils.recommendation_status",
        label=_("Der er nyt om et råds anbefaling"),
        lane=Lane.BULK,
        template="councils/email/recommendation_status",
        still_due=status_stands,
        channel=Channel.DAILY,
        audience=who_follows_or_sits_in,
        details=status_told,
    ),
    MessageKind(
        code="councils.recommendation_received",
        label=_("En anbefaling venter på svar"),
        lane=Lane.BULK,
        template="councils/email/recommendation_received",
        still_due=is_waiting,
    ),
]
