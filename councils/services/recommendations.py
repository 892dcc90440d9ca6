"""Advice and what becomes of it: made, answered, followed until it is done, and told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import local_date
from councils.advice import stamp_of
from councils.models import (
    Body,
    CouncilEvent,
    Recommendation,
    RecommendationStatus,
)
from councils.recommendation_exceptions import RecommendationChanged
from councils.services.history import record
from notifications.services import announce, enqueue, subscriber_of

if TYPE_CHECKING:
    from accounts.models import User
    from councils.models import AgendaItem, Meeting

Action = CouncilEvent.Action
Status = Recommendation.Status
MADE = "councils.recommendation_made"
RECEIVED = "councils.recommendation_received"
ANSWERED = "councils.recommendation_answered"
TOLD_STATUS = "councils.recommendation_status"
# A status is owed half-yearly until it is done.
HALF_A_YEAR = timedelta(days=182)
# The same words within this time are a double click.
SAME_CLICK = timedelta(minutes=5)


@transaction.atomic
def make_recommendation(
    body: Body,
    *,
    title: str,
    text: str,
    addressed_to: Body,
    meeting: Meeting | None = None,
    made_on: date,
    answer_due_on: date | None = None,
    by: User,
    at: datetime,
) -> Recommendation:
    """Give a body's advice to another, under the body's next number; sent twice, it is one.

    Raises:
        ValidationError: the meeting is another body's, or the body would advise itself.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    if meeting is not None and meeting.body_id != body.pk:
        raise ValidationError(_("Mødet hører ikke til dem, der anbefaler."))
    if addressed_to.pk == body.pk:
        raise ValidationError(_("Vælg, hvem anbefalingen er til."))
    same = body.recommendations.filter(title=title, text=text, created_at__gt=at - SAME_CLICK)
    if (known := same.exclude(status=Status.WITHDRAWN).first()) is not None:
        return known
    made = Recommendation.objects.create(
        body=body,
        number=body.next_recommendation_number(),
        title=title,
        text=text,
        addressed_to=addressed_to,
        meeting=meeting,
        made_on=made_on,
        answer_due_on=answer_due_on,
        created_at=at,
        created_by=by,
    )
    record(body, Action.RECOMMENDATION_MADE, by=by, at=at, about=made, note=title)
    _tell(made, MADE, at=at)
    _tell_addressee(made)
    return made


@transaction.atomic
def answer_recommendation(
    recommendation: Recommendation,
    *,
    status: str,
    reason: str,
    decision_url: str = "",
    decision_item: AgendaItem | None = None,
    seen: str,
    by: User,
    at: datetime,
) -> Recommendation:
    """Say whether it is followed, in part or not, and why; a mended answer is told when it turns.

    `seen` is the stamp of the answer that the form showed.

    Raises:
        RecommendationChanged: somebody else has answered meanwhile.
        TransitionNotAllowed: it was withdrawn, or is done.
    """
    row = _locked(recommendation)
    if stamp_of(row) != seen:
        if (row.status, row.reason) == (status, reason):
            return row
        raise RecommendationChanged(row)
    is_followed = status in (Status.FOLLOWED, Status.PARTLY)
    row.answer(
        status=Status(status),
        reason=reason,
        decision_url=decision_url,
        decision_item=decision_item,
        status_due_on=local_date(at) + HALF_A_YEAR if is_followed else None,
        at=at,
    )
    note = f"{row.title}: {row.get_status_display()}"
    record(row.body, Action.RECOMMENDATION_ANSWERED, by=by, at=at, about=row, note=note)
    _tell(row, ANSWERED, version=status, at=at)
    return row


@transaction.atomic
def give_status(
    recommendation: Recommendation, *, text: str, by: User, at: datetime
) -> RecommendationStatus:
    """Tell what has happened since the last time; the next is owed half a year later.

    Raises:
        TransitionNotAllowed: it is not followed, or done.
    """
    row = _locked(recommendation)
    newest = row.statuses.first()
    if newest and newest.text == text and at - newest.at < SAME_CLICK:
        return newest
    row.owe_status(by_day=local_date(at) + HALF_A_YEAR)
    return _write_status(row, text, by=by, at=at)


@transaction.atomic
def finish_recommendation(
    recommendation: Recommendation, *, text: str, on: date, by: User, at: datetime
) -> Recommendation:
    """Tell that it is done and where it is seen: no more status is owed.

    Raises:
        TransitionNotAllowed: it is not followed, or done already.
    """
    row = _locked(recommendation)
    row.finish(on=on)
    _write_status(row, text, by=by, at=at)
    return row


@transaction.atomic
def withdraw_recommendation(
    recommendation: Recommendation, *, by: User, at: datetime
) -> Recommendation:
    """Take it back. Raises TransitionNotAllowed when it has been answered."""
    row = _locked(recommendation)
    row.withdraw()
    note = f"{row.title}: {row.get_status_display()}"
    record(row.body, Action.RECOMMENDATION_STATUS, by=by, at=at, about=row, note=note)
    return row


def _locked(recommendation: Recommendation) -> Recommendation:
    return Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)


def _write_status(
    row: Recommendation, text: str, *, by: User, at: datetime
) -> RecommendationStatus:
    status = RecommendationStatus.objects.create(recommendation=row, text=text, at=at, by=by)
    note = f"{row.title}: {text}"
    record(row.body, Action.RECOMMENDATION_STATUS, by=by, at=at, about=row, note=note)
    context = {"status_id": status.pk}
    _tell(row, TOLD_STATUS, version=f"status-{status.pk}", context=context, at=at)
    return status


# --- Telling ----------------------------------------------------------------------------------
def _tell(
    row: Recommendation,
    kind: str,
    *,
    version: str = "",
    context: dict[str, int] | None = None,
    at: datetime,
) -> None:
    """Announce it to who follows the body, and to its members with an account."""
    members = row.body.memberships.acting(at).exclude(member__user=None)
    for membership in members.select_related("member__user"):
        if membership.member.user:
            subscriber_of(membership.member.user)
    announce(kind, about=row, feed=row.body.feed, context=context, version=version, at=at)


def _tell_addressee(row: Recommendation) -> None:
    """Tell the secretaries of who is to answer; a body without any by its own address."""
    to = row.addressed_to
    people = list(to.secretaries.filter(is_active=True))
    for person in people:
        enqueue(RECEIVED, user=person, about=row, dedup_key=f"{RECEIVED}:{row.pk}:{person.pk}")
    address = "" if people else to.contact_email or to.department.email
    if address:
        enqueue(RECEIVED, email=address, about=row, dedup_key=f"{RECEIVED}:{row.pk}:address")
