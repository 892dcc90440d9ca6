"""What a meeting decided comes into the hearings that it concerns, and ends those that it ends."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from core.clock import local_date
from councils.models import AgendaItem
from hearings.models import DecisionStep, Hearing
from hearings.services.decisions import change_step, decide_hearing, owes_white_paper

if TYPE_CHECKING:
    from accounts.models import User
    from hearings.models.decision import DecisionStepQuerySet

RUNNING = (Hearing.Status.PUBLISHED, Hearing.Status.DECIDED)


def carry_decisions(*, at: datetime) -> int:
    """Carry over every decision that is newer than what a step says of it; return how many."""
    keys = list(_waiting().order_by("pk").values_list("pk", "hearing"))
    return sum(_carry(step, hearing, at) for step, hearing in keys)


def missing_for_decision(hearing: Hearing, at: datetime) -> str:
    """Return why a hearing cannot be decided yet, as a code; "" when nothing stands in the way."""
    if at < hearing.closes_at:
        return "deadline"
    return "white_paper" if owes_white_paper(hearing) else ""


def _waiting() -> DecisionStepQuerySet:
    newer = Q(carried_at=None) | Q(carried_at__lt=F("item__decided_at"))
    return DecisionStep.objects.filter(
        newer, item__decided_at__isnull=False, hearing__status__in=RUNNING
    )


@transaction.atomic
def _carry(step_pk: int, hearing_pk: int, at: datetime) -> bool:
    """Carry one over under the hearing's lock: a second beat finds that it was done."""
    hearing = Hearing.objects.select_for_update().get(pk=hearing_pk)
    steps = _waiting().select_for_update(of=("self",))
    step = steps.select_related("item__meeting__event", "item__body", "item__decided_by").filter(
        pk=step_pk
    )
    found = step.first()
    if found is None or found.item is None:
        return False
    by = found.item.decided_by or found.created_by
    change_step(found, **_told(found.item), by=by, at=at)
    if found.decides_it and _ends(hearing, found.item, at):
        _decide(hearing, found.item, by=by, at=at)
    return True


def _told(item: AgendaItem) -> dict[str, object]:
    """Return what a step says of the item: a closed meeting's page is nobody's to read."""
    assert item.meeting is not None
    own = f"{settings.SITE_URL}{item.get_absolute_url()}" if _is_public(item) else ""
    return {
        "outcome": item.outcome,
        "text": item.decision,
        "meets_on": local_date(item.meeting.event.starts_at),
        "url": own or item.url,
        "carried_at": item.decided_at,
    }


def _is_public(item: AgendaItem) -> bool:
    meeting = item.meeting
    is_out = meeting is not None and meeting.is_agenda_published and meeting.is_public
    return is_out and item.body.is_published


def _ends(hearing: Hearing, item: AgendaItem, at: datetime) -> bool:
    if hearing.status != Hearing.Status.PUBLISHED:
        return False
    return item.outcome in DecisionStep.ENDING and not missing_for_decision(hearing, at)


def _decide(hearing: Hearing, item: AgendaItem, *, by: User, at: datetime) -> None:
    told = _told(item)
    decision = item.decision or str(item.get_outcome_display()).capitalize()
    decide_hearing(
        hearing,
        on=told["meets_on"],  # type: ignore[arg-type]
        decision=decision,
        url=str(told["url"]),
        by=by,
        at=at,
    )
