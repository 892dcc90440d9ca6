"""Messages and those who get them."""

import factory
from django.utils import timezone

from notifications.messages import RENDERED
from notifications.models import (
    AddressTrouble,
    Channel,
    Feed,
    Message,
    Notice,
    Subscriber,
    Subscription,
)
from tests.accounts.factories import UserFactory


class FeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Feed


class SubscriberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Subscriber

    class Params:
        account = factory.Trait(user=factory.SubFactory(UserFactory), email="", confirmed_at=None)
        unconfirmed = factory.Trait(confirmed_at=None)

    email = factory.Sequence(lambda n: f"følger{n}@example.dk".replace("ø", "oe"))
    confirmed_at = factory.LazyFunction(timezone.now)


class SubscriptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Subscription

    subscriber = factory.SubFactory(SubscriberFactory)
    feed = factory.SubFactory(FeedFactory)


class MessageFactory(factory.django.DjangoModelFactory):
    """A rendered mail that waits in the immediate lane."""

    class Meta:
        model = Message

    class Params:
        bulk = factory.Trait(lane=Message.Lane.BULK)
        sent = factory.Trait(
            state=Message.State.SENT, finished_at=factory.LazyFunction(timezone.now)
        )
        failed = factory.Trait(
            state=Message.State.FAILED, finished_at=factory.LazyFunction(timezone.now)
        )

    kind = RENDERED
    lane = Message.Lane.IMMEDIATE
    email = factory.Sequence(lambda n: f"modtager{n}@example.dk")
    subject = "Kvittering"
    text = "Vi har modtaget dit svar.\n"


class NoticeFactory(factory.django.DjangoModelFactory):
    """A line that waits for the daily digest, about nothing in particular."""

    class Meta:
        model = Notice

    class Params:
        weekly = factory.Trait(channel=Channel.WEEKLY)
        site = factory.Trait(channel=Channel.SITE)

    subscriber = factory.SubFactory(SubscriberFactory)
    kind = "test.daily"
    about_model = "city.department"
    about_pk = "0"
    channel = Channel.DAILY
    dedup_key = factory.Sequence(lambda n: f"test.daily:city.department:0:{n}")


class AddressTroubleFactory(factory.django.DjangoModelFactory):
    """An address to which nothing is sent any more."""

    class Meta:
        model = AddressTrouble

    email = factory.Sequence(lambda n: f"lukket{n}@example.dk")
    refusals = AddressTrouble.MAX_REFUSALS
    stopped_at = factory.LazyFunction(timezone.now)
    last_answer = "550 5.1.1 ukendt modtager"
