"""What the desk may be asked to list. The words of the address are ours, no column's names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy

from city.models import Area
from core.forms import LineField
from hearings.forms.filters import MAX_SEARCH, SENDERS, UNKNOWN
from hearings.models import Mention, Response
from hearings.models.response import ResponseQuerySet
from hearings.treating.points import Gathered
from hearings.treating.search import hidden_hits, matching

CHANNELS = {
    "nettet": Response.Channel.WEB,
    "sammen-med-os": Response.Channel.ASSISTED,
    "brev": Response.Channel.LETTER,
    "mail": Response.Channel.EMAIL,
    "telefon": Response.Channel.PHONE,
    "moede": Response.Channel.MEETING,
}


class QueueForm(forms.Form):
    """Which responses the desk lists. What cannot be understood is left out."""

    PARAMETERS = {
        "view": "vis",
        "sender": "afsender",
        "channel": "kanal",
        "area": "bydel",
        "theme": "tema",
    }

    view = forms.ChoiceField(
        label=gettext_lazy("Vis"),
        required=False,
        choices=[
            ("ubehandlet", gettext_lazy("Mangler behandling")),
            ("alle", gettext_lazy("Alle")),
            ("med-pointer", gettext_lazy("Med pointer")),
            ("uden-for-emnet", gettext_lazy("Uden for emnet")),
        ],
        error_messages={"invalid_choice": UNKNOWN},
    )
    q = LineField(
        label=gettext_lazy("Søg i svarene"),
        required=False,
        max_length=MAX_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    sender = forms.ChoiceField(
        label=gettext_lazy("Afsender"),
        required=False,
        choices=[
            ("", gettext_lazy("Alle")),
            *((word, kind.label) for word, kind in SENDERS.items()),
        ],
        error_messages={"invalid_choice": UNKNOWN},
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Kom ind som"),
        required=False,
        choices=[
            ("", gettext_lazy("Alle")),
            *((word, channel.label) for word, channel in CHANNELS.items()),
        ],
        error_messages={"invalid_choice": UNKNOWN},
    )
    area = forms.ChoiceField(
        label=gettext_lazy("Bydel"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    theme = forms.ChoiceField(
        label=gettext_lazy("Tema"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )

    def __init__(self, *args: Any, everything: Gathered, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        areas = Area.objects.filter(is_active=True).values_list("slug", "name")
        self._offer("area", [("", gettext_lazy("Alle")), *areas])
        themes = [(str(theme.pk), theme.title) for theme in everything.themes]
        self._offer("theme", [("", gettext_lazy("Alle")), *themes])
        self.hearing = everything.hearing
        self.is_valid()

    def add_prefix(self, field_name: str) -> str:
        return self.PARAMETERS.get(field_name, field_name)

    @property
    def shown_view(self) -> str:
        return self._said("view") or "ubehandlet"

    @property
    def is_narrowed(self) -> bool:
        return any(self._said(name) for name in ("q", "sender", "channel", "area", "theme"))

    def numbers(self) -> list[int]:
        """Return the numbers of the responses that fit all that was understood, oldest first."""
        responses = self._in_view(self.hearing.responses.counted())
        if sender := SENDERS.get(self._said("sender")):
            responses = responses.filter(sender_kind=sender)
        if channel := CHANNELS.get(self._said("channel")):
            responses = responses.filter(channel=channel)
        if area := self._said("area"):
            responses = responses.filter(area__slug=area)
        if theme := self._said("theme"):
            said = Mention.objects.filter(point__theme=theme)
            standing = said.filter(version=F("response__current_version"))
            responses = responses.filter(pk__in=standing.values("response"))
        text = self._said("q")
        found = matching(responses, text).order_by("number").values_list("number", flat=True)
        numbers = list(found)
        hidden = hidden_hits(self.hearing, numbers, text) if text else set()
        return [number for number in numbers if number not in hidden]

    def _in_view(self, responses: ResponseQuerySet) -> ResponseQuerySet:
        if self.shown_view == "ubehandlet":
            return responses.untreated()
        if self.shown_view == "uden-for-emnet":
            return responses.out_of_scope()
        return responses.with_points() if self.shown_view == "med-pointer" else responses

    def _offer(self, field: str, choices: list[Any]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    def _said(self, name: str) -> str:
        return getattr(self, "cleaned_data", {}).get(name) or ""
