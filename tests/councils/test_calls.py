"""A call for seats and the applications to it: every applicant is answered, or nobody is."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from councils.exceptions import AlreadyApplied, AnswersMissing, CallNotOpen, ProposalsChanged
from councils.models import Application, Call, CouncilEvent
from councils.services.applications import (
    apply,
    choose,
    keep_proposals,
    proposals_of,
    withdraw_application,
)
from councils.services.calls import change_call, create_call, publish_call, withdraw_call
from councils.services.seat_openings import announce_openings
from notifications.models import Announcement, Message
from tests.accounts.factories import UserFactory
from tests.councils.factories import (
    ApplicationFactory,
    BodyFactory,
    CallFactory,
    SeatGroupFactory,
    days_from_now,
)

pytestmark = pytest.mark.django_db
Action = CouncilEvent.Action
Status = Application.Status


def application_to(call: Call, **changes):
    values = {
        "form_key": uuid.uuid4(),
        "name": "Signe Syren",
        "email": "signe@example.dk",
        "motivation": "Jeg vil være med.",
        "user": None,
        "language": "da",
        "at": timezone.now(),
    }
    return apply(call, **{**values, **changes})


def actions_of(call: Call) -> list[str]:
    return list(call.body.history.order_by("pk").values_list("action", flat=True))


# --- The call ---------------------------------------------------------------------------------
def test_a_call_is_written_mended_and_published_with_a_line_for_each():
    body, by, at = BodyFactory(), UserFactory(), timezone.now()
    call = create_call(
        body,
        group=SeatGroupFactory(body=body),
        title="To søges",
        text="Fire møder.",
        criteria="Rådet vælger.",
        opens_at=at,
        closes_at=days_from_now(20),
        by=by,
        at=at,
    )

    change_call(call, title="To borgere søges", by=by, at=at)
    call = publish_call(call, by=by, at=at)

    assert (call.title, call.status) == ("To borgere søges", Call.Status.PUBLISHED)
    assert actions_of(call) == [Action.CREATED, Action.CHANGED, Action.CALL_PUBLISHED]


@pytest.mark.parametrize("status", [s for s in Call.Status if s != Call.Status.DRAFT])
def test_only_a_draft_is_published(status):
    more = {"decided_at": timezone.now(), "choice_reason": "Lod."} if status == "decided" else {}
    call = CallFactory(status=status, **more)

    with pytest.raises(TransitionNotAllowed):
        publish_call(call, by=UserFactory(), at=timezone.now())


def test_a_call_is_not_published_after_its_own_deadline():
    with pytest.raises(TransitionNotAllowed):
        publish_call(CallFactory(draft=True, closed=True), by=UserFactory(), at=timezone.now())


@pytest.mark.parametrize(
    "change", [{"title": "Andet"}, {"seats": 1}, {"closes_at": days_from_now(3)}]
)
def test_what_people_rely_on_stays_when_a_call_is_out(change):
    with pytest.raises(TransitionNotAllowed):
        change_call(CallFactory(), by=UserFactory(), at=timezone.now(), **change)


def test_the_deadline_of_a_call_moves_to_a_later_day():
    later = days_from_now(40)

    call = change_call(CallFactory(), closes_at=later, by=UserFactory(), at=timezone.now())

    assert Call.objects.get(pk=call.pk).closes_at == later


def test_who_has_applied_is_told_that_a_call_is_withdrawn():
    call = CallFactory()
    told = ApplicationFactory(call=call)
    ApplicationFactory(call=call, status=Status.WITHDRAWN)

    withdraw_call(call, reason="Rådet nedlægges.", by=UserFactory(), at=timezone.now())

    mails = Message.objects.filter(kind="councils.call_withdrawn")
    assert list(mails.values_list("email", flat=True)) == [told.email]
    call.refresh_from_db()
    assert (call.status, call.withdrawn_reason) == ("withdrawn", "Rådet nedlægges.")


def test_an_opening_is_announced_once_and_only_when_it_is_there():
    open_call = CallFactory()
    CallFactory(draft=True)
    CallFactory(opens_at=days_from_now(3))
    CallFactory(body__is_published=False)

    counts = [announce_openings(at=timezone.now()) for _ in range(2)]

    assert counts == [1, 0]
    assert Announcement.objects.get().about_pk == str(open_call.pk)


# --- Applying ---------------------------------------------------------------------------------
def test_an_application_gets_a_number_a_line_and_a_receipt():
    call = CallFactory()

    application = application_to(call, email="Signe+raad@Example.dk")

    assert (application.number, application.email_key) == (1, "signe@example.dk")
    assert actions_of(call) == [Action.APPLICATION_RECEIVED]
    line = call.body.history.get()
    assert "Signe" not in line.note
    assert Message.objects.get().kind == "councils.application_received"


def test_one_form_sent_twice_is_one_application():
    call, key = CallFactory(), uuid.uuid4()

    first, second = (application_to(call, form_key=key) for _ in range(2))

    assert first == second
    assert (Application.objects.count(), Message.objects.count()) == (1, 1)


def test_one_mailbox_applies_once_until_it_has_taken_it_back():
    call = CallFactory()
    first = application_to(call)

    with pytest.raises(AlreadyApplied) as refusal:
        application_to(call, email="SIGNE@example.dk")
    withdraw_application(first, at=timezone.now())
    second = application_to(call)

    assert refusal.value.application == first
    assert second.number == 2


@pytest.mark.parametrize(
    "call",
    [{"draft": True}, {"closed": True}, {"opens_at": days_from_now(2)}, {"status": "withdrawn"}],
)
def test_nobody_applies_outside_the_period(call):
    with pytest.raises(CallNotOpen):
        application_to(CallFactory(**call))


def test_the_moment_of_the_request_decides_not_that_of_the_row():
    call = CallFactory()

    early = application_to(call, at=call.closes_at - timedelta(microseconds=1))

    assert early.number == 1
    with pytest.raises(CallNotOpen):
        application_to(call, email="anden@example.dk", at=call.closes_at)


@pytest.mark.parametrize("status", [s for s in Status if s != Status.RECEIVED])
def test_what_is_answered_or_taken_back_is_not_taken_back(status):
    application = ApplicationFactory(status=status, reason="Fordi.", answered_at=timezone.now())

    with pytest.raises(TransitionNotAllowed):
        withdraw_application(application, at=timezone.now())


# --- The choice -------------------------------------------------------------------------------
def answers_to(*applications: Application) -> dict[int, tuple[str, str]]:
    statuses = (Status.CHOSEN, Status.RESERVE, Status.NOT_CHOSEN)
    return {
        row.pk: (status, f"Derfor {row.number}.")
        for row, status in zip(applications, statuses, strict=False)
    }


def test_every_applicant_gets_an_answer_with_a_reason():
    call = CallFactory(closed=True, seats=1)
    rows = [ApplicationFactory(call=call) for _ in range(3)]
    gone = ApplicationFactory(call=call, status=Status.WITHDRAWN)

    choose(
        call,
        choices=answers_to(*rows),
        reason="Vi så på alder.",
        by=UserFactory(),
        at=timezone.now(),
    )

    for row in [*rows, gone]:
        row.refresh_from_db()
    assert [row.status for row in rows] == ["chosen", "reserve", "not_chosen"]
    assert gone.status == Status.WITHDRAWN
    mails = Message.objects.filter(kind="councils.application_answered").order_by("pk")
    assert [mail.email for mail in mails] == [row.email for row in rows]
    call.refresh_from_db()
    assert (call.status, call.choice_reason) == ("decided", "Vi så på alder.")
    assert actions_of(call) == [Action.APPLICATION_ANSWERED] * 3 + [Action.CALL_CLOSED]


@pytest.mark.parametrize("fault", ["nobody", "no reason", "unknown", "too many", "no words"])
def test_nobody_is_answered_when_somebody_would_not_be(fault):
    call = CallFactory(closed=True, seats=1)
    rows = [ApplicationFactory(call=call) for _ in range(2)]
    choices, reason = answers_to(*rows), "Vi så på alder."
    last = rows[1].pk
    match fault:
        case "nobody":
            del choices[last]
        case "no reason":
            choices[last] = (Status.NOT_CHOSEN, "  ")
        case "unknown":
            choices[last] = (Status.WITHDRAWN, "Nej.")
        case "too many":
            choices[last] = (Status.CHOSEN, "Ja.")
        case _:
            reason = " "

    with pytest.raises(AnswersMissing):
        choose(call, choices=choices, reason=reason, by=UserFactory(), at=timezone.now())

    assert Application.objects.waiting().count() == 2
    assert Message.objects.count() == 0
    call.refresh_from_db()
    assert call.status == Call.Status.PUBLISHED


def test_nothing_is_chosen_before_the_deadline_or_twice():
    open_call, decided = CallFactory(), CallFactory(closed=True)
    choose(decided, choices={}, reason="Ingen søgte.", by=UserFactory(), at=timezone.now())

    for call in (open_call, decided):
        with pytest.raises(TransitionNotAllowed):
            choose(call, choices={}, reason="Ingen.", by=UserFactory(), at=timezone.now())


def test_what_is_in_mind_is_kept_and_told_to_nobody():
    call = CallFactory(closed=True)
    row = ApplicationFactory(call=call)

    keep_proposals(
        call, choices={row.pk: (Status.CHOSEN, "Erfaring.")}, reason="Halvfærdig", seen=0
    )

    assert proposals_of(call) == {row.pk: ("chosen", "Erfaring.")}
    row.refresh_from_db()
    assert (row.status, row.reason, Message.objects.count()) == ("received", "", 0)


def test_of_two_secretaries_the_second_is_shown_what_the_first_has_kept():
    call = CallFactory(closed=True)
    row = ApplicationFactory(call=call)
    keep_proposals(call, choices={row.pk: (Status.CHOSEN, "Erfaring.")}, reason="", seen=0)

    with pytest.raises(ProposalsChanged) as refusal:
        keep_proposals(call, choices={row.pk: (Status.NOT_CHOSEN, "Ny.")}, reason="", seen=0)

    assert "Erfaring." in " ".join(refusal.value.messages)
    assert proposals_of(call) == {row.pk: ("chosen", "Erfaring.")}
    keep_proposals(
        call,
        choices={row.pk: (Status.NOT_CHOSEN, "Ny.")},
        reason="",
        seen=refusal.value.call.proposal_revision,
    )
    assert proposals_of(call) == {row.pk: ("not_chosen", "Ny.")}
