"""What somebody typed before they logged in: kept for a day under the key of its form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.cache import caches

KEPT_SECONDS = 24 * 3600
FIELDS = ("column", "text", "kind", "is_nameless")
# A note has 300 letters; what is far longer is not kept, the form shows it again.
MOST_LETTERS = 3000


def keep(wall: int, key: UUID, values: Any) -> None:
    typed = {name: str(values.get(name, ""))[:MOST_LETTERS] for name in FIELDS if name in values}
    caches["default"].set(_name(wall, key), typed, timeout=KEPT_SECONDS)


def kept(wall: int, key: UUID) -> dict[str, str]:
    """Return what was typed, or nothing when it is too long ago."""
    found: dict[str, str] | None = caches["default"].get(_name(wall, key))
    return found or {}


def forget(wall: int, key: UUID) -> None:
    caches["default"].delete(_name(wall, key))


def _name(wall: int, key: UUID) -> str:
    return f"wall-note:{wall}:{key.hex}"
