"""What a person writes in a conversation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from comments.models.comment import MAX_LENGTH
from core.forms import GuardedTextField

ROWS = 5


class TextForm(forms.Form):
    """The words alone: a reply, or a comment that is edited."""

    text = GuardedTextField(
        label=_("Din kommentar"),
        help_text=_("Alle kan læse den. Links skal begynde med https://"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": ROWS}),
        error_messages={"required": _("Skriv din kommentar.")},
    )


class ReplyForm(TextForm):
    """A reply. Who is elected, and so has a role here, chooses whether it is an official one."""

    def __init__(self, *args: object, role: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if role:
            self.fields["is_official"] = forms.BooleanField(
                label=_("Jeg svarer som %(role)s") % {"role": role},
                help_text=_("Svaret står øverst med din rolle, og den, du svarer, får besked."),
                required=False,
            )
        self.fields["text"].label = pgettext("til en kommentar", "Dit svar")
        self.fields["text"].error_messages["required"] = pgettext(
            "til en kommentar", "Skriv dit svar."
        )


class CommentForm(TextForm):
    """A comment that begins something of its own."""

    asks = forms.BooleanField(
        label=_("Jeg stiller kommunen et spørgsmål"),
        help_text=_("Så ser medarbejderne, at du venter på svar."),
        required=False,
    )
