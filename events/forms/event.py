"""What staff write of an event: the event itself, and the words that its steps need."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.day_fields import MomentField
from core.files import InspectedFile, inspect_upload
from core.forms import GuardedTextField
from events.models import Event, EventFile

MAX_FILE_BYTES = 20 * 1024 * 1024


def check_event(form: forms.BaseForm, fields: dict[str, Any], *, taken: int) -> None:
    """Say what the database would refuse: the order of times, no place, fewer seats than given."""
    starts_at, ends_at = fields.get("starts_at"), fields.get("ends_at")
    if starts_at and ends_at and ends_at <= starts_at:
        form.add_error("ends_at", _("Mødet skal slutte, efter at det er begyndt."))
    is_whole = not {"place", "online_url"} & set(form.errors)
    if is_whole and not fields.get("place") and not fields.get("online_url"):
        form.add_error("place", _("Skriv et sted eller et link."))
    capacity = fields.get("capacity")
    if capacity is not None and capacity < taken:
        form.add_error(
            "capacity",
            ngettext(
                "%(n)d plads er allerede givet. Skriv mindst det tal.",
                "%(n)d pladser er allerede givet. Skriv mindst det tal.",
                taken,
            )
            % {"n": taken},
        )


class DaysField(forms.CharField):
    """Numbers of days, written as people write them: 7, 1."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(day) for day in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[int]:  # type: ignore[override]
        parts = [part.strip() for part in str(value or "").split(",") if part.strip()]
        if not all(part.isdecimal() and len(part) < 4 for part in parts):
            raise forms.ValidationError(_("Skriv hele tal med komma imellem, fx 7, 1."))
        return [int(part) for part in parts]

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != (initial or []))
        except forms.ValidationError:
            return True


class EventForm(forms.ModelForm):
    """An event as who arranges it writes it. Status changes by the steps alone."""

    starts_at = MomentField(label=gettext_lazy("Begynder"))
    ends_at = MomentField(label=gettext_lazy("Slutter"))
    online_url = forms.URLField(
        label=gettext_lazy("Link til deltagelse på skærm"),
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Vises kun for dem, der er tilmeldt, når der er tilmelding."),
    )
    reminder_days = DaysField(
        label=gettext_lazy("Påmindelser, dage før"),
        required=False,
        help_text=gettext_lazy("Fx 7, 1. 0 er morgenen samme dag. Tomt: ingen."),
    )
    sign_up_opens_at = MomentField(
        label=gettext_lazy("Tilmelding fra"),
        required=False,
        help_text=gettext_lazy("Tomt: så snart det er offentliggjort."),
    )
    sign_up_closes_at = MomentField(
        label=gettext_lazy("Tilmelding til"),
        required=False,
        help_text=gettext_lazy("Tomt: til det begynder."),
    )

    class Meta:
        model = Event
        fields = [
            "kind",
            "title",
            "text",
            "starts_at",
            "ends_at",
            "place",
            "online_url",
            "accessibility",
            "areas",
            "topics",
            "department",
            "contact",
            "takes_sign_up",
            "capacity",
            "sign_up_opens_at",
            "sign_up_closes_at",
            "asks_needs",
            "offer_hours",
            "reminder_days",
        ]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 6}),
            "accessibility": forms.Textarea(attrs={"rows": 2}),
            "areas": forms.CheckboxSelectMultiple,
            "topics": forms.CheckboxSelectMultiple,
        }

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        check_event(self, fields, taken=self.instance.taken)
        return fields


class CancelForm(forms.Form):
    reason = GuardedTextField(
        label=gettext_lazy("Hvorfor aflyses det?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Begrundelsen står på arrangementets side og i mailen."),
    )


class StepForm(forms.Form):
    """A step that needs no words: pressing the button is all."""


class OutcomeForm(forms.Form):
    outcome = GuardedTextField(
        label=gettext_lazy("Hvad kom der ud af det?"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "Skriv kort: hvor mange kom, hvad blev der talt om, og hvad sker der nu. "
            "Nævn ingen deltagere ved navn."
        ),
    )


class EventFileForm(forms.ModelForm):
    """A picture or a document: the file is chosen once, a new edition is a new file."""

    upload = forms.FileField(
        label=gettext_lazy("Fil"),
        help_text=gettext_lazy("PDF, Word (docx) eller billede, højst 20 MB."),
    )

    class Meta:
        model = EventFile
        fields = ["upload", "title", "is_outcome"]

    def clean_upload(self) -> InspectedFile:
        return inspect_upload(self.cleaned_data["upload"], max_bytes=MAX_FILE_BYTES)
