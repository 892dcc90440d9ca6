"""A citizen applies for a seat, and everybody who did gets an answer with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from city.models import Area
from core.limits import mail_key
from core.transitions import TransitionNotAllowed, require_status
from councils.exceptions import AlreadyApplied, AnswersMissing, CallNotOpen, ProposalsChanged
from councils.models import Application, Call, CouncilEvent
from councils.services.history import record
from notifications.services import enqueue

if TYPE_CHECKING:
    from accounts.models import User

Action = CouncilEvent.Action
RECEIVED = "councils.application_received"
ANSWERED = "councils.application_answered"
# What is decided about each: (one of Application.ANSWERS, the reason that the applicant reads).
Choices = Mapping[int, tuple[str, str]]


@transaction.atomic
def apply(
    call: Call,
    *,
    form_key: UUID,
    name: str,
    email: str,
    phone: str = "",
    area: Area | None = None,
    motivation: str,
    user: User | None,
    language: str,
    at: datetime,
) -> Application:
    """Take in an application, numbered and receipted. The same form twice is one.

    Raises:
        CallNotOpen: the request began before the opening or after the deadline.
        AlreadyApplied: by the same mailbox.
    """
    call = _lock(call)
    if sent := call.applications.filter(form_key=form_key).first():
        return sent
    if not call.is_open(at):
        raise CallNotOpen
    key = mail_key(email)
    if earlier := call.applications.standing().filter(email_key=key).first():
        raise AlreadyApplied(earlier)
    application = Application.objects.create(
        call=call,
        number=call.next_application_number(),
        form_key=form_key,
        user=user,
        name=name,
        email=email,
        email_key=key,
        phone=phone,
        area=area,
        motivation=motivation,
        language=language,
        received_at=at,
    )
    _record(application, Action.APPLICATION_RECEIVED, by=None, at=at)
    _send_receipt(application)
    return application


@transaction.atomic
def send_link_again(application: Application) -> None:
    """Send the receipt with its link once more, to the address that applied and no other."""
    _send_receipt(application)


@transaction.atomic
def withdraw_application(application: Application, *, at: datetime) -> Application:
    """Take an application back at the applicant's wish, until it is answered."""
    call, application = _lock_both(application)
    require_status(call, Call.Status.PUBLISHED)
    application.withdraw()
    _record(application, Action.APPLICATION_WITHDRAWN, by=None, at=at)
    return application


# --- The choice -------------------------------------------------------------------------------
@transaction.atomic
def keep_proposals(call: Call, *, choices: Choices, reason: str, seen: int) -> Call:
    """Keep what the secretary has in mind; nobody is told, and nothing need be complete.

    Raises:
        ProposalsChanged: somebody else saved after `seen`, the revision that was shown.
    """
    call = _lock(call)
    require_status(call, Call.Status.PUBLISHED)
    waiting = list(_waiting(call))
    if call.proposal_revision != seen and (theirs := _differing(waiting, choices)):
        raise ProposalsChanged(call, theirs)
    for application in waiting:
        if application.pk in choices:
            status, words = choices[application.pk]
            application.propose(status=status, reason=words)
    call.choice_reason = reason
    call.proposal_revision += 1
    call.save(update_fields=["choice_reason", "proposal_revision"])
    return call


def _differing(waiting: list[Application], choices: Choices) -> list[str]:
    """Return in sentences what is kept about applicants where somebody wants something else."""
    return [
        _("Nr. %(number)s: %(answer)s. %(reason)s")
        % {
            "number": row.number,
            "answer": Application.Status(row.proposed).label
            if row.proposed
            else _("Ikke afgjort endnu"),
            "reason": row.proposed_reason,
        }
        for row in waiting
        if row.pk in choices and (row.proposed, row.proposed_reason) != tuple(choices[row.pk])
    ]


