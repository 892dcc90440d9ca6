"""The steps of a hearing: each locks the hearing, asks the rule again, and tells people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import Thread
from core.clock import format_date
from hearings.answer_clock import promised_day
from hearings.exceptions import PeriodTooShort
from hearings.models import DeadlineExtension, Hearing, HearingEvent, WhitePaper
from hearings.periods import judge_period
from hearings.services.history import record
from hearings.services.meetings import cancel_meetings, publish_meetings
from hearings.services.party_mails import tell_parties
from hearings.services.telling import tell_everyone, tell_of_next_hearing
from hearings.services.white_papers import take_back
from notifications.models import Feed

if TYPE_CHECKING:
    from accounts.models import User

Paper = WhitePaper.Status


@transaction.atomic
def create_hearing(hearing: Hearing, *, by: User, at: datetime | None = None) -> Hearing:
    """Save a new draft with the feed that people will follow, and the thread for comments."""
    hearing.feed = Feed.objects.create()
    hearing.thread = Thread.objects.create(department=hearing.department)
    hearing.created_by = by
    hearing.save()
    record(hearing, HearingEvent.Action.CREATED, by=by, at=at)
    return hearing


@transaction.atomic
def publish_hearing(hearing: Hearing, *, by: User, at: datetime) -> Hearing:
    """Publish a draft, with a day for the white paper: the one that was typed, or the kinds'.

    Raises:
        PeriodTooShort: the period is below the minimum of a kind; the paragraph is named.
        TransitionNotAllowed: the hearing is no draft.
    """
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    verdict = judge_period(
        hearing.kinds.all(), opens_at=hearing.opens_at, closes_at=hearing.closes_at, at=at
    )
    if verdict.errors:
        raise PeriodTooShort(verdict.errors)
    promised_on = promised_day(hearing.kinds.all(), closes_at=hearing.closes_at)
    hearing.publish(at=at, white_paper_due_on=promised_on)
    record(hearing, HearingEvent.Action.PUBLISHED, by=by, at=at)
    publish_meetings(hearing, by=by, at=at)
    if hearing.follows:
        tell_of_next_hearing(hearing.follows, hearing, at=at)
    tell_parties(hearing)
    return hearing


@transaction.atomic
def extend_deadline(
    hearing: Hearing, *, closes_at: datetime, reason: str, by: User, at: datetime
) -> DeadlineExtension:
    """Move the deadline later and tell everyone who answered or follows.

    A white paper that was submitted or approved is a draft again: it tells the old deadline.

    Raises:
        TransitionNotAllowed: not published, answered in a white paper already, or the new
            deadline is not later.
    """
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    old, old_promise = hearing.closes_at, hearing.white_paper_due_on
    hearing.extend(closes_at)
    extension = DeadlineExtension.objects.create(
        hearing=hearing, old_closes_at=old, new_closes_at=closes_at, reason=reason, by=by, at=at
    )
    record(hearing, HearingEvent.Action.EXTENDED, by=by, at=at, note=reason)
    for paper in hearing.white_papers.filter(status__in=(Paper.SUBMITTED, Paper.APPROVED)):
        take_back(paper, by=by, at=at)
    if old_promise and hearing.white_paper_due_on:
        note = _("Hvidbog lovet senest %(new)s, før %(old)s") % {
            "new": format_date(hearing.white_paper_due_on),
            "old": format_date(old_promise),
        }
        record(hearing, HearingEvent.Action.CHANGED, by=by, at=at, note=note)
    tell_everyone(hearing, "hearings.deadline_extended", version=f"extension-{extension.pk}", at=at)
    return extension


@transaction.atomic
def withdraw_hearing(hearing: Hearing, *, reason: str, by: User, at: datetime) -> Hearing:
    """Take a published hearing back, with the reason, and tell everyone.

    Raises:
        TransitionNotAllowed: a draft, or decided or withdrawn already.
    """
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    hearing.withdraw(reason=reason)
    record(hearing, HearingEvent.Action.WITHDRAWN, by=by, at=at, note=reason)
    cancel_meetings(hearing, reason=reason, by=by, at=at)
    tell_everyone(hearing, "hearings.hearing_withdrawn", at=at)
    return hearing
