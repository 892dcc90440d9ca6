"""A long document in volumes: cut where a heading or a piece of a long table begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from hearings.white_paper.blocks import Block, Heading, Table

ROWS_OF_A_PIECE = 300


def in_pieces(blocks: Iterable[Block]) -> Iterator[Block]:
    """Return the blocks, long tables in pieces that a volume may begin with."""
    for block in blocks:
        if isinstance(block, Table) and len(block.rows) > ROWS_OF_A_PIECE:
            for start in range(0, len(block.rows), ROWS_OF_A_PIECE):
                yield replace(block, rows=block.rows[start : start + ROWS_OF_A_PIECE])
        else:
            yield block


class Cutter:
    """Says where the next volume begins, and under which heading it goes on."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.chapter = ""
        self._bytes = 0

    def cuts_before(self, block: Block, size: int) -> bool:
        """Note a block of so many bytes; tell whether a volume begins with it."""
        may_begin = isinstance(block, Table) or (isinstance(block, Heading) and block.level <= 2)
        cuts = may_begin and self._bytes > 0 and self._bytes + size > self.most_bytes
        self._bytes = size if cuts else self._bytes + size
        if isinstance(block, Heading) and block.level == 1:
            self.chapter = block.text
        return cuts

    def heading_again(self) -> Heading:
        return Heading(1, _("%(chapter)s (fortsat)") % {"chapter": self.chapter}, is_listed=False)
