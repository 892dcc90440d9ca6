"""What changed between two versions of a page."""

from __future__ import annotations

from core.blocks import blocks_of
from core.differences import Block, Change, block_differences
from information.models import PageVersion


def differences(old: PageVersion, new: PageVersion) -> list[Change]:
    """Return every block of both versions, in the order of reading."""
    return block_differences(_blocks(old), _blocks(new))


def _blocks(version: PageVersion) -> list[Block]:
    body = blocks_of(version.body, with_addresses=True)
    lead = " ".join(version.lead.split())
    return [("title", version.title), ("lead", lead), *((block.tag, block.text) for block in body)]
