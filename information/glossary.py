"""The words of the administration, explained where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.html import rewritten
from information.models import GlossaryTerm

MOST = 12
# At the beginning of a sentence "Nævn" and "Råd" are verbs as often as not: a word of so few
# letters is explained where it is written as in the glossary.
SHORT = 5
# Signs before a word that are held together with it: more are not read again for each of them.
SIGNS = 8
# Where a button would be wrong, or would stand inside another one.
OUTSIDE = frozenset(
    {
        "a", "abbr", "button", "caption", "code", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6",
        "label", "script", "style", "summary", "svg", "th", "video",
    }
)  # fmt: skip


def explain_terms(html: SafeString) -> tuple[SafeString, list[GlossaryTerm]]:
    """Make the first occurrence of each word a button; return the words that were found.

    The page shows their explanations after the text (information/_terms.html), which the
    buttons open as popovers.
    """
    words = _by_spelling(GlossaryTerm.objects.filter(is_active=True))
    if not words or not html:
        return html, []
    marker = _Marker(words)
    return rewritten(html, marker.marked, outside=OUTSIDE), list(marker.found.values())


def _by_spelling(terms: Iterable[GlossaryTerm]) -> dict[str, GlossaryTerm]:
    """Return each spelling with its word; of two words with one spelling the first counts."""
    words: dict[str, GlossaryTerm] = {}
    for term in terms:
        for spelling in term.spellings:
            words.setdefault(_key(spelling), term)
    words.pop("", None)
    return words


class _Marker:
    """Marks a text piece by piece, and remembers which words it has explained."""

    def __init__(self, words: dict[str, GlossaryTerm]) -> None:
        self.words = words
        self.pattern = _pattern_of(tuple(words))
        self.found: dict[int, GlossaryTerm] = {}

    def marked(self, text: str) -> Iterator[str]:
        end = 0
        for match in self.pattern.finditer(text):
            term = self._term_of(match["words"])
            if term is None or term.pk in self.found or len(self.found) >= MOST:
                continue
            self.found[term.pk] = term
            yield text[end : match.start()]
            yield _drawn(term, match)
            end = match.end()
        yield text[end:]

    def _term_of(self, words: str) -> GlossaryTerm | None:
        # The pattern takes letters for the same that Python's lower case keeps apart.
        term = self.words.get(_key(words))
        if term and len(words) <= SHORT and words[0].islower() != term.term[0].islower():
            return None
        return term


def _drawn(term: GlossaryTerm, match: re.Match[str]) -> SafeString:
    """Draw the word as a button, held together with the signs that touch it.

    A line may break beside a button, where it would not beside a letter.
    """
    button = format_html(
        '<button type="button" class="term" popovertarget="ord-{}">{}</button>',
        term.slug,
        match["words"],
    )
    if not match["before"] and not match["after"]:
        return button
    held = '<span class="held">{}{}{}</span>'
    return format_html(held, match["before"], button, match["after"])


def _key(spelling: str) -> str:
    return " ".join(spelling.split()).casefold()


@lru_cache(maxsize=2)
def _pattern_of(spellings: tuple[str, ...]) -> re.Pattern[str]:
    """Find whole words, the longest spelling first. "Før-høring" is not "høring"."""
    longest_first = sorted(spellings, key=len, reverse=True)
    choices = "|".join(r"\s+".join(map(re.escape, words.split())) for words in longest_first)
    return re.compile(
        rf"(?<![\w-])(?P<before>[(\[»«“”„\"]{{0,{SIGNS}}})(?P<words>{choices})(?![\w-])"
        rf"(?P<after>[.,;:!?…)\]»«“”\"]*)",
        re.IGNORECASE,
    )
