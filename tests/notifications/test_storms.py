"""Many things in a short time: the figures that people are promised."""

from datetime import timedelta

import pytest

from notifications.models import Announcement, Channel, Message, Notice, Preference, Subscriber
from notifications.services import announce, expand_announcements, make_digests
from notifications.windows import window_of
from tests.accounts.factories import DepartmentFactory
from tests.notifications.factories import SubscriberFactory
from tests.notifications.test_windows import here

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chosen")]
BEGINS = here("2026-11-27 20:00")


@pytest.mark.parametrize("channel", [Channel.DAILY, Channel.AT_ONCE])
def test_500_followers_and_300_comments_in_5_minutes_are_500_mails(channel):
    people = SubscriberFactory.build_batch(500)
    people = Subscriber.objects.bulk_create(people)
    Preference.objects.bulk_create(
        Preference(subscriber=person, kind="test.storm", channel=channel) for person in people
    )
    about = DepartmentFactory()

    for second in range(300):
        at = BEGINS + timedelta(seconds=second)
        announce(
            "test.storm", about=about, version=window_of(at).name, at=at, context={"count": 300}
        )
        if second % 60 == 59:
            expand_announcements(seconds=60)
    digests = [make_digests(window_of(BEGINS).ends_at) for _ in range(3)]

    assert Announcement.objects.count() == 1
    assert Notice.objects.count() == 500
    assert Message.objects.count() == 500
    assert Message.objects.values("subscriber").distinct().count() == 500
    assert digests == ([500, 0, 0] if channel == Channel.DAILY else [0, 0, 0])


def test_the_next_window_is_told_of_once_more():
    SubscriberFactory()
    about = DepartmentFactory()

    for hours in (0, 5, 10.99, 11, 20):
        at = BEGINS + timedelta(hours=hours)
        announce("test.storm", about=about, version=window_of(at).name, at=at)
    expand_announcements(seconds=60)

    assert Notice.objects.count() == 2
