"""Rich text that is clean already, token by token: tags pass through, text may be replaced."""

from collections.abc import Callable, Collection, Iterable
from html.parser import HTMLParser

from django.utils.html import conditional_escape

_VOID = frozenset({"br", "col", "hr", "img", "input", "source", "track", "wbr"})
Attributes = list[tuple[str, str | None]]
Rewrite = Callable[[str], Iterable[str]]


class _Rewriter(HTMLParser):
    """Writes what it reads. Text comes whole, whatever entities it was written with."""

    def __init__(self, rewrite: Rewrite, outside: Collection[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.rewrite, self.outside = rewrite, outside
        self.written: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:  # noqa: ARG002
        self.written.append(self.get_starttag_text() or "")
        if tag not in _VOID:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.written.append(f"</{tag}>")
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        is_outside = any(tag in self.outside for tag in self.inside)
        pieces = (data,) if is_outside else self.rewrite(data)
        self.written.extend(conditional_escape(piece) for piece in pieces)


def with_texts(markup: str, rewrite: Rewrite, *, outside: Collection[str]) -> str:
    """Return the markup with each run of text rewritten, except inside the elements named.

    What `rewrite` returns is escaped, unless it is a SafeString.
    """
    rewriter = _Rewriter(rewrite, outside)
    rewriter.feed(markup)
    rewriter.close()
    return "".join(rewriter.written)
