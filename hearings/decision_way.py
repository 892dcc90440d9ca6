"""The way to the decision, as staff have written it: each body, its meeting, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext as _

from core.templatetags.dates import day_date
from hearings.models import DecisionStep, Hearing


@dataclass(frozen=True)
class WayStep:
    """One stop, as components/timeline.html draws it; its words are the municipality's."""

    title: str
    when: str
    text: str
    state: Literal["done", "now", ""]
    date: date | None = None
    url: str = ""
    content: Literal["", "text", "all"] = "all"


def way_of(hearing: Hearing, at: datetime) -> list[WayStep]:
    """Return the stops in their order; the first without an outcome is where the case is now.

    Reads `decision_steps.all()`, so that a page may prefetch them. Nothing for a draft.
    """
    if not hearing.is_published:
        return []
    steps = list(hearing.decision_steps.all())
    goes_on = hearing.stage(at) in (Hearing.Stage.CLOSED, Hearing.Stage.ANSWERED)
    waiting = next((step for step in steps if not step.outcome), None) if goes_on else None
    return [_shown(step, is_now=step is waiting) for step in steps]


def text_of(step: DecisionStep) -> str:
    """Return what came of a meeting: the outcome, and the words."""
    outcome = str(step.get_outcome_display()).capitalize() if step.outcome else ""
    return ". ".join(part for part in (outcome, step.text) if part)


def _shown(step: DecisionStep, *, is_now: bool) -> WayStep:
    return WayStep(
        title=step.body,
        when=day_date(step.meets_on) if step.meets_on else _("dagen er ikke fastsat"),
        text=text_of(step),
        state="done" if step.outcome else "now" if is_now else "",
        date=step.meets_on,
        url=step.url,
    )
