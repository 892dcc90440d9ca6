"""The text of a page, news or plan: what may be saved, what it names, and how it is shown."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.html import clean_html, link_address, rich_text
from core.markup import element, pairs, parse, remove, tags_in, text_of, to_html
from core.nesting import MOST_DEPTH, is_too_deep
from information.drawing import draw, film_alone_in
from information.models import Attachment, Captions
from information.places import ATTACHMENT, place_of

if TYPE_CHECKING:
    from city.models import Department

_EMBEDDED = {"audio", "embed", "iframe", "object", "video"}
_KEPT_WHEN_EMPTY = {"img", "br", "hr", "table"}


def clean_body(html: str) -> str:
    """Return what is saved: the allowed part, with pictures of the library only."""
    root = parse(clean_html(html, media=True))
    _tidy(root)
    _drop_empty_end(root)
    return clean_html(to_html(root), media=True).strip()


def attachments_in(html: str) -> set[int]:
    """Return the numbers of the pictures and files that a text names."""
    return {
        number
        for kind, number in (place_of(_address(tag, found)) for tag, found in tags_in(html))
        if kind == ATTACHMENT
    }


def body_problems(html: str, *, department: Department | None) -> list[str]:
    """Return what stands against saving a text, as sentences for the editor.

    A text may name what is in its own department's library: with the text, it becomes public.
    """
    tags = tags_in(html)
    rows = _library(attachments_in(html))
    found = [
        _problem(tag, attributes, rows, department)
        for tag, attributes in tags
        if tag in {"a", "img"}
    ]
    if any(tag in _EMBEDDED for tag, _attributes in tags):
        found.append(
            _(
                "Film og indhold fra andre steder kan ikke vises på siden. Sæt et link i stedet, "
                "eller læg filmen op under »Film«, og skriv dens adresse alene i et afsnit."
            )
        )
    if is_too_deep(html):
        sentence = _(
            "Lister, citater, tabeller og bokse ligger i mere end %(most)d lag inden i hinanden. "
            "Gør teksten fladere."
        )
        found.append(sentence % {"most": MOST_DEPTH})
    return list(dict.fromkeys(filter(None, found)))


def render_body(html: str, *, top_heading: int = 2, at: datetime | None = None) -> SafeString:
    """Return a text as pages show it, cleaned once more. Costs two queries at most."""
    return rich_text(
        html,
        top_heading=top_heading,
        media=True,
        draw=partial(_draw, at=at or timezone.now()),
    )


def _draw(root: Element, *, at: datetime) -> None:
    _tidy(root)
    numbers = {
        number
        for kind, number in (place_of(_address(each.tag, each.attrib)) for each in root.iter())
        if kind == ATTACHMENT
    }
    draw(root, _library(numbers), _films(root, at))


def _library(numbers: set[int]) -> dict[int, Attachment]:
    rows = Attachment.objects.select_related("department")
    return rows.in_bulk(numbers) if numbers else {}


def _films(root: Element, at: datetime) -> dict[int, list[Captions]]:
    """Return the public films that stand alone in a paragraph, each by its captions."""
    numbers = {number for each in root.iter("p") if (number := film_alone_in(each))}
    films: dict[int, list[Captions]] = {}
    if numbers:
        public = Captions.objects.filter(
            video__in=numbers, video__status="published", video__public_from__lte=at
        )
        for captions in public.select_related("video__poster"):
            films.setdefault(captions.video_id, []).append(captions)
    return films


def _address(tag: str, attributes: dict[str, str]) -> str:
    return attributes.get({"a": "href", "img": "src"}.get(tag, ""), "")


# --- What stands against it --------------------------------------------------------------------
def _problem(
    tag: str,
    attributes: dict[str, str],
    rows: dict[int, Attachment],
    department: Department | None,
) -> str:
    address = _address(tag, attributes)
    if tag == "a" and address and link_address(address) is None:
        return _(
            "Linket »%(address)s« fører ingen steder hen. Skriv hele adressen, fx "
            "https://www.albertslund.dk, eller en mailadresse."
        ) % {"address": address[:60]}
    kind, number = place_of(address)
    row = rows.get(number) if kind == ATTACHMENT else None
    words = {"address": address[:60], "title": row or "", "department": row and row.department}
    if row is None:
        return _unknown(tag, is_ours=kind == ATTACHMENT) % words
    if department and row.department_id != department.pk:
        sentence = _(
            "»%(title)s« ligger i biblioteket hos %(department)s. Læg billedet eller filen i "
            "tekstens egen afdelings bibliotek."
        )
        return sentence % words
    if tag == "img" and not row.is_picture:
        return _("»%(title)s« er ikke et billede. Sæt et link til filen i stedet.") % words
    if tag == "img" and not attributes.get("alt", "").strip():
        return _("Billedet »%(title)s« mangler en tekst om, hvad det viser.") % words
    return ""


def _unknown(tag: str, *, is_ours: bool) -> str:
    if tag == "img" and not is_ours:
        return _(
            "Billedet »%(address)s« ligger ikke i biblioteket. Læg det op der, og sæt det ind med "
            "knappen »billede«."
        )
    if tag == "img":
        return _("Billedet »%(address)s« findes ikke i biblioteket.")
    return _("Linket »%(address)s« fører til en fil, som biblioteket ikke har.") if is_ours else ""


# --- Order in what is kept ---------------------------------------------------------------------
def _tidy(root: Element) -> None:
    """Take pictures from elsewhere away, and give lines a place when they stand outside theirs."""
    for parent, child in pairs(root):
        if child.tag == "img" and place_of(child.get("src", ""))[0] != ATTACHMENT:
            remove(parent, child)
    for parent, child in pairs(root):
        if child.tag == "figure" and child.find(".//img") is None:
            remove(parent, child)
        elif _is_stray(parent, child):
            child.tag = "p"
        elif child.tag == "details" and (not len(child) or child[0].tag != "summary"):
            child.insert(0, element("summary", _("Læs mere")))
        elif child.tag in {"td", "th"}:
            _drop_single_spans(child)


def _is_stray(parent: Element, child: Element) -> bool:
    if child.tag == "summary":
        return parent.tag != "details" or parent[0] is not child
    return child.tag == "figcaption" and parent.tag != "figure"


def _drop_single_spans(cell: Element) -> None:
    """The editor writes them on every cell."""
    for name in ("colspan", "rowspan"):
        if cell.get(name) == "1":
            del cell.attrib[name]


def _drop_empty_end(root: Element) -> None:
    """The editor leaves an empty line at the end, so that one can write on."""
    while len(root) and root[-1].tag == "p" and not (root[-1].tail or "").strip():
        if text_of(root[-1]) or any(each.tag in _KEPT_WHEN_EMPTY for each in root[-1].iter()):
            return
        remove(root, root[-1])
