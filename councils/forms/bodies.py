"""What people may ask the directory and a body's page for. The words of the address are ours."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from city.models import Area, Topic
from core.forms import LineField
from councils.models import Body

MAX_SEARCH = 200
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
UNKNOWN = _("Det valg findes ikke. Listen er vist uden det.")
BAD_DAY = _("Skriv dagen som dag, måned og år, fx 3-3-2027. Her er, hvem der sidder i dag.")


class BodyFilterForm(forms.Form):
    """Search and filters of the directory. What cannot be understood is left out."""

    PARAMETERS = {"kind": "slags", "area": "bydel", "topic": "emne"}

    q = LineField(
        label=_("Navn på råd eller medlem"),
        required=False,
        max_length=MAX_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Slags"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    area = forms.ChoiceField(
        label=_("Bydel"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    topic = forms.ChoiceField(
        label=_("Emne"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {area.slug: area for area in Area.objects.filter(is_active=True)}
        self.topics = {topic.slug: topic for topic in Topic.objects.filter(is_active=True)}
        kinds = [(code, capfirst(str(name))) for code, name in Body.Kind.choices]
        self._offer("kind", _("Alle slags"), kinds)
        self._offer("area", _("Alle bydele"), [(slug, a.name) for slug, a in self.areas.items()])
        self._offer("topic", _("Alle emner"), [(slug, t.name) for slug, t in self.topics.items()])

    def _offer(self, field: str, everything: Any, choices: list[tuple[str, Any]]) -> None:
        self.fields[field].choices = [("", everything), *choices]  # type: ignore[attr-defined]

    def add_prefix(self, field_name: str) -> str:
        return self.PARAMETERS.get(field_name, field_name)

    def asked(self) -> dict[str, Any]:
        """Return what was understood, as `directory.bodies_for` takes it."""
        self.is_valid()
        said = self.cleaned_data
        found = {
            "words": said.get("q"),
            "kind": said.get("kind"),
            "area": self.areas.get(said.get("area") or ""),
            "topic": self.topics.get(said.get("topic") or ""),
        }
        return {name: value for name, value in found.items() if value}


class DayForm(forms.Form):
    """The day of which one asks who sat then."""

    dag = forms.DateField(
        label=_("Hvem sad der på en bestemt dag?"),
        required=False,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%d.%m.%y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(FIRST_DAY, BAD_DAY), MaxValueValidator(LAST_DAY, BAD_DAY)],
        error_messages={"invalid": BAD_DAY},
    )

    def asked(self) -> date | None:
        """Return the day, None when none was asked for or it is none."""
        self.is_valid()
        day: date | None = self.cleaned_data.get("dag")
        return day
