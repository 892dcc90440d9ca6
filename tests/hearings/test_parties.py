"""Asking for a statement and giving one: each step, and whom it tells."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from city.models import Topic
from core.clock import local_date
from core.files import inspect_upload
from core.transitions import TransitionNotAllowed
from councils.models import Body
from hearings import services
from hearings.exceptions import StatementChanged
from hearings.models import ConsultedParty, Hearing, HearingEvent, Statement
from hearings.parties import stamp_of
from hearings.party_links import party_of, party_token_for
from hearings.party_suggestions import (
    CONCERNS,
    due_day,
    not_asked_but_must_be,
    suggestions_for,
)
from hearings.services.hearings import publish_hearing
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.councils.factories import BodyFactory, MeetingFactory
from tests.events.factories import EventFactory
from tests.hearings.factories import (
    ConsultedPartyFactory,
    HearingFactory,
    StatementFactory,
    days_from_now,
)
from tests.hearings.papers import approved_of, treated_hearing
from tests.hearings.uploads import pdf

pytestmark = pytest.mark.django_db
Action = HearingEvent.Action
Status = ConsultedParty.Status
IN_A_MONTH = local_date(timezone.now()) + timedelta(days=30)
WAITING = {Status.ASKED, Status.OPENED}


def ask(hearing: Hearing, **values) -> ConsultedParty:
    fields = {"due_on": IN_A_MONTH, "by": UserFactory(staff=True), "at": timezone.now(), **values}
    return services.ask_party(hearing, **fields)


def give(party: ConsultedParty, text: str = "Vi vil have en rampe.", **values) -> Statement:
    fields = {"seen": "", "by": UserFactory(staff=True), "at": timezone.now(), **values}
    return services.give_statement(party, text=text, **fields)


def told(kind: str) -> list[str]:
    rows = Message.objects.filter(kind=kind).order_by("pk")
    return sorted(row.email or row.user.email for row in rows)


def party_in(status: str, **values) -> ConsultedParty:
    traits = {"asked": {}, "opened": {"status": Status.OPENED}}.get(status, {status: True})
    return ConsultedPartyFactory(**traits, **values)


# --- Asking ---------------------------------------------------------------------------------
def test_a_body_is_told_by_its_secretaries_and_its_own_address_once_each():
    first, second = UserFactory(staff=True), UserFactory(staff=True)
    gone = UserFactory(staff=True, closed=True)
    body = BodyFactory(secretaries=[first, second, gone], contact_email="raad@example.dk")

    party = ask(HearingFactory(), body=body, question="Er stien bred nok?")

    assert told("hearings.party_asked") == sorted([first.email, second.email, "raad@example.dk"])
    line = party.hearing.history.get(action=Action.PARTY_ASKED)
    assert line.note.startswith(f"{body}, svar senest ")


def test_a_secretary_whose_address_is_the_bodys_own_gets_one_mail():
    secretary = UserFactory(staff=True, email="raad@example.dk")

    ask(
        HearingFactory(), body=BodyFactory(secretaries=[secretary], contact_email="Raad@Example.dk")
    )

    assert told("hearings.party_asked") == ["raad@example.dk"]


def test_somebody_outside_gets_a_private_link_that_dies_with_the_address():
    party = ask(HearingFactory(), name="Foreningen", email="f@example.dk")
    token = party_token_for(party)

    assert told("hearings.party_asked") == ["f@example.dk"]
    assert party_of(token) == party
    assert party_of(f"{token}x") is None
    assert party_of("1~x") is None
    ConsultedParty.objects.filter(pk=party.pk).update(email="g@example.dk")
    assert party_of(token) is None


def test_a_body_is_asked_once_and_again_when_it_was_taken_back():
    hearing, body = HearingFactory(), BodyFactory()
    first = ask(hearing, body=body)

    with pytest.raises(ValidationError):
        ask(hearing, body=body)
    services.take_back_party(first, by=UserFactory(), at=timezone.now())
    ask(hearing, body=body)

    assert [row.status for row in hearing.parties.order_by("pk")] == ["taken_back", "asked"]


def test_who_is_asked_in_a_draft_is_told_when_it_is_published():
    secretary = UserFactory(staff=True)
    hearing = HearingFactory(draft=True, opens_at=days_from_now(2), closes_at=days_from_now(60))

    ask(hearing, body=BodyFactory(secretaries=[secretary]))
    before = told("hearings.party_asked")
    publish_hearing(hearing, by=UserFactory(), at=timezone.now())

    assert (before, told("hearings.party_asked")) == ([], [secretary.email])


@pytest.mark.parametrize("state", ["decided", "withdrawn"])
def test_nobody_is_asked_when_the_hearing_is_over(state):
    with pytest.raises(TransitionNotAllowed):
        ask(HearingFactory(**{state: True}), body=BodyFactory())

    assert not ConsultedParty.objects.exists()


# --- Answering ------------------------------------------------------------------------------
@pytest.mark.parametrize("status", Status.values)
def test_a_statement_is_taken_from_everybody_who_is_asked(status):
    party = party_in(status)

    if status == Status.TAKEN_BACK:
        with pytest.raises(TransitionNotAllowed):
            give(party)
        assert not Statement.objects.exists()
        return
    give(party, agreed_at="mødet i marts")

    party.refresh_from_db()
    assert (party.status, party.statement.text) == ("answered", "Vi vil have en rampe.")
    assert party.ended_at is not None
    assert told("hearings.statement_received") == [party.asked_by.email]
    assert party.hearing.history.filter(action=Action.STATEMENT_GIVEN).count() == 1


@pytest.mark.parametrize("status", Status.values)
def test_only_who_waits_can_have_no_remarks_or_be_taken_back(status):
    for step in (services.have_no_remarks, services.take_back_party):
        party = party_in(status)
        if status in WAITING:
            step(party, by=UserFactory(), at=timezone.now())
        else:
            with pytest.raises(TransitionNotAllowed):
                step(party, by=UserFactory(), at=timezone.now())


def test_a_better_statement_takes_the_place_of_the_first_with_its_files():
    party = ConsultedPartyFactory()
    files = [inspect_upload(pdf(f"{name}.pdf", "tekst")) for name in ("a", "b")]
    first = give(party, files=files)
    removed = first.files.get(original_name="a.pdf")

    second = give(party, "Vi vil have to ramper.", removed=[removed], seen=stamp_of(first))

    assert second.pk == first.pk
    assert [row.original_name for row in second.files.all()] == ["b.pdf"]
    assert Statement.objects.get().text == "Vi vil have to ramper."


def test_the_second_of_two_secretaries_is_told_what_the_first_has_sent():
    party = ConsultedPartyFactory()
    give(party, "Den første.")

    with pytest.raises(StatementChanged) as refusal:
        give(party, "Den anden.")

    assert refusal.value.newer.text == "Den første."
    assert Statement.objects.get().text == "Den første."


def test_the_same_words_sent_twice_are_one_statement():
    party = ConsultedPartyFactory()

    give(party)
    give(party)

    assert Statement.objects.count() == 1
    assert party.hearing.history.filter(action=Action.STATEMENT_GIVEN).count() == 1


def test_a_meeting_of_another_body_is_refused():
    with pytest.raises(ValidationError):
        give(ConsultedPartyFactory(), meeting=MeetingFactory())


def test_no_statement_is_taken_when_the_white_paper_is_approved():
    hearing = treated_hearing()
    party = ConsultedPartyFactory(hearing=hearing)
    approved_of(hearing)

    with pytest.raises(TransitionNotAllowed):
        give(party)
    with pytest.raises(TransitionNotAllowed):
        services.have_no_remarks(party, by=UserFactory(), at=timezone.now())


def test_seeing_the_question_is_noted_once_and_takes_nothing_back():
    party, answered = ConsultedPartyFactory(), StatementFactory().party
    at = timezone.now()

    for _time in range(2):
        services.note_opened(party, at=at)
    services.note_opened(answered, at=at)

    party.refresh_from_db()
    answered.refresh_from_db()
    assert (party.status, party.opened_at, answered.status) == ("opened", at, "answered")


# --- Reminding ------------------------------------------------------------------------------
def test_who_has_not_answered_is_reminded_once_a_week_before():
    secretary = UserFactory(staff=True)
    body = BodyFactory(secretaries=[secretary])
    today = local_date(timezone.now())
    party = ConsultedPartyFactory(body=body, due_on=today + timedelta(days=7))
    ConsultedPartyFactory(body=body, due_on=today + timedelta(days=8))
    ConsultedPartyFactory(body=body, due_on=today - timedelta(days=1))
    ConsultedPartyFactory(body=body, due_on=today, answered=True)
    ConsultedPartyFactory(body=body, due_on=today, hearing=HearingFactory(withdrawn=True))
    # Asked a moment ago for a day that is near: the question itself is in the mail.
    ConsultedPartyFactory(body=body, due_on=today, asked_at=timezone.now())

    counts = [services.remind_parties(at=timezone.now()) for _beat in range(2)]

    assert counts == [1, 0]
    assert told("hearings.party_reminded") == [secretary.email]
    assert Message.objects.get(kind="hearings.party_reminded").about_pk == str(party.pk)


# --- Who ought to be asked ------------------------------------------------------------------
def test_every_topic_that_concerns_somebody_exists():
    assert set(CONCERNS) <= set(Topic.objects.values_list("slug", flat=True))


def test_a_hearing_suggests_those_whom_it_concerns_and_warns_of_those_it_must_ask():
    hearing = HearingFactory()
    hearing.topics.add(Topic.objects.get(slug="omsorg-og-sundhed"))
    elderly = BodyFactory(name="Ældrerådet", concern="elderly", is_mandatory_party=True)
    vulnerable = BodyFactory(name="Udsatterådet", concern="vulnerable")
    BodyFactory(name="Idrætsrådet", concern="sports", is_mandatory_party=True)
    BodyFactory(name="Skjult", concern="elderly", hidden=True)
    at = timezone.now()

    suggested = [(row.body, row.is_mandatory) for row in suggestions_for(hearing, at)]
    missing = not_asked_but_must_be(hearing, at)
    ask(hearing, body=elderly)

    assert suggested == [(elderly, True), (vulnerable, False)]
    assert missing == [elderly]
    assert not_asked_but_must_be(hearing, at) == []
    assert [row.body for row in suggestions_for(hearing, at)] == [vulnerable]


def test_a_committee_is_not_suggested_for_its_topic_alone():
    hearing, topic = HearingFactory(), Topic.objects.get(slug="affald-og-genbrug")
    hearing.topics.add(topic)
    council, committee = BodyFactory(), BodyFactory(committee=True)
    for body in (council, committee):
        body.topics.add(topic)

    assert [row.body for row in suggestions_for(hearing, timezone.now())] == [council]


@pytest.mark.parametrize(("meets_in", "days"), [(5, 28), (36, 39), (41, 28), (None, 28)])
def test_a_body_gets_four_weeks_or_until_after_its_next_meeting(meets_in, days):
    body = BodyFactory()
    if meets_in:
        start = days_from_now(meets_in)
        event = EventFactory(
            is_owned=True, kind="meeting", starts_at=start, ends_at=start + timedelta(hours=2)
        )
        MeetingFactory(body=body, event=event)

    due = due_day(Body.objects.get(pk=body.pk), timezone.now())

    assert due == local_date(timezone.now()) + timedelta(days=days)


@pytest.mark.parametrize("count", [1, 3])
def test_suggesting_costs_the_same_for_one_body_and_for_three(count, django_assert_num_queries):
    hearing = HearingFactory()
    hearing.topics.add(Topic.objects.get(slug="omsorg-og-sundhed"))
    for _body in range(count):
        MeetingFactory(body=BodyFactory(concern="elderly"))

    with django_assert_num_queries(5):
        assert len(suggestions_for(hearing, timezone.now())) == count
