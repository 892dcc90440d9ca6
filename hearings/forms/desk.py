"""What staff write at the desk: why an answer is declined, what is masked, what came on paper."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.models import Area
from core.clock import format_date, local, local_date
from core.cpr import find_cpr
from core.day_fields import DayInput
from core.files import InspectedFile, inspect_upload
from core.forms import EmailField, GuardedLineField, LineField, PersonNameField, TextField
from core.validators import where
from hearings.models import Hearing, Redaction, Response, ResponseVersion
from hearings.passages import find_stretch, find_words, pieces

MAX_FILES = 10


class DeclineForm(forms.Form):
    reason = TextField(
        label=gettext_lazy("Hvorfor offentliggøres svaret ikke?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Afsenderen får din begrundelse ordret. Skriv til et menneske."),
    )


class ObjectionDecisionForm(forms.Form):
    """What is decided about an objection, and why."""

    UPHELD, DISMISSED = "upheld", "dismissed"

    outcome = forms.ChoiceField(
        label=gettext_lazy("Afgørelse"),
        choices=[
            (UPHELD, gettext_lazy("Medhold: svaret bliver offentliggjort, som det er maskeret")),
            (DISMISSED, gettext_lazy("Ikke medhold: svaret bliver ikke offentliggjort")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, om afsenderen får medhold.")},
    )
    decision = TextField(
        label=gettext_lazy("Begrundelse"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Afsenderen får din begrundelse ordret. Skriv til et menneske."),
    )
    seen = forms.BooleanField(
        label=gettext_lazy("Jeg har set på advarslen, og det må gerne stå der"), required=False
    )

    def __init__(self, *args: Any, warnings: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not warnings:
            del self.fields["seen"]

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        is_unseen = "seen" in self.fields and not fields.get("seen")
        if fields.get("outcome") == self.UPHELD and is_unseen:
            self.add_error("seen", _("Læs advarslen, og sæt kryds, hvis det er i orden."))
        return fields


class MaskForm(forms.Form):
    """Passages of a version: ticked sentences, or words that are typed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    sentences = forms.MultipleChoiceField(
        label=gettext_lazy("Sætninger"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = LineField(
        label=gettext_lazy("Ordene, der skal skjules"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Skriv dem, som de står. De skjules alle steder i svaret."),
    )
    last_words = LineField(
        label=gettext_lazy("Til og med ordene"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Kun når det er et længere stykke: alt fra ordene ovenfor til her."),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Grund"),
        choices=[("", gettext_lazy("Vælg grund")), *Redaction.Reason.choices],
    )

    def __init__(self, *args: Any, shown: ResponseVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        self.initial.setdefault("version", shown.pk)
        self.fields["sentences"].choices = [
            (piece.value, piece.text) for piece in pieces(shown) if not piece.reason
        ]

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        words, last_words = fields.get("words"), fields.get("last_words")
        found = [_span(value) for value in fields.get("sentences", [])]
        if last_words and not words:
            self.add_error("words", _("Skriv også de ord, stykket begynder med."))
        elif words:
            places = self._places(words, last_words)
            if not places:
                self.add_error("words", _("Ordene står ikke i svaret. Skriv dem, som de står."))
            found += places
        elif not found and not self.errors:
            raise forms.ValidationError(
                _("Sæt kryds ved mindst én sætning, eller skriv de ord, der skal skjules.")
            )
        fields["places"] = found
        return fields

    def passages(self) -> list[tuple[int, int, str]]:
        """Return (from, to, reason) for what was ticked and typed."""
        reason = self.cleaned_data["reason"]
        return [(start, end, reason) for start, end in self.cleaned_data["places"]]

    def _places(self, words: str, last_words: str | None) -> list[tuple[int, int]]:
        if last_words:
            return find_stretch(self.shown, words, last_words)
        return find_words(self.shown, words)


def _span(value: str) -> tuple[int, int]:
    start, _dash, end = value.partition("-")
    return int(start), int(end)


class ScansInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ScansField(forms.FileField):
    """Several files at once, each looked into before it is taken."""

    widget = ScansInput

    def clean(self, data: Any, initial: Any = None) -> list[InspectedFile]:
        uploads = [upload for upload in data or initial or [] if upload]
        if len(uploads) > MAX_FILES:
            raise forms.ValidationError(
                _("Højst %(limit)d filer ad gangen.") % {"limit": MAX_FILES}, code="too_many"
            )
        return [self._inspected(super(ScansField, self).clean(upload)) for upload in uploads]

    @staticmethod
    def _inspected(upload: Any) -> InspectedFile:
        try:
            return inspect_upload(upload)
        except forms.ValidationError as error:
            messages = [f"{upload.name}: {message}" for message in error.messages]
            raise forms.ValidationError(messages) from error


class EnterForm(forms.Form):
    """An answer that came on paper, by mail, by phone, at a meeting, or was written together."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=gettext_lazy("Hvordan kom svaret?"),
        choices=[row for row in Response.Channel.choices if row[0] != Response.Channel.WEB],
        widget=forms.RadioSelect,
    )
    received_on = forms.DateField(
        label=gettext_lazy("Modtaget"),
        widget=DayInput,
        help_text=gettext_lazy("Den dag, det nåede kommunen. Den afgør, om svaret er i tide."),
    )
    sender_kind = forms.ChoiceField(
        label=gettext_lazy("Afsender"),
        choices=Response.SenderKind.choices,
        initial=Response.SenderKind.CITIZEN,
        widget=forms.RadioSelect,
    )
    name = PersonNameField(label=gettext_lazy("Navn"), max_length=120)
    on_behalf_of = GuardedLineField(
        label=gettext_lazy("På vegne af"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Foreningens, virksomhedens eller rådets navn."),
    )
    email = EmailField(
        label=gettext_lazy("Mailadresse"),
        required=False,
        help_text=gettext_lazy(
            "Så får personen kvittering og sit private link på mail. Uden mailadresse: udskriv "
            "kvitteringen bagefter."
        ),
    )
    address = GuardedLineField(
        label=gettext_lazy("Adresse"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Vises aldrig offentligt."),
    )
    area = forms.ModelChoiceField(
        label=gettext_lazy("Bydel"),
        queryset=Area.objects.filter(is_active=True),
        required=False,
        empty_label=gettext_lazy("Ikke oplyst"),
    )
    text = TextField(
        label=gettext_lazy("Svaret"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy(
            "Ordret, som det blev skrevet eller sagt. Er det et langt brev, så skriv det vigtigste "
            "af, og henvis til scanningen."
        ),
    )
    scans = ScansField(
        label=gettext_lazy("Scanning eller bilag"),
        required=False,
        help_text=gettext_lazy("PDF, Word (docx) eller billede, højst 10 MB pr. fil."),
    )
    show_name = forms.BooleanField(
        label=gettext_lazy("Personen har sagt ja til, at navnet vises"), required=False
    )
    is_protected = forms.BooleanField(
        label=gettext_lazy("Personen har navne- og adressebeskyttelse"), required=False
    )
    cpr_seen = forms.BooleanField(
        label=gettext_lazy("Cpr-nummeret står i originalen og skal blive stående"),
        required=False,
        help_text=gettext_lazy(
            "Det bliver skjult i den offentlige udgave med det samme, og det bliver noteret, at "
            "du har sagt god for det."
        ),
    )

    def __init__(self, *args: Any, hearing: Hearing, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hearing, self.at = hearing, at
        self.initial.setdefault("key", uuid.uuid4())
        self.initial.setdefault("received_on", local_date(at))
        if not self._has_cpr():
            del self.fields["cpr_seen"]

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        if day > local_date(self.at):
            raise forms.ValidationError(_("Datoen ligger i fremtiden."))
        if day < local_date(self.hearing.opens_at):
            raise forms.ValidationError(
                _("Høringen åbnede først den %(day)s. Svar kan ikke være kommet før.")
                % {"day": format_date(self.hearing.opens_at)}
            )
        return day

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        kind = fields.get("sender_kind")
        speaks_for_others = kind and kind != Response.SenderKind.CITIZEN
        if speaks_for_others and fields.get("on_behalf_of") == "":
            self.add_error("on_behalf_of", _("Skriv, hvem der svares på vegne af."))
        hits = find_cpr(fields.get("text") or "")
        if hits and not fields.get("cpr_seen"):
            self.add_error(
                "text",
                _(
                    "Der står noget, der ligner et cpr-nummer: %(found)s. Slet det, eller sæt "
                    "kryds nederst, hvis det skal blive stående i originalen."
                )
                % {"found": where(hits)},
            )
        return fields

    def received_at(self) -> datetime:
        """Return the moment to store: noon of the day, within the hearing and not after now."""
        day = self.cleaned_data["received_on"]
        noon = local(self.at).replace(
            year=day.year, month=day.month, day=day.day, hour=12, minute=0, second=0, microsecond=0
        )
        return min(self.at, max(noon, self.hearing.opens_at))

    def _has_cpr(self) -> bool:
        return self.is_bound and bool(find_cpr(self.data.get("text", "")))
