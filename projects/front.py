"""What projects say on the portal's front page."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from core.clock import local_date
from projects.focus_years import municipal_council, open_years

# A month after the members were first reminded.
TOLD_FROM_MONTH = 11


def focus_notice(at: datetime) -> str:
    """Say that a year has no focus project: this one, or from November on the next; "" when not."""
    today = local_date(at)
    missing = [
        year for year in open_years(at) if year == today.year or today.month >= TOLD_FROM_MONTH
    ]
    if not missing or municipal_council() is None:
        return ""
    years = _(" og ").join(str(year) for year in missing)
    return _("Kommunalbestyrelsen har endnu ikke udpeget et fokusprojekt for %(years)s.") % {
        "years": years
    }
