"""The words of a PDF's pages as they are drawn, and those that the drawing carries unseen."""

import html
import re
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
from pypdfium2 import raw

from core.probe.report import Report

# The process has a few seconds more: enough to write the copy.
READING_SECONDS = 4.0
MAX_METADATA = 4 * 1024 * 1024
# Fewer letters than this on a page that is mostly a picture: a scan with a stamp or a number.
FEW_LETTERS = 50
MOSTLY = 0.5
# A text that was turned into lines: this many of them and not a letter.
MANY_PATHS = 20
# More strange letters than this part, and the text is not what the eye reads.
STRANGE_PART = 0.2
# What a PDF has where a word was broken at the end of a line.
_BROKEN = re.compile(r"[\u00ad\ufffe\x02]\s*")
_HIDDEN = re.compile(
    rb"/(?:ActualText|Alt|E|T|TU|Contents|Lang)\s*(\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>)",
    re.DOTALL,
)
_SHOWN = re.compile(rb"\[((?:\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>|[-+.\d\s])*)\]\s*TJ", re.DOTALL)
_STRING = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


# --- What the drawing carries --------------------------------------------------------------------
def drawn_readings(stream: pikepdf.Stream) -> Iterator[list[str]]:
    """Yield what stands in the drawing's own remarks (alternative texts, ISO 32000 14.9).

    Where another text is given for what is drawn, the reader of the page hands out that one: so
    the letters that are drawn are read here.
    """
    content = stream.read_bytes()
    if not any(name in content for name in (b"ActualText", b"/Alt", b"/E", b"/T", b"/Contents")):
        return
    for found in _HIDDEN.findall(content):
        yield [_string(found)]
    if b"ActualText" in content:
        for shown in _SHOWN.findall(content):
            yield ["".join(_string(piece) for piece in _STRING.findall(shown))]


def stream_readings(stream: pikepdf.Stream) -> Iterator[list[str]]:
    """Yield what a form, an appearance or a metadata stream says."""
    if stream.get("/Subtype") == "/Form":
        yield from drawn_readings(stream)
    if stream.get("/Type") == "/Metadata" or stream.get("/Subtype") == "/XML":
        text = stream.read_bytes()[:MAX_METADATA].decode("utf-8", "replace")
        yield [text, html.unescape(text), html.unescape(_TAG.sub("", text))]


def _string(written: bytes) -> str:
    try:
        return str(pikepdf.Object.parse(written))
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return ""


# --- What the page shows -------------------------------------------------------------------------
def search_pages(report: Report, source: Path) -> None:
    """Read the words of each page; what cannot be read in time is left to a person."""
    stop_at = time.process_time() + READING_SECONDS
    try:
        with pypdfium2.PdfDocument(source) as document:
            document.init_forms()
            for number in range(len(document)):
                if time.process_time() > stop_at:
                    report.text_read = False
                    return
                _search_page(report, number + 1, document)
    except pypdfium2.PdfiumError:
        report.text_read = False


def _search_page(report: Report, number: int, document: pypdfium2.PdfDocument) -> None:
    page = document[number - 1]
    text = _text_of(page)
    report.search_places(f"side {number}", [_readings(text)])
    if not _is_read(page, text.strip()):
        report.text_read = False
    if raw.FPDFPage_GetAnnotCount(page.raw):
        # Stamps and filled-in fields are drawn beside the page: lay them onto it, read again.
        raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
        flat = _text_of(document[number - 1])
        if flat != text:
            report.search_places(f"side {number}, felter", [_readings(_only_new(text, flat))])


def _text_of(page: pypdfium2.PdfPage) -> str:
    return str(page.get_textpage().get_text_range())


def _readings(text: str) -> list[str]:
    """Return the text as it is drawn, and with words joined that a line had broken."""
    return [text, _BROKEN.sub("", text), _BROKEN.sub("-", text)]


def _only_new(before: str, after: str) -> str:
    """Leave out the lines that the page had already: their numbers are told."""
    known = set(before.splitlines())
    return "\n".join(line for line in after.splitlines() if line not in known)


def _is_read(page: pypdfium2.PdfPage, text: str) -> bool:
    """Tell whether the text is likely to be all that the eye reads on the page."""
    if _strange_part(text) > STRANGE_PART:
        return False
    if len(text) >= FEW_LETTERS:
        return True
    objects = list(page.get_objects(max_depth=3))
    pictures = [each for each in objects if each.type == raw.FPDF_PAGEOBJ_IMAGE]
    if not text:
        paths = sum(each.type == raw.FPDF_PAGEOBJ_PATH for each in objects)
        return not pictures and paths < MANY_PATHS
    width, height = page.get_size()
    covered = max((_area(picture) for picture in pictures), default=0.0)
    return covered < MOSTLY * width * height


def _area(picture: pypdfium2.PdfObject) -> float:
    left, bottom, right, top = picture.get_bounds()
    return float((right - left) * (top - bottom))


def _strange_part(text: str) -> float:
    """Return how much is letters that stand for nothing: a font without its table."""
    if len(text) < 10:
        return 0.0
    strange = sum(
        letter == "\ufffd" or unicodedata.category(letter) in ("Co", "Cn", "Cs")
        or (letter < " " and letter not in "\r\n\t\x02")
        for letter in text
        if letter != "\ufffe"
    )  # fmt: skip
    return strange / len(text)
