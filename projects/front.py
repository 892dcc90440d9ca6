"""What projects say on the portal's front page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.clock import local_date
from councils.models import Body
from projects.focus_years import years_at
from projects.models import FocusDesignation

# A month after the members were first reminded.
TOLD_FROM_MONTH = 11
COUNCIL = "municipal_councils"


def counted_for_focus(at: datetime) -> dict[str, QuerySet]:
    """Return what the notice wants to know, for the one question by which the page counts."""
    standing = FocusDesignation.objects.standing()
    council = Body.objects.filter(kind=Body.Kind.MUNICIPAL_COUNCIL, ended_on=None)
    return {
        COUNCIL: council,
        **{_name(year): standing.filter(year__year=year) for year in years_at(at)},
    }


def focus_notice(at: datetime, counts: Mapping[str, int]) -> str:
    """Say that a year has no focus project: this one, or from November on the next; "" when not."""
    today = local_date(at)
    missing = [
        year
        for year in years_at(at)
        if not counts.get(_name(year)) and (year == today.year or today.month >= TOLD_FROM_MONTH)
    ]
    if not missing or not counts.get(COUNCIL):
        return ""
    years = _(" og ").join(str(year) for year in missing)
    return _("Kommunalbestyrelsen har endnu ikke udpeget et fokusprojekt for %(years)s.") % {
        "years": years
    }


def _name(year: int) -> str:
    return f"focus_{year}"
