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
from core.typesetting import TypesetFile, join, typeset
from hearings.white_paper import parts
from hearings.white_paper.blocks import Block, Heading, Paragraph
from hearings.white_paper.glyphs import FONTS, MISSING, breakable, drawable
from hearings.white_paper.volumes import Cutter, in_pieces
from hearings.white_paper.writing import document_of, title_of

_TEMPLATE = Path(__file__).resolve().parent / "white_paper.typ"
Tell = Callable[[int], None]
# What one run sets at most, in bytes of JSON: some 220 pages, half a gigabyte of memory. A longer
# white paper is set in volumes and joined: it has bookmarks, but no table of contents.
VOLUME_BYTES = 950_000


def write_pdf(content: parts.Content, target: Path, tell: Tell) -> TypesetFile:
    """Write the PDF; `tell` hears how many of the content's responses are written so far.

    Raises:
        TypesettingFailed: it could not be set.
    """
    at = content.approved_at or timezone.now()
    still_at_it = partial(tell, len(content.lines))
    with tempfile.TemporaryDirectory(prefix="white-paper-") as name:
        folders = _write_volumes(content, Path(name), tell)
        files: list[Path] = []
        pages = peak = 0
        for folder in folders:
            frame = _frame(content, at, first_page=pages + 1, is_whole=len(folders) == 1)
            _write(folder / "paper.json", frame)
            files.append(folder / "volume.pdf")
            made = typeset(folder, fonts=FONTS, target=files[-1], at=at, still_at_it=still_at_it)
            pages, peak = pages + made.pages, max(peak, made.peak_bytes)
        if len(files) == 1:
            shutil.move(files[0], target)
            return TypesetFile(pages, peak)
        joined = join(files, target=target, still_at_it=still_at_it)
        return TypesetFile(joined.pages, max(peak, joined.peak_bytes))


def _write_volumes(content: parts.Content, folder: Path, tell: Tell) -> list[Path]:
    """Write the blocks into a folder for each volume, and return the folders."""
    front, rest = _divided(document_of(content))
    folders = []
    for number, pieces in enumerate(_volumes(_counted(rest, tell)), start=1):
        folders.append(folder / str(number))
        folders[-1].mkdir()
        shutil.copyfile(_TEMPLATE, folders[-1] / "main.typ")
        _write(folders[-1] / "front.json", [_written(block) for block in front])
        written = "[" + ",\n".join(pieces) + "]"
        (folders[-1] / "blocks.json").write_text(written, encoding="utf-8")
    return folders


def _volumes(blocks: Iterable[Block]) -> Iterator[list[str]]:
    """Return the blocks of each volume as JSON."""
    cutter = Cutter(VOLUME_BYTES)
    pieces: list[str] = []
    for block in in_pieces(blocks):
        piece = json.dumps(_written(block), ensure_ascii=False)
        if cutter.cuts_before(block, len(piece)):
            yield pieces
            pieces = []
            if not (isinstance(block, Heading) and block.level == 1):
                pieces = [json.dumps(_written(cutter.heading_again()), ensure_ascii=False)]
        pieces.append(piece)
    yield pieces


def _frame(
    content: parts.Content, at: datetime, *, first_page: int, is_whole: bool
) -> dict[str, Any]:
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
        "first_page": first_page,
        "is_whole": is_whole,
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


def _counted(blocks: Iterable[Block], tell: Tell) -> Iterator[Block]:
    done = 0
    for block in blocks:
        # The responses of the appendix are the headings that the contents do not list.
        if isinstance(block, Heading) and not block.is_listed:
            done += 1
            tell(done)
        yield block


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
