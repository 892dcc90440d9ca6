"""All that a project's page says to one person: a constant number of questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from city.models import Area, Topic
from comments.showing import section_of
from core.clock import local_date
from core.spoken import spoken_month
from core.templatetags.look import phone_link
from notifications.models import Subscription
from projects.beside import Panel, panels
from projects.models import Actor, Idea, Phase, Project, Question, TeamMember
from projects.models.project import ProjectQuerySet
from projects.moments import moments_of, of_kind
from walls.models import Note

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User

NEWEST_UPDATES = 3


@dataclass(frozen=True)
class Step:
    """One phase of components/timeline.html."""

    title: str
    when: str
    text: str
    state: str
    content: str = "text"


def with_everything() -> ProjectQuerySet:
    """Return the projects with what their page asks along, and what is counted in its head."""
    own = {"project": OuterRef("pk")}
    notes = Note.objects.filter(wall__activity__project=OuterRef("pk"))
    return Project.objects.select_related(
        "department", "body", "facilitator", "thread", "feed"
    ).annotate(
        people_count=_total(Actor.objects.filter(**own), "project", Sum("people"))
        + _total(TeamMember.objects.on_team().filter(**own), "project", Count("pk")),
        bid_count=_total(Idea.objects.public().filter(**own), "project", Count("pk"))
        + _total(notes.visible(), "wall__activity__project", Count("pk")),
        follower_count=_total(
            Subscription.objects.filter(feed=OuterRef("feed")), "feed", Count("pk")
        ),
    )


def _total(rows: QuerySet[Any], key: str, total: Any) -> Coalesce:
    """Return one number of the rows of each project, 0 where there are none."""
    counted = rows.order_by().values(key).annotate(total=total).values("total")
    return Coalesce(Subquery(counted), Value(0))


def context_of(project: Project, *, person: User | None, at: datetime) -> dict[str, Any]:
    moments = moments_of(project)
    shown = panels(project, person, at)
    tags = tags_of(project)
    return {
        "project": project,
        "label": label_of(project, tags),
        "phases": phase_steps(project, list(project.phases.all())),
        "brief": brief_of(project),
        "questions": questions_of(project),
        "updates": list(reversed(of_kind(moments, "update")))[:NEWEST_UPDATES],
        "facts": facts_of(project, tags),
        "conversation": section_of(project.thread, project, at=at),
        "is_run_by": project.is_run_by(person),
        **in_places(shown),
    }


def in_places(shown: Sequence[Panel]) -> dict[str, list[Panel]]:
    """Return the panels of the column before the updates, after them, and those beside."""
    main = [panel for panel in shown if not panel.is_aside]
    return {
        "panels": [panel for panel in main if panel.order < UPDATES_ORDER],
        "late_panels": [panel for panel in main if panel.order >= UPDATES_ORDER],
        "aside_panels": [panel for panel in shown if panel.is_aside],
    }


# Where the page itself tells what is new, between the panels.
UPDATES_ORDER = 50


def phase_steps(project: Project, phases: Sequence[Phase]) -> list[Step]:
    """Return the five phases: what is past, where the project is, what comes.

    Of a closed project all are past up to the one in which it ended.
    """
    known = {phase.kind: phase for phase in phases}
    kinds = list(Project.PhaseKind)
    here = kinds.index(Project.PhaseKind(project.phase))
    steps = []
    for number, kind in enumerate(kinds):
        phase = known.get(kind)
        is_here = number == here and not project.is_closed
        state = "now" if is_here else "done" if number <= here else ""
        when, text = (spoken_phase(phase), phase.text) if phase else ("", "")
        steps.append(Step(str(kind.label), when, text, state))
    return steps


def spoken_phase(phase: Phase) -> str:
    """Return when a phase is: in the words of who runs the project, or its days."""
    if phase.when_text or not phase.starts_on:
        return phase.when_text
    first = spoken_month(phase.starts_on)
    if phase.ends_on is None:
        return _("fra %(first)s") % {"first": first}
    return _("%(first)s til %(last)s") % {"first": first, "last": spoken_month(phase.ends_on)}


def brief_of(project: Project) -> list[tuple[str, str]]:
    return [
        (_("Problemet"), project.brief_problem),
        (_("For hvem"), project.brief_for_whom),
        (_("Det er allerede besluttet"), project.brief_decided),
        (_("Det leder til"), project.brief_leads_to),
    ]


def questions_of(project: Project) -> list[Question]:
    """Return the questions with how many bids each has."""
    public = Count("ideas", filter=Q(ideas__state=Idea.State.VISIBLE))
    return list(project.questions.annotate(bid_count=public).order_by("position", "pk"))


def label_of(project: Project, tags: Sequence[tuple[str, str, str]]) -> str:
    """Return the words of the way mark: Projekt siden marts 2026 · Albertslund Syd"""
    word = _("Projekt siden %(month)s") % {"month": spoken_month(project.started_on)}
    if project.is_closed and project.closed_at:
        word = _("Projekt fra %(first)s til %(last)s") % {
            "first": spoken_month(project.started_on),
            "last": spoken_month(local_date(project.closed_at)),
        }
    areas = ", ".join(name for kind, name, _slug in tags if kind == AREA)
    label = " · ".join(filter(None, [word, areas]))
    return label if project.is_published else _("Kladde · %(label)s") % {"label": label}


AREA, TOPIC = "bydel", "emne"


def tags_of(project: Project) -> list[tuple[str, str, str]]:
    """Return (parameter, name, slug) of its areas and topics in one question."""
    areas = Area.objects.filter(project=project).order_by()
    topics = Topic.objects.filter(project=project).order_by()
    named = areas.values_list(Value(AREA), "name", "slug")
    return sorted(named.union(topics.values_list(Value(TOPIC), "name", "slug")))


def facts_of(project: Project, tags: Sequence[tuple[str, str, str]]) -> list[dict[str, Any]]:
    """Return the rows of the facts box. `content` marks words that stay Danish."""
    body = project.body if project.body and project.body.is_published else None
    named = [{"text": body.name, "url": body.get_absolute_url()}] if body else []
    return [
        {"label": _("Status"), "value": capfirst(project.get_status_display())},
        {"label": _("Ansvarligt udvalg"), "links": named, "content": True},
        {"label": _("Tovholder"), **_contact(project), "content": True},
        {"label": _("Bydele"), "links": _filters(AREA, tags), "content": True},
        {"label": _("Emner"), "links": _filters(TOPIC, tags), "content": True},
    ]


def _contact(project: Project) -> dict[str, Any]:
    """Return whom to ask: who is protected is not named."""
    facilitator, department = project.facilitator, project.department
    name = "" if facilitator.protected else facilitator.public_name
    phone = project.contact_phone or department.phone
    email = project.contact_email or department.email
    links = [{"text": phone, "url": phone_link(phone)}] if phone else []
    links += [{"text": email, "url": f"mailto:{email}"}] if email else []
    return {"value": ", ".join(filter(None, [name, department.name])), "links": links}


def _filters(parameter: str, tags: Sequence[tuple[str, str, str]]) -> list[dict[str, str]]:
    path = reverse("projects:list")
    return [
        {"text": name, "url": f"{path}?{kind}={slug}"}
        for kind, name, slug in tags
        if kind == parameter
    ]
