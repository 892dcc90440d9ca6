"""What followers are told about a project, and when it is no longer wanted."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from city.models import Area
from notifications.kinds import Group, Lane, MessageKind
from notifications.models import Announcement, Channel, Message, Notice, Subscriber, Subscription
from projects.models import Project, QuestionChange, Update

# What is announced to followers: a notice, which a mail may bring.
News = Message | Notice | Announcement


def project_is_public(project: Project, news: News) -> bool:  # noqa: ARG001  (the project says it all)
    return project.is_published


def project_is_active(project: Project, news: News) -> bool:  # noqa: ARG001
    return project.is_active


def project_is_closed(project: Project, news: News) -> bool:  # noqa: ARG001
    return project.is_closed


def change_is_newest(change: QuestionChange, news: News) -> bool:  # noqa: ARG001
    """A later change of the same question has a mail of its own."""
    question = change.question
    is_newest = not question.changes.filter(at__gt=change.at).exists()
    return is_newest and question.project.is_published


def update_is_public(update: Update, news: News) -> bool:  # noqa: ARG001
    return update.project.is_published


def whom_it_concerns(project: Project, announcement: Announcement) -> QuerySet[Subscriber]:  # noqa: ARG001
    """Return who follows one of its areas or topics; without areas it concerns the whole town."""
    areas = project.areas.all() or Area.objects.all()
    wanted = Subscription.objects.filter(subscriber=OuterRef("pk")).filter(
        Q(feed=project.feed_id) | Q(area__in=areas) | Q(topic__in=project.topics.all())
    )
    return Subscriber.objects.filter(Exists(wanted))


def followers(
    about: Project | QuestionChange | Update,
    announcement: Announcement,  # noqa: ARG001
) -> QuerySet[Subscriber]:
    """Return who follows the project that the news is of."""
    if isinstance(about, QuestionChange):
        return _followers_of(about.question.project)
    return _followers_of(about.project if isinstance(about, Update) else about)


def _followers_of(project: Project) -> QuerySet[Subscriber]:
    if project.feed is None:
        return Subscriber.objects.none()
    return project.feed.subscribers()


KINDS = [
    MessageKind(
        code="projects.project_published",
        label=_("Et nyt projekt begynder"),
        lane=Lane.BULK,
        template="projects/email/project_published",
        still_due=project_is_active,
        channel=Channel.NONE,
        group=Group.NEAR,
        audience=whom_it_concerns,
    ),
    MessageKind(
        code="projects.openness_changed",
        label=_("Noget kan ikke ændres mere, eller kan ændres igen"),
        lane=Lane.BULK,
        template="projects/email/openness_changed",
        still_due=change_is_newest,
        channel=Channel.AT_ONCE,
        group=Group.FOLLOWED,
        audience=followers,
    ),
    MessageKind(
        code="projects.update",
        label=_("Nyt fra et projekt"),
        lane=Lane.BULK,
        template="projects/email/update",
        still_due=update_is_public,
        channel=Channel.DAILY,
        group=Group.FOLLOWED,
        audience=followers,
    ),
    MessageKind(
        code="projects.project_closed",
        label=_("Et projekt er afsluttet"),
        lane=Lane.BULK,
        template="projects/email/project_closed",
        still_due=project_is_closed,
        channel=Channel.AT_ONCE,
        group=Group.FOLLOWED,
        audience=followers,
    ),
]
