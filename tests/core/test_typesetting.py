"""Setting a PDF apart: what goes wrong there goes wrong there alone."""

from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from core import typesetting
from core.typesetting import TypesettingFailed, typeset
from hearings.white_paper.glyphs import FONTS

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
HEAD = '#set document(title: "Prøve")\n#set text(lang: "da", font: "IBM Plex Sans")\n'


def set_text(folder: Path, text: str, heard: list[int] | None = None):
    (folder / "main.typ").write_text(HEAD + text, encoding="utf-8")
    told = heard if heard is not None else []
    return typeset(
        folder, fonts=FONTS, target=folder / "out.pdf", at=AT, still_at_it=lambda: told.append(1)
    )


def test_a_text_becomes_a_tagged_pdf_with_its_date(tmp_path):
    made = set_text(tmp_path, "= Overskrift\n#pagebreak()\nEn side til.")

    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert len(pdf.pages) == made.pages == 2
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo.CreationDate).startswith("D:20260503")
    assert 0 < made.peak_bytes < 600 * 1024 * 1024


@pytest.mark.parametrize(
    "text",
    [
        "#(1 + )",
        '#read("/etc/passwd")',
        '#read("../secret")',
        '#import "@preview/cetz:0.3.0"',
        '#text(font: "IBM Plex Sans", fallback: false)[你好]',
    ],
)
def test_what_cannot_be_set_is_refused(tmp_path, text):
    (tmp_path / "secret").write_text("hemmeligt")
    folder = tmp_path / "inside"
    folder.mkdir()

    with pytest.raises(TypesettingFailed) as caught:
        set_text(folder, text)

    assert caught.value.is_too_large is False


def test_a_text_that_eats_memory_ends_its_own_process_alone(tmp_path):
    with pytest.raises(TypesettingFailed) as caught:
        set_text(tmp_path, "#let grow = range(20000000).map(n => str(n))\n#grow.len()")

    assert caught.value.is_too_large is True


def test_a_text_that_never_ends_is_stopped_and_heard_of_meanwhile(tmp_path, monkeypatch):
    monkeypatch.setattr(typesetting, "TIMEOUT_SECONDS", 2)
    monkeypatch.setattr(typesetting, "SAY_EVERY_SECONDS", 0.5)
    heard: list[int] = []

    with pytest.raises(TypesettingFailed, match="out of time"):
        set_text(tmp_path, "#let n = 0\n#for a in range(9999999) { n += calc.fact(10) }\n#n", heard)

    assert len(heard) >= 2
