"""What a person wrote, as markup: paragraphs, line breaks, links. Nothing else comes through."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

# A comment longer than this is cut in the list; its own page has all of it.
LONG = 1500
_BREAK = format_html("<br>{}", "\n")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+", re.IGNORECASE)
_AFTER_AN_ADDRESS = ".,;:!?'*_…»’"
_BRACKETS = {")": "(", "]": "["}


def written_as_html(text: str) -> SafeString:
    """Return paragraphs with line breaks, and http(s) addresses as links.

    Everything that was typed is escaped. A link tells a search engine that a reader wrote it
    (`ugc`), lends it no weight (`nofollow`) and gives it no hold of the page (`noopener`).
    """
    paragraphs = (part.strip() for part in _PARAGRAPHS.split(text))
    return format_html_join(
        "\n", "<p>{}</p>", ((_lines(part),) for part in paragraphs if part)
    )  # fmt: skip


def shortened(text: str, length: int = LONG) -> str:
    """Return the beginning, cut between words, of a text that is longer than `length`."""
    if len(text) <= length:
        return text
    cut = text[: length - 1].rsplit(None, 1)[0].rstrip(" ,.;:-")
    return f"{cut} …"


def in_one_line(text: str, length: int) -> str:
    """Return the beginning as one line, for a title or a list."""
    return Truncator(" ".join(text.split())).chars(length)


def addresses_in(text: str) -> list[str]:
    """Return the http(s) addresses that become links."""
    return [address for address, _start, _end in _found(text)]


def _lines(text: str) -> SafeString:
    return format_html_join(_BREAK, "{}", ((_linked(line),) for line in text.split("\n")))


def _linked(line: str) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in _pieces(line)))


def _pieces(line: str) -> Iterator[str]:
    end = 0
    for address, begins, ends in _found(line):
        yield line[end:begins]
        yield format_html('<a href="{0}" rel="nofollow ugc noopener">{0}</a>', address)
        end = ends
    yield line[end:]


def _found(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _ADDRESS.finditer(text):
        address = _without_sentence(match[0])
        if len(address) > len("https://"):
            yield address, match.start(), match.start() + len(address)


def _without_sentence(address: str) -> str:
    """Leave out what belongs to the sentence: its full stop, the bracket around the address."""
    while address:
        last = address[-1]
        opened = _BRACKETS.get(last)
        is_closing = opened is not None and address.count(last) > address.count(opened)
        if last not in _AFTER_AN_ADDRESS and not is_closing:
            break
        address = address[:-1]
    return address
