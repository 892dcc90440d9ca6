"""Telling a few people: the line on the portal, the mail at once, and their own choice."""

import pytest
from django.db import transaction
from django.utils import timezone

from notifications.kinds import Group, all_kinds
from notifications.models import Channel, Message, Notice, Preference, Subscriber
from notifications.services import channel_for, channel_of, notify, subscriber_of
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.notifications.factories import FeedFactory, SubscriberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chosen")]
NOW = timezone.now()


def choose(subscriber: Subscriber, kind: str, channel: Channel) -> Preference:
    return Preference.objects.create(subscriber=subscriber, kind=kind, channel=channel)


def test_a_kind_that_nobody_chooses_is_a_mail_and_no_line():
    notify([SubscriberFactory()], kind="test.news", about=DepartmentFactory(), at=NOW)

    assert (Message.objects.count(), Notice.objects.count()) == (1, 0)


@pytest.mark.parametrize("kind", ["test.reply", "test.news"])
def test_news_reach_each_subscriber_once(kind):
    subscribers = [SubscriberFactory(), SubscriberFactory(account=True)]
    about = DepartmentFactory()

    first = notify(subscribers, kind=kind, about=about, version="1", at=NOW)
    again = notify([*subscribers, SubscriberFactory()], kind=kind, about=about, version="1", at=NOW)
    newer = notify(subscribers, kind=kind, about=about, version="2", at=NOW)

    assert (first, again, newer) == (2, 1, 2)
    assert Message.objects.count() == 5


def test_a_line_says_what_happened_when_and_under_which_subject():
    subscriber, about, feed = SubscriberFactory(), DepartmentFactory(), FeedFactory()

    notify(
        [subscriber], kind="test.reply", about=about, feed=feed, context={"title": "Hej"}, at=NOW
    )

    notice = Notice.objects.get()
    mail = Message.objects.get()
    assert (notice.subscriber, notice.feed, notice.created_at) == (subscriber, feed, NOW)
    assert (notice.about_model, notice.about_pk) == ("city.department", str(about.pk))
    assert (notice.context, notice.read_at) == ({"title": "Hej"}, None)
    assert notice.dedup_key == f"test.reply:city.department:{about.pk}::{subscriber.pk}"
    assert mail.dedup_key == notice.dedup_key


@pytest.mark.parametrize("default", ["test.reply", "test.daily"])
@pytest.mark.parametrize("channel", Channel)
def test_a_choice_counts_before_the_kinds_default(default, channel):
    subscriber, other = SubscriberFactory(), SubscriberFactory()
    choose(subscriber, default, channel)
    choose(other, "test.storm", Channel.NONE)

    told = notify([subscriber], kind=default, about=DepartmentFactory(), at=NOW)

    lines = [] if channel == Channel.NONE else [channel]
    assert told == len(lines)
    assert list(Notice.objects.values_list("channel", flat=True)) == lines
    assert Message.objects.count() == (channel == Channel.AT_ONCE)
    assert channel_of(subscriber, default) == channel
    assert channel_of(other, "test.reply") == Channel.AT_ONCE


def test_whoever_is_told_already_is_not_told_again_after_another_choice():
    subscriber, about = SubscriberFactory(), DepartmentFactory()
    notify([subscriber], kind="test.daily", about=about, at=NOW)
    choose(subscriber, "test.daily", Channel.AT_ONCE)

    again = notify([subscriber], kind="test.daily", about=about, at=NOW)

    assert (again, Notice.objects.count(), Message.objects.count()) == (0, 1, 0)


def test_what_is_told_is_gone_with_the_rollback_of_what_caused_it():
    with transaction.atomic():
        notify([SubscriberFactory()], kind="test.reply", about=DepartmentFactory(), at=NOW)
        transaction.set_rollback(True)

    assert not Message.objects.exists()
    assert not Notice.objects.exists()


def test_news_go_out_in_the_language_of_each_subscriber():
    english = SubscriberFactory(account=True, user__language="en")
    danish = SubscriberFactory(language="da")

    notify([english, danish], kind="test.reply", about=DepartmentFactory(), at=NOW)

    assert list(Message.objects.order_by("subscriber").values_list("subscriber", "language")) == [
        (english.pk, "en"),
        (danish.pk, "da"),
    ]


@pytest.mark.parametrize("followers", [1, 30])
def test_telling_many_costs_as_many_queries_as_telling_one(followers, django_assert_num_queries):
    SubscriberFactory.create_batch(followers)
    about = DepartmentFactory()

    # Subscribers; savepoint, choices, known lines, lines, known mails, mails, savepoint. (What
    # SQLite splits is larger.)
    with django_assert_num_queries(8):
        notify(Subscriber.objects.all(), kind="test.reply", about=about, at=NOW)


def test_only_kinds_that_people_choose_have_a_channel():
    with pytest.raises(ValueError, match="nobody chooses"):
        channel_for("test.news", [])


def test_every_kind_that_people_choose_can_be_told():
    for kind in all_kinds():
        if kind.is_chosen:
            assert isinstance(kind.group, Group)


def test_an_account_is_one_subscriber_in_its_own_language():
    user = UserFactory(language="en")

    first, again = subscriber_of(user), subscriber_of(user)

    assert first == again == Subscriber.objects.get()
    assert (first.user, first.email, first.language) == (user, "", "en")
