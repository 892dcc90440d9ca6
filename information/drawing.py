"""What the server draws into a cleaned text: sizes, players, frames for wide tables, anchors."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.danish import ascii_danish
from core.markup import element, insert_after, pairs, parse, remove, replace, text_of
from information.places import ATTACHMENT, FILM, place_of

if TYPE_CHECKING:
    from information.models import Attachment, Captions

_HEADINGS = {f"h{level}" for level in range(2, 7)}


def draw(root: Element, library: dict[int, Attachment], films: dict[int, list[Captions]]) -> None:
    """Draw into the tree; `library` and `films` hold what the text names, by number."""
    _draw_pictures(root, library)
    _draw_files(root, library)
    _draw_films(root, films)
    _draw_tables(root)
    _draw_headings(root)
    for box in root.iter("aside"):
        box.set("role", "note")  # a part of the text, no landmark of the page


def film_alone_in(paragraph: Element) -> int:
    """Return the number of the film whose address is all that a paragraph says; else 0."""
    text = (paragraph.text or "").strip()
    if len(paragraph) == 0:
        kind, number = place_of(text)
    elif len(paragraph) == 1 and paragraph[0].tag == "a" and not text:
        if (paragraph[0].tail or "").strip():
            return 0
        kind, number = place_of(paragraph[0].get("href", ""))
    else:
        return 0
    return number if kind == FILM else 0


def _draw_pictures(root: Element, library: dict[int, Attachment]) -> None:
    for parent, child in pairs(root):
        if child.tag != "img":
            continue
        row = library.get(place_of(child.get("src", ""))[1])
        if row is None or not row.is_picture:
            remove(parent, child)
            continue
        child.set("alt", child.get("alt", "").strip() or row.alt)
        child.set("loading", "lazy")
        if row.width and row.height:
            child.set("width", str(row.width))
            child.set("height", str(row.height))
    for parent, child in pairs(root):
        if child.tag == "figure" and child.find(".//img") is None:
            remove(parent, child)


def _draw_files(root: Element, library: dict[int, Attachment]) -> None:
    for parent, child in pairs(root):
        kind, number = place_of(child.get("href", "")) if child.tag == "a" else ("", 0)
        row = library.get(number) if kind == ATTACHMENT else None
        if row:
            facts = element("span", f"({row.facts})", class_="file-facts")
            insert_after(parent, child, facts, space=" ")


def _draw_films(root: Element, films: dict[int, list[Captions]]) -> None:
    for parent, child in pairs(root):
        if child.tag == "p" and (captions := films.get(film_alone_in(child))):
            context = {"video": captions[0].video, "captions": captions}
            (player,) = parse(render_to_string("components/player.html", context))
            replace(parent, child, player)


# --- Tables ------------------------------------------------------------------------------------
def _draw_tables(root: Element) -> None:
    """Let a wide table scroll by itself, reached by the keyboard too, and named (WCAG 2.1.1)."""
    heading, number = "", 0
    for parent, child in pairs(root):
        if child.tag in _HEADINGS:
            heading = text_of(child)
        if child.tag != "table":
            continue
        number += 1
        caption = child.find("caption")
        name = text_of(caption) if caption is not None else heading
        frame = element("div", class_="scroll", role="region", tabindex=0)
        frame.set("aria-label", _table_name(name, number))
        replace(parent, child, frame)
        frame.append(child)
        _draw_head_cells(child)


def _table_name(name: str, number: int) -> str:
    """Two regions of one name would be one to who hears them."""
    first = _("Tabel") if number == 1 else _("Tabel %(number)d") % {"number": number}
    return f"{first}: {name}" if name else first


def _draw_head_cells(table: Element) -> None:
    body = table.find("tbody")
    rows = list(table.iter("tr"))
    for row in rows:
        is_head = row is rows[0] and all(cell.tag == "th" for cell in row)
        for cell in row.findall("th"):
            if text_of(cell):
                cell.set("scope", "col" if is_head else "row")
            else:
                cell.tag = "td"
        if is_head and body is not None and row in list(body):
            body.remove(row)
            head = element("thead")
            head.append(row)
            table.insert(list(table).index(body), head)
            if not len(body):
                table.remove(body)


# --- Headings ----------------------------------------------------------------------------------
def _draw_headings(root: Element) -> None:
    taken: dict[str, int] = {}
    for each in root.iter():
        if each.tag in _HEADINGS:
            name = slugify(ascii_danish(text_of(each)))[:60].strip("-") or "del"
            each.set("id", _free(f"afsnit-{name}", taken))


def _free(name: str, taken: dict[str, int]) -> str:
    """Return a name that is not taken; `taken` knows with which number to try each next."""
    number = taken.get(name, 1)
    free = name if number == 1 else f"{name}-{number}"
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken[free] = 2
    taken[name] = number + 1
    return free
