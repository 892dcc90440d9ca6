"""PDF: no scripts, no launching, no files within the file; authors are taken out."""

import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from core.probe.report import Refused, Report, refuse_virus

MIME = "application/pdf"
MAX_PAGES = 2000
MAX_OBJECTS = 400_000
MAX_DEPTH = 40
# The process has a few seconds more: enough to write the copy.
READING_SECONDS = 4.0
_ACTIVE_KEYS = {
    "/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/RichMedia", "/XFA",
}  # fmt: skip
_ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/GoToE", "/SubmitForm", "/Rendition"}
_ACTIVE_KINDS = {
    "/EmbeddedFile", "/FileAttachment", "/RichMedia", "/3D", "/Movie", "/Screen", "/Sound",
}  # fmt: skip
# Strings in which people's words stand: comments, form fields, bookmarks, alternative texts.
_WORDS = {"/Contents", "/V", "/T", "/TU", "/Alt", "/ActualText", "/Title", "/Subj", "/RC"}


def probe_pdf(source: Path, target: Path, keep_metadata: bool) -> Report:
    _check_frame(source)
    report = Report(MIME)
    try:
        with pikepdf.open(source) as pdf:
            _check_document(pdf)
            report.pages = len(pdf.pages)
            report.search("dokumentets felter", _walk(pdf))
            report.search("dokumentegenskaber", _properties(pdf))
            if not keep_metadata:
                _take_out_authors(pdf)
            # The same upload gives the same file, so that one sent twice is known again.
            pdf.save(
                target,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                deterministic_id=True,
            )
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except (
        pikepdf.PdfError,
        ValueError,
        LookupError,
        TypeError,
        RuntimeError,
        AttributeError,
    ) as error:
        raise Refused("damaged") from error
    _search_pages(report, source)
    return report


def _check_frame(source: Path) -> None:
    """A file that is a PDF and something else as well is refused."""
    content = source.read_bytes()
    refuse_virus(content)
    tail = content[content.rfind(b"%%EOF") + 5 :] if b"%%EOF" in content else b""
    head = content[:1024].lower()
    if not content.startswith(b"%PDF-") or b"<html" in head or b"<script" in head:
        raise Refused("wrong_content")
    if tail.strip(b"\x00\t\n\x0c\r ") or zipfile.is_zipfile(source):
        raise Refused("wrong_content")


def _check_document(pdf: pikepdf.Pdf) -> None:
    if pdf.is_encrypted:
        raise Refused("encrypted")
    if len(pdf.pages) > MAX_PAGES or len(pdf.objects) > MAX_OBJECTS:
        raise Refused("too_complex")
    if not len(pdf.pages):
        raise Refused("damaged")


def _walk(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Go through every object; refuse what acts, yield the words of people."""
    for obj in [pdf.trailer, *pdf.objects]:
        yield from _inspect(obj, 0)


def _inspect(obj: Any, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        raise Refused("too_complex")
    if isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in obj.items():
            _refuse_active(key, value)
            if isinstance(value, pikepdf.String) and key in _WORDS:
                yield str(value)
            elif _is_direct_container(value):
                yield from _inspect(value, depth + 1)
    elif isinstance(obj, pikepdf.Array):
        for value in obj:
            if _is_direct_container(value):
                yield from _inspect(value, depth + 1)


def _is_direct_container(value: Any) -> bool:
    """Indirect objects are visited on their own."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _refuse_active(key: str, value: Any) -> None:
    if key in _ACTIVE_KEYS:
        raise Refused("active_content")
    if key == "/S" and isinstance(value, pikepdf.Name) and str(value) in _ACTIVE_ACTIONS:
        raise Refused("active_content")
    if (
        key in ("/Subtype", "/Type")
        and isinstance(value, pikepdf.Name)
        and str(value) in _ACTIVE_KINDS
    ):
        raise Refused("active_content")


def _properties(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Info" in pdf.trailer:
        yield from (str(value) for value in pdf.docinfo.values())
    metadata = pdf.Root.get("/Metadata")
    if isinstance(metadata, pikepdf.Stream):
        yield metadata.read_bytes().decode("utf-8", "replace")


def _take_out_authors(pdf: pikepdf.Pdf) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for key in ("/Metadata", "/PieceInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        for key in ("/Metadata", "/PieceInfo", "/Thumb"):
            if key in page:
                del page[key]
        for annotation in page.get("/Annots") or []:
            # /T is the author of a comment, but the name of a form field.
            is_note = isinstance(annotation, pikepdf.Dictionary) and "/T" in annotation
            if is_note and annotation.get("/Subtype") != "/Widget":
                del annotation["/T"]


def _search_pages(report: Report, source: Path) -> None:
    """Read the words of each page; what cannot be read in time is left to a person."""
    stop_at = time.process_time() + READING_SECONDS
    try:
        with pypdfium2.PdfDocument(source) as document:
            for number, page in enumerate(document, start=1):
                if time.process_time() > stop_at:
                    report.text_read = False
                    return
                _search_page(report, number, page)
    except pypdfium2.PdfiumError:
        report.text_read = False


def _search_page(report: Report, number: int, page: pypdfium2.PdfPage) -> None:
    text = page.get_textpage().get_text_range()
    report.search(f"side {number}", [text])
    is_scanned = not text.strip() and any(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))
    if is_scanned:
        report.text_read = False
