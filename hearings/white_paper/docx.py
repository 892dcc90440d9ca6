"""A white paper as a Word file: real headings and tables, for a committee's agenda.

The body is written as elements of WordprocessingML (ECMA-376, part 1, 17): python-docx goes
through the whole document for each paragraph and cell that it adds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC
from pathlib import Path
from typing import Any

import docx
from django.conf import settings
from django.utils import timezone
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from core.languages import direction_of
from core.text import xml_text
from hearings.white_paper import parts
from hearings.white_paper.blocks import Bars, Block, Facts, Heading, Paragraph, Table
from hearings.white_paper.writing import document_of, title_of

Tell = Callable[[int], None]
_LANGUAGE = "da-DK"
_TWIPS_WIDE = 14_500


def write_docx(content: parts.Content, target: Path, tell: Tell) -> None:
    """Write the Word file; `tell` hears how many of the responses are written so far."""
    document = docx.Document()
    _set_up(document, content)
    body = document.element.body
    section = body.sectPr
    _paragraph(body, title_of(content), style="Title")
    done = 0
    for block in document_of(content):
        if isinstance(block, Heading) and not block.is_listed:
            done += 1
            tell(done)
        _add(body, block)
    # What describes the pages stands last in the body.
    body.append(section)
    document.save(str(target))


def _set_up(document: Document, content: parts.Content) -> None:
    """Danish, wide pages for the tables, and properties that name the authority alone."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    styles = document.styles
    styles["Normal"].font.size = Pt(10)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)
    moment = (content.approved_at or timezone.now()).astimezone(UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = xml_text(title_of(content))[:255]
    properties.author = properties.last_modified_by = xml_text(settings.AUTHORITY_NAME)[:255]
    properties.subject = xml_text(content.facts.case_number)[:255]
    properties.comments = properties.keywords = properties.category = ""
    properties.language = _LANGUAGE
    properties.created = properties.modified = moment
    properties.revision = content.version


def _add(body: Any, block: Block) -> None:
    if isinstance(block, Heading):
        _paragraph(body, block.text, style=f"Heading{block.level}")
    elif isinstance(block, Paragraph):
        _paragraph(body, block.text, language=block.language)
    elif isinstance(block, Facts):
        for label, lines in block.rows:
            _run(_paragraph(body, f"{label}: ", is_bold=True), "\n".join(lines))
    elif isinstance(block, Table):
        _table(body, block)
    elif isinstance(block, Bars):
        # The table that follows says the same; Word has no drawing that all its readers show.
        return


def _paragraph(
    parent: Any,
    text: str,
    *,
    style: str = "",
    language: str = "da",
    is_bold: bool = False,
    is_right: bool = False,
) -> Any:
    paragraph = _child(parent, "w:p")
    is_rtl = direction_of(language) == "rtl"
    if style or is_right or is_rtl:
        properties = _child(paragraph, "w:pPr")
        if style:
            _child(properties, "w:pStyle", val=style)
        if is_rtl:
            _child(properties, "w:bidi")
        if is_right:
            _child(properties, "w:jc", val="right")
    _run(paragraph, text, language=language, is_bold=is_bold)
    return paragraph


def _run(paragraph: Any, text: str, *, language: str = "da", is_bold: bool = False) -> None:
    """Write words with their line breaks."""
    run = _child(paragraph, "w:r")
    if is_bold or language != "da":
        properties = _child(run, "w:rPr")
        if is_bold:
            _child(properties, "w:b")
        if language != "da":
            _child(properties, "w:lang", val=xml_text(language))
    for number, line in enumerate(xml_text(text).split("\n")):
        if number:
            _child(run, "w:br")
        words = _child(run, "w:t")
        words.text = line
        words.set(qn("xml:space"), "preserve")


def _table(body: Any, block: Table) -> None:
    widths = [_TWIPS_WIDE * share // sum(block.widths) for share in block.widths]
    table = _child(body, "w:tbl")
    properties = _child(table, "w:tblPr")
    _child(properties, "w:tblStyle", val="TableGrid")
    _child(properties, "w:tblW", w=str(sum(widths)), type="dxa")
    _child(properties, "w:tblLayout", type="fixed")
    _child(properties, "w:tblLook", val="0020", firstRow="1")
    _child(properties, "w:tblCaption", val=xml_text(block.caption))
    grid = _child(table, "w:tblGrid")
    for width in widths:
        _child(grid, "w:gridCol", w=str(width))
    _row(table, block.headers, widths, (), is_header=True)
    for cells in block.rows:
        _row(table, cells, widths, block.numeric)
    _child(body, "w:p")


def _row(
    table: Any,
    cells: Iterable[str],
    widths: list[int],
    numeric: tuple[int, ...],
    *,
    is_header: bool = False,
) -> None:
    row = _child(table, "w:tr")
    if is_header:
        properties = _child(row, "w:trPr")
        _child(properties, "w:cantSplit")
        _child(properties, "w:tblHeader")
    for number, (text, width) in enumerate(zip(cells, widths, strict=True)):
        cell = _child(row, "w:tc")
        _child(_child(cell, "w:tcPr"), "w:tcW", w=str(width), type="dxa")
        for line in text.split("\n"):
            _paragraph(cell, line, is_bold=is_header, is_right=number in numeric)


def _child(parent: Any, name: str, **attributes: str) -> Any:
    child = OxmlElement(name)
    for key, value in attributes.items():
        child.set(qn(f"w:{key}"), value)
    parent.append(child)
    return child
