"""Where a conversation stands, in the administration's words, with its links to comments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comments.models import Comment, Thread
from comments.words import written_as_html
from core.html import rewritten

_REFERENCE = re.compile(r"(?<![\w&#/])#(\d{1,9})(?!\w)")


def numbers_in(text: str) -> list[int]:
    """Return the numbers of the comments that a text refers to, each once, as they stand."""
    return list(dict.fromkeys(int(match[1]) for match in _REFERENCE.finditer(text)))


def readable_numbers(thread: Thread, text: str) -> set[int]:
    """Return which comments that a text refers to everybody may read: one question at most."""
    numbers = numbers_in(text)
    if not numbers:
        return set()
    comments = Comment.objects.filter(thread=thread, number__in=numbers).visible()
    return set(comments.values_list("number", flat=True))


def with_links(thread: Thread, text: str, readable: Collection[int] | None = None) -> SafeString:
    """Return a text as markup in which #12 leads to comment 12, while everybody may read that.

    `readable` spares the question when it was asked before.
    """
    known = readable_numbers(thread, text) if readable is None else readable

    def linked(words: str) -> Iterator[str]:
        end = 0
        for match in _REFERENCE.finditer(words):
            if int(match[1]) in known:
                yield words[end : match.start()]
                yield _link(thread, int(match[1]))
                end = match.end()
        yield words[end:]

    return rewritten(written_as_html(text), linked, outside={"a"})


def _link(thread: Thread, number: int) -> SafeString:
    return format_html('<a href="{}">#{}</a>', address_of(thread, number), number)


def address_of(thread: Thread, number: int) -> str:
    """Return the stable address of a comment."""
    return reverse("comments:comment", args=[thread.pk, number])
