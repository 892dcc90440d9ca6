"""The way to the decision: its steps, and the decision that ends it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed, require_status
from hearings.exceptions import WhitePaperMissing
from hearings.models import DecisionStep, Hearing, HearingEvent
from hearings.services.changes import plan_changes_from_answers
from hearings.services.history import record, renew_files
from hearings.services.telling import tell_everyone

if TYPE_CHECKING:
    from accounts.models import User
    from councils.models import AgendaItem

# What an answer promised is due half a year after the decision, unless another day is written.
CHANGES_ARE_DUE_AFTER = timedelta(days=182)


@transaction.atomic
def enter_step(
    hearing: Hearing,
    *,
    body: str,
    meets_on: date | None = None,
    url: str = "",
    outcome: str = "",
    text: str = "",
    position: int | None = None,
    item: AgendaItem | None = None,
    decides_it: bool = False,
    by: User,
    at: datetime,
) -> DecisionStep:
    """Add a stop on the way to the decision; without a position it is the last.

    Raises:
        TransitionNotAllowed: a draft, or taken back.
        IntegrityError: an outcome without the day of the meeting.
    """
    hearing = _locked(hearing)
    if position is None:
        last = hearing.decision_steps.aggregate(last=Max("position"))["last"]
        position = 0 if last is None else last + 1
    step = DecisionStep.objects.create(
        hearing=hearing,
        body=body,
        meets_on=meets_on,
        url=url,
        outcome=outcome,
        text=text,
        position=position,
        item=item,
        decides_it=decides_it,
        created_at=at,
        created_by=by,
    )
    _write_down(hearing, _line_of(step), by=by, at=at)
    return step


@transaction.atomic
def change_step(step: DecisionStep, *, by: User, at: datetime, **fields: object) -> DecisionStep:
    """Write what came of a meeting, or mend what was written; the history keeps both.

    Raises:
        TransitionNotAllowed: the hearing is a draft or taken back.
    """
    hearing = _locked(step.hearing)
    step = DecisionStep.objects.select_for_update().get(pk=step.pk)
    before = _line_of(step)
    for name, value in fields.items():
        setattr(step, name, value)
    step.save(update_fields=list(fields))
    after = _line_of(step)
    note = after if after == before else f"{before} -> {after}"
    _write_down(hearing, note, by=by, at=at)
    return step


@transaction.atomic
def remove_step(step: DecisionStep, *, by: User, at: datetime) -> None:
    """Take a stop away again, as long as no mail has named it.

    Raises:
        TransitionNotAllowed: it was told at the decision, or the hearing is taken back.
    """
    hearing = _locked(step.hearing)
    step = DecisionStep.objects.select_related("hearing").get(pk=step.pk)
    if step.is_told:
        raise TransitionNotAllowed(
            _("Leddet er fortalt sammen med beslutningen. Ret det, hvis noget er forkert.")
        )
    note = _("Fjernet: %(step)s") % {"step": _line_of(step)}
    step.delete()
    _write_down(hearing, note, by=by, at=at)


@transaction.atomic
def decide_hearing(
    hearing: Hearing,
    *,
    on: date,
    decision: str,
    url: str = "",
    no_white_paper_reason: str = "",
    changes_due_on: date | None = None,
    by: User,
    at: datetime,
) -> Hearing:
    """Enter what was decided, plan what was promised, and tell everyone who answered or follows.

    Raises:
        TransitionNotAllowed: not published, or the deadline has not passed.
        WhitePaperMissing: people have answered, and nobody has said why there is no white paper.
    """
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    owes = owes_white_paper(hearing)
    if owes and not no_white_paper_reason.strip():
        raise WhitePaperMissing(
            _("Der er kommet svar, og der er ingen hvidbog. Skriv hvorfor: det kan alle læse.")
        )
    hearing.decide(
        on=on,
        decision=decision,
        url=url,
        at=at,
        no_white_paper_reason=no_white_paper_reason if owes else "",
    )
    record(hearing, HearingEvent.Action.DECIDED, by=by, at=at)
    due_on = changes_due_on or on + CHANGES_ARE_DUE_AFTER
    plan_changes_from_answers(hearing, due_on=due_on, by=by, at=at)
    tell_everyone(hearing, "hearings.hearing_decided", at=at)
    return hearing


def owes_white_paper(hearing: Hearing) -> bool:
    """Tell whether people have answered and no white paper has been published."""
    return hearing.white_paper_published_at is None and hearing.responses.counted().exists()


def _locked(hearing: Hearing) -> Hearing:
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    require_status(hearing, Hearing.Status.PUBLISHED, Hearing.Status.DECIDED)
    return hearing


def _write_down(hearing: Hearing, note: str, *, by: User, at: datetime) -> None:
    """Write the line of history; once decided, the steps stand in the files of the white paper."""
    record(hearing, HearingEvent.Action.STEP_ENTERED, by=by, at=at, note=note)
    if hearing.status == Hearing.Status.DECIDED:
        renew_files(hearing)


def _line_of(step: DecisionStep) -> str:
    parts = [step.body, str(step.meets_on or ""), str(step.get_outcome_display()), step.text]
    return ", ".join(part for part in parts if part)
