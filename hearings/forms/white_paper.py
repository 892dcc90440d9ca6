"""What the author of a white paper writes beside what the desk gives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from core.forms import GuardedTextField
from hearings.models import WhitePaper

LONGEST = 20_000


class WhitePaperForm(forms.ModelForm):
    """The draft's own texts. `revision` is the one that the author saw."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = WhitePaper
        fields = ["new_in_version", "summary", "asked"]
        field_classes = {
            "new_in_version": GuardedTextField,
            "summary": GuardedTextField,
            "asked": GuardedTextField,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision
        if self.instance.version == 1:
            del self.fields["new_in_version"]
        for name, rows in (("new_in_version", 4), ("summary", 12), ("asked", 6)):
            if field := self.fields.get(name):
                field.validators.append(MaxLengthValidator(LONGEST))
                field.widget.attrs |= {"rows": rows, "maxlength": LONGEST}

    def texts(self) -> dict[str, str]:
        """Return every text of the draft; the first version says nothing about older ones."""
        names = ("summary", "asked", "new_in_version")
        return {name: self.cleaned_data.get(name, "") for name in names}


class ApproveForm(forms.Form):
    """Approve what stands on the page: the digest names it."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
