"""The report as a tagged PDF (PDF/UA-1, ISO 14289-1)."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from core.clock import local_date
from core.text import xml_text
from core.typesetting import typeset
from hearings.white_paper.glyphs import FONTS, breakable, drawable
from seminars.report import Report, told_numbers

_TEMPLATE = Path(__file__).resolve().parent / "report.typ"
HIDDEN = "–"


def write_pdf(content: Report, target: Path, *, at: datetime) -> int:
    """Write the PDF and return the number of its pages.

    Raises:
        TypesettingFailed: it could not be set.
    """
    day = local_date(at)
    frame = {
        "title": content.title,
        "author": settings.AUTHORITY_NAME,
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "foot": _("Rapport: %(title)s") % {"title": content.title},
        "blocks": [_drawable(block) for block in _blocks(content)],
    }
    with tempfile.TemporaryDirectory(prefix="report-") as name:
        folder = Path(name)
        shutil.copyfile(_TEMPLATE, folder / "main.typ")
        text = json.dumps(frame, ensure_ascii=False)
        (folder / "report.json").write_text(text, encoding="utf-8")
        made = folder / "report.pdf"
        file = typeset(folder, fonts=FONTS, target=made, at=at, still_at_it=lambda: None)
        shutil.move(made, target)
    return file.pages


def _blocks(content: Report) -> Iterator[dict[str, Any]]:
    yield {"kind": "title", "text": content.title}
    yield _paragraph(f"{content.when}. {content.where}.")
    yield _paragraph(content.lead)
    yield from map(_paragraph, content.report)
    yield _heading(_("Hvem kom"))
    yield _paragraph(told_numbers(content.numbers))
    if content.programme:
        yield _heading(_("Program"))
        head = [_("Tid"), _("Session"), _("Slags")]
        yield {"kind": "table", "head": head, "rows": [list(row) for row in content.programme]}
    yield from _conclusions(content)
    yield from _evaluation(content)
    if content.lessons:
        yield _heading(_("Erfaringer, der blev fortalt"))
        yield {
            "kind": "list",
            "items": [f"{project}: {title}" for project, title in content.lessons],
        }
    if content.materials:
        yield _heading(_("Materiale"))
        yield {"kind": "list", "items": content.materials}


def _conclusions(content: Report) -> Iterator[dict[str, Any]]:
    if not content.conclusions:
        return
    yield _heading(_("Konklusioner"))
    for row in content.conclusions:
        yield {"kind": "subheading", "text": f"{row.number}. {row.text}"}
        if row.explanation:
            yield _paragraph(row.explanation)
        told = _("%(body)s svarer for den. Nu: %(state)s.") % {"body": row.body, "state": row.state}
        yield _paragraph(" ".join(filter(None, [told, row.newest])))


def _evaluation(content: Report) -> Iterator[dict[str, Any]]:
    result = content.evaluation
    if result is None:
        return
    yield _heading(_("Hvad deltagerne syntes"))
    if result.total is None:
        yield _paragraph(_("Færre end fem har svaret, så svarene bliver ikke vist."))
        return
    yield _paragraph(_("%(n)d har svaret. Tal under fem bliver ikke vist.") % {"n": result.total})
    head = [_("Fra 1 (slet ikke) til 5 (i høj grad)"), "1", "2", "3", "4", "5"]
    rows = [
        [scale.question, *(HIDDEN if n is None else str(n) for n in scale.counts)]
        for scale in result.scales
    ]
    yield {"kind": "table", "head": head, "rows": rows}
    for title, texts in ((_("Bedst"), content.best), (_("Kan blive bedre"), content.better)):
        if texts:
            yield {"kind": "subheading", "text": title}
            yield {"kind": "list", "items": texts}


def _heading(text: str) -> dict[str, Any]:
    return {"kind": "heading", "text": text}


def _paragraph(text: str) -> dict[str, Any]:
    return {"kind": "paragraph", "text": text}


def _drawable(value: Any) -> Any:
    """Return the same with letters that the fonts have, and runs that lines can hold."""
    if isinstance(value, str):
        return breakable(drawable(xml_text(value)))
    if isinstance(value, dict):
        return {key: _drawable(part) for key, part in value.items()}
    return [_drawable(part) for part in value]
