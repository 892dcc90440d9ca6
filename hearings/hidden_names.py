"""Names that nobody may read, found in what the administration writes itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from hearings.models import Hearing, Response
from hearings.published import is_in_white_paper

_WORD = re.compile(r"\w+")
# "Anonym", "Nabo", "Bo": a single word is no full name, and stands in many a text.
FEWEST_WORDS = 2
Key = tuple[str, ...]


def hidden_names_of(hearing: Hearing) -> dict[Key, str]:
    """Return the full names of those whose name is not shown, by their words; one question.

    A name that somebody else shows in the same hearing is no secret, unless its bearer is
    protected.
    """
    shown: set[Key] = set()
    people = hearing.responses.filter(forgotten_at=None).only(
        "hearing", "name", "on_behalf_of", "sender_kind", "show_name", "is_protected",
        "status", "published_version",
    )  # fmt: skip
    for response in people:
        if _is_shown(response):
            shown |= {key for key, _name in _keys([response.public_name])}
    return {
        key: name
        for response in people
        if not _is_shown(response)
        for key, name in full_names_of(response).items()
        if response.is_protected or key not in shown
    }


def _is_shown(response: Response) -> bool:
    """A person has shown their name with what is published; an organisation has no secret one."""
    if response.is_organisation:
        return response.is_named_in_public
    return response.is_named_in_public and is_in_white_paper(response)


def full_names_of(response: Response) -> dict[Key, str]:
    """Return the sender's full names by their words.

    The association of a protected person may point at them: its name is then hidden too.
    """
    return dict(_keys([response.name, response.on_behalf_of]))


def _keys(names: Iterable[str]) -> Iterator[tuple[Key, str]]:
    for name in names:
        key = tuple(words_of(name))
        if len(key) >= FEWEST_WORDS:
            yield key, name


def words_of(text: str) -> list[str]:
    """Return the words without case and hyphens: anne, mette, holm."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def names_in(text: str, names: dict[Key, str]) -> set[str]:
    """Return the names that stand in a text as whole full names, also in the genitive.

    Costs what the text is long, however many names there are.
    """
    words = words_of(text)
    found = set()
    for length in {len(key) for key in names}:
        for start in range(len(words) - length + 1):
            key = tuple(words[start : start + length])
            found |= {names[form] for form in (key, _nominative(key)) if form in names}
    return found


def _nominative(key: Key) -> Key:
    return (*key[:-1], key[-1].removesuffix("s"))
