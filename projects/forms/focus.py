"""What members and secretaries write about focus projects: a flag, a decision, its undoing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import local_date, start_of_day
from core.day_fields import DayField
from core.forms import GuardedTextField
from councils.forms.recommendations import DECIDED_BACK, ItemField, text_area
from councils.models import AgendaItem, Body
from projects.models import Project


class FlagForm(forms.Form):
    """For which year, and why."""

    year = forms.TypedChoiceField(
        label=gettext_lazy("Hvilket år?"), coerce=int, widget=forms.RadioSelect
    )
    reason = GuardedTextField(
        label=gettext_lazy("Hvorfor netop dette projekt?"),
        max_length=600,
        widget=text_area(4),
        help_text=gettext_lazy("Alle kan læse det sammen med dit navn og datoen."),
    )

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        # The coming year is what is chosen for, most of the time.
        super().__init__(*args, initial={"year": max(years, default=None)}, **kwargs)
        field = self.fields["year"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(year, str(year)) for year in years]


class DecisionFields(forms.Form):
    """Where and when the municipal council decided."""

    item = ItemField(
        label=gettext_lazy("Besluttet under punktet"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=gettext_lazy("Punktet står ikke her"),
    )
    decision_url = forms.URLField(
        label=gettext_lazy("Eller et link til beslutningen"),
        required=False,
        assume_scheme="https",
    )
    decided_on = DayField(label=gettext_lazy("Besluttet den"))
    reason = GuardedTextField(
        label=gettext_lazy("Kommunalbestyrelsens begrundelse"),
        max_length=2000,
        widget=text_area(5),
        help_text=gettext_lazy("Alle kan læse den."),
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = local_date(at)
        field = self.fields["item"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = (
            AgendaItem.objects.decided()
            .filter(
                body__kind=Body.Kind.MUNICIPAL_COUNCIL,
                meeting__event__starts_at__gte=start_of_day(self.today - DECIDED_BACK),
            )
            .select_related("body", "meeting__event")
            .order_by("-meeting__event__starts_at", "position", "pk")
        )

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        if day > self.today:
            raise forms.ValidationError(_("Datoen ligger i fremtiden."))
        return day

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        named = found.get("item") or found.get("decision_url")
        if not named and not {"item", "decision_url"} & self.errors.keys():
            self.add_error("decision_url", _("Vælg punktet på dagsordenen, eller skriv et link."))
        return found


class AppointForm(DecisionFields):
    """Which project the council has appointed."""

    project = forms.ModelChoiceField(
        label=gettext_lazy("Projektet"), queryset=Project.objects.none()
    )
    field_order = ("project", "item", "decision_url", "decided_on", "reason")

    def __init__(self, *args: Any, projects: Sequence[tuple[Project, str]], **kwargs: Any) -> None:
        """Take the projects that can be appointed, each with how many members point at it."""
        super().__init__(*args, **kwargs)
        field = self.fields["project"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Project.objects.filter(pk__in=[row.pk for row, _told in projects])
        labels = [(row.pk, f"{row} ({told})" if told else str(row)) for row, told in projects]
        field.choices = [("", _("Vælg projektet")), *labels]


class UndoForm(DecisionFields):
    """The decision by which an appointment is undone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Hvorfor er den ophævet?")
