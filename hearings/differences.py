"""What changed between two short texts, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Beyond this a comparison word by word costs more than it tells.
MAX_WORDS = 600
_TOKEN = re.compile(r"\S+\s*")


@dataclass(frozen=True)
class Words:
    """Words that stayed, came or went."""

    text: str
    is_new: bool = False
    is_gone: bool = False


def words_changed(old: str, new: str) -> list[Words]:
    """Return the words of both texts in order; of long ones, both whole."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(before), len(after)) > MAX_WORDS:
        return [*_words([old], is_gone=True), *_words([new], is_new=True)]
    matcher = SequenceMatcher(None, old.split(), new.split(), autojunk=False)
    found: list[Words] = []
    for code, i1, i2, j1, j2 in matcher.get_opcodes():
        if code == "equal":
            found += _words(after[j1:j2])
        else:
            found += _words(before[i1:i2], is_gone=True)
            found += _words(after[j1:j2], is_new=True)
    return found


def _words(tokens: list[str], *, is_new: bool = False, is_gone: bool = False) -> list[Words]:
    text = "".join(tokens)
    return [Words(text, is_new, is_gone)] if text else []
