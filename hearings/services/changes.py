"""What was promised, until it is done: planned, moved, finished or dropped, and told."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from city.models import Department
from core.clock import format_date
from core.transitions import TransitionNotAllowed, require_status
from hearings.models import Answer, Change, ChangeMove, Hearing, HearingEvent
from hearings.promises import promises_of
from hearings.services.change_mails import tell_of_change
from hearings.services.history import record

if TYPE_CHECKING:
    from accounts.models import User

FOLLOWED_FROM = (Hearing.Stage.ANSWERED, Hearing.Stage.DECIDED)


@transaction.atomic
def plan_change(
    hearing: Hearing,
    *,
    text: str,
    place: str = "",
    department: Department,
    due_on: date,
    answer: Answer | None = None,
    by: User,
    at: datetime,
) -> Change:
    """Promise a change in public: by whom, and until when.

    Raises:
        TransitionNotAllowed: the hearing has neither a white paper nor a decision.
        ValidationError: the answer is another hearing's, or somebody has removed it.
    """
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    if hearing.stage(at) not in FOLLOWED_FROM:
        raise TransitionNotAllowed(
            _("En ændring kan loves, når hvidbogen er udgivet eller sagen er besluttet.")
        )
    if answer is not None and not hearing.official_answers.filter(pk=answer.pk).exists():
        raise ValidationError(
            _("Svaret, som løftet skulle knyttes til, findes ikke i denne høring. Vælg et andet.")
        )
    change = Change.objects.create(
        hearing=hearing,
        answer=answer,
        text=text,
        place=place,
        department=department,
        due_on=due_on,
        created_at=at,
        created_by=by,
    )
    record(hearing, HearingEvent.Action.CHANGE_PLANNED, by=by, at=at, note=_line_of(change))
    return change


@transaction.atomic
def plan_changes_from_answers(
    hearing: Hearing, *, due_on: date, by: User, at: datetime
) -> list[Change]:
    """Plan what the newest published white paper promised, each answer once.

    An answer that has a change already is passed over, so that a second call adds nothing.
    """
    Hearing.objects.select_for_update().get(pk=hearing.pk)
    planned = set(hearing.changes.exclude(answer=None).values_list("answer", flat=True))
    return [
        plan_change(
            hearing,
            text=promise.text,
            place=promise.place,
            department=hearing.department,
            due_on=due_on,
            answer=promise.answer,
            by=by,
            at=at,
        )
        for promise in promises_of(hearing)
        if promise.answer.pk not in planned
    ]


@transaction.atomic
def change_change(
    change: Change,
    *,
    text: str,
    place: str,
    department: Department,
    due_on: date,
    reason: str = "",
    by: User,
    at: datetime,
) -> Change:
    """Mend the words, hand it to another department, or move the day with a public reason.

    Raises:
        TransitionNotAllowed: it has ended, or the hearing was withdrawn.
        IntegrityError: the day is moved without a reason.
    """
    change = locked(change)
    before = _line_of(change)
    if due_on != change.due_on:
        ChangeMove.objects.create(
            change=change,
            old_due_on=change.due_on,
            new_due_on=due_on,
            reason=reason,
            at=at,
            by=by,
        )
    change.rewrite(text=text, place=place, department=department, due_on=due_on)
    note = f"{before} -> {_line_of(change)}" + (f": {reason}" if reason else "")
    record(change.hearing, HearingEvent.Action.CHANGE_PLANNED, by=by, at=at, note=note)
    return change


@transaction.atomic
def finish_change(
    change: Change, *, on: date, note: str, place: str, by: User, at: datetime
) -> Change:
    """Say what was done and where it can be seen; everyone whose point it answers is told.

    Two who finish at once: the second finds that it has ended.

    Raises:
        TransitionNotAllowed: it has ended, or the hearing was withdrawn.
    """
    change = locked(change)
    change.finish(on=on, note=note, place=place)
    record(
        change.hearing, HearingEvent.Action.CHANGE_DONE, by=by, at=at, note=f"{change.text}: {note}"
    )
    tell_of_change(change, "hearings.change_done", at=at)
    return change


@transaction.atomic
def drop_change(change: Change, *, on: date, reason: str, by: User, at: datetime) -> Change:
    """Say in public why it comes to nothing; the same people are told as when it is done.

    Raises:
        TransitionNotAllowed: it has ended, or the hearing was withdrawn.
    """
    change = locked(change)
    change.drop(on=on, reason=reason)
    record(
        change.hearing,
        HearingEvent.Action.CHANGE_DROPPED,
        by=by,
        at=at,
        note=f"{change.text}: {reason}",
    )
    tell_of_change(change, "hearings.change_dropped", at=at)
    return change


def locked(change: Change) -> Change:
    """Lock the hearing first, then the change, and read it again.

    Raises:
        TransitionNotAllowed: the hearing was withdrawn: nothing of it goes on.
    """
    hearing = Hearing.objects.select_for_update().get(pk=change.hearing_id)
    require_status(hearing, Hearing.Status.PUBLISHED, Hearing.Status.DECIDED)
    change = Change.objects.select_for_update().get(pk=change.pk)
    change.hearing = hearing
    return change


def _line_of(change: Change) -> str:
    return _("%(text)s (%(department)s, senest %(day)s)") % {
        "text": change.text,
        "department": change.department,
        "day": format_date(change.due_on),
    }
