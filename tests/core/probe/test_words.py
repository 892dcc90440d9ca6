from collections.abc import Callable
from pathlib import Path

import pytest

from core.probe import words
from core.probe.__main__ import main
from core.probe.report import Report
from core.probe.words import words_of_docx, words_of_pdf
from tests.core import samples


def test_the_words_of_a_pdf_are_written(look: Callable[..., Report], clean: Path) -> None:
    report = look(words_of_pdf, samples.saved(samples.pdf_document("Kære kommune", "side 2")))

    assert report == Report("text/plain", pages=2)
    assert clean.read_text(encoding="utf-8") == "Kære kommune\nside 2"


def test_the_words_of_a_word_document_are_those_on_its_page(
    look: Callable[..., Report], clean: Path
) -> None:
    comment = samples.word_part(samples.paragraph("Hemmelig note"), root="comments")
    content = samples.docx(samples.paragraph("Kære ", "kommune"), word__comments_xml=comment)

    look(words_of_docx, content)

    assert clean.read_text(encoding="utf-8").split() == ["Kære", "kommune"]


@pytest.mark.parametrize(
    ("probe", "content"),
    [
        (words_of_pdf, b"%PDF-1.7 nothing"),
        (words_of_docx, b"PK\x03\x04 nothing"),
        (words_of_docx, samples.docx('<!DOCTYPE x [<!ENTITY a "b">]>')),
    ],
)
def test_a_damaged_file_is_refused(refusal: Callable[..., str], probe, content: bytes) -> None:
    assert refusal(probe, content) == "damaged"


def test_no_more_than_the_limit_is_written(
    look: Callable[..., Report], clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "MAX_LETTERS", 10)
    pages = samples.saved(samples.pdf_document("Kære kommune", "side 2", "side 3"))

    report = look(words_of_pdf, pages)

    assert not report.text_read
    assert clean.read_text(encoding="utf-8") == "Kære kommu"


@pytest.mark.parametrize(
    ("kind", "content"),
    [("words-pdf", samples.pdf("Kære")), ("words-docx", samples.docx())],
)
def test_the_door_knows_both_kinds(tmp_path: Path, kind: str, content: bytes) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(content)

    assert main(kind, str(source), str(target))["content_type"] == "text/plain"
    assert "Kære" in target.read_text(encoding="utf-8")
