"""What somebody asks a speaker, and what who runs the session does with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GuardedTextField, LineField, PersonNameField

MAX_QUESTION = 400


class QuestionForm(forms.Form):
    text = GuardedTextField(
        label=_("Dit spørgsmål"),
        max_length=MAX_QUESTION,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv dit spørgsmål.")},
    )
    asked_by = PersonNameField(
        label=_("Dit navn"),
        help_text=_("Alle kan se det. Lad feltet stå tomt, hvis du ikke vil have navn på."),
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, is_from_the_room: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_from_the_room:
            self.fields["text"].label = _("Spørgsmål fra salen")
            self.fields["asked_by"].label = _("Hvem spurgte?")
            self.fields["asked_by"].help_text = _("Kun med lov. Ellers tomt.")


class HideForm(forms.Form):
    reason = LineField(
        label=_("Hvorfor skjules det?"),
        max_length=300,
        help_text=_("Den, der har spurgt, kan læse det."),
        error_messages={"required": _("Skriv hvorfor.")},
    )
