"""The words of one XML part, joined as the eye joins them."""

import io
from dataclasses import dataclass
from xml.sax.handler import ContentHandler, feature_external_ges, feature_namespaces

from defusedxml.sax import make_parser

# Runs of one paragraph belong together ("0101" + "90-1234"); cells and paragraphs do not.
_ENDS = {"p", "tc", "tr", "txbxContent", "comment", "instrText", "si", "c", "v"}
_INSTEAD = {
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
# Attributes in which people's words stand.
_WORDS = {"author", "initials", "descr", "title", "name", "Target", "tooltip", "alt"}
_TRACKED = {"ins", "del", "moveFrom", "moveTo"}


@dataclass
class Part:
    text: str
    is_tracked: bool


class _Words(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.attributes: list[str] = []
        self.is_tracked = False
        self.is_document = False

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802 (name given by SAX)
        local = name.rpartition(":")[2]
        self.is_tracked |= local in _TRACKED and name.startswith("w:")
        if name.startswith("w:"):
            self.is_document = True
        self.pieces.append(_INSTEAD.get(local, ""))
        for key, value in attrs.items():  # type: ignore[attr-defined]
            if key.rpartition(":")[2] in _WORDS:
                self.attributes.append(value)

    def characters(self, content: str) -> None:
        self.pieces.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 (name given by SAX)
        local = name.rpartition(":")[2]
        # Outside word processing every element is a value of its own (properties, charts).
        if local in _ENDS or not name.startswith(("w:", "a:", "mc:", "wp:")):
            self.pieces.append("\n")


def read_part(content: bytes, *, with_attributes: bool = True) -> Part:
    """Read a part; a document type, an entity or an outside reference is refused.

    `with_attributes` adds authors, alternative texts and targets, which no page shows.

    Raises:
        ValueError: it has a document type or entities (defusedxml).
        SAXException: it is no XML.
    """
    words = _Words()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_external_ges, False)
    parser.setFeature(feature_namespaces, False)
    parser.setContentHandler(words)
    parser.parse(io.BytesIO(content))
    attributes = words.attributes if with_attributes else []
    return Part("".join(words.pieces) + "\n" + "\n".join(attributes), words.is_tracked)
