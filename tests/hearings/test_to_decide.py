"""What comes to a body's next meetings: who sees it, and what it says."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from councils.beside import panels
from councils.services.meetings import publish_agenda
from hearings.models import Answer, HearingRecommendation
from hearings.to_decide import coming_to
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.councils.factories import (
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    MembershipFactory,
    RecommendationFactory,
)
from tests.hearings.factories import (
    ConsultedPartyFactory,
    DecisionStepFactory,
    HearingFactory,
    ResponseFactory,
    StatementFactory,
)
from tests.hearings.papers import answer_to, point_in, published_of
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db


def answered_hearing(**values):
    """A white paper with a theme in which two points were answered differently."""
    hearing = HearingFactory(closed=True, **values)
    first = ResponseFactory(hearing=hearing, approved=True)
    second = ResponseFactory(hearing=hearing, approved=True, sender_kind="association")
    answer_to(point_in(first, second, title="Bevar træerne"))
    answer_to(point_in(second, title="Fæld træerne"), outcome=Answer.Outcome.REJECTED)
    answer_to(point_in(first, title="Lys", theme="Stier"))
    StatementFactory(party__hearing=hearing, text="Rådet støtter træerne.")
    ConsultedPartyFactory(hearing=hearing)
    recommendation = RecommendationFactory(title="Plant flere")
    HearingRecommendation.objects.create(hearing=hearing, recommendation=recommendation)
    published_of(hearing, summary="De fleste vil bevare træerne.")
    return hearing


def put_on(meeting, hearing, **values):
    item = AgendaItemFactory(meeting=meeting, **values)
    DecisionStepFactory(hearing=hearing, item=item)
    return item


def page_of(body, client=None) -> str:
    response = (client or Client()).get(reverse("hearings:to_decide", args=[body.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_what_people_said_where_they_differ_and_what_councils_say():
    meeting = MeetingFactory(agenda=True)
    hearing = answered_hearing()
    put_on(meeting, hearing)

    page = page_of(meeting.body)
    (matter,) = coming_to(meeting.body, None, timezone.now())[0].matters

    assert matter.received == 2
    assert [(split.title, split.count) for split in matter.splits] == [("Beplantning", 2)]
    assert [(point.title, point.count) for point in matter.splits[0].points] == [
        ("Bevar træerne", 2), ("Fæld træerne", 1),
    ]  # fmt: skip
    for words in (
        "De fleste vil bevare træerne.", "Rådet støtter træerne.", "Plant flere", "Bevar træerne",
        reverse("hearings:white_paper", args=[hearing.number, hearing.slug]),
    ):  # fmt: skip
        assert words in page


def test_before_the_white_paper_it_says_how_many_have_answered():
    meeting, hearing = MeetingFactory(agenda=True), HearingFactory(closed=True)
    ResponseFactory.create_batch(2, hearing=hearing)
    ResponseFactory(hearing=hearing, withdrawn=True)
    put_on(meeting, hearing)

    (matter,) = coming_to(meeting.body, None, timezone.now())[0].matters

    assert (matter.received, matter.has_paper, matter.summary) == (2, False, "")
    assert "Hvidbogen er ikke udgivet endnu." in page_of(meeting.body)


@pytest.mark.parametrize(
    ("traits", "everybody"),
    [({"agenda": True}, True), ({}, False), ({"agenda": True, "closed": True}, False)],
)
def test_members_and_secretaries_see_what_everybody_may_not_see_yet(traits, everybody):
    secretary, member, former = UserFactory(staff=True), UserFactory(), UserFactory()
    body = BodyFactory(secretaries=[secretary])
    MembershipFactory(body=body, member__user=member)
    MembershipFactory(body=body, member__user=former, former=True)
    hearing = HearingFactory(closed=True)
    put_on(MeetingFactory(body=body, **traits), hearing)
    clients = {"visitor": Client(), "former": Client(), "member": Client()}
    clients["former"].force_login(former)
    clients["member"].force_login(member)
    clients["secretary"] = at_work(secretary)

    seen = {name: hearing.title in page_of(body, client) for name, client in clients.items()}

    assert seen == {
        "visitor": everybody, "former": everybody, "member": True, "secretary": True,
    }  # fmt: skip


def test_meetings_that_were_held_and_drafts_are_not_there():
    body = BodyFactory()
    gone, draft = HearingFactory(closed=True), HearingFactory(draft=True)
    put_on(MeetingFactory(body=body, agenda=True, held=True), gone)
    put_on(MeetingFactory(body=body, agenda=True), draft)

    page = page_of(body)

    assert gone.title not in page
    assert draft.title not in page
    assert "Der er ingen høringer på de næste møder" in page


def test_a_hidden_body_has_no_page():
    body = BodyFactory(hidden=True)

    assert Client().get(reverse("hearings:to_decide", args=[body.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_and_for_three(count, django_assert_num_queries):
    body = BodyFactory()
    for _meeting in range(count):
        meeting = MeetingFactory(body=body, agenda=True)
        for _hearing in range(count):
            put_on(meeting, answered_hearing())
        put_on(meeting, HearingFactory(closed=True))

    with django_assert_num_queries(7):
        page = page_of(body)

    assert page.count("<article") == count * (count + 1)


def test_the_bodys_page_leads_there_and_tells_what_it_was_asked():
    meeting = MeetingFactory(agenda=True)
    hearing = answered_hearing()
    put_on(meeting, hearing)
    asked = ConsultedPartyFactory(body=meeting.body)
    at = timezone.now()

    shown = panels(meeting.body, None, at)
    page = Client().get(meeting.body.get_absolute_url()).content.decode()

    assert [panel.title for panel in shown] == ["Til beslutning", "Udtalelser i høringer"]
    assert reverse("hearings:to_decide", args=[meeting.body.pk]) in page
    assert asked.hearing.title in page
    assert panels(BodyFactory(), None, at) == []


def test_members_get_the_way_to_it_with_the_agenda():
    secretary = UserFactory(staff=True)
    body = BodyFactory(name="Byudvalget", secretaries=[secretary])
    MembershipFactory(body=body, account=True)
    meeting = MeetingFactory(body=body)
    put_on(meeting, answered_hearing())
    other = MeetingFactory(body=body)
    AgendaItemFactory(meeting=other)
    Message.objects.all().delete()

    for one in (meeting, other):
        publish_agenda(one, by=secretary, at=timezone.now())
    relay(Lane.IMMEDIATE, Lane.BULK, seconds=30)

    address = reverse("hearings:to_decide", args=[body.pk])
    told = [address in message.body for message in mail.outbox]
    assert told == [True, False]
    assert [address in message.alternatives[0][0] for message in mail.outbox] == told
