"""What people may ask a list for. The words of the address are ours: none is a column's name."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from city.models import Area, Topic
from core.forms import LineField
from hearings.models import Hearing, HearingKind, Response
from hearings.models.hearing_lists import HearingQuerySet

MAX_SEARCH = 200
UNKNOWN = _("Det valg findes ikke. Listen er vist uden det.")

STATES = {
    "aaben": Hearing.Stage.OPEN,
    "kommer": Hearing.Stage.COMING,
    "under-behandling": Hearing.Stage.CLOSED,
    "besvaret": Hearing.Stage.ANSWERED,
    "besluttet": Hearing.Stage.DECIDED,
    "trukket-tilbage": Hearing.Stage.WITHDRAWN,
}
SENDERS = {
    "borgere": Response.SenderKind.CITIZEN,
    "foreninger": Response.SenderKind.ASSOCIATION,
    "virksomheder": Response.SenderKind.COMPANY,
    "raad": Response.SenderKind.COUNCIL,
    "myndigheder": Response.SenderKind.AUTHORITY,
}


class HearingFilterForm(forms.Form):
    """Search and filters of the list of hearings. What cannot be understood is left out."""

    PARAMETERS = {
        "state": "tilstand",
        "area": "bydel",
        "topic": "emne",
        "kind": "slags",
    }

    q = LineField(
        label=_("Ord i titlen"),
        required=False,
        max_length=MAX_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(
        label=_("Hvor langt?"),
        required=False,
        choices=[
            ("", _("Alle")),
            ("aaben", _("Åben for svar")),
            ("kommer", _("Kommer")),
            ("under-behandling", _("Under behandling")),
            ("besvaret", _("Besvaret i hvidbogen")),
            ("besluttet", _("Besluttet")),
            ("trukket-tilbage", _("Trukket tilbage")),
        ],
        error_messages={"invalid_choice": UNKNOWN},
    )
    area = forms.ChoiceField(
        label=_("Bydel"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    topic = forms.ChoiceField(
        label=_("Emne"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    kind = forms.ChoiceField(
        label=_("Slags"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("area", _("Alle bydele"), Area.objects.filter(is_active=True), "slug")
        self._offer("topic", _("Alle emner"), Topic.objects.filter(is_active=True), "slug")
        self._offer("kind", _("Alle slags"), HearingKind.objects.all(), "code")

    def _offer(self, field: str, everything: Any, rows: Any, code: str) -> None:
        choices = [("", everything), *rows.values_list(code, "name")]
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    def add_prefix(self, field_name: str) -> str:
        return self.PARAMETERS.get(field_name, field_name)

    def found(self, hearings: HearingQuerySet, *, at: datetime) -> HearingQuerySet:
        """Return the hearings that fit all that was understood."""
        self.is_valid()
        if stage := STATES.get(self._said("state")):
            hearings = hearings.at_stage(stage, at)
        if area := self._said("area"):
            hearings = hearings.filter(areas__slug=area)
        if topic := self._said("topic"):
            hearings = hearings.filter(topics__slug=topic)
        if kind := self._said("kind"):
            hearings = hearings.filter(kinds__code=kind)
        return hearings.matching(self._said("q"))

    def chosen(self) -> Iterable[tuple[str, str]]:
        """Return (parameter, words) of each filter that is used."""
        for name in self.fields:
            if said := self._said(name):
                choices = dict(getattr(self.fields[name], "choices", ()))
                yield self.add_prefix(name), str(choices.get(said, f"»{said}«"))

    def _said(self, name: str) -> str:
        return self.cleaned_data.get(name) or ""
