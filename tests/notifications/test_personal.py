import json

import pytest

from notifications.models import (
    AddressTrouble,
    Channel,
    Message,
    Notice,
    Preference,
    Subscriber,
)
from notifications.personal import forget, personal_data_of
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory
from tests.notifications.factories import (
    AddressTroubleFactory,
    MessageFactory,
    NoticeFactory,
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


def test_a_person_sees_what_they_chose_and_were_told_and_what_their_address_follows(person):
    own = follow(person).subscriber
    Preference.objects.create(subscriber=own, kind="test.daily", channel=Channel.WEEKLY)
    NoticeFactory(subscriber=own)
    NoticeFactory()
    seen, hidden = HearingFactory(title="Lokalplan 9.9"), HearingFactory(draft=True)
    address = SubscriberFactory(email="Asta@Example.dk")
    for hearing in (seen, hidden):
        SubscriptionFactory(subscriber=address, feed=hearing.feed)
    SubscriptionFactory(subscriber__email="birk@example.dk")

    known = personal_data_of(person)

    rows = [(row["subject"], row["by_mail_only"]) for row in known["subscriptions"]]
    assert rows == [(None, False), ("Lokalplan 9.9", True), (None, True)]
    assert [(row["kind"], row["channel"]) for row in known["choices"]] == [("test.daily", "weekly")]
    assert [(row["kind"], row["read_at"]) for row in known["notices"]] == [("test.daily", None)]
    assert json.loads(json.dumps(known)) == known


def test_of_a_person_who_follows_nothing_nothing_is_known(person):
    assert personal_data_of(person) == {
        "subscriptions": [],
        "choices": [],
        "notices": [],
        "refused_address": None,
        "messages": [],
    }


def test_a_forgotten_person_gets_nothing_more_and_others_keep_theirs(person):
    MessageFactory(email="", user=person)
    MessageFactory(email="asta@example.dk")
    kept = MessageFactory(email="birk@example.dk")
    NoticeFactory(subscriber=follow(person).subscriber)
    SubscriptionFactory(subscriber__email="Asta@Example.dk")
    other = SubscriptionFactory()
    AddressTroubleFactory(email="asta@example.dk")
    AddressTroubleFactory(email="birk@example.dk")

    forget(person)

    assert list(Message.objects.all()) == [kept]
    assert list(Subscriber.objects.all()) == [other.subscriber]
    assert not Notice.objects.exists()
    assert [row.email for row in AddressTrouble.objects.all()] == ["birk@example.dk"]
