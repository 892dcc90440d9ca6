"""A white paper as a tagged PDF (PDF/UA-1, ISO 14289-1): title, language, headings, bookmarks."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from core.clock import local_date
from core.text import xml_text
from core.typesetting import TypesetFile, typeset
from hearings.white_paper import parts
from hearings.white_paper.blocks import Block, Heading, Paragraph
from hearings.white_paper.letters import FONTS, MISSING, breakable, drawable
from hearings.white_paper.writing import document_of, title_of

_TEMPLATE = Path(__file__).resolve().parent / "white_paper.typ"
Tell = Callable[[int], None]


def write_pdf(content: parts.Content, target: Path, tell: Tell) -> TypesetFile:
    """Write the PDF; `tell` hears how many of the content's responses are written so far.

    Raises:
        TypesettingFailed: it could not be set.
    """
    at = content.approved_at or timezone.now()
    with tempfile.TemporaryDirectory(prefix="white-paper-") as name:
        folder = Path(name)
        shutil.copyfile(_TEMPLATE, folder / "main.typ")
        _write(folder / "paper.json", _frame(content, at))
        front, rest = _divided(document_of(content))
        _write_each(folder / "front.json", map(_written, front))
        _write_each(folder / "blocks.json", _counted(rest, tell))
        still_at_it = partial(tell, len(content.lines))
        return typeset(folder, fonts=FONTS, target=target, at=at, still_at_it=still_at_it)


def _frame(content: parts.Content, at: datetime) -> dict[str, Any]:
    """Return what stands on every page and in the metadata: nothing of any sender."""
    day = local_date(at)
    foot = _("%(title)s · version %(version)d") % {
        "title": title_of(content),
        "version": content.version,
    }
    return {
        "title": _clean(title_of(content)),
        "author": _clean(settings.AUTHORITY_NAME),
        "authority": _clean(settings.AUTHORITY_NAME),
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "foot": _clean(foot),
        "words": {"contents": _("Indhold"), "page": _("side"), "of": _("af")},
    }


def _divided(blocks: Iterator[Block]) -> tuple[list[Block], Iterator[Block]]:
    """Return what stands before the first heading, and the rest."""
    front: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            return front, chain([block], blocks)
        front.append(block)
    return front, iter(())


def _counted(blocks: Iterable[Block], tell: Tell) -> Iterator[dict[str, Any]]:
    done = 0
    for block in blocks:
        # The responses of the appendix are the headings that the contents do not list.
        if isinstance(block, Heading) and not block.is_listed:
            done += 1
            tell(done)
        yield _written(block)


def _written(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph) and MISSING in drawable(block.text):
        # Nobody is to think that the sender wrote it so.
        block = replace(block, text=f"{block.text}\n{_unseen()}")
    return {"kind": type(block).__name__.lower(), **_clean(asdict(block))}


def _unseen() -> str:
    return _("[%(sign)s står for tegn, som denne fil ikke kan vise. Se svaret på hjemmesiden.]") % {
        "sign": MISSING
    }


def _clean(value: Any) -> Any:
    """Return it with letters that XML and the fonts have, and runs that a line can break."""
    if isinstance(value, str):
        return breakable(drawable(xml_text(value).replace("\r", "\n")))
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_clean(inner) for inner in value]
    return value


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _write_each(path: Path, values: Iterable[object]) -> None:
    """Write a list of JSON without holding it."""
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for number, value in enumerate(values):
            file.write(",\n" if number else "\n")
            file.write(json.dumps(value, ensure_ascii=False))
        file.write("\n]")
