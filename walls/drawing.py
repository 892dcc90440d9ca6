"""The drawing of a wall: made once for all who see the same, and not again at once.

With many at one wall it changes several times a second. Each process draws it anew twice a second
at most; who asks in between is given what is drawn, unless they have seen something newer.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Lock

from django.core.cache import caches
from django.http import HttpRequest
from django.shortcuts import render

from walls.marks import has_seen_since
from walls.showing import ShownWall

# How long a drawing is kept in a process: who is protected meanwhile is named no longer than that.
DRAWN_SECONDS = 3
AGAIN_SECONDS = 0.5
_DRAWING = Lock()


@dataclass(frozen=True)
class Drawing:
    """What was to be seen of a wall at one of its versions."""

    version: int
    drawn_at: float
    body: bytes

    def serves(self, request: HttpRequest, shown: ShownWall) -> bool:
        """Whether it is as new as somebody who asks now may expect."""
        wall = shown.wall
        if self.version == wall.version:
            return True
        is_fresh = time.monotonic() - self.drawn_at < AGAIN_SECONDS
        return is_fresh and not has_seen_since(request, wall, self.version)


def drawing_for(request: HttpRequest, shown: ShownWall) -> Drawing:
    """Return what is drawn already, or draw it; the others wait for the first."""
    kept, key = caches["pages"], f"wall-{shown.likeness}"
    with _DRAWING:
        drawing: Drawing | None = kept.get(key)
        if drawing is None or not drawing.serves(request, shown):
            context = {"wall": shown.wall, "shown": shown}
            body = render(request, "walls/_state.html", context).content
            drawing = Drawing(shown.wall.version, time.monotonic(), body)
            kept.set(key, drawing, DRAWN_SECONDS)
    return drawing
