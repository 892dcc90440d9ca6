"""All that a problem's page says: the clock, the way it has gone, and what it became."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.showing import section_of
from core.clock import local_date
from core.templatetags.dates import day_date, long_date
from projects.models import Problem, ProblemQuerySet, ProjectEvent
from projects.services.problem_objections import objection_to
from projects.structured_problems import of_problem

if TYPE_CHECKING:
    from accounts.models import User

# As on a hearing: yellow at the end, an outline while there is plenty of time.
SOON, MANY = 3, 14


@dataclass(frozen=True)
class Clock:
    """How long is left until an answer is due, or by how much the day has passed."""

    days: int
    look: str
    words: str
    # Beside the tile of a list, which has the days already.
    brief: str
    is_late: bool = False


def clock_of(problem: Problem, today: date) -> Clock:
    """Return the clock of a problem that everybody can read."""
    if problem.is_answered:
        told = _("Besvaret %(day)s") % {"day": long_date(problem.answered_at)}
        brief = _("Besvaret %(day)s") % {"day": day_date(problem.answered_at)}
        return Clock(0, "closed", told, brief)
    due, days = problem.answer_due_on, (problem.answer_due_on - today).days
    if days < 0:
        told = ngettext(
            "%(n)d dag over tiden. Svaret skulle være kommet %(day)s.",
            "%(n)d dage over tiden. Svaret skulle være kommet %(day)s.",
            -days,
        )
        brief = _("Svaret skulle være kommet %(day)s") % {"day": day_date(due)}
        return Clock(-days, "late", told % {"n": -days, "day": long_date(due)}, brief, is_late=True)
    look = "soon" if days <= SOON else "" if days <= MANY else "calm"
    brief = _("Svar senest %(day)s") % {"day": day_date(due)}
    if days == 0:
        told = _("Svaret skal komme i dag, %(day)s.") % {"day": long_date(due)}
        return Clock(0, look, told, brief)
    told = ngettext(
        "Svar senest %(day)s, %(n)d dag tilbage.", "Svar senest %(day)s, %(n)d dage tilbage.", days
    )
    return Clock(days, look, told % {"n": days, "day": long_date(due)}, brief)


def with_everything() -> ProblemQuerySet:
    """Return problems with what their page asks along."""
    return Problem.objects.select_related(
        "author", "organisation", "topic", "department", "project", "body", "thread"
    ).prefetch_related("areas")


def context_of(problem: Problem, *, person: User | None, at: datetime) -> dict[str, Any]:
    is_own = problem.is_raised_by(person)
    return {
        "problem": problem,
        "clock": clock_of(problem, local_date(at)),
        "steps": course_of(problem),
        "facts": facts_of(problem),
        "became": became_of(problem),
        "conversation": section_of(problem.thread, problem, at=at),
        "structured": of_problem(problem),
        "is_own": is_own,
        "objection": objection_to(problem) if is_own and problem.is_hidden else None,
        "is_felt": _feels(problem, person),
        **_rights(problem, person),
    }


def became_of(problem: Problem) -> dict[str, str]:
    """Return the words and the address of what a problem became, where everybody may read it."""
    if problem.project and problem.project.is_published:
        return {"text": problem.project.title, "url": problem.project.get_absolute_url()}
    if problem.body and problem.body.is_published:
        return {"text": problem.body.name, "url": problem.body.get_absolute_url()}
    if problem.link:
        return {"text": _("Se det, der er i gang"), "url": problem.link}
    return {}


def course_of(problem: Problem) -> list[dict[str, Any]]:
    """Return the way of a problem: raised, readable, with whom, answered. One question."""
    actions = ProjectEvent.Action
    shown = {
        actions.RELEASED: _("Alle kan læse det"),
        actions.ROUTED: _("Sendt til en anden afdeling"),
    }
    steps = [_step(_("Rejst"), problem.raised_at, problem.author_name, "text")]
    steps += [
        _step(shown[actions(line.action)], line.at, line.note, "text")
        for line in problem.history.filter(action__in=shown).order_by("at", "pk")
    ]
    if problem.is_answered:
        told = capfirst(problem.get_answer_display())
        steps.append(_step(_("Besvaret"), problem.answered_at, told, ""))
    elif problem.is_visible:
        when = day_date(problem.answer_due_on)
        steps.append(
            {
                "title": _("Svar ventes senest"),
                "when": when,
                "text": str(problem.department),
                "state": "now",
                "date": problem.answer_due_on,
                "content": "text",
            }
        )
    return steps


def _step(title: str, when: datetime | None, text: str, content: str) -> dict[str, Any]:
    return {
        "title": title,
        "when": day_date(when),
        "text": text,
        "state": "done",
        "date": local_date(when) if when else None,
        "content": content,
    }


def facts_of(problem: Problem) -> list[dict[str, Any]]:
    """Return the rows of the facts box. `content` marks words that stay Danish."""
    path = reverse("projects:problems")
    areas = [
        {"text": area.name, "url": f"{path}?bydel={area.slug}"} for area in problem.areas.all()
    ]
    topic = problem.topic
    topics = [{"text": topic.name, "url": f"{path}?emne={topic.slug}"}] if topic else []
    return [
        {"label": _("Sted"), "value": problem.place, "content": True},
        {"label": _("Bydele"), "links": areas, "content": True},
        {"label": _("Bydele"), "value": "" if areas else _("Hele byen")},
        {"label": _("Emne"), "links": topics, "content": True},
        {"label": _("Svarer"), "value": problem.department.name, "content": True},
    ]


def _feels(problem: Problem, person: User | None) -> bool:
    return person is not None and problem.felt.filter(user=person).exists()


def _rights(problem: Problem, person: User | None) -> dict[str, Any]:
    """Return the way to the desk for who answers or moderates; a visitor is not asked."""
    if person is None:
        return {}
    may_answer = person.has_perm("projects.answer_problem", problem)
    may_moderate = person.has_perm("projects.moderate_problem", problem)
    return {
        "may_answer": may_answer and problem.is_visible,
        "is_desk_open": may_answer or may_moderate,
    }
