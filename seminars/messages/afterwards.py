"""What is told after a seminar: evaluation, report, conclusions."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.kinds import Group, Lane, MessageKind
from notifications.models import Announcement, Channel, Message, Notice, Subscriber
from seminars.models import ConclusionStatus, EvaluationAsk, Seminar
from seminars.services.concluding import STATUS_GIVEN
from seminars.services.evaluating import EVALUATION_ASKED, takes_answers
from seminars.services.reporting import REPORT_PUBLISHED

News = Message | Notice | Announcement


def question_is_due(ask: EvaluationAsk, message: Message) -> bool:
    is_theirs = message.email in ("", ask.email)
    return is_theirs and takes_answers(ask.seminar, timezone.now())


def report_is_public(seminar: Seminar, news: News) -> bool:  # noqa: ARG001  (the seminar says it all)
    return seminar.is_published and seminar.has_report


def status_is_newest(status: ConclusionStatus, news: News) -> bool:  # noqa: ARG001
    """A later status of the same conclusion has a mail of its own."""
    newer = status.conclusion.statuses.filter(at__gt=status.at)
    return status.conclusion.seminar.is_published and not newer.exists()


def followers(
    about: Seminar | ConclusionStatus,
    announcement: Announcement,  # noqa: ARG001
) -> QuerySet[Subscriber]:
    """Return who follows the seminar that the news is of."""
    seminar = about.conclusion.seminar if isinstance(about, ConclusionStatus) else about
    return seminar.feed.subscribers() if seminar.feed else Subscriber.objects.none()


KINDS = (
    MessageKind(
        code=EVALUATION_ASKED,
        label=_("Spørgsmål om et seminar, man har været med til"),
        lane=Lane.BULK,
        template="seminars/email/evaluation_asked",
        still_due=question_is_due,
    ),
    MessageKind(
        code=REPORT_PUBLISHED,
        label=_("Rapporten fra et seminar er kommet"),
        lane=Lane.BULK,
        template="seminars/email/report_published",
        still_due=report_is_public,
        channel=Channel.AT_ONCE,
        group=Group.FOLLOWED,
        audience=followers,
    ),
    MessageKind(
        code=STATUS_GIVEN,
        label=_("Der er gjort status på en konklusion fra et seminar"),
        lane=Lane.BULK,
        template="seminars/email/conclusion_status",
        still_due=status_is_newest,
        channel=Channel.DAILY,
        group=Group.FOLLOWED,
        audience=followers,
    ),
)
