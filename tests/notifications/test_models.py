import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from notifications.models import Feed, Heartbeat, Message, Subscriber, Subscription
from tests.accounts.factories import UserFactory
from tests.notifications.factories import (
    FeedFactory,
    MessageFactory,
    SubscriberFactory,
    SubscriptionFactory,
)

pytestmark = pytest.mark.django_db


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_subscriber_is_an_account_or_an_address_never_both_or_none():
    refused(Subscriber.objects.create)
    refused(lambda: Subscriber.objects.create(user=UserFactory(), email="a@example.dk"))


def test_an_address_is_one_subscriber_in_any_casing():
    SubscriberFactory(email="asta@example.dk")

    refused(lambda: SubscriberFactory(email="Asta@Example.dk"))


def test_a_subscription_follows_exactly_one_thing():
    subscriber = SubscriberFactory()

    refused(lambda: Subscription.objects.create(subscriber=subscriber))


def test_a_feed_is_followed_once():
    subscription = SubscriptionFactory()

    refused(lambda: SubscriptionFactory(subscriber=subscription.subscriber, feed=subscription.feed))


def test_a_feed_knows_its_subscribers():
    subscription, _other = SubscriptionFactory(), SubscriptionFactory()

    assert list(subscription.feed.subscribers()) == [subscription.subscriber]


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "lost"},
        {"lane": "slow"},
        {"state": Message.State.SENT},
        {"state": Message.State.CLAIMED},
        {"finished_at": timezone.now()},
    ],
)
def test_the_database_refuses_a_message_that_makes_no_sense(fields):
    refused(lambda: MessageFactory(**fields))


def test_the_oldest_due_message_tells_how_long_mails_wait():
    first = MessageFactory()
    MessageFactory()
    MessageFactory(sent=True)

    assert Message.objects.waiting_since() == first.not_before


def test_nothing_waits_when_nothing_is_due():
    assert Message.objects.waiting_since() is None


def test_rows_say_what_they_are():
    subscriber = SubscriberFactory(email="asta@example.dk")

    assert str(subscriber) == "asta@example.dk"
    assert str(SubscriberFactory(account=True, user__full_name="Bo Bøg")) == "Bo Bøg"
    assert str(Heartbeat(part="worker", at=None)) == "worker None"
    assert str(MessageFactory(pk=7)) == "mail 7"
    assert str(Feed(pk=3)) == "nyhedsstrøm 3"
    assert str(SubscriptionFactory(subscriber=subscriber, feed=FeedFactory(pk=4))) == (
        "asta@example.dk: nyhedsstrøm 4"
    )
