"""Reads gettext catalogues as text, so that the suite needs no gettext on the machine."""

import re
from dataclasses import dataclass, field
from pathlib import Path

_KEYWORD = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?) "(.*)"$')
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass
class Entry:
    """One text with its translation or its plural forms."""

    is_fuzzy: bool = False
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        return self.parts.get("msgctxt", ""), self.parts.get("msgid", "")

    @property
    def translations(self) -> list[str]:
        return [text for name, text in sorted(self.parts.items()) if name.startswith("msgstr")]


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), text)


def _read_entry(block: str) -> Entry:
    entry, name = Entry(), ""
    for line in block.splitlines():
        if line.startswith("#,") and "fuzzy" in line:
            entry.is_fuzzy = True
        elif match := _KEYWORD.match(line):
            name = match[1]
            entry.parts[name] = _unescape(match[2])
        elif line.startswith('"'):
            entry.parts[name] += _unescape(line[1:-1])
    return entry


def read_catalogue(path: Path) -> dict[tuple[str, str], Entry]:
    """Return the live entries of a .po file by context and text, without its header."""
    blocks = re.split(r"\n{2,}", path.read_text(encoding="utf-8"))
    entries = [_read_entry(block) for block in blocks]
    return {entry.key: entry for entry in entries if entry.parts.get("msgid")}
