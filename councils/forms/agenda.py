"""What is written about an item of an agenda."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from core.forms import GuardedLineField, GuardedTextField
from councils.forms.meetings import SeenForm, area
from councils.models import AgendaItem, Body
from councils.models.meeting import MeetingQuerySet


class ItemForm(SeenForm):
    """The words of an item."""

    title = GuardedLineField(
        label=gettext_lazy("Titel"),
        max_length=200,
        help_text=gettext_lazy("Kan læses af alle, også når punktet er lukket."),
    )
    summary = GuardedTextField(
        label=gettext_lazy("Resumé"),
        required=False,
        max_length=2000,
        widget=area(4),
        help_text=gettext_lazy("To-tre sætninger: hvad handler det om, og hvad skal besluttes?"),
    )
    url = forms.URLField(
        label=gettext_lazy("Link til punktet i kommunens eget system"),
        required=False,
        assume_scheme="https",
    )
    field_order = ["title", "summary", "url"]


class ClosedItemForm(SeenForm):
    """Of a closed item there is a title and nothing else."""

    title = ItemForm.base_fields["title"]


class NewItemForm(ItemForm):
    """An item that is written straight onto the agenda."""

    is_open = forms.TypedChoiceField(
        label=gettext_lazy("Dørene"),
        choices=[
            ("ja", gettext_lazy("Åbent punkt")),
            ("nej", gettext_lazy("Lukket punkt: kun titlen og beslutningen står her")),
        ],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        initial="ja",
    )
    field_order = ["title", "is_open", "summary", "url"]

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if fields.get("is_open") is False:
            for name in ("summary", "url"):
                if fields.get(name):
                    self.add_error(
                        name, gettext_lazy("Et lukket punkt har kun en offentlig titel.")
                    )
        return fields


class MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.event.title}, {obj.event.day:%d.%m.%Y}"


class ProposeForm(ItemForm):
    """A member's proposal, for a certain meeting or for none."""

    meeting = MeetingChoice(
        queryset=None,
        label=gettext_lazy("Til hvilket møde?"),
        required=False,
        empty_label=gettext_lazy("Et kommende møde"),
    )
    field_order = ["title", "summary", "url", "meeting"]

    def __init__(self, *args: Any, body: Body) -> None:
        super().__init__(*args)
        choose_among(self, body.meetings.coming())


class PlaceForm(forms.Form):
    """At which meeting an item is taken up, and as which number."""

    meeting = MeetingChoice(queryset=None, label=gettext_lazy("Møde"))
    position = forms.IntegerField(
        label=gettext_lazy("Nummer på dagsordenen"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=gettext_lazy("Tomt: sidst."),
    )

    def __init__(self, *args: Any, meetings: MeetingQuerySet) -> None:
        super().__init__(*args)
        choose_among(self, meetings)


def choose_among(form: forms.Form, meetings: MeetingQuerySet) -> None:
    field = form.fields["meeting"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = meetings.select_related("event")


class DecisionForm(forms.Form):
    """What the meeting decided, as everybody may read it."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Udfald"),
        choices=[("", gettext_lazy("Vælg")), *AgendaItem.Outcome.choices],
    )
    decision = GuardedTextField(
        label=gettext_lazy("Beslutning"),
        max_length=4000,
        required=False,
        widget=area(5),
        help_text=gettext_lazy(
            "Skriv intet fortroligt. Teksten kan læses af alle, der kan se mødet."
        ),
    )


class DissentForm(forms.Form):
    text = GuardedTextField(
        label=gettext_lazy("Din afvigende mening"),
        max_length=1000,
        widget=area(5),
        help_text=gettext_lazy("Kort. Den står ved beslutningen med dit navn, også i referatet."),
    )
