"""What a comment must wait for until somebody has read it: a new account, a word, a link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.conf import settings

from comments.models import Comment, Thread, WatchedTerm, moderates
from core.text import clean_text, skeleton

if TYPE_CHECKING:
    from accounts.models import User
    from city.models import Department

HeldFor = Comment.HeldFor
# Signs that stand for letters, besides those that `core.text.skeleton` knows.
_SIGNS = str.maketrans({"3": "e", "4": "a", "7": "t", "@": "a", "$": "s", "€": "e"})
# What stands between words. An apostrophe or a hyphen inside a word does not end it.
_WORDS = re.compile(r"[^\s.,;:!?\"()\[\]{}<>/\\]+")
# "s p a m" and "s.p.a.m": single letters with something between them are one word.
_SPELT = re.compile(r"(?<!\w)\w(?:[\s.,*_\-]{1,2}\w(?!\w)){2,}")
# What can be the host of an address, whatever stands in front: a scheme, a name, a password. Asked
# at the beginning of a word alone, so that a text of one long word costs no more than others.
_HOSTS = re.compile(r"(?<![\w.-])((?:[\w-]+\.)+[^\W\d]{2,63})")


def reason_to_hold(thread: Thread, author: User, text: str) -> str:
    """Return a `Comment.HeldFor` when the text is to wait, "" when everybody may read it now.

    Who moderates in the department is not asked to wait for a colleague, and in a private thread
    nobody is.
    """
    if thread.is_private:
        return ""
    return reason_to_hold_words(author, text, department=thread.department)


def reason_to_hold_words(
    author: User, text: str, *, department: Department, shown_elsewhere: int = 0
) -> str:
    """Return a `Comment.HeldFor` when words for a department are to wait, "" when they are not.

    `shown_elsewhere` is how much of the author's, beside comments, everybody reads already.
    """
    if moderates(author, department):
        return ""
    if _is_new(author, shown_elsewhere):
        return HeldFor.FIRST
    terms = list(WatchedTerm.objects.filter(is_active=True).values_list("kind", "term"))
    if has_host(text, (term for kind, term in terms if kind == WatchedTerm.Kind.HOST)):
        return HeldFor.LINK
    if has_word(text, (term for kind, term in terms if kind == WatchedTerm.Kind.WORD)):
        return HeldFor.WORD
    return ""


def has_word(text: str, terms: Iterable[str]) -> bool:
    """Tell whether one of the words stands in a text; `idiot*` is also the beginning of one.

    Compared as a hurried eye sees them (`core.text.skeleton`): case, accents, look-alikes
    ("1d1ot"), invisible characters and letters with space between them are no disguise.
    """
    seen = {_seen(word) for word in _words_of(text)}
    for term in terms:
        wanted = _seen(term)
        if not wanted:
            continue
        if term.endswith("*"):
            if any(word.startswith(wanted) for word in seen):
                return True
        elif " " in term.strip():
            if _holds_phrase(text, term):
                return True
        elif wanted in seen:
            return True
    return False


def is_word(term: str) -> bool:
    """Tell whether a term can be looked for: two letters or more, a star at the end alone."""
    return len(_seen(term)) > 1 and "*" not in term[:-1]


def has_host(text: str, hosts: Iterable[str]) -> bool:
    """Tell whether a text names one of the hosts, or a host below it, with a scheme or without."""
    named = {match[1].casefold().rstrip(".") for match in _HOSTS.finditer(clean_text(text))}
    return any(
        host == wanted or host.endswith(f".{wanted}")
        for wanted in (host_of(term) for term in hosts)
        for host in named
    )


def host_of(term: str) -> str:
    """Return the host in what staff typed: `https://www.spam.example/x` is `spam.example`."""
    host = term.strip().casefold().rpartition("//")[2].partition("/")[0].rpartition("@")[2]
    return host.partition(":")[0].removeprefix("www.").strip(".")


def _seen(word: str) -> str:
    """Return a word as a hurried eye sees it."""
    return skeleton(word.translate(_SIGNS))


def _words_of(text: str) -> Iterator[str]:
    plain = clean_text(text)
    yield from _WORDS.findall(plain)
    yield from _SPELT.findall(plain)


def _holds_phrase(text: str, phrase: str) -> bool:
    words = [_seen(word) for word in _WORDS.findall(clean_text(text))]
    wanted = [_seen(word) for word in phrase.split()]
    return any(words[start : start + len(wanted)] == wanted for start in range(len(words)))


def _is_new(author: User, shown_elsewhere: int) -> bool:
    """Tell whether an account has had fewer words shown than it takes to be known."""
    needed: int = settings.COMMENTS_HOLD_FIRST - shown_elsewhere
    if needed <= 0:
        return False
    shown = Comment.objects.filter(author=author).visible()
    return shown[:needed].count() < needed
