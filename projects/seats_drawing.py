"""The council's seats as a drawing: those that point at a project, and where a majority begins."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.focus_years import Standing

# In units of the drawing: a seat with the gap after it, and the wider gap at the majority.
STEP, GAP, EDGE = 20, 6, 2


@dataclass(frozen=True)
class SeatDrawn:
    x: int
    is_filled: bool


@dataclass(frozen=True)
class SeatsDrawing:
    """One row of seats with a line at the majority, and the same in words."""

    standing: Standing

    @property
    def seats(self) -> list[SeatDrawn]:
        beyond = self.standing.majority
        return [
            SeatDrawn(EDGE + STEP * place + (GAP if place >= beyond else 0), place < self._count)
            for place in range(self.standing.seats)
        ]

    @property
    def _count(self) -> int:
        return min(self.standing.count, self.standing.seats)

    @property
    def width(self) -> int:
        return STEP * self.standing.seats + GAP + EDGE

    @property
    def line(self) -> int:
        """Return where the line stands: after the seat that makes the majority."""
        return EDGE + STEP * self.standing.majority + 1

    @property
    def words(self) -> str:
        return _("%(count)s af %(seats)s pladser er udfyldt. Flertallet ligger ved %(line)s.") % {
            "count": self.standing.count,
            "seats": self.standing.seats,
            "line": self.standing.majority,
        }
