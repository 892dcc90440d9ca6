"""One row of the page for small hearings: a response's theme, point and answer side by side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import GuardedLineField, GuardedTextField
from hearings.forms.treating import MAX_REASON, MAX_TEXT, OUTCOMES
from hearings.treating.small import FIELDS, SmallRow, digest_of


class RowForm(forms.Form):
    """A row; `before` is the digest of what the page showed, `anyway` of what was accepted."""

    theme = GuardedLineField(
        label=gettext_lazy("Tema"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"list": "kendte-temaer", "autocomplete": "off"}),
    )
    title = GuardedLineField(
        label=gettext_lazy("Pointen kort og neutralt"),
        required=False,
        validators=[MaxLengthValidator(300)],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    remark = GuardedTextField(
        label=gettext_lazy("Forvaltningens bemærkning"),
        required=False,
        validators=[MaxLengthValidator(MAX_TEXT)],
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Udfald"),
        required=False,
        choices=[("", gettext_lazy("Ikke afgjort endnu")), *OUTCOMES],
    )
    change = GuardedTextField(
        label=gettext_lazy("Konkret ændring"),
        required=False,
        validators=[MaxLengthValidator(MAX_TEXT)],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    change_place = GuardedLineField(
        label=gettext_lazy("Hvor den ses"), required=False, max_length=200
    )
    is_outside = forms.BooleanField(label=gettext_lazy("Uden for emnet"), required=False)
    out_of_scope = GuardedTextField(
        label=gettext_lazy("Hvad handler det om i stedet?"),
        required=False,
        validators=[MaxLengthValidator(MAX_REASON)],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    before = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
    anyway = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)

    conflict: Any = None

    def __init__(self, *args: Any, row: SmallRow, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", f"r{row.response.number}")
        super().__init__(*args, **kwargs)
        self.row = row
        self.initial = {**row.values, "is_outside": row.is_outside, "before": row.digest}

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if self.errors or not self.is_changed:
            return fields
        if fields.get("is_outside"):
            if not fields.get("out_of_scope"):
                self.add_error("out_of_scope", _("Skriv, hvad svaret handler om i stedet."))
            if any(fields.get(name) for name in FIELDS[1:]):
                message = _("Svaret er sat uden for emnet. Så skal de andre felter være tomme.")
                self.add_error("is_outside", message)
        return fields

    @property
    def values(self) -> dict[str, str]:
        """Return what was written; a reason without its tick is nothing."""
        said = {name: self.cleaned_data.get(name) or "" for name in FIELDS}
        if not self.cleaned_data.get("is_outside"):
            said["out_of_scope"] = ""
        return said

    @property
    def is_changed(self) -> bool:
        """Tell whether something else was written than the page showed."""
        version = self.row.response.current_version_id
        return digest_of(self.values, version) != (self.cleaned_data.get("before") or "")

    @property
    def is_overtaken(self) -> bool:
        """Tell whether somebody changed the row after it was shown, and that was not accepted."""
        seen = (self.cleaned_data.get("before"), self.cleaned_data.get("anyway"))
        return self.row.digest not in seen
