"""How often an ordinary letter is taken for one with a CPR number in it: at most 2 of 100."""

import io
from collections.abc import Callable

import pytest
from docx import Document

from core.cpr import find_cpr
from core.probe.docx import probe_docx
from core.probe.pdf import probe_pdf
from core.probe.report import Report
from tests.core import samples
from tests.core.letters import LETTERS

AT_MOST = len(LETTERS) * 2 // 100
# Word's styles are the same in each letter and take nearly all of the time to read, so only these
# first letters have them. A number seen in them would hold more letters than may be held.
WITH_STYLES = 20


def as_word(paragraphs: list[str], *, has_styles: bool = True) -> bytes:
    """Return the letter as Word keeps it: with styles, themes, settings and a table."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "Bilag", paragraphs[1].split(". ")[0]
    relations = document.part.rels
    for key in [key for key, part in relations.items() if "/styles" in part.reltype]:
        if not has_styles:
            del relations[key]
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def as_words(letters: list[list[str]]) -> list[bytes]:
    return [
        as_word(paragraphs, has_styles=number < WITH_STYLES)
        for number, paragraphs in enumerate(letters)
    ]


def as_pdfs(letters: list[list[str]]) -> list[bytes]:
    return [as_pdf(paragraphs) for paragraphs in letters]


def as_pdf(paragraphs: list[str]) -> bytes:
    lines = [
        line[at : at + 80] for text in paragraphs for line in text.split("\n")
        for at in range(0, len(line), 80)
    ]  # fmt: skip
    return samples.saved(samples.pdf_document("\n".join(lines)))


def test_the_letters_are_two_hundred_different_ones() -> None:
    assert len({"\n".join(paragraphs) for paragraphs in LETTERS}) == 200


def test_few_ordinary_letters_are_flagged_as_text() -> None:
    flagged = [text for text in map("\n\n".join, LETTERS) if find_cpr(text)]

    assert len(flagged) <= AT_MOST


@pytest.mark.parametrize(
    ("probe", "written"), [(probe_docx, as_words), (probe_pdf, as_pdfs)], ids=["docx", "pdf"]
)
def test_few_ordinary_letters_are_held_as_files(
    look: Callable[..., Report], probe: Callable, written: Callable[[list[list[str]]], list[bytes]]
) -> None:
    reports = [look(probe, content) for content in written(LETTERS)]

    held = [report for report in reports if report.cpr_hits or not report.text_read]
    assert len(held) <= AT_MOST


def test_a_number_in_each_of_these_letters_is_found(look: Callable[..., Report]) -> None:
    missed = [
        number
        for number, paragraphs in enumerate(LETTERS[:20])
        for probe, written in [(probe_docx, as_word), (probe_pdf, as_pdf)]
        if not look(probe, written([*paragraphs, f"Mit cpr-nummer er {samples.NUMBER}."])).cpr_hits
    ]

    assert missed == []
