"""Who waits for an answer from a project, and promises that nobody has asked about yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.duties import Duty
from projects.models import Activity, Idea, Offer, Project, TeamMember
from projects.services.promises import WAIT
from walls.models import Note

if TYPE_CHECKING:
    from accounts.models import User

# Whoever gave something waits no longer without it being called overdue.
ANSWER_WITHIN = timedelta(days=30)
# A conversation or a wall that nobody has ended by then needs somebody to look.
LONGEST = timedelta(days=90)


def duties_of(user: User, at: datetime) -> list[Duty]:
    """Return what waits in the projects that a person runs: seven questions, however many."""
    mine = Project.objects.run_by(user)
    projects = {row.pk: row for row in mine.filter(published_at__isnull=False)}
    if not projects:
        return []
    return [
        *_requests(projects),
        *_offers(projects, at),
        *_ideas(projects, at),
        *_notes(projects, at),
        *_promises(projects, at),
    ]


def _requests(projects: dict[int, Project]) -> Iterator[Duty]:
    rows = TeamMember.objects.asking().filter(project__in=projects)
    for project, count, since in _by_project(projects, rows, "project", "asked_at"):
        words = ngettext(
            "%(n)d vil gerne være med på holdet", "%(n)d vil gerne være med på holdet", count
        )
        yield Duty(project.title, _team(project), words % {"n": count}, waits_since=since)


def _offers(projects: dict[int, Project], at: datetime) -> Iterator[Duty]:
    rows = Offer.objects.waiting().filter(project__in=projects)
    for project, count, since in _by_project(projects, rows, "project", "offered_at"):
        words = ngettext(
            "%(n)d tilbud om hjælp venter på svar", "%(n)d tilbud om hjælp venter på svar", count
        )
        yield _waiting(project, words % {"n": count}, since, at)


def _ideas(projects: dict[int, Project], at: datetime) -> Iterator[Duty]:
    public = Idea.objects.public().waiting().filter(project__in=projects)
    for project, count, since in _by_project(projects, public, "project", "given_at"):
        words = ngettext("%(n)d bidrag venter på svar", "%(n)d bidrag venter på svar", count)
        yield _waiting(project, words % {"n": count}, since, at)
    held = Idea.objects.filter(project__in=projects, state=Idea.State.HELD)
    for project, count, since in _by_project(projects, held, "project", "given_at"):
        words = ngettext(
            "%(n)d bidrag skal læses, før andre kan se det",
            "%(n)d bidrag skal læses, før andre kan se dem",
            count,
        )
        yield _waiting(project, words % {"n": count}, since, at)


def _notes(projects: dict[int, Project], at: datetime) -> Iterator[Duty]:
    """Return the notes without an answer on walls that are concluded; it waits from then."""
    notes = Note.objects.visible().waiting()
    rows = notes.filter(wall__activity__project__in=projects, wall__concluded_at__isnull=False)
    key, since = "wall__activity__project", "wall__concluded_at"
    for project, count, moment in _by_project(projects, rows, key, since):
        words = ngettext("%(n)d seddel venter på svar", "%(n)d sedler venter på svar", count)
        yield _waiting(project, words % {"n": count}, moment, at, _activities(project))


def _promises(projects: dict[int, Project], at: datetime) -> Iterator[Duty]:
    """Return what nobody was asked about: over for long, or never said to be over."""
    unended = Q(event=None, is_over_on=None, created_at__lte=at - LONGEST)
    unended &= Q(wall=None) | Q(wall__concluded_at=None)
    over = Activity.objects.over(at - 2 * WAIT).order_by().values("pk")
    rows = Activity.objects.not_asked().filter(project__in=projects)
    for row in rows.filter(unended | Q(pk__in=over)).order_by("pk"):
        text = _("»%(title)s«: sig, hvornår det er slut, så deltagerne kan blive spurgt")
        yield Duty(
            projects[row.project_id].title,
            _activities(projects[row.project_id]),
            text % {"title": row.title},
            waits_since=row.created_at,
        )


def _by_project(
    projects: dict[int, Project], rows: Any, key: str, moment: str
) -> Iterable[tuple[Project, int, datetime]]:
    """Count rows of each project, and since when the first of them waits: one question."""
    found = rows.order_by().values_list(key).annotate(n=Count("pk"), since=Min(moment))
    return [(projects[pk], count, since) for pk, count, since in found]


def _waiting(project: Project, text: str, since: datetime, at: datetime, url: str = "") -> Duty:
    is_overdue = since + ANSWER_WITHIN < at
    url = url or _team(project)
    return Duty(project.title, url, text, waits_since=since, is_overdue=is_overdue)


def _team(project: Project) -> str:
    return reverse("projects:team", args=[project.pk, project.slug])


def _activities(project: Project) -> str:
    return reverse("projects:activities", args=[project.pk, project.slug])
