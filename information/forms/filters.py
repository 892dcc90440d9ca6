"""What people may ask the register for. The words of the address are ours."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from city.models import Area, Topic
from core.forms import LineField
from core.register import RegisterState
from councils.register import SOURCE as RECOMMENDATION
from hearings.models import HearingKind
from information.models import Plan

MAX_SEARCH = 200
UNKNOWN = _("Det valg findes ikke. Listen er vist uden det.")

STATES = {
    "forslag": RegisterState.PROPOSAL,
    "i-hoering": RegisterState.HEARING,
    "under-behandling": RegisterState.TREATED,
    "besluttet": RegisterState.DECIDED,
    "vedtaget": RegisterState.ADOPTED,
    "gaelder": RegisterState.IN_FORCE,
    "ophaevet": RegisterState.LAPSED,
    "erstattet": RegisterState.REPLACED,
    "trukket-tilbage": RegisterState.WITHDRAWN,
}


class PlanFilterForm(forms.Form):
    """Search and filters of the register. What cannot be understood is left out."""

    PARAMETERS = {"state": "tilstand", "area": "bydel", "topic": "emne", "kind": "slags"}

    q = LineField(
        label=_("Ord i titlen"),
        required=False,
        max_length=MAX_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Slags"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    state = forms.ChoiceField(
        label=_("Hvor langt?"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    area = forms.ChoiceField(
        label=_("Bydel"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    topic = forms.ChoiceField(
        label=_("Emne"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )

    def __init__(self, *args: Any, is_short: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {area.slug: area for area in Area.objects.filter(is_active=True)}
        self.topics = {topic.slug: topic for topic in Topic.objects.filter(is_active=True)}
        self._offer("area", _("Alle bydele"), [(slug, a.name) for slug, a in self.areas.items()])
        self._offer("topic", _("Alle emner"), [(slug, t.name) for slug, t in self.topics.items()])
        if is_short:
            del self.fields["kind"], self.fields["state"]
            return
        self._offer("kind", _("Alle slags"), kinds())
        self._offer("state", _("Alle"), [(word, capfirst(s.label)) for word, s in STATES.items()])

    def _offer(self, field: str, everything: Any, choices: Iterable[tuple[str, Any]]) -> None:
        self.fields[field].choices = [("", everything), *choices]  # type: ignore[attr-defined]

    def add_prefix(self, field_name: str) -> str:
        return self.PARAMETERS.get(field_name, field_name)

    def asked(self) -> dict[str, Any]:
        """Return what was understood, as `register.all_rows` takes it."""
        self.is_valid()
        state = STATES.get(self._said("state"))
        asked = {
            "area": self.areas.get(self._said("area")),
            "topic": self.topics.get(self._said("topic")),
            "kind": self._said("kind"),
            "state": state.value if state else "",
            "words": self._said("q"),
        }
        return {name: said for name, said in asked.items() if said}

    def chosen(self) -> Iterable[tuple[str, str]]:
        """Return (parameter, words) of each filter that is used."""
        for name in self.fields:
            if said := self._said(name):
                choices = dict(getattr(self.fields[name], "choices", ()))
                yield self.add_prefix(name), str(choices.get(said, f"»{said}«"))

    def _said(self, name: str) -> str:
        return self.cleaned_data.get(name) or ""


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of plan, those kinds of hearing that are not one of them, and advice."""
    names = {str(code): str(name) for code, name in HearingKind.objects.values_list("code", "name")}
    names |= {str(code): capfirst(str(name)) for code, name in Plan.Kind.choices}
    ours = [code for code in Plan.Kind.values if code != Plan.Kind.ANDET]
    others = [code for code in names if code not in Plan.Kind.values]
    plans_and_hearings = [(code, names[code]) for code in (*ours, *others, Plan.Kind.ANDET.value)]
    return [*plans_and_hearings, (RECOMMENDATION, str(_("Anbefaling fra et råd")))]
