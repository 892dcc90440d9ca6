"""What is told of problems: to who raised them, who feels them too, and who lives there."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from city.models import Area
from notifications.kinds import Group, Lane, MessageKind
from notifications.models import Announcement, Channel, Message, Notice, Subscriber, Subscription
from projects.models import Problem, ProblemFelt, ProblemObjection

News = Message | Notice | Announcement


def receipt_is_due(problem: Problem, message: News) -> bool:  # noqa: ARG001  (the row says it all)
    return problem.state != Problem.State.DELETED


def is_readable(problem: Problem, message: News) -> bool:  # noqa: ARG001
    return problem.is_visible


def is_hidden(problem: Problem, message: News) -> bool:  # noqa: ARG001
    """Not when it is shown again meanwhile: that has a mail of its own."""
    return problem.state == Problem.State.HIDDEN


def is_answered(problem: Problem, message: News) -> bool:  # noqa: ARG001
    return problem.is_visible and problem.is_answered


def decision_stands(objection: ProblemObjection, message: News) -> bool:  # noqa: ARG001
    """Not when the problem's words are gone meanwhile."""
    return objection.problem.state != Problem.State.DELETED


def who_feels_or_follows(
    problem: Problem,
    announcement: Announcement,  # noqa: ARG001
) -> QuerySet[Subscriber]:
    """Return who feels a problem too or follows it; its author has a mail of their own."""
    follows = Subscription.objects.filter(subscriber=OuterRef("pk"), feed=problem.feed_id)
    feels = ProblemFelt.objects.filter(problem=problem, user=OuterRef("user"))
    told = Subscriber.objects.filter(Exists(follows) | Q(user__isnull=False) & Exists(feels))
    return told.exclude(user=problem.author_id)


def who_is_near(
    problem: Problem,
    announcement: Announcement,  # noqa: ARG001
) -> QuerySet[Subscriber]:
    """Return who follows its topic or one of its areas; without areas it is the whole town's."""
    areas = problem.areas.all() or Area.objects.all()
    wanted = Q(area__in=areas)
    if problem.topic_id:
        wanted |= Q(topic=problem.topic_id)
    near = Subscription.objects.filter(wanted, subscriber=OuterRef("pk"))
    return Subscriber.objects.filter(Exists(near)).exclude(user=problem.author_id)


KINDS = [
    MessageKind(
        code="projects.problem_received",
        label=_("Kvittering for et problem, du har rejst"),
        lane=Lane.IMMEDIATE,
        template="projects/email/problem_received",
        still_due=receipt_is_due,
    ),
    MessageKind(
        code="projects.problem_released",
        label=_("Dit problem kan læses"),
        lane=Lane.IMMEDIATE,
        template="projects/email/problem_released",
        still_due=is_readable,
    ),
    MessageKind(
        code="projects.problem_hidden",
        label=_("Dit problem er skjult"),
        lane=Lane.IMMEDIATE,
        template="projects/email/problem_hidden",
        still_due=is_hidden,
    ),
    MessageKind(
        code="projects.problem_objection_decided",
        label=_("Din indsigelse om et problem er afgjort"),
        lane=Lane.IMMEDIATE,
        template="projects/email/problem_objection_decided",
        still_due=decision_stands,
    ),
    MessageKind(
        code="projects.problem_answered",
        label=_("Svar på et problem, du har rejst"),
        lane=Lane.IMMEDIATE,
        template="projects/email/problem_answered",
        still_due=is_answered,
    ),
    MessageKind(
        code="projects.problem_answer_felt",
        label=_("Svar på et problem, jeg også mærker eller følger"),
        lane=Lane.BULK,
        template="projects/email/problem_answer_felt",
        still_due=is_answered,
        channel=Channel.AT_ONCE,
        audience=who_feels_or_follows,
    ),
    MessageKind(
        code="projects.problem_near",
        label=_("Nogen rejser et problem"),
        lane=Lane.BULK,
        template="projects/email/problem_near",
        still_due=is_readable,
        channel=Channel.NONE,
        group=Group.NEAR,
        audience=who_is_near,
    ),
]
