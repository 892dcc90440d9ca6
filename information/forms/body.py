"""The field in which the text of a page, news, plan or guide is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse_lazy

from core.editor import PAGE_EDITOR, PageTextInput, RichTextField
from information.body import body_problems, clean_body

if TYPE_CHECKING:
    from city.models import Department


class BodyField(RichTextField):
    """The editor with pictures, files, fact boxes and accordions, and the department's library."""

    def __init__(self, **options: Any) -> None:
        library = reverse_lazy("admin:information_attachment_library")
        options.setdefault("widget", PageTextInput(library=library))
        super().__init__(extensions=PAGE_EDITOR, **options)


def checked_body(html: str, *, department: Department | None) -> str:
    """Return a text as it may be saved, for a form's `clean`.

    Raises:
        ValidationError: the sentences say which picture or file it is about.
    """
    if problems := body_problems(html, department=department):
        raise forms.ValidationError(problems)
    return clean_body(html)
