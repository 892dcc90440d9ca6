import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from city.models import Area, Topic
from hearings.models import Hearing
from notifications import services
from notifications.confirming import CONFIRM_FOLLOW, confirm_token, message_of_confirm_token
from notifications.models import (
    AddressTrouble,
    Channel,
    Message,
    Notice,
    Subscriber,
    Subscription,
)
from notifications.windows import window_of
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory
from tests.notifications.factories import (
    AddressTroubleFactory,
    FeedFactory,
    MessageFactory,
    NoticeFactory,
    SubscriberFactory,
    SubscriptionFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chosen")]


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def account():
    return SubscriberFactory(account=True)


@pytest.mark.parametrize("word", ["feed", "area", "topic"])
def test_a_thing_is_followed_once_and_stopped_once(account, at, word):
    thing = {"feed": FeedFactory, "area": Area.objects.first, "topic": Topic.objects.first}[word]()
    follow, unfollow = (getattr(services, f"{step}_{word}") for step in ("follow", "unfollow"))

    told = [step(account, thing, at=at) for step in (follow, follow, unfollow, unfollow)]

    assert told == [True, False, True, False]
    assert not Subscription.objects.exists()
    assert Subscriber.objects.filter(pk=account.pk).exists()


def at_once(subscriber, feed, *, kind="test.daily", state=Message.State.PENDING):
    """Return a notice that was written with a mail beside it."""
    notice = NoticeFactory(subscriber=subscriber, feed=feed, kind=kind, channel=Channel.AT_ONCE)
    claim = {"claim_token": "0b0a7a526a4c4a0e8d2f1c5c1a6f6f11", "claimed_at": timezone.now()}
    MessageFactory(
        kind=kind, subscriber=subscriber, email="", dedup_key=notice.dedup_key, state=state,
        **(claim if state == Message.State.CLAIMED else {}),
    )  # fmt: skip
    return notice


def test_what_waits_about_a_subject_is_not_mailed_after_stopping(account, at):
    feed, other = FeedFactory(), FeedFactory()
    for thing in (feed, other):
        services.follow_feed(account, thing, at=at)
    waiting = NoticeFactory(subscriber=account, feed=feed)
    mailed = at_once(account, feed)
    on_its_way = at_once(account, feed, state=Message.State.CLAIMED)
    elsewhere = NoticeFactory(subscriber=account, feed=other)
    to_me = at_once(account, feed, kind="test.reply")
    of_others = NoticeFactory(feed=feed)

    services.unfollow_feed(account, feed, at=at)

    channels = dict(Notice.objects.values_list("pk", "channel"))
    states = dict(Message.objects.values_list("dedup_key", "state"))
    assert channels == {
        waiting.pk: Channel.SITE,
        mailed.pk: Channel.SITE,
        on_its_way.pk: Channel.AT_ONCE,
        elsewhere.pk: Channel.DAILY,
        to_me.pk: Channel.AT_ONCE,
        of_others.pk: Channel.DAILY,
    }
    assert states == {
        mailed.dedup_key: Message.State.CANCELLED,
        on_its_way.dedup_key: Message.State.CLAIMED,
        to_me.dedup_key: Message.State.PENDING,
    }


@pytest.mark.parametrize("has_left", [False, True])
def test_what_a_digest_holds_that_has_not_left_is_not_mailed_after_stopping(account, at, has_left):
    feed, at_seven = FeedFactory(), window_of(at).ends_at
    services.follow_feed(account, feed, at=at)
    stopped = NoticeFactory(subscriber=account, feed=feed, created_at=at)
    kept = NoticeFactory(subscriber=account, feed=FeedFactory(), created_at=at)
    services.make_digests(at_seven)
    digest = Message.objects.get()
    if has_left:
        Message.objects.update(state=Message.State.SENT, finished_at=at)

    services.unfollow_feed(account, feed, at=at)

    stopped.refresh_from_db()
    assert (stopped.channel, stopped.digest) == (
        (Channel.DAILY, digest) if has_left else (Channel.SITE, None)
    )
    assert kept in digest.notices.all()


def test_who_chooses_the_week_while_a_daily_digest_waits_is_told_once_a_week(account, at):
    notice = NoticeFactory(subscriber=account, created_at=at)
    services.make_digests(window_of(at).ends_at)
    same = services.save_preferences(account, {"test.daily": Channel.AT_ONCE}, at=at)
    in_digest = Notice.objects.get(pk=notice.pk).digest

    services.save_preferences(account, {"test.daily": Channel.WEEKLY}, at=at)

    notice.refresh_from_db()
    assert same == ["test.daily"]
    assert in_digest is not None
    assert (notice.channel, notice.digest) == (Channel.WEEKLY, None)


def test_the_last_area_takes_along_what_waits_of_the_neighbourhood(account, at):
    area, topic, followed = Area.objects.first(), Topic.objects.first(), FeedFactory()
    services.choose_places(account, areas=[area], topics=[topic], at=at)
    services.follow_feed(account, followed, at=at)
    near = NoticeFactory(subscriber=account, feed=FeedFactory(), kind="test.near")
    own = NoticeFactory(subscriber=account, feed=followed, kind="test.near")

    services.unfollow_area(account, area, at=at)
    after_one = Notice.objects.get(pk=near.pk).channel
    services.unfollow_topic(account, topic, at=at)

    assert after_one == Channel.DAILY
    assert Notice.objects.get(pk=near.pk).channel == Channel.SITE
    assert Notice.objects.get(pk=own.pk).channel == Channel.DAILY


def test_choosing_places_begins_and_ends_what_differs_and_leaves_subjects_alone(account, at):
    kept, ended, begun = Area.objects.all()[:3]
    topic, feed = Topic.objects.first(), FeedFactory()
    services.follow_feed(account, feed, at=at)
    services.choose_places(account, areas=[kept, ended], topics=[], at=at)

    changed = services.choose_places(account, areas=[kept, begun], topics=[topic], at=at)

    rows = account.subscriptions.values_list("area", "topic", "feed")
    assert changed == 3
    assert set(rows) == {
        (kept.pk, None, None),
        (begun.pk, None, None),
        (None, topic.pk, None),
        (None, None, feed.pk),
    }


def test_an_address_that_follows_nothing_more_is_forgotten(at):
    address = SubscriberFactory()
    first, second = (SubscriptionFactory(subscriber=address) for _ in range(2))
    NoticeFactory(subscriber=address, feed=first.feed)
    MessageFactory(subscriber=address, email="")
    AddressTroubleFactory(email=address.email.lower())
    asked = MessageFactory(kind=CONFIRM_FOLLOW, email=address.email.upper(), sent=True)
    asked.about_model = "notifications.feed"
    asked.save()
    known = message_of_confirm_token(token := confirm_token(asked))

    services.unfollow(address, [first], at=at)
    is_there = Subscriber.objects.filter(pk=address.pk).exists()
    services.unfollow(address, [second], at=at)

    asked.refresh_from_db()
    assert is_there
    assert [m.objects.count() for m in (Subscriber, Subscription, Notice, AddressTrouble)] == [
        0
    ] * 4
    # That a mail was sent is kept, not to whom; and its link confirms nothing more.
    assert Message.objects.get() == asked
    assert (asked.email, known, message_of_confirm_token(token)) == ("", asked, None)


def test_nobody_stops_what_somebody_else_follows(account, at):
    theirs = SubscriptionFactory()

    assert services.unfollow(account, [theirs], at=at) == 0
    assert Subscription.objects.get() == theirs


# --- By mail --------------------------------------------------------------------------------
def test_asking_writes_nothing_but_the_mail_whoever_the_address_belongs_to(at):
    hearing = HearingFactory()
    person = UserFactory(email="konto@example.dk")
    known = SubscriberFactory(email="kendt@example.dk")
    before = (Subscriber.objects.count(), Subscription.objects.count())

    for number, address in enumerate([person.email, known.email, "ny@example.dk"]):
        services.ask_to_confirm(address, hearing.feed, language="da", key=str(number))
        services.ask_to_confirm(address, hearing.feed, language="da", key=str(number))

    mails = Message.objects.values_list("email", "kind", "about_pk", "state").distinct()
    assert (Subscriber.objects.count(), Subscription.objects.count()) == before
    assert len(mails) == Message.objects.count() == 3
    assert {row[1:] for row in mails} == {
        ("notifications.confirm_follow", str(hearing.feed_id), Message.State.PENDING)
    }


def test_a_confirmed_address_becomes_one_subscriber_however_it_is_written(at):
    feeds = FeedFactory.create_batch(2)

    for address, feed in zip(("Asta@example.dk", "asta@EXAMPLE.dk"), feeds, strict=True):
        services.follow_by_mail(address, feed, language="en", at=at)

    subscriber = Subscriber.objects.get()
    assert (subscriber.email, subscriber.language) == ("Asta@example.dk", "en")
    assert subscriber.confirmed_at == at
    assert subscriber.subscriptions.count() == 2


def test_who_has_an_account_with_the_address_follows_with_the_account(at):
    person = UserFactory(email="asta@example.dk", language="en")

    services.follow_by_mail("Asta@example.dk", FeedFactory(), language="da", at=at)

    subscriber = Subscriber.objects.get()
    assert (subscriber.user, subscriber.email, subscriber.language) == (person, "", "en")


# --- To an account --------------------------------------------------------------------------
def test_an_account_takes_over_what_its_address_follows_and_what_waits_for_it(account, at):
    address = SubscriberFactory(email="Asta@example.dk")
    shared, own = (SubscriptionFactory(subscriber=address).feed for _ in range(2))
    services.follow_feed(account, shared, at=at)
    told_both = "test.daily:city.department:1:"
    NoticeFactory(subscriber=address, feed=shared, dedup_key=f"{told_both}:{address.pk}")
    NoticeFactory(subscriber=account, feed=shared, dedup_key=f"{told_both}:{account.pk}")
    NoticeFactory(subscriber=address, feed=own, dedup_key=f"test.daily:x:2::{address.pk}")
    services.make_digests(window_of(at).ends_at + timedelta(days=1))

    count = services.take_over(account.user, ["asta@example.dk"], at=at)

    assert count == 1
    assert list(Subscriber.objects.all()) == [account]
    assert set(account.subscriptions.values_list("feed", flat=True)) == {shared.pk, own.pk}
    assert set(Notice.objects.values_list("dedup_key", "subscriber")) == {
        (f"{told_both}:{account.pk}", account.pk),
        (f"test.daily:x:2::{account.pk}", account.pk),
    }
    assert list(Notice.objects.filter(digest=None)) == [Notice.objects.get(feed=own)]


def test_an_account_takes_over_nothing_from_an_address_that_is_not_its_own(account, at):
    SubscriptionFactory()

    assert services.take_over(account.user, [account.user.email], at=at) == 0
    assert Subscriber.objects.count() == 2


# --- Races ----------------------------------------------------------------------------------
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_stopping_and_confirming_in_the_same_instant_leaves_no_address_without_a_subject():
    feed, others = FeedFactory(), FeedFactory.create_batch(8)
    barrier, faults = threading.Barrier(16), []

    def run(step):
        try:
            barrier.wait()
            step()
        except Exception as error:  # noqa: BLE001 (told below)
            faults.append(error)
        finally:
            connection.close()

    def confirm(thing):
        services.follow_by_mail("asta@example.dk", thing, language="da", at=timezone.now())

    def stop():
        for subscriber in Subscriber.objects.all():
            services.unfollow_all(subscriber, at=timezone.now())

    confirm(feed)
    steps = [lambda thing=thing: confirm(thing) for thing in others] + [stop] * 8
    threads = [threading.Thread(target=run, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert Subscriber.objects.count() <= 1
    assert Subscriber.objects.filter(subscriptions=None).count() == 0


# --- What may be seen -----------------------------------------------------------------------
def test_notices_of_subjects_that_are_hidden_now_are_neither_counted_nor_listed(account):
    seen, hidden = HearingFactory(), HearingFactory(draft=True)
    ownerless = NoticeFactory(subscriber=account, feed=FeedFactory())
    visible = NoticeFactory(subscriber=account, feed=seen.feed)
    NoticeFactory(subscriber=account, feed=hidden.feed)
    without = NoticeFactory(subscriber=account, feed=None)

    found = Notice.objects.of_subscriber(account.pk).visible_to(account.user)

    assert set(found) == {visible, without}
    assert ownerless not in found
    assert Hearing.objects.count() == 2
