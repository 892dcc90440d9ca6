"""All that people have given a project, ideas and notes of its walls, with what became of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, F, Value
from django.utils.translation import gettext_lazy as _

from core.contributions import Fate
from projects.models import Idea, Project, Question
from walls.models import Note

PER_PAGE = 20
# As drawn: what was used first, what waits last.
ORDER = (Fate.USED, Fate.TRIED, Fate.EXAMINED, Fate.NOT_USED, Fate.WAITING)


@dataclass(frozen=True)
class Chosen:
    """What of the list is asked for."""

    fate: str = ""
    question: Question | None = None


class ContributionFilterForm(forms.Form):
    """Filters of the list; what cannot be understood is left out."""

    svar = forms.ChoiceField(
        label=_("Hvad blev der af det?"),
        required=False,
        choices=[("", _("Alle")), *[(fate.value, fate.label) for fate in ORDER]],
    )
    om = forms.ModelChoiceField(
        label=_("Om"), queryset=Question.objects.none(), required=False, empty_label=_("Det hele")
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question = self.fields["om"]
        assert isinstance(question, forms.ModelChoiceField)
        question.queryset = project.questions.all()

    def chosen(self) -> Chosen:
        self.is_valid()
        return Chosen(self.cleaned_data.get("svar") or "", self.cleaned_data.get("om"))


def ideas_of(project: Project) -> Any:
    return Idea.objects.public().filter(project=project).order_by()


def notes_of(project: Project) -> Any:
    """Return the notes on the project's walls that everybody can read."""
    return Note.objects.visible().filter(wall__activity__project=project).order_by()


def counts_of(project: Project) -> Counter[str]:
    """Count what was given by what became of it, at one question."""
    ideas, notes = (
        rows.values_list("fate").annotate(n=Count("pk"))
        for rows in (ideas_of(project), notes_of(project))
    )
    counted: Counter[str] = Counter()
    for fate, count in ideas.union(notes, all=True):
        counted[fate] += count
    return counted


def contributions_of(project: Project, chosen: Chosen) -> Any:
    """Return where, which and when of what was given, newest first. Notes belong to no question."""
    ideas, notes = ideas_of(project), notes_of(project)
    if chosen.fate:
        ideas, notes = ideas.filter(fate=chosen.fate), notes.filter(fate=chosen.fate)
    if chosen.question is not None:
        return _named(ideas.filter(question=chosen.question), "idea", "given_at").order_by(
            "-given", "-row"
        )
    found = _named(ideas, "idea", "given_at").union(_named(notes, "note", "written_at"), all=True)
    return found.order_by("-given", "source", "-row")


def page_of(rows: Any, number: str | None) -> Page:
    """Return a page of ideas and notes themselves, at one question for each."""
    page = Paginator(rows, PER_PAGE).get_page(number)
    listed = list(page.object_list)
    ideas = Idea.objects.select_related("author", "organisation", "question", "project")
    found: dict[str, dict[int, Any]] = {
        "idea": ideas.in_bulk([row["row"] for row in listed if row["source"] == "idea"]),
        "note": Note.objects.select_related("author", "wall").in_bulk(
            [row["row"] for row in listed if row["source"] == "note"]
        ),
    }
    page.object_list = [
        {"source": row["source"], "row": found[row["source"]][row["row"]], "moment": row["given"]}
        for row in listed
    ]
    return page


def _named(rows: Any, source: str, moment: str) -> Any:
    """Return the rows with the columns that a union wants, under the same names."""
    from_where = Value(source, output_field=CharField())
    return rows.values(source=from_where, given=F(moment), row=F("pk"))
