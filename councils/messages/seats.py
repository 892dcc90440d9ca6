"""What applicants, candidates and followers are told, and when it is no longer wanted."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from city.models import Area
from councils.models import Application, Body, Call, Candidate, Election
from notifications.kinds import Group, Lane, Limit, MessageKind, NothingToSay
from notifications.models import Announcement, Channel, Message, Notice, Subscriber, Subscription

# What is told to those who applied or stand (a message), and announced to followers (a notice).
News = Message | Notice | Announcement


def application_is_theirs(application: Application, message: Message) -> bool:
    """Not when it was forgotten, or taken back meanwhile."""
    is_there = application.status != Application.Status.WITHDRAWN
    return is_there and application.forgotten_at is None and message.email == application.email


def answer_is_due(application: Application, message: Message) -> bool:
    is_answered = application.status in Application.ANSWERS
    return is_answered and application_is_theirs(application, message)


def withdrawal_is_due(call: Call, message: Message) -> bool:  # noqa: ARG001  (the call says it all)
    return call.status == Call.Status.WITHDRAWN


def question_is_due(candidate: Candidate, message: Message) -> bool:
    """While the nominee has not answered, and still can."""
    is_waiting = candidate.status == Candidate.Status.NOMINATED
    return is_waiting and _is_reached(candidate, message) and _may_answer(candidate)


def acceptance_is_due(candidate: Candidate, message: Message) -> bool:
    return candidate.status == Candidate.Status.ACCEPTED and _is_reached(candidate, message)


def ruling_is_due(candidate: Candidate, message: Message) -> bool:
    return candidate.status == Candidate.Status.NOT_ELIGIBLE and _is_reached(candidate, message)


def _may_answer(candidate: Candidate) -> bool:
    return candidate.election.stage() == Election.Stage.NOMINATION


def _is_reached(candidate: Candidate, message: Message) -> bool:
    return candidate.forgotten_at is None and message.email == candidate.email


def outcome_is_due(election: Election, message: Message) -> bool:  # noqa: ARG001
    return election.status in (Election.Status.UNCONTESTED, Election.Status.DECIDED)


def calling_off_is_due(election: Election, message: Message) -> bool:  # noqa: ARG001
    return election.status == Election.Status.CALLED_OFF


def outcome_details(election: Election, message: Message) -> dict[str, Any]:
    """Return which candidate the mail is to."""
    key = message.context.get("candidate") or 0
    candidate = election.candidates.filter(pk=key, forgotten_at=None).first()
    if candidate is None:
        raise NothingToSay
    return {"candidate": candidate}


def call_is_open(call: Call, news: News) -> bool:  # noqa: ARG001  (the calendar decides)
    return call.is_open() and call.body.is_published


def nomination_is_open(election: Election, news: News) -> bool:  # noqa: ARG001
    return election.stage() == Election.Stage.NOMINATION and election.body.is_published


def whom_it_concerns(about: Call | Election, announcement: Announcement) -> QuerySet[Subscriber]:  # noqa: ARG001
    """Return who follows the body, one of its areas or one of its topics.

    A body without areas concerns the whole town, and so every area.
    """
    body: Body = about.body
    areas = body.areas.all() or Area.objects.all()
    wanted = Subscription.objects.filter(subscriber=OuterRef("pk")).filter(
        Q(feed=body.feed_id) | Q(area__in=areas) | Q(topic__in=body.topics.all())
    )
    return Subscriber.objects.filter(Exists(wanted))


CALL_KINDS = [
    # A stranger can type an address that is not theirs.
    MessageKind(
        code="councils.application_received",
        label=_("Kvittering for ansøgning om en plads"),
        lane=Lane.IMMEDIATE,
        template="councils/email/application_received",
        still_due=application_is_theirs,
        limit=Limit.DELAY,
    ),
    MessageKind(
        code="councils.application_answered",
        label=_("Svar på ansøgning om en plads"),
        lane=Lane.IMMEDIATE,
        template="councils/email/application_answered",
        still_due=answer_is_due,
    ),
    MessageKind(
        code="councils.call_withdrawn",
        label=_("Opslaget er trukket tilbage"),
        lane=Lane.BULK,
        template="councils/email/call_withdrawn",
        still_due=withdrawal_is_due,
    ),
    MessageKind(
        code="councils.call_opened",
        label=_("Man kan søge en plads i et råd eller udvalg"),
        lane=Lane.BULK,
        template="councils/email/call_opened",
        still_due=call_is_open,
        channel=Channel.DAILY,
        group=Group.NEAR,
        audience=whom_it_concerns,
    ),
]

ELECTION_KINDS = [
    MessageKind(
        code="councils.candidate_asked",
        label=_("Spørgsmål, om man vil stille op"),
        lane=Lane.IMMEDIATE,
        template="councils/email/candidate_asked",
        still_due=question_is_due,
        limit=Limit.CANCEL,
    ),
    MessageKind(
        code="councils.candidate_accepted",
        label=_("Kvittering for, at man stiller op"),
        lane=Lane.IMMEDIATE,
        template="councils/email/candidate_accepted",
        still_due=acceptance_is_due,
    ),
    MessageKind(
        code="councils.candidate_ruled_out",
        label=_("Man kan ikke vælges"),
        lane=Lane.IMMEDIATE,
        template="councils/email/candidate_ruled_out",
        still_due=ruling_is_due,
    ),
    MessageKind(
        code="councils.election_told",
        label=_("Valget er afgjort"),
        lane=Lane.IMMEDIATE,
        template="councils/email/election_told",
        still_due=outcome_is_due,
        details=outcome_details,
    ),
    MessageKind(
        code="councils.election_called_off",
        label=_("Valget er aflyst"),
        lane=Lane.BULK,
        template="councils/email/election_called_off",
        still_due=calling_off_is_due,
        details=outcome_details,
    ),
    MessageKind(
        code="councils.election_opened",
        label=_("Man kan stille op til et råd"),
        lane=Lane.BULK,
        template="councils/email/election_opened",
        still_due=nomination_is_open,
        channel=Channel.DAILY,
        group=Group.NEAR,
        audience=whom_it_concerns,
    ),
]

KINDS = [*CALL_KINDS, *ELECTION_KINDS]
