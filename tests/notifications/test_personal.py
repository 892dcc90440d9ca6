import json

import pytest

from notifications.models import AddressTrouble, Message, Subscriber
from notifications.personal import forget, personal_data_of
from tests.accounts.factories import UserFactory
from tests.notifications.factories import (
    AddressTroubleFactory,
    MessageFactory,
    SubscriberFactory,
    SubscriptionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory(email="asta@example.dk")


def follow(person):
    return SubscriptionFactory(subscriber=SubscriberFactory(email="", user=person))


def test_a_person_sees_what_they_follow_and_which_messages_they_got(person):
    subscription = follow(person)
    MessageFactory(email="", user=person, sent=True)
    MessageFactory(email="Asta@example.dk")
    MessageFactory(email="birk@example.dk")
    AddressTroubleFactory(email="asta@example.dk", last_answer="550 ukendt")

    known = personal_data_of(person)

    assert [row["feed"] for row in known["subscriptions"]] == [subscription.feed_id]
    assert [row["state"] for row in known["messages"]] == ["sent", "pending"]
    assert known["refused_address"]["last_answer"] == "550 ukendt"
    assert json.loads(json.dumps(known)) == known


def test_of_a_person_who_follows_nothing_nothing_is_known(person):
    assert personal_data_of(person) == {
        "subscriptions": [],
        "refused_address": None,
        "messages": [],
    }


def test_a_forgotten_person_gets_nothing_more_and_others_keep_theirs(person):
    follow(person)
    MessageFactory(email="", user=person)
    MessageFactory(email="asta@example.dk")
    kept = MessageFactory(email="birk@example.dk")
    SubscriberFactory()
    AddressTroubleFactory(email="asta@example.dk")
    AddressTroubleFactory(email="birk@example.dk")

    forget(person)

    assert list(Message.objects.all()) == [kept]
    assert Subscriber.objects.count() == 1
    assert [row.email for row in AddressTrouble.objects.all()] == ["birk@example.dk"]
