"""Who is told what happens to a hearing: message rows, in the step's own transaction."""

from __future__ import annotations

from hearings.models import Hearing, WhitePaper
from hearings.services.hearings import tell_everyone


def tell_of_white_paper(hearing: Hearing, paper: WhitePaper) -> None:
    """Tell everyone who answered or follows that a version of the white paper is published."""
    tell_everyone(hearing, "hearings.white_paper_published", version=str(paper.version))