def proposals_of(call: Call) -> dict[int, tuple[str, str]]:
    """Return what is in mind for everybody who waits for an answer, as `choose` takes it."""
    rows = call.applications.waiting()
    return {row.pk: (row.proposed, row.proposed_reason) for row in rows}


def lacks_of(call: Call, *, choices: Choices, reason: str) -> list[str]:
    """Return in sentences what keeps the choice from being made, nothing when it is complete."""
    return [*_unanswered(call, choices), *_too_many(call, choices), *_without_reason(reason)]


@transaction.atomic
def choose(call: Call, *, choices: Choices, reason: str, by: User, at: datetime) -> Call:
    """Decide a call: everybody who waits gets an answer with their reason, or nobody does.

    Raises:
        AnswersMissing: somebody has no answer or no reason, or more are chosen than seats.
        TransitionNotAllowed: it is decided already, or the deadline has not passed.
    """
    call = _lock(call)
    require_status(call, Call.Status.PUBLISHED)
    if at < call.closes_at:
        raise TransitionNotAllowed(_("Fristen er ikke gået endnu."))
    if lacks := lacks_of(call, choices=choices, reason=reason):
        raise AnswersMissing(lacks)
    for application in _waiting(call):
        status, words = choices[application.pk]
        application.answer(status=Application.Status(status), reason=words, at=at)
        _record(application, Action.APPLICATION_ANSWERED, by=by, at=at)
        _tell(application, ANSWERED)
    call.decide(reason=reason, at=at)
    record(call.body, Action.CALL_CLOSED, by=by, at=at, about=call, note=call.title)
    return call


def _unanswered(call: Call, choices: Choices) -> list[str]:
    known = set(Application.ANSWERS)
    missing = [
        str(row.number)
        for row in call.applications.waiting()
        if choices.get(row.pk, ("", ""))[0] not in known or not choices[row.pk][1].strip()
    ]
    if not missing:
        return []
    return [
        ngettext(
            "Ansøgning nr. %(numbers)s mangler svar eller begrundelse.",
            "Ansøgning nr. %(numbers)s mangler svar eller begrundelse.",
            len(missing),
        )
        % {"numbers": ", ".join(missing)}
    ]


def _too_many(call: Call, choices: Choices) -> list[str]:
    chosen = [status for status, _reason in choices.values()].count(Application.Status.CHOSEN)
    if chosen <= call.seats:
        return []
    return [
        _("Der er valgt %(chosen)d, men kun %(seats)d pladser.")
        % {"chosen": chosen, "seats": call.seats}
    ]


def _without_reason(reason: str) -> list[str]:
    return [] if reason.strip() else [_("Skriv, hvordan der blev valgt. Alle kan læse det.")]


# --- Shared -----------------------------------------------------------------------------------
def _lock(call: Call) -> Call:
    return Call.objects.select_for_update(of=("self",)).select_related("body").get(pk=call.pk)


def _lock_both(application: Application) -> tuple[Call, Application]:
    """Lock the call, then the application: the order in which everybody takes them."""
    call = Call.objects.select_for_update().get(pk=application.call_id)
    return call, Application.objects.select_for_update(of=("self",)).get(pk=application.pk)


def _waiting(call: Call) -> list[Application]:
    rows = call.applications.waiting().select_for_update(of=("self",))
    return list(rows.select_related("call__body").order_by("pk"))


def _record(
    application: Application, action: CouncilEvent.Action, *, by: User | None, at: datetime
) -> None:
    """Write a line without a name: the number tells whose it is, and a forgotten one leaves."""
    note = f"{application.call.title}, nr. {application.number}"
    record(application.call.body, action, by=by, at=at, about=application, note=note)


def _send_receipt(application: Application) -> None:
    enqueue(RECEIVED, email=application.email, about=application, language=application.language)


def _tell(application: Application, kind: str) -> None:
    enqueue(
        kind,
        email=application.email,
        about=application,
        language=application.language,
        dedup_key=f"{kind}:{application.pk}",
    )
