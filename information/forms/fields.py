"""Fields that the forms of editors share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, TextField
from information.forms.body import BodyField, checked_body
from information.models import Page

# More than anybody reads; the comparison of versions counts on an end.
MAX_BODY = 200_000


def body_field() -> BodyField:
    return BodyField(label=_("Tekst"), required=False, max_length=MAX_BODY)


def take_body(form: forms.BaseForm, department: Any) -> None:
    """Put the cleaned text in its place; what is wrong with it stands at the field."""
    written = form.cleaned_data.get("body") or ""
    try:
        form.cleaned_data["body"] = checked_body(written, department=department)
    except forms.ValidationError as error:
        form.add_error("body", error)


def title_field(max_length: int = 120) -> LineField:
    return LineField(
        label=_("Titel"),
        max_length=max_length,
        widget=forms.TextInput(attrs={"class": "vTextField title-input"}),
    )


def lead_field(max_length: int = 500, **options: Any) -> TextField:
    options.setdefault("label", _("Indledning"))
    options.setdefault("help_text", _("To-tre sætninger, der siger det vigtigste."))
    return TextField(max_length=max_length, widget=forms.Textarea(attrs={"rows": 3}), **options)


class PageChoice(forms.ModelChoiceField):
    """A place in the tree, named by address and title. The view says which there are."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Page.objects.none(), required=False, **options)

    def label_from_instance(self, page: Any) -> str:
        return f"/{page.path}/ – {page.title or ''}"
