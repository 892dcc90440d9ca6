"""Conclusions: written down with who answers for them, and followed until they are closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import local_date
from core.transitions import TransitionNotAllowed
from notifications.services import announce
from seminars.models import Conclusion, ConclusionStatus, Seminar, SeminarEvent
from seminars.services.history import record
from seminars.services.locking import locked_seminar

if TYPE_CHECKING:
    from accounts.models import User
    from city.models import Department
    from councils.models import Body

STATUS_GIVEN = "seminars.conclusion_status"
# A status is owed half-yearly until it is done or dropped.
HALF_A_YEAR = timedelta(days=182)
# The same words within this time are a double click.
SAME_CLICK = timedelta(minutes=1)


@transaction.atomic
def conclude(
    seminar: Seminar,
    *,
    text: str,
    explanation: str = "",
    body: Body,
    department: Department,
    by: User | None,
    at: datetime,
) -> Conclusion:
    """Write down what was agreed on; the same line twice is one.

    Raises:
        TransitionNotAllowed: the seminar has not begun, or was cancelled.
    """
    seminar = locked_seminar(seminar.pk)
    has_begun = seminar.days.filter(event__starts_at__lte=at).exists()
    if seminar.status != Seminar.Status.PUBLISHED or not has_begun:
        raise TransitionNotAllowed(_("Konklusioner skrives, når seminaret er begyndt."))
    if known := seminar.conclusions.filter(text=text).first():
        return known
    conclusion = Conclusion.objects.create(
        seminar=seminar,
        number=seminar.next_conclusion_number(),
        text=text,
        explanation=explanation,
        body=body,
        department=department,
        status_due_on=local_date(at) + HALF_A_YEAR,
        created_at=at,
    )
    record(seminar, SeminarEvent.Action.CONCLUDED, by=by, at=at, note=text)
    return conclusion


@transaction.atomic
def give_status(
    conclusion: Conclusion, *, state: Conclusion.State, text: str, by: User | None, at: datetime
) -> ConclusionStatus:
    """Tell what has happened since the last time; who follows the seminar is told.

    The next status is owed half a year later, unless it is done or dropped now.

    Raises:
        TransitionNotAllowed: it is done or dropped already.
    """
    seminar = locked_seminar(conclusion.seminar_id)
    conclusion = Conclusion.objects.select_for_update(of=("self",)).get(pk=conclusion.pk)
    newest = conclusion.statuses.first()
    if newest and (newest.text, newest.state) == (text, state) and at - newest.at < SAME_CLICK:
        return newest
    today = local_date(at)
    conclusion.set_state(state, status_due_on=today + HALF_A_YEAR, on=today)
    status = ConclusionStatus.objects.create(
        conclusion=conclusion, state=state, text=text, at=at, by=by
    )
    note = f"{conclusion.number}: {conclusion.get_state_display()}"
    record(seminar, SeminarEvent.Action.STATUS_GIVEN, by=by, at=at, note=note)
    announce(STATUS_GIVEN, about=status, feed=seminar.feed, at=at)
    return status
