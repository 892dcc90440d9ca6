from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary, Name

from core.probe import pdf as pdf_module
from core.probe import pdfwords
from core.probe.pdf import probe_pdf
from core.probe.report import EICAR, Report
from tests.core import samples


def test_a_plain_pdf_is_read_and_copied(look: Callable[..., Report], clean: Path) -> None:
    report = look(probe_pdf, samples.saved(samples.pdf_document("Kære kommune", "side 2")))

    assert report == Report("application/pdf", pages=2)
    with pikepdf.open(clean) as copy:
        assert len(copy.pages) == 2


@pytest.mark.parametrize(
    "content",
    [
        samples.with_script(),
        samples.with_launch(),
        samples.with_attachment(),
        samples.with_annotation(A=Dictionary(S=Name.ImportData)),
        samples.with_annotation(A=Dictionary(S=Name.SubmitForm)),
        samples.with_annotation(AA=Dictionary(E=Dictionary(S=Name.JavaScript))),
        samples.with_annotation(FS=Dictionary(Type=Name.Filespec, EF=Dictionary())),
        samples.with_annotation(Kids=[Dictionary(Subtype=Name.RichMedia)]),
    ],
)
def test_a_pdf_that_acts_is_refused(refusal: Callable[..., str], content: bytes) -> None:
    assert refusal(probe_pdf, content) == "active_content"


def test_a_hidden_spelling_of_a_script_is_refused(refusal: Callable[..., str]) -> None:
    content = samples.saved(samples.pdf_document("a"))
    content = content.replace(
        b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /J#61vaScript >>"
    )

    assert refusal(probe_pdf, content) == "active_content"


@pytest.mark.parametrize("user", ["", "hemmelig"])
def test_a_locked_pdf_is_refused(refusal: Callable[..., str], user: str) -> None:
    locked = pikepdf.Encryption(owner="ejer", user=user)

    assert refusal(probe_pdf, samples.pdf("a", encryption=locked)) == "encrypted"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "wrong_content"),
        (b"<html>%PDF-1.7", "wrong_content"),
        (b"%PDF-1.7\n<HTML><script>x</script>\n%%EOF", "wrong_content"),
        (samples.pdf("a") + b"<script>alert(1)</script>", "wrong_content"),
        (samples.pdf("a") + samples.archive({"a.exe": b"MZ"}), "wrong_content"),
        (b"%PDF-1.7\nrubbish\n%%EOF\n", "damaged"),
        (b"%PDF-1.7\n" + EICAR + b"\n%%EOF\n", "virus"),
    ],
)
def test_what_is_no_pdf_or_more_than_one_is_refused(
    refusal: Callable[..., str], content: bytes, code: str
) -> None:
    assert refusal(probe_pdf, content) == code


def test_a_pdf_without_pages_is_refused(refusal: Callable[..., str]) -> None:
    assert refusal(probe_pdf, samples.saved(pikepdf.new())) == "damaged"


def test_a_pdf_with_too_many_pages_is_refused(
    refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_module, "MAX_PAGES", 1)

    assert refusal(probe_pdf, samples.saved(samples.pdf_document("a", "b"))) == "too_complex"


def test_a_pdf_that_is_nested_without_end_is_refused(refusal: Callable[..., str]) -> None:
    inner = Dictionary()
    for _ in range(60):
        inner = Dictionary(A=[inner])

    assert refusal(probe_pdf, samples.with_annotation(Deep=inner)) == "too_complex"


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (samples.pdf(f"Jeg hedder Ane\nmit nummer er {samples.NUMBER}."), "side 1"),
        (samples.pdf("født 010190–1234"), "side 1"),
        (samples.pdf("010190-\n1234"), "side 1"),
        (samples.saved(samples.pdf_document("intet", "0101901234")), "side 2"),
        (samples.pdf("a", info={"Author": f"Ane {samples.NUMBER}"}), "dokumentegenskaber"),
        (samples.with_annotation(Contents=f"se {samples.NUMBER}"), "dokumentets felter"),
        (samples.with_annotation(T=samples.NUMBER), "dokumentets felter"),
    ],
)
def test_a_cpr_number_is_found_wherever_it_stands(
    look: Callable[..., Report], content: bytes, where: str
) -> None:
    assert look(probe_pdf, content).cpr_hits == [(where, "01••••-••••")]


def test_a_cpr_number_in_the_metadata_stream_is_found(look: Callable[..., Report]) -> None:
    document = samples.pdf_document("a")
    with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:description"] = samples.NUMBER

    hits = look(probe_pdf, samples.saved(document)).cpr_hits

    assert ("dokumentegenskaber", "01••••-••••") in hits


def named() -> bytes:
    document = samples.pdf_document("a")
    document.docinfo["/Author"] = "Ane Andeby"
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = ["Ane Andeby"]
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], T="Ane Andeby")
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=[0, 0, 9, 9], T="felt")
    document.pages[0].Annots = pikepdf.Array([note, document.make_indirect(field)])
    document.Root.AcroForm = Dictionary(Fields=[document.pages[0].Annots[1]])
    document.pages[0].PieceInfo = Dictionary(Ane="Ane Andeby")
    return samples.saved(document)


def test_the_author_is_taken_out_of_a_citizens_pdf(
    look: Callable[..., Report], clean: Path
) -> None:
    look(probe_pdf, named())

    with pikepdf.open(clean) as copy:
        assert "/Info" not in copy.trailer
        assert "/Metadata" not in copy.Root
        note, field = copy.pages[0].Annots
        assert ("/T" in note, str(field.T)) == (False, "felt")
    assert b"Andeby" not in clean.read_bytes()


def test_the_municipality_keeps_its_own_metadata(look: Callable[..., Report], clean: Path) -> None:
    look(probe_pdf, named(), keep=True)

    with pikepdf.open(clean) as copy:
        assert str(copy.docinfo["/Author"]) == "Ane Andeby"


def test_a_scanned_page_is_left_to_a_person(look: Callable[..., Report]) -> None:
    assert look(probe_pdf, samples.scanned()).text_read is False


def test_an_empty_page_has_no_text_to_miss(look: Callable[..., Report]) -> None:
    assert look(probe_pdf, samples.pdf("")).text_read is True


def test_what_cannot_be_read_in_time_is_left_to_a_person(
    look: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdfwords, "READING_SECONDS", -1)

    assert look(probe_pdf, samples.pdf("a")).text_read is False


def test_what_the_reader_cannot_open_is_left_to_a_person(
    look: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_source: Path) -> None:
        raise pypdfium2.PdfiumError("unknown")

    monkeypatch.setattr(pypdfium2, "PdfDocument", refuse)

    assert look(probe_pdf, samples.pdf("a")).text_read is False


@pytest.mark.parametrize("annotations", [None, Dictionary(A=1), pikepdf.Array([1, None, "x"])])
def test_odd_annotations_do_no_harm(look: Callable[..., Report], annotations: object) -> None:
    document = samples.pdf_document("a")
    document.pages[0].obj["/Annots"] = annotations if annotations is not None else pikepdf.Array()

    assert look(probe_pdf, samples.saved(document)).pages == 1
