"""What people write about a comment: a report, an objection; and what staff write at the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.models import CommentObjection, HideReason
from comments.models.comment import MAX_LENGTH
from core.forms import GuardedTextField

LONGEST_REPORT = 1000
LONGEST_OBJECTION = 2000
LONGEST_REASON = 1000
NO_REASON = _("Vælg en grund.")
TO_AUTHOR = _("Forfatteren får teksten ordret. Skriv til et menneske.")


class ReportForm(forms.Form):
    """Why staff should look at a comment. What it means is said on the page of rules."""

    reason = forms.ChoiceField(
        label=_("Hvad er der galt med kommentaren?"),
        choices=HideReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": NO_REASON, "invalid_choice": NO_REASON},
    )
    text = GuardedTextField(
        label=_("Vil du forklare det?"),
        required=False,
        max_length=LONGEST_REPORT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kun medarbejdere læser det."),
    )

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        is_unsaid = not fields.get("text") and "text" not in self.errors
        if fields.get("reason") == HideReason.OTHER and is_unsaid:
            self.add_error("text", _("Skriv, hvad der er galt, når grunden er “andet”."))
        return fields


class ObjectionForm(forms.Form):
    text = GuardedTextField(
        label=_("Hvorfor skal kommentaren vises?"),
        max_length=LONGEST_OBJECTION,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Skriv, hvad du mener om begrundelsen. Kun medarbejdere læser det."),
        error_messages={"required": _("Skriv, hvorfor du er uenig.")},
    )


class HideForm(forms.Form):
    """Why a comment is hidden: the reason stands in its place, the note is for its author."""

    reason = forms.ChoiceField(
        label=_("Grund"),
        choices=HideReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Alle kan læse grunden i stedet for kommentaren."),
        error_messages={"required": NO_REASON, "invalid_choice": NO_REASON},
    )
    note = GuardedTextField(
        label=_("Forklaring til forfatteren"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=TO_AUTHOR,
        error_messages={"required": _("Skriv til forfatteren, hvad der er galt.")},
    )


class NoteForm(forms.Form):
    """A remark for the history, which colleagues read."""

    note = GuardedTextField(
        label=_("Bemærkning"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Står i historikken. Kun kolleger læser den."),
    )


class ReleaseForm(forms.Form):
    """Nothing to write: the page says what happens. `seen` is the wording that stands there."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class DecisionForm(forms.Form):
    """What is decided about an objection, and why."""

    outcome = forms.ChoiceField(
        label=_("Afgørelse"),
        choices=CommentObjection.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, om forfatteren får medhold.")},
    )
    answer = GuardedTextField(
        label=_("Begrundelse"),
        max_length=LONGEST_OBJECTION,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=TO_AUTHOR,
        error_messages={"required": _("Skriv begrundelsen.")},
    )


class AnswerForm(forms.Form):
    """An answer for the municipality."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = GuardedTextField(
        label=_("Kommunens svar"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Alle kan læse det, lige under kommentaren. Dit navn og din afdeling står ved."
        ),
        error_messages={"required": _("Skriv svaret.")},
    )


class CloseForm(forms.Form):
    reason = GuardedTextField(
        label=_("Hvorfor lukkes samtalen?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Alle kan læse det på samtalens side."),
        error_messages={"required": _("Skriv, hvorfor samtalen lukkes.")},
    )


class SummaryForm(forms.Form):
    """Where the conversation stands; empty takes the note away."""

    # When the text that was shown was written; forged or broken it is as good as never.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = GuardedTextField(
        label=_("Her står samtalen"),
        required=False,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Står øverst i samtalen. Skriv #12 for at henvise til kommentar nummer 12. "
            "Tom tekst fjerner den igen."
        ),
    )

    def clean_seen(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return None
