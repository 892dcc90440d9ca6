"""What became of the contributions, as drawn bars; at one question."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.contributions import Fate
from projects.beside import Panel
from projects.contributions import ORDER, counts_of
from projects.models import Project

if TYPE_CHECKING:
    from accounts.models import User


def contributions_panel(project: Project, user: User | None, at: datetime) -> Panel | None:
    """Return the counts by what became of them; nothing when none was given and none is taken."""
    del user, at  # everybody sees the same
    counted = counts_of(project)
    total = counted.total()
    takes_ideas = project.is_active and project.takes_ideas
    if not (total or takes_ideas):
        return None
    context = {
        "project": project,
        "takes_ideas": takes_ideas,
        "rows": [(label_of(fate), counted[fate]) for fate in ORDER] if total else [],
        "caption": _caption(total, counted[Fate.WAITING]),
    }
    title = _("Hvad blev der af bidragene?")
    template = "projects/parts/contributions.html"
    return Panel(title, template, context, order=40, has_own_head=True)


def label_of(fate: Fate) -> str:
    if fate == Fate.NOT_USED:
        return _("Ikke brugt, med grund")
    return str(capfirst(fate.label))


def _caption(total: int, waiting: int) -> str:
    """Return how many there are; that each has its reason is said when it is true."""
    if waiting:
        words = ngettext("%(n)d bidrag til i dag", "%(n)d bidrag til i dag", total)
    else:
        words = ngettext(
            "%(n)d bidrag til i dag, med en grund til forfatteren",
            "%(n)d bidrag til i dag, hvert med en grund til forfatteren",
            total,
        )
    return words % {"n": total}
