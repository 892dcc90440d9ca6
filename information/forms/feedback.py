"""What a reader writes about a page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GuardedTextField

MAX_TEXT = 2000
ANSWERS = {"ja": True, "nej": False}


class FeedbackForm(forms.Form):
    """Useful or not, perhaps with words to the editor."""

    useful = forms.ChoiceField(
        label=_("Var siden nyttig?"),
        choices=[("ja", _("Ja")), ("nej", _("Nej"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg ja eller nej.")},
    )
    text = GuardedTextField(
        label=_("Hvad kan blive bedre?"),
        help_text=_(
            "Det læses af redaktøren og vises ikke for andre. Du får ikke svar her. Skriv ikke "
            "cpr-numre eller andet privat."
        ),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )

    def add_prefix(self, field_name: str) -> str:
        return "svar" if field_name == "useful" else field_name

    def said(self) -> dict[str, Any]:
        """Return what was written, as the service takes it."""
        return {
            "is_useful": ANSWERS[self.cleaned_data["useful"]],
            "text": self.cleaned_data["text"],
        }
