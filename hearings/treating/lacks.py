"""What the desk says is missing, from what it has read already: no question of its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from hearings.models import Hearing
from hearings.treating.points import Gathered
from hearings.treating.queue import Progress


@dataclass(frozen=True)
class QuickLack:
    """Something that is missing before the white paper, and where it is mended."""

    text: str
    url: str


def quick_lacks(hearing: Hearing, progress: Progress, everything: Gathered) -> list[QuickLack]:
    """Return what is missing in responses, answers and second readings."""
    desk = reverse("hearings:desk", args=[hearing.number])
    themes = reverse("hearings:themes", args=[hearing.number])
    counts = [
        (
            progress.missing,
            ngettext(
                "%(n)d svar mangler en pointe eller »uden for emnet«",
                "%(n)d svar mangler en pointe eller »uden for emnet«",
                progress.missing,
            ),
            f"{desk}?vis=ubehandlet",
        ),
        (
            len(everything.unanswered),
            ngettext(
                "%(n)d pointe mangler bemærkning eller udfald",
                "%(n)d pointer mangler bemærkning eller udfald",
                len(everything.unanswered),
            ),
            f"{themes}?vis=ubesvaret",
        ),
        (
            len(everything.unread),
            ngettext(
                "%(n)d svar fra forvaltningen er ikke læst af en anden",
                "%(n)d svar fra forvaltningen er ikke læst af en anden",
                len(everything.unread),
            ),
            f"{themes}?vis=ulaest",
        ),
    ]
    return [QuickLack(text % {"n": n}, url) for n, text, url in counts if n]
