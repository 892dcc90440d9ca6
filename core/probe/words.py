"""The words of a document that is in the house already, for the search. Writes them to TARGET."""

import re
import time
from pathlib import Path
from xml.sax import SAXException

import pypdfium2

from core.probe.archive import SafeArchive
from core.probe.pdf import MAX_PAGES
from core.probe.pdfwords import READING_SECONDS
from core.probe.report import Refused, Report
from core.probe.wordxml import read_part

MAX_LETTERS = 200_000
# What a PDF has where a word was broken at the end of a line.
_BROKEN = re.compile(r"[\u00ad\ufffe\x02]\s*")
_TEXT = "text/plain"
# What people read in a Word document; comments and authors are not among it.
_PARTS = re.compile(r"word/(?:document|footnotes|endnotes)\.xml$")


def words_of_pdf(source: Path, target: Path, _keep_metadata: bool) -> Report:
    stop_at = time.process_time() + READING_SECONDS
    pages: list[str] = []
    report = Report(_TEXT)
    try:
        with pypdfium2.PdfDocument(source) as document:
            report.pages = len(document)
            for number in range(min(report.pages, MAX_PAGES)):
                if time.process_time() > stop_at or sum(map(len, pages)) > MAX_LETTERS:
                    report.text_read = False
                    break
                pages.append(document[number].get_textpage().get_text_range())
    except pypdfium2.PdfiumError as error:
        raise Refused("damaged") from error
    _write(target, _BROKEN.sub("", "\n".join(pages)))
    return report


def words_of_docx(source: Path, target: Path, _keep_metadata: bool) -> Report:
    with source.open("rb") as stream:
        archive = SafeArchive(stream, source.stat().st_size)
        names = sorted(name for name in archive.files() if _PARTS.fullmatch(name))
        try:
            texts = [read_part(archive.read(name)).text for name in names]
        except (SAXException, ValueError, LookupError) as error:
            raise Refused("damaged") from error
    _write(target, "\n".join(texts))
    return Report(_TEXT)


def _write(target: Path, text: str) -> None:
    target.write_text(text[:MAX_LETTERS], encoding="utf-8", errors="replace")
