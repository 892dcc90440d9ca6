"""What who runs a project writes: the involvement plan, its results, the evaluation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.day_fields import DayField
from core.forms import GuardedLineField, GuardedTextField
from councils.forms.recommendations import text_area
from projects.models import Activity, FocusDesignation, InvolvementStep, PromiseAnswer
from projects.models.people import ActorGroup

# More people than live in the city and its neighbours were not in one project.
MOST_PEOPLE = 100_000
_COMES = [
    ("ja", gettext_lazy("Ja, de kommer af sig selv")),
    ("nej", gettext_lazy("Nej, vi skal opsøge dem")),
]


def _comes(answer: str) -> bool:
    return answer == "ja"


class StepForm(forms.Form):
    """A row of the plan."""

    who = GuardedLineField(
        label=gettext_lazy("Hvem berører det?"),
        max_length=160,
        help_text=gettext_lazy("Fx: unge, der går hjem fra fritidsklubben om aftenen."),
    )
    comes_by_itself = forms.TypedChoiceField(
        label=gettext_lazy("Kommer de af sig selv?"),
        choices=_COMES,
        coerce=_comes,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Planen skal have mindst én linje om dem, der ikke gør."),
    )
    how = GuardedLineField(
        label=gettext_lazy("Hvordan når vi dem?"),
        max_length=300,
        help_text=gettext_lazy("Fx: vi spørger dem i klubben, to aftener."),
    )
    promise = forms.ChoiceField(
        label=gettext_lazy("Hvad lover vi dem?"),
        choices=Activity.Promise.choices,
        widget=forms.RadioSelect,
    )
    when_from = DayField(label=gettext_lazy("Fra"))
    when_until = DayField(label=gettext_lazy("Til"), required=False)

    def __init__(self, *args: Any, step: InvolvementStep | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_planned(step) if step else None, **kwargs)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        begins, ends = found.get("when_from"), found.get("when_until")
        if begins and ends and ends < begins:
            self.add_error("when_until", _("Slutdatoen skal være efter startdatoen."))
        return found


def _planned(step: InvolvementStep) -> dict[str, Any]:
    names = ("who", "how", "promise", "when_from", "when_until")
    words = {name: getattr(step, name) for name in names}
    return {**words, "comes_by_itself": "ja" if step.comes_by_itself else "nej"}


class ResultForm(forms.Form):
    """What came of a row of the plan."""

    reached = forms.IntegerField(
        label=gettext_lazy("Hvor mange mennesker nåede I?"), min_value=0, max_value=MOST_PEOPLE
    )
    result = GuardedTextField(
        label=gettext_lazy("Hvad kom der ud af det?"), max_length=1000, widget=text_area(4)
    )
    kept = forms.ChoiceField(
        label=gettext_lazy("Holdt I løftet til dem?"),
        choices=PromiseAnswer.Kept.choices,
        widget=forms.RadioSelect,
    )
    done_on = DayField(label=gettext_lazy("Gjort den"))

    def __init__(self, *args: Any, step: InvolvementStep, today: date, **kwargs: Any) -> None:
        names = ("reached", "result", "kept")
        initial = {name: getattr(step, name) for name in names}
        super().__init__(*args, initial={**initial, "done_on": step.done_on or today}, **kwargs)
        self.today = today

    def clean_done_on(self) -> date:
        day: date = self.cleaned_data["done_on"]
        if day > self.today:
            raise forms.ValidationError(_("Datoen ligger i fremtiden."))
        return day


class EvaluationForm(forms.Form):
    """What worked, what did not, and how many of each group took part."""

    worked = GuardedTextField(
        label=gettext_lazy("Hvad virkede?"), max_length=3000, widget=text_area(5)
    )
    did_not_work = GuardedTextField(
        label=gettext_lazy("Hvad virkede ikke?"), max_length=3000, widget=text_area(5)
    )
    next_time = GuardedTextField(
        label=gettext_lazy("Hvad gør I anderledes næste gang?"),
        max_length=3000,
        widget=text_area(5),
    )

    def __init__(self, *args: Any, designation: FocusDesignation, **kwargs: Any) -> None:
        names = ("worked", "did_not_work", "next_time")
        initial: dict[str, Any] = {name: getattr(designation, name) for name in names}
        counted = dict(designation.people.values_list("group", "count"))
        super().__init__(*args, initial=initial, **kwargs)
        for group in ActorGroup:
            self.fields[f"people_{group}"] = forms.IntegerField(
                label=_("Hvor mange var med: %(group)s") % {"group": group.label.lower()},
                min_value=0,
                max_value=MOST_PEOPLE,
                required=False,
                initial=counted.get(group),
            )

    def words(self) -> dict[str, Any]:
        """Return the evaluation as the service takes it: the counts by group."""
        found = self.cleaned_data
        people = {group: found.get(f"people_{group}") for group in ActorGroup.values}
        names = ("worked", "did_not_work", "next_time")
        return {**{name: found[name] for name in names}, "people": people}
