"""What a probe answers."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from core.cpr import find_cpr

# The EICAR test string, in two halves so that scanners leave this file alone.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Refused(Exception):
    """The file is not taken; `code` says why (core.files.messages has the sentence)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Report:
    content_type: str
    pages: int | None = None
    # Of a picture, in pixels; of a film, its length.
    width: int | None = None
    height: int | None = None
    seconds: int | None = None
    text_read: bool = True
    # Places with a CPR number: [["side 2", "01••••-••••"], …]
    cpr_hits: list[tuple[str, str]] = field(default_factory=list)
    # What a moderator should know: "comments", "tracked_changes".
    notes: list[str] = field(default_factory=list)

    def search(self, where: str, texts: Iterable[str]) -> None:
        """Look for CPR numbers and note the place."""
        for text in texts:
            self.cpr_hits += [(where, hit.masked) for hit in find_cpr(text)]

    def search_places(self, where: str, places: Iterable[Sequence[str]]) -> None:
        """Look for CPR numbers in each place, however it is read; the fullest reading counts."""
        for readings in places:
            found = (find_cpr(reading) for reading in dict.fromkeys(readings))
            hits = max(found, key=len, default=[])
            self.cpr_hits += [(where, hit.masked) for hit in hits]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def refuse_virus(content: bytes) -> None:
    if EICAR in content:
        raise Refused("virus")
