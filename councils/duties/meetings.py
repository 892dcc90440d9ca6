"""Minutes that are owed after a meeting: one question, however many bodies one serves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.clock import format_date
from core.duties import Duty
from councils.models import Body, Meeting

if TYPE_CHECKING:
    from accounts.models import User

MINUTES_ARE_DUE_AFTER = timedelta(days=14)


def duties_of(user: User, at: datetime) -> Iterator[Duty]:
    """Return the held meetings of which the members have no minutes to read yet."""
    served = Body.objects.served_by(user).values("pk")
    state = Meeting.Minutes
    owed = Meeting.objects.past(at).filter(
        body__in=served, minutes_state__in=[state.NONE, state.DRAFT]
    )
    for meeting in owed.select_related("event", "body"):
        deadline = meeting.event.ends_at + MINUTES_ARE_DUE_AFTER
        yield Duty(
            title=_("Skriv referat: %(title)s") % {"title": meeting.event.title},
            url=f"{meeting.get_absolute_url()}#referat",
            text=_("%(body)s, mødet %(day)s. Referatet skal til medlemmerne inden 14 dage.")
            % {"body": meeting.body, "day": format_date(meeting.event.starts_at)},
            deadline=deadline,
            is_overdue=deadline <= at,
            waits_since=meeting.event.ends_at,
        )
