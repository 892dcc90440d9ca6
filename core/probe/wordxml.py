"""The words of one XML part: those of a page, joined as the eye joins them, and all the others."""

import io
import re
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.sax.handler import (
    ContentHandler,
    feature_external_ges,
    feature_namespaces,
    property_lexical_handler,
)

from defusedxml.sax import make_parser

# A paragraph of Word or of a drawing; a string of a spreadsheet. Each by the end of its name: the
# part before the colon is whatever the program chose.
_PARAGRAPHS = {"p", "si", "is", "text"}
_RUNS = {"t", "delText"}
_CODES = {"instrText", "delInstrText"}
_INSTEAD = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_GONE = {"del", "moveFrom"}
_NEW = {"ins", "moveTo"}
# Numbers that programs give, not people: long and by chance like anything.
_COUNTED = {"id", "paraId", "textId", "editId", "anchorId", "durableId", "uri", "spid", "oleid"}
_COUNTERS = {"id", "axId", "crossAx", "nsid", "tmpl", "rsid", "rsidRoot", "docId", "creationId"}
_GUID = re.compile(r"\b[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\b")
# Symbols are drawn by a letter of their own font, often shifted into the private area.
_SHIFTED = range(0xF000, 0xF100)

Readings = list[str]


@dataclass
class Part:
    """What stands in a part. `places` are its stretches, each with the ways to read it."""

    text: str = ""
    places: list[Readings] = field(default_factory=list)
    is_tracked: bool = False
    # The kinds of relations that lead out of the document.
    outside: list[str] = field(default_factory=list)


class _Paragraph:
    """Words with what was taken out and put in between, and field codes beside them."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, bool, bool]] = []
        self.codes: list[str] = []

    def now(self) -> str:
        return "".join(text for text, is_gone, _is_new in self.pieces if not is_gone)

    def places(self) -> list[Readings]:
        """Return the words as they are, as they were, and both; and the codes."""
        before = "".join(text for text, _is_gone, is_new in self.pieces if not is_new)
        both = "".join(text for text, _is_gone, _is_new in self.pieces)
        ways = list(dict.fromkeys([self.now(), before, both]))
        # A number may be cut by a tab or a line break: the form asks for it in two parts.
        ways += [re.sub(r"[\t\n]", "", way) for way in ways if "\t" in way or "\n" in way]
        codes = "".join(self.codes)
        return [way for way in (ways, [codes, unquote(codes)]) if any(way)]


class _Words(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.part = Part()
        self.lines: list[str] = []
        self._open: list[str] = []
        self._paragraphs: list[_Paragraph] = []
        self._value: list[str] = []
        self._gone = self._new = 0
        # The short cells of a row: a form with a box for each digit.
        self._cells: list[str] = []

    # --- Elements (the names of the methods are given by SAX) --------------------------------
    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802
        self._keep_value()
        local = name.rpartition(":")[2]
        self._open.append(local)
        self._gone += local in _GONE
        self._new += local in _NEW
        self.part.is_tracked |= (local in _GONE or local in _NEW) and ":" in name
        if local in _PARAGRAPHS:
            self._paragraphs.append(_Paragraph())
        elif local in _INSTEAD:
            self._write(_INSTEAD[local])
        self._read_attributes(local, dict(attrs.items()))  # type: ignore[attr-defined]

    def characters(self, content: str) -> None:
        local = self._open[-1]
        if local in _RUNS and self._paragraphs:
            self._write(content)
        elif local in _CODES and self._paragraphs:
            self._paragraphs[-1].codes.append(content)
        else:
            self._value.append(content)

    def endElement(self, _name: str) -> None:  # noqa: N802
        self._keep_value()
        local = self._open.pop()
        self._gone -= local in _GONE
        self._new -= local in _NEW
        if local in _PARAGRAPHS and self._paragraphs:
            paragraph = self._paragraphs.pop()
            self.part.places += paragraph.places()
            self.lines.append(paragraph.now())
            self._cells.append(paragraph.now().strip())
        elif local == "tr":
            self._end_row()

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802
        self.part.places.append([f"{target} {data}"])

    # --- Comments of the XML itself (a lexical handler) --------------------------------------
    def comment(self, content: str) -> None:
        self.part.places.append([content])

    def _nothing(self, *_args: object) -> None: ...

    startCDATA = endCDATA = startDTD = endDTD = _nothing  # noqa: N815

    # --- Keeping -----------------------------------------------------------------------------
    def _write(self, text: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1].pieces.append((text, self._gone > 0, self._new > 0))

    def _keep_value(self) -> None:
        value = "".join(self._value)
        self._value.clear()
        if not value.strip():
            return
        self.part.places.append([value])
        if self._open and self._open[-1] in _RUNS:
            self.lines.append(value)

    def _end_row(self) -> None:
        digits = "".join(cell if len(cell) == 1 else "\n" for cell in self._cells)
        self._cells.clear()
        self.part.places.append([digits])

    def _read_attributes(self, local: str, attributes: dict[str, str]) -> None:
        named = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if local == "sym":
            code = int(named.get("char", "0") or "0", 16)
            self._write(chr(code - _SHIFTED.start if code in _SHIFTED else code))
        if local == "Relationship" and named.get("TargetMode", "").lower() == "external":
            self.part.outside.append(named.get("Type", ""))
        for key, value in named.items():
            is_counted = key in _COUNTED or key.startswith("rsid")
            is_counted |= key == "val" and local in _COUNTERS
            if len(value) >= 10 and not is_counted:
                value = _GUID.sub("", value)
                self.part.places.append([value, unquote(value)])


def read_part(content: bytes) -> Part:
    """Read a part; a document type, an entity or an outside reference is refused.

    Raises:
        ValueError: it has a document type or entities (defusedxml), or an odd coding.
        SAXException: it is no XML.
    """
    if b"\x00" in content[:200] or content.startswith((b"\xfe\xff", b"\xff\xfe")):
        raise ValueError("A part of a document is UTF-8.")
    words = _Words()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_external_ges, False)
    parser.setFeature(feature_namespaces, False)
    parser.setContentHandler(words)
    parser.setProperty(property_lexical_handler, words)
    parser.parse(io.BytesIO(content))
    words.part.text = "\n".join(words.lines)
    return words.part
