"""Applicants and candidates who wait: three questions, however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Role, has_role
from core.clock import end_of_day
from core.duties import Duty
from councils.models import Election
from councils.seats_waiting import CallAtDesk, ElectionAtDesk, calls_at_desk, elections_at_desk

if TYPE_CHECKING:
    from accounts.models import User

Stage = Election.Stage


def duties_of(user: User, at: datetime) -> Iterator[Duty]:
    """Return what waits for the secretaries of the bodies, and for who may be the second to count.

    An administrator who is no secretary may be the second to enter a result.
    """
    for call in calls_at_desk(user, at):
        if call.stage == call.call.Stage.CLOSED:
            yield _to_choose(call, at)
    own = elections_at_desk(user, at)
    for row in own:
        if row.stage == Stage.NOMINATED:
            yield from _to_settle(row)
        elif row.stage == Stage.COUNTING:
            yield from _to_count(user, row.election, row.entered_by)
    if has_role(user, Role.ADMINISTRATOR):
        yield from _second_to_count(user, {row.election.pk for row in own}, at)


def _to_choose(row: CallAtDesk, at: datetime) -> Duty:
    call = row.call
    deadline = end_of_day(call.answer_by) - timedelta(minutes=1) if call.answer_by else None
    return Duty(
        title=ngettext(
            "%(count)d ansøger venter på svar: %(call)s",
            "%(count)d ansøgere venter på svar: %(call)s",
            row.waiting,
        )
        % {"count": row.waiting, "call": call.title},
        url=reverse("councils:desk_call", args=[call.pk]),
        text=_("Alle skal have et svar med en begrundelse."),
        deadline=deadline,
        is_overdue=deadline is not None and deadline < at,
        waits_since=call.closes_at,
    )


def _to_settle(row: ElectionAtDesk) -> Iterator[Duty]:
    """When nobody need vote, or nobody can: it must be said before the vote would begin."""
    election = row.election
    if row.standing > election.seats:
        return
    text = _("Der er ikke flere kandidater end pladser. Afgør det som fredsvalg.")
    if not row.standing:
        text = _("Ingen stiller op. Aflys valget.")
    yield Duty(
        title=_("Opstillingen er slut: %(election)s") % {"election": election.title},
        url=reverse("councils:desk_election", args=[election.pk]),
        text=text,
        deadline=election.voting_opens_at,
    )


def _to_count(user: User, election: Election, entered_by: frozenset[int]) -> Iterator[Duty]:
    """Say that a result is to be entered, or by whom it was entered otherwise."""
    if user.pk in entered_by and len(entered_by) == 1:
        return  # the other one has it
    text = _("To personer skal indtaste det samme, hver for sig.")
    if user.pk in entered_by:
        text = _("De to indtastninger er forskellige. Find forskellen.")
    elif entered_by:
        text = _("En anden har indtastet resultatet. Nu mangler den anden indtastning.")
    yield Duty(
        title=_("Indtast valgresultatet: %(election)s") % {"election": election.title},
        url=reverse("councils:desk_election", args=[election.pk]),
        text=text,
        waits_since=election.voting_closes_at,
    )


def _second_to_count(user: User, own: set[int], at: datetime) -> Iterator[Duty]:
    """Ask an administrator where one person has counted and waits for a second."""
    rows = Election.objects.counting(at).filter(entries__isnull=False, body__is_published=True)
    for election in rows.exclude(pk__in=own).distinct().prefetch_related("entries"):
        people = frozenset(entry.entered_by_id for entry in election.entries.all())
        yield from _to_count(user, election, people)
