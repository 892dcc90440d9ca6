"""The demo of councils and events: every state can be seen, and a second load changes nothing.

The pages of the demo are opened in tests/portal/test_demo.py, where the whole of it is made.
"""

import pytest
from django.db import transaction
from django.utils import timezone

from accounts import demo as accounts_demo
from city import reference
from core.cpr import find_cpr
from councils import demo
from councils.chairing import chairs_of
from councils.models import (
    AgendaItem,
    Application,
    Body,
    Call,
    CallIn,
    Candidate,
    CouncilEvent,
    Dissent,
    Election,
    Meeting,
    Member,
    Membership,
    Recommendation,
    Room,
    SeatGroup,
    Vote,
)
from events import demo as events_demo
from events.models import Event, EventFile, EventRecord, Registration

MODELS = (Body, Member, Membership, Meeting, AgendaItem, Recommendation, Call, Election, Event)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The demo's bodies and events, made once for the tests of this file; their moment."""
    around = transaction.atomic()
    # As Django marks its own: what must not stand inside a transaction may stand inside this one.
    around._from_testcase = True  # type: ignore[attr-defined]
    with django_db_blocker.unblock(), around:
        reference.load()
        at = timezone.now()
        people = accounts_demo.load(at=at)
        events_demo.load(people, at=at)
        demo.load(people, at=at)
        yield people, at
        transaction.set_rollback(True)


@pytest.fixture
def people(made, django_db_blocker):
    with django_db_blocker.unblock():
        yield made[0]


def test_a_second_load_makes_nothing_more(people):
    before = [model.objects.count() for model in MODELS]

    demo.load(people, at=timezone.now())
    events_demo.load(people, at=timezone.now())

    assert [model.objects.count() for model in MODELS] == before


def test_bodies_of_every_kind_but_one_are_there(people):
    council = Body.objects.get(kind=Body.Kind.MUNICIPAL_COUNCIL)
    sits = council.memberships

    assert set(Body.objects.values_list("kind", flat=True)) == {*Body.Kind} - {"tribunal"}
    assert sits.seated().count() == sits.acting().count() == 21
    assert sits.substitutes().count() == 3
    assert CallIn.objects.at().get().absent.body == council
    assert Body.objects.filter(is_mandatory_party=True).count() == 3
    assert council.children.count() == 4


def test_the_committee_of_citizens_is_seated_by_a_call_and_chaired_in_turn(people):
    body = Body.objects.get(kind=Body.Kind.SECTION_17_4)
    groups = {
        group.kind: group.memberships.acting().count()
        for group in SeatGroup.objects.filter(body=body)
    }
    meetings = list(body.meetings.select_related("event", "chair").order_by("event__starts_at"))
    chairs = [row.member.name for row in chairs_of(body, meetings).values() if row]

    assert groups == {"citizens": 6, "politicians": 6, "administration": 3}
    assert len(set(chairs)) == len(meetings) == 4
    assert body.terms.get().uneven_reason
    assert Room.objects.get().thread.comments.count() == 4
    assert Room.objects.get().documents.count() == 1


def test_meetings_items_and_minutes_are_there_in_every_state(people):
    assert set(Meeting.objects.values_list("minutes_state", flat=True)) == set(Meeting.Minutes)
    assert set(AgendaItem.objects.values_list("status", flat=True)) == set(AgendaItem.Status)
    assert AgendaItem.objects.decided().filter(is_open=False).exists()
    assert Vote.objects.filter(choice="no").count() == 5
    assert Dissent.objects.count() == 2
    assert Meeting.objects.filter(event__status="cancelled").exists()
    assert Meeting.objects.coming().filter(agenda_published_at=None).exists()
    assert AgendaItem.objects.proposed().filter(supports__isnull=False).exists()


def test_advice_calls_and_elections_are_there_in_every_state(people):
    advice = Recommendation.objects.all()

    assert {row.status for row in advice} == {*Recommendation.Status} - {"withdrawn"}
    assert advice.filter(done_on__isnull=False).count() == 1
    assert advice.filter(decision_item__isnull=False).count() == 1
    assert {call.stage() for call in Call.objects.all()} == {"open", "decided"}
    assert Call.objects.open().get().applications.count() == 4
    assert set(Application.objects.values_list("status", flat=True)) == set(Application.Status)
    assert {row.stage() for row in Election.objects.all()} == {
        "nomination",
        "uncontested",
        "decided",
    }
    assert Candidate.objects.filter(status=Candidate.Status.NOMINATED).count() == 1
    assert Election.objects.get(status=Election.Status.DECIDED).entries.count() == 2


def test_events_are_nearly_full_full_held_and_cancelled(people):
    nearly, full = Event.objects.filter(capacity__isnull=False).order_by("-capacity")
    held = Event.objects.exclude(outcome="").get()

    assert (nearly.taken, nearly.capacity) == (37, 40)
    assert full.free == 0
    assert full.registrations.waiting().count() == 2
    assert full.registrations.offered().get().is_offered()
    assert EventFile.objects.filter(event=held, is_outcome=True).count() == 2
    assert Event.objects.filter(is_owned=False, status="cancelled").exists()
    assert set(Registration.objects.values_list("status", flat=True)) == set(Registration.Status)


def test_nothing_in_their_history_lies_in_the_future(made, people):
    at = made[1]

    assert not CouncilEvent.objects.filter(at__gt=at).exists()
    assert not EventRecord.objects.filter(at__gt=at).exists()


def test_who_logs_in_can_do_what_stands_beside_the_log_in(people):
    yards = Body.objects.get(kind=Body.Kind.SECTION_17_4)
    elderly = Body.objects.get(concern=Body.Concern.ELDERLY)

    assert yards.has_acting_member(people["byraad"])
    assert yards.has_acting_member(people["udvalgsborger"])
    assert yards.is_served_by(people["sekretaer"])
    assert elderly.is_served_by(people["sekretaer"])
    assert not elderly.is_served_by(people["protokol"])
    assert not elderly.has_acting_member(people["tidligere"])
    assert Membership.objects.filter(member__user=people["tidligere"]).count() == 1


def test_no_cpr_number_stands_in_what_people_write(people):
    texts = [
        *Application.objects.values_list("motivation", flat=True),
        *Candidate.objects.values_list("text", flat=True),
        *Registration.objects.values_list("needs", flat=True),
    ]

    assert [text for text in texts if find_cpr(text)] == []
