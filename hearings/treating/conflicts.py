"""Two people on the same answer: what the other wrote, beside what was typed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import Form

from core.differences import Piece, words_changed
from hearings.models import Answer
from hearings.treating.small import FIELDS, SmallRow

TEXTS = ("summary", "remark", "outcome", "change", "change_place")


@dataclass(frozen=True)
class Conflict:
    """Theirs, None when they removed it; `fields` are the texts that are not the same."""

    newer: Answer | None
    fields: list[tuple[str, list[Piece]]]

    @property
    def revision(self) -> int:
        """Return what must be named to save over theirs."""
        return self.newer.revision if self.newer else 0

    @classmethod
    def between(cls, form: Form, newer: Answer | None) -> Conflict:
        """Compare what stands in a form with what somebody else has saved."""
        fields = []
        for name in TEXTS:
            if name not in form.fields:
                continue
            theirs, mine = _shown(newer, name), _typed(form, name)
            if theirs != mine:
                label = str(form.fields[name].label)
                fields.append((label, words_changed(theirs, mine)))
        return cls(newer, fields)


def _shown(answer: Answer | None, name: str) -> str:
    if answer is None:
        return ""
    return answer.get_outcome_display() if name == "outcome" else getattr(answer, name)


def _typed(form: Form, name: str) -> str:
    value: Any = form.cleaned_data.get(name) or ""
    return _outcome(value) if name == "outcome" else str(value)


@dataclass(frozen=True)
class RowConflict:
    """Theirs in a row of the one page, beside what was typed here."""

    digest: str
    fields: list[tuple[str, list[Piece]]]

    @classmethod
    def of(cls, form: Form, row: SmallRow) -> RowConflict:
        """Compare what stands in a row's form with what stands there now."""
        fields = []
        for name in FIELDS:
            theirs, mine = row.values[name], form.values[name]  # type: ignore[attr-defined]
            if name == "outcome":
                theirs, mine = _outcome(theirs), _outcome(mine)
            if theirs != mine:
                fields.append((str(form.fields[name].label), words_changed(theirs, mine)))
        return cls(row.digest, fields)


def _outcome(value: str) -> str:
    return str(Answer.Outcome(value).label) if value else ""
