"""What those who came said, without saying it of any single person.

Cells under 5 are hidden, and so many others that the sum gives none away (as
councils/composition.py does). Nothing is told before the last answer could come.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst

from councils.composition import LEAST, hidden_cells
from seminars.models import TIME_TO_ANSWER, Evaluation, EvaluationText, Seminar

STEPS = range(1, 6)


@dataclass(frozen=True)
class Scale:
    """How many said each of 1 to 5; None: hidden."""

    question: str
    counts: tuple[int | None, ...]

    @property
    def cells(self) -> list[tuple[int, int | None]]:
        return list(zip(STEPS, self.counts, strict=True))


@dataclass(frozen=True)
class Result:
    """What was said. `total` is None while fewer than five have answered."""

    total: int | None
    scales: tuple[Scale, ...] = ()


def is_told(seminar: Seminar, at: datetime) -> bool:
    return seminar.asked_at is not None and at >= seminar.asked_at + TIME_TO_ANSWER


def result_of(seminar: Seminar, at: datetime) -> Result | None:
    """Return what was said, None before it is told: one question."""
    if not is_told(seminar, at):
        return None
    rows = list(seminar.evaluations.values_list(*Evaluation.SCALES))
    if len(rows) < LEAST:
        return Result(None)
    scales = (_scale(name, rows, place) for place, name in enumerate(Evaluation.SCALES))
    return Result(len(rows), tuple(scales))


def texts_of(seminar: Seminar, at: datetime) -> dict[str, list[str]]:
    """Return the words that staff have read, once told and where five have answered."""
    shown: dict[str, list[str]] = {"best": [], "better": []}
    if not is_told(seminar, at) or seminar.evaluations.count() < LEAST:
        return shown
    rows = seminar.texts.filter(state=EvaluationText.State.SHOWN)
    for about, text in rows.values_list("about", "text"):
        shown[about].append(text)
    return shown


def _scale(name: str, rows: list[tuple[int, ...]], place: int) -> Scale:
    counted = Counter(row[place] for row in rows)
    counts = [counted[step] for step in STEPS]
    hidden = hidden_cells(counts)
    field = Evaluation._meta.get_field(name)
    return Scale(
        capfirst(str(field.verbose_name)),  # type: ignore[union-attr]
        tuple(None if n in hidden else count for n, count in enumerate(counts)),
    )
