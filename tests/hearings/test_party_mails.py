"""The mails of statements and recommendations, as they leave."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from core.clock import local_date
from councils.services import recommendations
from hearings import services
from hearings.parties import answer_address
from notifications.delivery import relay
from notifications.kinds import Lane, all_kinds
from notifications.models import Channel, Preference, Subscriber, Subscription
from notifications.services import expand_announcements
from tests.accounts.factories import UserFactory
from tests.councils.factories import BodyFactory
from tests.hearings.factories import ConsultedPartyFactory, HearingFactory

pytestmark = pytest.mark.django_db
TODAY = local_date(timezone.now())


def sent() -> list[mail.EmailMultiAlternatives]:
    expand_announcements(seconds=30)
    relay(Lane.IMMEDIATE, Lane.BULK, seconds=30)
    return mail.outbox


def parts(message: mail.EmailMultiAlternatives) -> tuple[str, str]:
    return message.body, message.alternatives[0][0]


def test_who_is_asked_finds_the_question_the_day_and_the_way_to_answer():
    hearing = HearingFactory(title="Stien")
    by, at = UserFactory(staff=True), timezone.now()
    body = BodyFactory(name="Ældrerådet", contact_email="raad@example.dk")
    asked = [
        services.ask_party(hearing, **who, question="Er den bred?", due_on=TODAY, by=by, at=at)
        for who in ({"body": body}, {"name": "Foreningen", "email": "f@example.dk"})
    ]

    mails = {message.to[0]: message for message in sent()}

    assert set(mails) == {"raad@example.dk", "f@example.dk"}
    for party, address in zip(asked, mails, strict=True):
        assert mails[address].subject == "Vi beder om jeres udtalelse: Stien"
        for text in parts(mails[address]):
            assert settings.SITE_URL + answer_address(party) in text
            assert "Er den bred?" in text


def test_nobody_is_asked_by_a_mail_that_comes_after_the_answer():
    party = services.ask_party(
        HearingFactory(), name="Foreningen", email="f@example.dk", due_on=TODAY,
        by=UserFactory(staff=True, email="sag@example.dk"), at=timezone.now(),
    )  # fmt: skip
    services.have_no_remarks(party, by=None, at=timezone.now())

    assert [(m.to, m.subject.partition(":")[0]) for m in sent()] == [
        (["sag@example.dk"], "Svar fra Foreningen")
    ]


def test_the_reminder_leads_to_the_form():
    party = ConsultedPartyFactory(outside=True, due_on=TODAY + timedelta(days=3))

    services.remind_parties(at=timezone.now())
    [reminder] = sent()

    for text in parts(reminder):
        assert settings.SITE_URL + answer_address(party) in text


def test_a_follower_is_told_of_the_advice_the_answer_and_the_status():
    secretary = UserFactory(staff=True, email="udvalg@example.dk")
    body, to = BodyFactory(name="Ældrerådet"), BodyFactory(committee=True, secretaries=[secretary])
    follower = Subscriber.objects.create(email="f@example.dk", confirmed_at=timezone.now())
    Subscription.objects.create(subscriber=follower, feed=body.feed)
    for kind in all_kinds():
        if kind.is_chosen:
            Preference.objects.create(subscriber=follower, kind=kind.code, channel=Channel.AT_ONCE)
    by, at = UserFactory(staff=True), timezone.now()

    row = recommendations.make_recommendation(
        body, title="Bænke", text="Sæt bænke.", addressed_to=to, made_on=TODAY, by=by, at=at
    )
    sent()
    recommendations.answer_recommendation(
        row, status="partly", reason="Nogle af dem.", seen="", by=by, at=at
    )
    sent()
    recommendations.give_status(row, text="Tre står der.", by=by, at=at)

    told = sorted((message.to[0], message.subject) for message in sent())
    assert told == [
        ("f@example.dk", "Status på anbefalingen: Bænke"),
        ("f@example.dk", "Svar på anbefalingen, følges delvist: Bænke"),
        ("f@example.dk", "Ældrerådet anbefaler: Bænke"),
        ("udvalg@example.dk", "Anbefaling fra Ældrerådet venter på svar: Bænke"),
    ]
    for words in ("Sæt bænke.", "Nogle af dem.", "Tre står der."):
        assert sum(words in parts(message)[1] for message in mail.outbox) >= 1
