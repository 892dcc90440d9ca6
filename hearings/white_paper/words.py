"""The administration's own words in a white paper, one text after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_ANSWER = ("summary", "remark", "change", "change_place")


def words_of(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield every text that staff wrote, never a name or a word of who sent a response."""
    if not content:
        return
    yield content["summary"]
    yield content["new_in_version"]
    if debate := content.get("debate"):
        yield debate["summary"]
    for theme in content["themes"]:
        yield theme["title"]
        yield from _of_answer(theme["answer"])
        for point in theme["points"]:
            yield point["title"]
            yield from _of_answer(point["answer"])


def _of_answer(answer: Mapping[str, str] | None) -> Iterator[str]:
    for name in _ANSWER:
        if answer and answer[name]:
            yield answer[name]
