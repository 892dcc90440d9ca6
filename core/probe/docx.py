"""Word documents: no macros, no foreign content, no entities; authors are taken out."""

import io
import re
import zipfile
from pathlib import Path
from xml.sax import SAXException

from core.probe.archive import SafeArchive
from core.probe.report import Refused, Report
from core.probe.wordxml import read_part

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACRO_PARTS = re.compile(r"vbaproject|vbadata|activex|\.bin$|\.exe$|\.js$|\.vbs$", re.IGNORECASE)
_NESTED = re.compile(rb"PK\x03\x04")
_EXTERNAL = re.compile(rb"<[^>]*Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
_AUTHORS = re.compile(
    rb"(\b(?:w|w15|w16|p188):(?:author|initials|userId))\s*=\s*(\"[^\"]*\"|'[^']*')"
)
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
    "docProps/core.xml": _EMPTY_CORE,
    "docProps/app.xml": _EMPTY_APP,
    "docProps/custom.xml": _EMPTY_CUSTOM,
}
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
    for name, content in parts.items():
        _check_part(archive, name, content)
        if name.endswith((".xml", ".rels")):
            _search_part(report, name, content)
    _write(parts, target, keep_metadata)
    return report


def _check_kind(archive: SafeArchive) -> None:
    if not {"[Content_Types].xml", "word/document.xml"} <= archive.names:
        raise Refused("wrong_content")


def _check_part(archive: SafeArchive, name: str, content: bytes) -> None:
    if name == "[Content_Types].xml" and (_MAIN not in content or b"macroEnabled" in content):
        raise Refused("macros")
    if _MACRO_PARTS.search(name):
        raise Refused("macros")
    if name.endswith(".rels"):
        externals = _EXTERNAL.findall(content)
        if not all(_HYPERLINK.search(relation) for relation in externals):
            raise Refused("external_content")
    if _NESTED.match(content):
        _check_nested(archive, name, content)


def _check_nested(archive: SafeArchive, name: str, content: bytes) -> None:
    """A chart brings its table as a small spreadsheet; any other file in the file is refused."""
    if not name.endswith(".xlsx"):
        raise Refused("nested")
    inner = SafeArchive(io.BytesIO(content), len(content), budget=archive.budget)
    for part in inner.files():
        if _MACRO_PARTS.search(part) or _NESTED.match(inner.read(part)):
            raise Refused("nested")


def _search_part(report: Report, name: str, content: bytes) -> None:
    try:
        part = read_part(content)
    except (SAXException, ValueError, LookupError) as error:
        raise Refused("damaged") from error
    stem = Path(name).stem.rstrip("0123456789")
    report.search(
        "dokumentegenskaber" if "docProps" in name else _WHERE.get(stem, stem), [part.text]
    )
    if stem == "comments" and "comments" not in report.notes:
        report.notes.append("comments")
    if part.is_tracked and "tracked_changes" not in report.notes:
        report.notes.append("tracked_changes")


def _write(parts: dict[str, bytes], target: Path, keep_metadata: bool) -> None:
    """Write the parts anew: what stood outside of them, before or behind, is gone."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if not keep_metadata:
                content = _REPLACED.get(name, content)
                if name.startswith("word/") and name.endswith(".xml"):
                    content = _AUTHORS.sub(rb'\1=""', content)
            archive.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED
            )
