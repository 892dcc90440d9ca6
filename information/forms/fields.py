"""Fields that the forms of editors share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.editor import PAGE_EDITOR, PageTextInput, RichTextField
from core.forms import LineField, TextField
from information.models import Page, PageVersion

# More than anybody reads; the comparison of versions counts on an end.
MAX_BODY = 200_000


class BodyField(RichTextField):
    """The text of a page. The form asks information.body what is wrong with it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Tekst"))
        super().__init__(
            extensions=PAGE_EDITOR,
            widget=PageTextInput(),
            required=False,
            max_length=MAX_BODY,
            **options,
        )


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
    """A place in the tree, named by address and title."""

    def __init__(self, **options: Any) -> None:
        newest = PageVersion.objects.newest_of()
        pages = Page.objects.annotate(newest_title=newest("title")).order_by("path")
        super().__init__(queryset=pages, required=False, **options)

    def label_from_instance(self, page: Any) -> str:
        return f"/{page.path}/ – {page.newest_title or ''}"
