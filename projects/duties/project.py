"""What waits for who runs projects: drafts that lie, phases that have run out, late milestones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import end_of_day, format_date, local_date
from core.duties import Duty
from projects.models import Lesson, Milestone, Phase, Project
from projects.models.project import ProjectQuerySet

if TYPE_CHECKING:
    from accounts.models import User

# A draft that nobody has finished after so long is forgotten, or waits for somebody.
LIES_AFTER = timedelta(days=30)


def duties_of(user: User, at: datetime) -> list[Duty]:
    """Return what waits in the projects that a person runs: four questions, however many."""
    mine = Project.objects.run_by(user)
    return [
        *_drafts(mine, at),
        *_phases(mine, at),
        *_milestones(mine, at),
        *_without_lessons(mine),
    ]


def _drafts(mine: ProjectQuerySet, at: datetime) -> Iterable[Duty]:
    lying = mine.filter(status=Project.Status.DRAFT, created_at__lt=at - LIES_AFTER)
    for project in lying.order_by("created_at", "pk"):
        yield Duty(
            title=_("Kladde, der ligger: %(title)s") % {"title": project.title},
            url=_desk(project.pk),
            text=_("Skriv den færdig, og offentliggør den, eller giv den til en anden."),
            waits_since=project.created_at,
        )


def _phases(mine: ProjectQuerySet, at: datetime) -> Iterable[Duty]:
    """Tell of phases whose last day has passed while the project is still in them."""
    passed = Phase.objects.filter(
        project__in=mine.active().order_by().values("pk"),
        kind=F("project__phase"),
        ends_on__lt=local_date(at),
    )
    for phase in passed.select_related("project").order_by("ends_on", "pk"):
        if phase.ends_on is None:
            continue
        yield Duty(
            title=_("Fasen er slut: %(title)s") % {"title": phase.project.title},
            url=reverse("admin:projects_project_phase", args=[phase.project_id]),
            text=_("»%(phase)s« skulle slutte %(day)s. Skift fase, eller ret dagen.")
            % {"phase": phase, "day": format_date(phase.ends_on)},
            deadline=end_of_day(phase.ends_on) - timedelta(minutes=1),
            is_overdue=True,
        )


def _milestones(mine: ProjectQuerySet, at: datetime) -> Iterable[Duty]:
    late = Milestone.objects.filter(
        project__in=mine.active().order_by().values("pk"),
        reached_on=None,
        due_on__lt=local_date(at),
    )
    for milestone in late.select_related("project").order_by("due_on", "pk"):
        yield Duty(
            title=_("Milepæl: %(title)s") % {"title": milestone.title},
            url=reverse(
                "admin:projects_project_milestone", args=[milestone.project_id, milestone.pk]
            ),
            text=_("I projektet »%(project)s«. Skriv, at den er nået, eller ret dagen.")
            % {"project": milestone.project.title},
            deadline=end_of_day(milestone.due_on) - timedelta(minutes=1),
            is_overdue=True,
        )


def _without_lessons(mine: ProjectQuerySet) -> Iterable[Duty]:
    """Tell of projects that are to learn, and have not written down what."""
    written = Lesson.objects.filter(project=OuterRef("pk"))
    learning = mine.active().filter(~Exists(written), phase=Project.PhaseKind.LEARN)
    for project in learning.order_by("started_on", "pk"):
        yield Duty(
            title=_("Ingen erfaringer endnu: %(title)s") % {"title": project.title},
            url=reverse("admin:projects_project_lesson_add", args=[project.pk]),
            text=_("Projektet kan først afsluttes, når I har skrevet, hvad I lærte."),
        )


def _desk(pk: int) -> str:
    return reverse("admin:projects_project_change", args=[pk])
