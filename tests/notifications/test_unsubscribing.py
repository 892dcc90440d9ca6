"""One click says no, without a log-in; looking says nothing (RFC 8058)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from notifications import kinds
from notifications.kinds import Lane, MessageKind
from notifications.links import (
    digest_scope,
    kind_scope,
    manage_token,
    read_unsubscribe_token,
    subscriber_of_manage_token,
    unsubscribe_token,
)
from notifications.models import Channel, Message, Notice, Preference, Subscriber, Subscription
from tests.notifications.factories import SubscriberFactory, SubscriptionFactory

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def chosen(news):
    """Three kinds that people choose: two that come daily, one weekly."""
    for code, channel in (("a", Channel.DAILY), ("b", Channel.DAILY), ("c", Channel.WEEKLY)):
        kinds.register(
            MessageKind(f"test.{code}", f"Nyt {code}", Lane.BULK, "testmail/news", channel=channel)
        )


def path(subscriber, scope):
    return reverse("notifications:unsubscribe", args=[unsubscribe_token(subscriber, scope)])


def notice(subscriber, code, channel):
    return Notice.objects.create(
        subscriber=subscriber,
        kind=f"test.{code}",
        about_model="city.area",
        about_pk="1",
        channel=channel,
        dedup_key=f"{code}{channel}{subscriber.pk}",
    )


def waiting(subscriber, kind, key, **values):
    key = f"{key}:{subscriber.pk}"
    return Message.objects.create(
        kind=kind, lane=Lane.BULK, subscriber=subscriber, dedup_key=key, **values
    )


def digest(subscriber, rhythm):
    return waiting(subscriber, "notifications.digest", rhythm, context={"rhythm": rhythm})


def choices(subscriber):
    return dict(Preference.objects.filter(subscriber=subscriber).values_list("kind", "channel"))


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_page_changes_nothing(client, chosen, method):
    subscribers = SubscriberFactory(account=True), SubscriberFactory()

    answers = [
        getattr(client, method)(path(subscriber, kind_scope("test.a")))
        for subscriber in subscribers
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert [answer.cookies for answer in answers] == [{}, {}]
    assert answers[0].headers["Cache-Control"] == "private, no-store"
    assert Subscriber.objects.count() == 2
    assert not Preference.objects.exists()


def test_one_click_without_cookie_or_token_stops_one_kind_of_mail(chosen):
    subscriber, other = SubscriberFactory(account=True), SubscriberFactory(account=True)
    Preference.objects.create(subscriber=subscriber, kind="test.a", channel=Channel.AT_ONCE)
    stopped, kept = notice(subscriber, "a", "daily"), notice(subscriber, "b", "daily")
    mail, other_mail = waiting(subscriber, "test.a", "x"), waiting(other, "test.a", "x")
    strict = Client(enforce_csrf_checks=True)

    answers = [
        strict.post(path(subscriber, kind_scope("test.a")), ONE_CLICK, headers=headers)
        for headers in ({}, {"Origin": "https://mail.example"}, {"Origin": "null"})
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert "Du får ikke længere mails om »Nyt a«" in answers[0].text
    assert choices(subscriber) == {"test.a": "site"}
    assert choices(other) == {}
    stopped.refresh_from_db()
    kept.refresh_from_db()
    mail.refresh_from_db()
    other_mail.refresh_from_db()
    assert (stopped.channel, kept.channel) == ("site", "daily")
    assert (mail.state, mail.reason) == ("cancelled", "not_wanted")
    assert other_mail.state == "pending"


def test_a_collected_mail_is_stopped_for_every_kind_that_came_with_it(client, chosen):
    subscriber = SubscriberFactory(account=True)
    Preference.objects.create(subscriber=subscriber, kind="test.b", channel=Channel.AT_ONCE)
    Preference.objects.create(subscriber=subscriber, kind="test.c", channel=Channel.DAILY)
    daily, weekly = notice(subscriber, "a", "daily"), notice(subscriber, "b", "weekly")
    day, week = digest(subscriber, "daily"), digest(subscriber, "weekly")

    page = client.post(path(subscriber, digest_scope("daily")), ONE_CLICK)

    assert "den samlede mail hver dag" in page.text
    own = {kind: how for kind, how in choices(subscriber).items() if kind.startswith("test.")}
    assert own == {"test.a": "site", "test.b": "at_once", "test.c": "site"}
    daily.refresh_from_db()
    weekly.refresh_from_db()
    assert (daily.channel, weekly.channel) == ("site", "weekly")
    states = dict(Message.objects.values_list("pk", "state"))
    assert states == {day.pk: "cancelled", week.pk: "pending"}


def test_an_address_without_an_account_is_forgotten(client, chosen):
    subscriber = SubscriberFactory(email="asta@example.dk")
    SubscriptionFactory(subscriber=subscriber)
    stays = SubscriptionFactory()
    waiting(subscriber, "test.a", "x")
    link = path(subscriber, kind_scope("test.a"))

    before = client.get(link).text
    done = client.post(link, ONE_CLICK)
    again = [client.post(link, ONE_CLICK), client.get(link)]

    assert "sletter din adresse" in before
    assert "vi har slettet adressen" in done.text
    assert [answer.status_code for answer in (done, *again)] == [200, 200, 200]
    assert all("Adressen findes ikke længere hos os" in answer.text for answer in again)
    assert list(Subscription.objects.all()) == [stays]
    assert not Message.objects.exists()
    assert not Subscriber.objects.filter(email="asta@example.dk").exists()


def test_a_post_that_does_not_ask_for_it_stops_nothing(client, chosen):
    subscriber = SubscriberFactory()

    answer = client.post(path(subscriber, kind_scope("test.a")), {"List-Unsubscribe": "maybe"})

    assert answer.status_code == 400
    assert "Der er ikke ændret noget endnu" in answer.text
    assert Subscriber.objects.count() == 1


def test_only_a_link_that_we_have_signed_for_this_purpose_opens_anything(client, chosen):
    subscriber = SubscriberFactory()
    token = unsubscribe_token(subscriber, kind_scope("test.a"))
    name, _mark, signature = token.partition("~")
    forged = [
        f"{name.replace('test.a', 'test.b')}~{signature}",
        f"{subscriber.pk + 1}{name[len(str(subscriber.pk)) :]}~{signature}",
        manage_token(subscriber),
        "x",
    ]

    answers = [
        client.post(reverse("notifications:unsubscribe", args=[text]), ONE_CLICK) for text in forged
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert Subscriber.objects.count() == 1
    assert subscriber_of_manage_token(manage_token(subscriber)) == subscriber
    assert subscriber_of_manage_token(token) is None


def test_a_number_that_is_given_again_opens_nothing():
    subscriber = SubscriberFactory(created_at=timezone.now() - timedelta(days=1))
    token, key = unsubscribe_token(subscriber, digest_scope("daily")), manage_token(subscriber)
    pk = subscriber.pk
    subscriber.delete()
    SubscriberFactory(pk=pk)

    assert read_unsubscribe_token(token).subscriber is None
    assert subscriber_of_manage_token(key) is None
