"""The course of a plan, drawn: what led to it, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from core.clock import local_date
from core.register import RegisterStep
from core.templatetags.dates import day_date
from information.models import Plan


@dataclass(frozen=True)
class Course:
    """The steps before and after the decision."""

    led_to: list[RegisterStep] = field(default_factory=list)
    came_of: list[RegisterStep] = field(default_factory=list)


def course_of(plan: Plan, hearing_steps: Iterable[RegisterStep], *, at: datetime) -> Course:
    """Return the steps of a plan and of its hearings, parted at its adoption.

    Reads `steps.all()` and `replaced_by`, so that a page may fetch them beforehand.
    """
    today = local_date(at)
    own = list(_own_steps(plan, today))
    told = {step.on for step in own}
    own += [step for step in _decisions(plan, today) if step.on not in told]
    steps = sorted([*own, *hearing_steps], key=_place)
    adopted = plan.adopted_on if plan.adopted_on and plan.adopted_on <= today else None
    if adopted is None:
        return Course(led_to=steps)
    before = [step for step in steps if step.on is not None and step.on <= adopted]
    return Course(before, [step for step in steps if step not in before])


def _place(step: RegisterStep) -> date:
    return step.on or date.max


def _own_steps(plan: Plan, today: date) -> Iterator[RegisterStep]:
    for step in plan.steps.all():
        yield RegisterStep(step.on, step.title, step.text, step.url, step.on <= today)


def _decisions(plan: Plan, today: date) -> Iterator[RegisterStep]:
    """Return what the plan's own dates say; a day that an editor tells of is told already."""
    told = (
        (plan.proposed_on, _("Foreslået")),
        (plan.adopted_on, _("Vedtaget")),
        (plan.in_force_on if plan.in_force_on != plan.adopted_on else None, _("Gælder fra")),
        (plan.lapsed_on, _("Ophævet")),
    )
    for day, title in told:
        if day is not None:
            yield RegisterStep(day, title, is_done=day <= today)


def drawn(steps: Iterable[RegisterStep]) -> list[dict[str, Any]]:
    """Return the steps as components/timeline.html wants them."""
    return [
        {
            "title": step.title,
            "when": day_date(step.on),
            "date": step.on,
            "text": step.text,
            "url": step.url,
            "state": "done" if step.is_done else "",
            "content": "text",
        }
        for step in steps
    ]
