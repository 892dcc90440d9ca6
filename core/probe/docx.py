"""Word documents: no macros, no foreign content, no entities; authors are taken out.

Every part is read for numbers, whatever it is called and whatever it is for.
"""

import io
import re
import zipfile
from pathlib import Path
from xml.sax import SAXException

from core.probe.archive import SafeArchive
from core.probe.metadata import NoPicture, without_metadata
from core.probe.report import Refused, Report
from core.probe.wordxml import Part, read_part

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACRO_PARTS = re.compile(r"vbaproject|vbadata|activex|\.bin$|\.exe$|\.js$|\.vbs$", re.IGNORECASE)
_NESTED = re.compile(rb"PK\x03\x04")
_TAG = re.compile(rb"<[A-Za-z][^>]*>")
_AUTHORS = re.compile(
    rb"(\b[\w]+:(?:author|initials|userId|userName|lastModifiedBy))\s*=\s*(\"[^\"]*\"|'[^']*')"
)
# When each change was made, and in which sitting: they tell who wrote which words together.
_TRACES = re.compile(rb"\s[\w]+:(?:rsid\w*|date|dateUtc)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_SITTINGS = re.compile(rb"<(\w+):rsids>.*?</\1:rsids>", re.DOTALL)
# What has no words of its own that people read: pictures and fonts.
_WORDLESS = re.compile(
    r"\.(?:png|jpe?g|gif|bmp|tiff?|webp|wdp|emf|wmf|odttf|ttf|otf|fntdata)$", re.IGNORECASE
)
_XML = re.compile(r"\.(?:xml|rels|vml|svg)$", re.IGNORECASE)
_DIGITS = re.compile(rb"[0-9][0-9 \x96\xad-]{8,16}[0-9]")
_EMPTY_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    b'core-properties"/>'
)
_EMPTY_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"/>'
)
_EMPTY_CUSTOM = _EMPTY_APP.replace(b"extended-properties", b"custom-properties")
_REPLACED = {
    "docprops/core.xml": _EMPTY_CORE,
    "docprops/app.xml": _EMPTY_APP,
    "docprops/custom.xml": _EMPTY_CUSTOM,
}
# The first page in small, as it was when it was last drawn: one white point instead.
_WHITE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc\xf8\x0f\x00\x01\x01\x01\x00\x1b\xb6\xeeV\x00\x00\x00\x00IEND\xaeB`\x82"
)
_WHERE = {
    "header": "sidehoved",
    "footer": "sidefod",
    "footnotes": "fodnoter",
    "endnotes": "slutnoter",
    "comments": "kommentarer",
    "document": "teksten",
}


def probe_docx(source: Path, target: Path, keep_metadata: bool) -> Report:
    report = Report(MIME)
    with source.open("rb") as stream:
        archive = SafeArchive(stream, source.stat().st_size)
        _check_kind(archive)
        parts = {name: archive.read(name) for name in archive.files()}
    has_words = False
    for name, content in parts.items():
        _check_part(archive, report, name, content)
        has_words |= _search_part(report, name, content)
    if not has_words and any("/media/" in name for name in parts):
        report.text_read = False  # a letter that was scanned into a document
    _write(parts, target, report, keep_metadata)
    return report


def _check_kind(archive: SafeArchive) -> None:
    if not {"[Content_Types].xml", "word/document.xml"} <= archive.names:
        raise Refused("wrong_content")


def _check_part(archive: SafeArchive, report: Report, name: str, content: bytes) -> None:
    if name == "[Content_Types].xml" and (_MAIN not in content or b"macroEnabled" in content):
        raise Refused("macros")
    if _MACRO_PARTS.search(name):
        raise Refused("macros")
    if _NESTED.match(content):
        _check_nested(archive, report, name, content)


def _check_nested(archive: SafeArchive, report: Report, name: str, content: bytes) -> None:
    """A chart brings its table as a small spreadsheet; any other file in the file is refused."""
    if not name.lower().endswith(".xlsx"):
        raise Refused("nested")
    inner = SafeArchive(io.BytesIO(content), len(content), budget=archive.budget)
    for part in inner.files():
        inside = inner.read(part)
        if _MACRO_PARTS.search(part) or _NESTED.match(inside):
            raise Refused("nested")
        if _is_xml(part, inside):
            report.search_places("regneark i dokumentet", _read(inside).places)
        else:
            _search_raw(report, "regneark i dokumentet", inside)


def _is_xml(name: str, content: bytes) -> bool:
    return bool(_XML.search(name)) or content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def _read(content: bytes) -> Part:
    try:
        part = read_part(content)
    except (SAXException, ValueError, LookupError) as error:
        raise Refused("damaged") from error
    if not all(kind.endswith("/hyperlink") for kind in part.outside):
        raise Refused("external_content")
    return part


def _search_part(report: Report, name: str, content: bytes) -> bool:
    """Look for numbers in a part, and tell whether it has words on a page."""
    stem = Path(name).stem.rstrip("0123456789")
    is_property = "docprops" in name.lower()
    where = "dokumentegenskaber" if is_property else _WHERE.get(stem, stem)
    if not _is_xml(name, content):
        _search_raw(report, where, content)
        if not _WORDLESS.search(name) and not _NESTED.match(content):
            report.text_read = False  # an imported text, or something that we do not know
        return False
    part = _read(content)
    report.search_places(where, part.places)
    if stem == "comments" and "comments" not in report.notes:
        report.notes.append("comments")
    if part.is_tracked and "tracked_changes" not in report.notes:
        report.notes.append("tracked_changes")
    return not is_property and bool(part.text.strip())


def _search_raw(report: Report, where: str, content: bytes) -> None:
    """Look for plain letters in what is no XML: drawings, and what cameras write."""
    for way in (content, content.replace(b"\x00", b"")):
        report.search(where, (found.decode("latin-1") for found in set(_DIGITS.findall(way))))


def _write(parts: dict[str, bytes], target: Path, report: Report, keep_metadata: bool) -> None:
    """Write the parts anew: what stood outside of them, before or behind, is gone."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            clean = content if keep_metadata else _without_traces(name, content, report)
            archive.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), clean, zipfile.ZIP_DEFLATED
            )


def _without_traces(name: str, content: bytes, report: Report) -> bytes:
    """Return a part without who wrote it, when, in which sitting, and where a picture was taken."""
    if name.lower() in _REPLACED:
        return _REPLACED[name.lower()]
    if name.lower().startswith("docprops/thumbnail"):
        return _WHITE
    if name.startswith("word/") and _is_xml(name, content):
        content = _SITTINGS.sub(b"", content)
        return _TAG.sub(lambda tag: _AUTHORS.sub(rb'\1=""', _TRACES.sub(b"", tag[0])), content)
    try:
        return without_metadata(content)
    except NoPicture:
        report.text_read = False
        return content
