"""All that a project's page says to one person: a constant number of questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.showing import section_of
from core.clock import local_date
from core.files import file_detail
from core.spoken import spoken_month, spoken_span
from core.templatetags.look import phone_link
from events.models import Event
from notifications.models import Subscription
from projects.beside import Panel, panels
from projects.course import drawing_of, near, rows_of
from projects.models import (
    Actor,
    Idea,
    Phase,
    Problem,
    Project,
    ProjectDocument,
    Question,
    TeamMember,
)
from projects.models.project import ProjectQuerySet
from projects.moments import AREA, PROBLEM, TOPIC, Moment, of_kind, told_of
from projects.structured_data import of_project
from walls.models import Note

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User

NEWEST_UPDATES = 3
# Of the course, on the project's own page.
PAST_ROWS, COMING_ROWS = 4, 4


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
    """Return all of the page: five questions for what is its own, and those of the panels."""
    today = local_date(at)
    told = told_of(project)
    moments, phases, tags = told.moments, told.phases, told.tags
    rows = rows_of(project, moments, phases, today=today)
    return {
        "project": project,
        "label": label_of(project, tags),
        "counted": counted_of(project),
        "next_event": None if project.is_closed else next_event_of(project, at),
        "phases": phase_steps(project, phases),
        "brief": brief_of(project),
        "questions": questions_of(project),
        "updates": list(reversed(of_kind(moments, "update")))[:NEWEST_UPDATES],
        "lessons": [lesson_of(row) for row in of_kind(moments, "lesson")],
        "documents": documents_of(project, moments),
        "implementations": of_kind(moments, "done"),
        "drawing": drawing_of(project, rows, phases, today=today),
        "near": near(rows, past=PAST_ROWS, coming=COMING_ROWS),
        "facts": facts_of(project, tags),
        "tools": tools_of(project),
        "conversation": section_of(project.thread, project, at=at),
        "structured": of_project(project),
        **what_a_person_may(project, person),
        **in_places(panels(project, person, at)),
    }


def what_a_person_may(project: Project, person: User | None) -> dict[str, bool]:
    """Return what is offered on the page to who runs the project, and to its team."""
    if person is None:
        return {}
    may_write = project.is_published and person.has_perm("projects.write_update_project", project)
    return {"is_run_by": project.is_run_by(person), "may_write": may_write}


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


def counted_of(project: Project) -> str:
    """Return "64 er med, 143 bidrag, 214 følger", without what nobody has done yet."""
    people, bids = project.people_count, project.bid_count  # type: ignore[attr-defined]
    followers = project.follower_count  # type: ignore[attr-defined]
    said = [
        ngettext("%(n)d er med", "%(n)d er med", people) % {"n": people} if people else "",
        ngettext("%(n)d bidrag", "%(n)d bidrag", bids) % {"n": bids} if bids else "",
        ngettext("%(n)d følger", "%(n)d følger", followers) % {"n": followers} if followers else "",
    ]
    return ", ".join(filter(None, said))


@dataclass(frozen=True)
class NextEvent:
    """What one can come to next, and how many seats are left, None where there is no limit."""

    title: str
    spoken: str
    place: str
    url: str
    takes_sign_up: bool
    left: int | None


def next_event_of(project: Project, at: datetime) -> NextEvent | None:
    coming = Event.objects.coming(at).filter(activity__project=project)
    event = coming.order_by("starts_at", "pk").first()
    if event is None:
        return None
    return NextEvent(
        title=event.title,
        spoken=spoken_span(event.starts_at, event.ends_at, at),
        place=event.where,
        url=event.get_absolute_url(),
        takes_sign_up=event.takes_sign_up,
        left=event.free if event.takes_sign_up else None,
    )


def lesson_of(row: Moment) -> dict[str, Any]:
    """Return a lesson as its template reads it."""
    words = {"tried": row.first, "result": row.second, "again": row.third}
    return {"number": row.number, "title": row.title, **words}


def documents_of(project: Project, moments: Sequence[Moment]) -> list[dict[str, str]]:
    """Return the documents as components/documents.html reads them."""
    found = []
    for row in of_kind(list(moments), "document"):
        file = ProjectDocument(
            original_name=row.first, size=int(row.second), pages=int(row.third) or None
        )
        path = reverse("projects:document", args=[project.pk, project.slug, row.number])
        told = {"title": row.title, "detail": file_detail(file), "name": row.first}
        found.append({"url": path, **told})
    return found


def brief_of(project: Project) -> list[tuple[str, str]]:
    return [
        (_("Problemet"), project.brief_problem),
        (_("For hvem"), project.brief_for_whom),
        (_("Det er allerede besluttet"), project.brief_decided),
        (_("Det leder til"), project.brief_leads_to),
    ]


def questions_of(project: Project) -> list[Question]:
    """Return the questions with how many bids each has, and how often its answer changed."""
    public = Count("ideas", filter=Q(ideas__state=Idea.State.VISIBLE))
    rows = project.questions.annotate(bid_count=public, times_changed=F("change_count") - 1)
    return list(rows.order_by("position", "pk"))


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


def facts_of(project: Project, tags: Sequence[tuple[str, str, str]]) -> list[dict[str, Any]]:
    """Return the rows of the facts box. `content` marks words that stay Danish."""
    body = project.body if project.body and project.body.is_published else None
    named = [{"text": body.name, "url": body.get_absolute_url()}] if body else []
    return [
        {"label": _("Status"), "value": capfirst(project.get_status_display())},
        {"label": _("Ansvarligt udvalg"), "links": named, "content": True},
        {"label": _("Tovholder"), **_contact(project), "content": True},
        {"label": _("Begyndte som"), "links": _problems(tags), "content": True},
        {"label": _("Bydele"), "links": _filters(AREA, tags), "content": True},
        {"label": _("Emner"), "links": _filters(TOPIC, tags), "content": True},
    ]


def tools_of(project: Project) -> list[dict[str, str]]:
    if not project.is_published:
        return []
    path = reverse("projects:ics", args=[project.pk, project.slug])
    return [{"icon": "calendar-month", "text": _("Alle møder i din kalender"), "url": path}]


def _contact(project: Project) -> dict[str, Any]:
    """Return whom to ask: who is protected is not named."""
    facilitator, department = project.facilitator, project.department
    name = "" if facilitator.protected else facilitator.public_name
    phone = project.contact_phone or department.phone
    email = project.contact_email or department.email
    links = [{"text": phone, "url": phone_link(phone)}] if phone else []
    links += [{"text": email, "url": f"mailto:{email}"}] if email else []
    return {"value": ", ".join(filter(None, [name, department.name])), "links": links}


def _problems(tags: Sequence[tuple[str, str, str]]) -> list[dict[str, str]]:
    found = [Problem(pk=int(key), title=title) for kind, title, key in tags if kind == PROBLEM]
    word = _("Problem nr. %(n)d: %(title)s")
    return [
        {"text": word % {"n": row.number, "title": row.title}, "url": row.get_absolute_url()}
        for row in found
    ]


def _filters(parameter: str, tags: Sequence[tuple[str, str, str]]) -> list[dict[str, str]]:
    path = reverse("projects:list")
    return [
        {"text": name, "url": f"{path}?{kind}={slug}"}
        for kind, name, slug in tags
        if kind == parameter
    ]
