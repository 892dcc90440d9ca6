"""The words of a rich text, block by block: what is counted, and what is compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

from core.nesting import MOST_DEPTH, readable

# Whatever begins or ends a block; everything else is inside a line.
_BLOCKS = {
    "address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video",
}  # fmt: skip
_SILENT = {"script", "style", "template"}


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, item or cell: the innermost element around it, and its words."""

    tag: str
    text: str


class _Reader(HTMLParser):
    def __init__(self, *, with_addresses: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._with_addresses = with_addresses
        self._open: list[str] = []
        self._links: list[str] = []
        self._words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self.end_block()
            if len(self._open) < MOST_DEPTH:
                self._open.append(tag)
        elif tag == "br":
            self._words.append(" ")
        elif tag == "a":
            self._links.append(values.get("href", ""))
        elif tag == "img" and self._with_addresses:
            self._words.append(f" [{values.get('alt', '')}: {values.get('src', '')}] ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self.end_block()
            if tag in self._open:
                while self._open.pop() != tag:
                    pass
        elif tag == "a" and self._links:
            address = self._links.pop()
            if self._with_addresses and address:
                self._words.append(f" [{address}]")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)

    def end_block(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words = []
        if text:
            self.blocks.append(Block(self._open[-1] if self._open else "p", text))


def blocks_of(markup: str, *, with_addresses: bool = False) -> list[Block]:
    """Return the blocks of a rich text; with the addresses of links and pictures if asked."""
    reader = _Reader(with_addresses=with_addresses)
    reader.feed(readable(markup))
    reader.close()
    reader.end_block()
    return reader.blocks


def texts_of(blocks: Iterable[Block]) -> list[str]:
    return [block.text for block in blocks]
