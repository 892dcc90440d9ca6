"""Rich text that is clean already, token by token: tags pass through, text may be replaced."""

from collections.abc import Callable, Collection, Iterable
from html.parser import HTMLParser

from django.utils.html import conditional_escape
from django.utils.text import slugify

from core.danish import ascii_danish

_VOID = frozenset({"br", "col", "hr", "img", "input", "source", "track", "wbr"})
Attributes = list[tuple[str, str | None]]
Rewrite = Callable[[str], Iterable[str]]


class _Tokens(HTMLParser):
    """Writes what it reads. Text comes whole, whatever entities it was written with."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:  # noqa: ARG002
        self.written.append(self.get_starttag_text() or "")
        if tag not in _VOID:
            self.inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:  # noqa: ARG002
        self.written.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.written.append(f"</{tag}>")
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.written.append(conditional_escape(data))

    def result(self, markup: str) -> str:
        self.feed(markup)
        self.close()
        return "".join(self.written)


class _Texts(_Tokens):
    def __init__(self, rewrite: Rewrite, outside: Collection[str]) -> None:
        super().__init__()
        self.rewrite, self.outside = rewrite, outside

    def handle_data(self, data: str) -> None:
        if any(tag in self.outside for tag in self.inside):
            super().handle_data(data)
        else:
            self.written.extend(conditional_escape(piece) for piece in self.rewrite(data))


class _Anchors(_Tokens):
    def __init__(self, tag: str, prefix: str) -> None:
        super().__init__()
        self.tag, self.prefix = tag, prefix
        self.found: list[tuple[str, str]] = []
        self.heading: list[str] | None = None
        self.start, self.name = 0, ""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == self.tag:
            self.start, self.heading = len(self.written), []
            self.name = dict(attrs).get("id") or ""
        super().handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self.heading is not None:
            self.heading.append(data)
        super().handle_data(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self.tag and self.heading is not None:
            self._name(" ".join("".join(self.heading).split()))
            self.heading = None
        super().handle_endtag(tag)

    def _name(self, text: str) -> None:
        if not text:
            return
        if not self.name:
            slug = slugify(ascii_danish(text))[:60].strip("-")
            self.name = f"{self.prefix}{slug or len(self.found) + 1}"
            if self.name in {known for known, _text in self.found}:
                self.name = f"{self.name}-{len(self.found) + 1}"
            self.written[self.start] = f'<{self.tag} id="{self.name}">'
        self.found.append((self.name, text))


def with_texts(markup: str, rewrite: Rewrite, *, outside: Collection[str]) -> str:
    """Return the markup with each run of text rewritten, except inside the elements named.

    What `rewrite` returns is escaped, unless it is a SafeString.
    """
    return _Texts(rewrite, outside).result(markup)


def with_anchors(markup: str, tag: str, prefix: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the markup with an id on each heading of a kind, and (id, text) of them."""
    anchors = _Anchors(tag, prefix)
    return anchors.result(markup), anchors.found
