"""A word or an address that makes a comment wait."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from comments.models import WatchedTerm
from comments.screening import host_of, is_word
from core.forms import LineField


class WatchedTermForm(forms.ModelForm):
    """Refuses what would match nothing, or everything."""

    class Meta:
        model = WatchedTerm
        fields = ["kind", "term", "note", "is_active"]
        field_classes = {"term": LineField, "note": LineField}

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        term, kind = fields.get("term"), fields.get("kind")
        if not term:
            return fields
        if kind == WatchedTerm.Kind.HOST:
            fields["term"] = host_of(term)
            if "." not in fields["term"] or " " in fields["term"]:
                self.add_error("term", _("Skriv en webadresse, fx spam.example"))
        elif kind == WatchedTerm.Kind.WORD and not is_word(term):
            raise ValidationError(
                {"term": _("Skriv mindst to bogstaver. En stjerne må kun stå til sidst: idiot*")}
            )
        return fields
