"""What is told of focus projects: to secretaries, members, and who is with the project."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.kinds import Lane, MessageKind
from notifications.models import Announcement, Channel, Message, Notice, Subscriber, Subscription
from projects.focus_years import acting_members, chosen_years, standing_of
from projects.models import FocusDesignation, FocusYear, Project

News = Message | Notice | Announcement


def majority_stands(project: Project, message: News) -> bool:
    """Not when the council has chosen meanwhile, or the majority is gone again."""
    year = int(message.context["year"])
    is_open = project.is_active and not chosen_years([year])
    return is_open and standing_of(project, year, timezone.now()).has_majority


def appointment_stands(row: FocusDesignation, message: News) -> bool:  # noqa: ARG001 (the row says)
    return row.stands


def appointment_is_undone(row: FocusDesignation, message: News) -> bool:  # noqa: ARG001
    return not row.stands


def reminder_is_due(year: FocusYear, message: Message) -> bool:
    """Not when the council has chosen meanwhile, or the seat has ended."""
    now = timezone.now()
    return not chosen_years([year.year]) and acting_members(now).of(message.user).exists()


def who_is_with_it(
    row: FocusDesignation,
    announcement: Announcement,  # noqa: ARG001 (the same for every such announcement)
) -> QuerySet[Subscriber]:
    """Return who follows, works on or runs the project, and the council's members."""
    project = row.project
    follows = Subscription.objects.filter(subscriber=OuterRef("pk"), feed=project.feed_id)
    team = project.team.on_team().filter(user=OuterRef("user"))
    sits = acting_members(timezone.now()).filter(member__user=OuterRef("user"))
    inside = Exists(team) | Exists(sits) | Q(user=project.facilitator_id)
    return Subscriber.objects.filter(Exists(follows) | Q(user__isnull=False) & inside)


KINDS = [
    MessageKind(
        code="projects.majority_reached",
        label=_("Et flertal peger på et fokusprojekt"),
        lane=Lane.BULK,
        template="projects/email/majority_reached",
        still_due=majority_stands,
    ),
    MessageKind(
        code="projects.focus_reminder",
        label=_("Næste års fokusprojekt er ikke valgt endnu"),
        lane=Lane.BULK,
        template="projects/email/focus_reminder",
        still_due=reminder_is_due,
    ),
    MessageKind(
        code="projects.appointed",
        label=_("Et projekt er blevet fokusprojekt"),
        lane=Lane.BULK,
        template="projects/email/appointed",
        still_due=appointment_stands,
        channel=Channel.DAILY,
        audience=who_is_with_it,
    ),
    MessageKind(
        code="projects.appointment_undone",
        label=_("Et projekt er ikke længere fokusprojekt"),
        lane=Lane.BULK,
        template="projects/email/appointment_undone",
        still_due=appointment_is_undone,
        channel=Channel.DAILY,
        audience=who_is_with_it,
    ),
]
