"""The rich text editor of staff: its fields, its Danish words, and its way through the policy."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import ProseEditorWidget, prose_editor_base_media

from core.html import SCHEMES

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_CONTENT = re.compile(r"<script[^>]*>(.*)</script>", re.DOTALL)
# Buttons in a row: a list that unfolds cannot be reached by the keyboard.
_MENU = {
    "groups": [
        {"group": group}
        for group in (
            "blockType -lists", "marks", "lists", "nodes -blockType -lists", "boxes", "link",
            "library", "table", "history",
        )
    ]
}  # fmt: skip
# What a hearing's text has.
EDITOR: dict[str, Any] = {
    "Menu": _MENU,
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": sorted(SCHEMES), "defaultProtocol": "https"},
    "HardBreak": True,
    "History": True,
}
# What the text of a page has besides. The names that the package does not know stand in MODULES.
PAGE_EDITOR: dict[str, Any] = {
    **EDITOR,
    "Heading": {"levels": [2, 3, 4]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Figure": True,
    "Caption": True,
    "Image": True,
    "FactBox": True,
    "Accordion": True,
    "AccordionTitle": True,
    "Library": True,
    "TrailingNode": True,
    "NoSpellCheck": False,
}
MODULES = ("js/editor_boxes.js", "js/editor_library.js")
# What the editor says in English -> what staff read. Whatever is missing here stays English.
WORDS: dict[str, str | StrPromise] = {
    "heading 2": _("overskrift"),
    "heading 3": _("mindre overskrift"),
    "heading 4": _("mindste overskrift"),
    "paragraph": _("almindelig tekst"),
    "bold": _("fed"),
    "italic": _("kursiv"),
    "unordered list": _("punktliste"),
    "ordered list": _("nummereret liste"),
    "blockquote": _("citat"),
    "insert link": _("link"),
    "remove link": _("fjern link"),
    "undo": _("fortryd"),
    "redo": _("gentag"),
    "Insert table": _("tabel"),
    "Add column": _("ny kolonne"),
    "Delete column": _("slet kolonnen"),
    "Add row": _("ny række"),
    "Delete row": _("slet rækken"),
    "Merge cells": _("saml celler"),
    "Split cell": _("del cellen"),
    "Toggle header cell": _("overskrift i cellen, til og fra"),
    "Delete table": _("slet tabellen"),
    "URL": _("Adresse"),
    "Title": _("Titel"),
    "Edit Link": _("Link"),
    "Update": _("Gem"),
    "Insert": _("Sæt ind"),
    "Cancel": _("Fortryd"),
    "Image URL": _("Billedets adresse"),
    "Alternative Text": _("Hvad billedet viser"),
    "Caption": _("Billedtekst"),
    "Edit Figure": _("Billede"),
    "Edit Image": _("Billede"),
    "Add caption": _("Tilføj billedtekst"),
    "Remove caption": _("Fjern billedteksten"),
    "fact box": _("faktaboks"),
    "accordion": _("tekst, der foldes ud"),
    "Line that is always seen": _("Linjen, der altid ses"),
    "picture": _("billede"),
    "file": _("fil"),
    "Choose a picture": _("Vælg et billede"),
    "Choose a file": _("Vælg en fil"),
    "Search": _("Søg i titlen"),
    "Link text": _("Linkets tekst"),
    "Optional": _("frivilligt"),
    "Nothing found": _("Biblioteket har ingen, der passer."),
    "No answer": _("Biblioteket svarer ikke. Prøv igen om lidt."),
}


class RichTextInput(ProseEditorWidget):
    """The editor as modules of our own origin; without script it is a textarea with HTML."""

    modules: tuple[str, ...] = ()

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, preset="configurable")

    @property
    def media(self) -> forms.Media:
        scripts: list[Any] = [
            forms.Script("js/editor_words.js"),
            forms.Script("js/editor.js", type="module"),
            forms.Script("django_prose_editor/configurable.js", type="module"),
        ]
        return prose_editor_base_media + forms.Media(js=scripts)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "js_modules": [static(name) for name in self.modules]}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        words = {english: str(danish) for english, danish in WORDS.items()}
        context["widget"]["attrs"]["data-editor-words"] = json.dumps(words, ensure_ascii=False)
        return context


class PageTextInput(RichTextInput):
    """The editor with boxes, accordions and the library; `library` is where its lists are."""

    modules = MODULES

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, library: str | StrPromise | None = None
    ) -> None:
        # Asking whether it is empty would resolve the address before all pages are known.
        named = {} if library is None else {"data-library": library}
        super().__init__({**(attrs or {}), **named})


class RichTextField(ProseEditorFormField):
    """A text as the editor writes it. Cleaning it is the form's duty: it may be typed by hand."""

    widget = RichTextInput

    def __init__(self, *, extensions: dict[str, Any] | None = None, **options: Any) -> None:
        options.setdefault("widget", RichTextInput)
        super().__init__(config={"extensions": extensions or EDITOR}, **options)


def importmap_hash() -> str:
    """Return the source expression for the map as it is rendered now; static names change it."""
    rendered = "".join(prose_editor_base_media.render_importmap())
    content = _CONTENT.fullmatch(rendered)
    digest = hashlib.sha256(content[1].encode() if content else b"").digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def allow_editor(response: Any) -> Any:
    """Add the hash to the policy of a page with the editor."""
    response.csp_extra = {"script-src": [importmap_hash()]}
    return response
