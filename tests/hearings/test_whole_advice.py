"""One case from the question to a council until those who answered are told of the decision."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from councils.models import AgendaItem
from hearings import services
from hearings.models import Response
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.councils.factories import AgendaItemFactory, BodyFactory, MeetingFactory
from tests.hearings.factories import HearingFactory, ResponseFactory, days_from_now
from tests.hearings.papers import answer_to, point_in, published_of
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db


def url(name: str, *args) -> str:
    return reverse(f"hearings:{name}", args=args)


def decide_at_a_meeting(hearing, worker, secretary) -> None:
    """Put it on a committee's agenda, let the meeting decide, and let beat come twice."""
    meeting = MeetingFactory(body=BodyFactory(committee=True), agenda=True, held=True)
    item = AgendaItemFactory(meeting=meeting)
    worker.post(url("step_add", hearing.number), {"item": item.pk, "decides_it": "on"})
    item.decide(
        outcome=AgendaItem.Outcome.APPROVED, decision="Vedtaget.", by=secretary, at=timezone.now()
    )
    for _beat in range(2):
        services.carry_decisions(at=timezone.now())
    hearing.refresh_from_db()


def test_a_hearing_asks_a_council_is_answered_and_decided_and_everybody_is_told():
    hearing, secretary = HearingFactory(), UserFactory(staff=True)
    response: Response = ResponseFactory(hearing=hearing, approved=True, email="asta@example.dk")
    council = BodyFactory(secretaries=[secretary])
    worker = at_work(UserFactory(role=Role.CASE_WORKER, department=hearing.department))
    server = at_work(secretary)

    # It is asked, answers, and recommends something besides.
    worker.post(url("party_ask_suggested", hearing.number, council.pk))
    statement = {"text": "Rådet vil have en rampe.", "agreed_at": "mødet i marts", "seen": ""}
    server.post(url("statement", hearing.number, hearing.parties.get().pk), statement)
    advice = {
        "title": "Ramper overalt", "text": "Byg ramper.",
        "addressed_to": BodyFactory(committee=True).pk,
        "made_on": timezone.localdate().isoformat(),
    }  # fmt: skip
    server.post(url("recommend", hearing.number, council.pk), advice)
    page = Client().get(hearing.get_absolute_url()).content.decode()

    assert [w for w in (str(council), "har svaret", "Ramper overalt") if w not in page] == []

    # The white paper has both in full.
    hearing.opens_at, hearing.closes_at = days_from_now(-60), days_from_now(-20)
    hearing.save(update_fields=["opens_at", "closes_at"])
    answer_to(point_in(response).theme)
    published_of(hearing)
    paper = Client().get(url("white_paper", hearing.number, hearing.slug)).content.decode()

    told = ("Rådet vil have en rampe.", "Byg ramper.", f"{council}</span>: har svaret")
    assert [words for words in told if words not in paper] == []

    # It is decided at a meeting, and who answered is told.
    decide_at_a_meeting(hearing, worker, secretary)

    assert (hearing.status, hearing.decision) == ("decided", "Vedtaget.")
    mails = Message.objects.filter(kind="hearings.hearing_decided")
    assert [mail.email for mail in mails] == ["asta@example.dk"]
