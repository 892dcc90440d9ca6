"""Asked when a mail at once is about to leave: does the person still want it, may they read it?"""

import pytest
from django.utils import timezone

from hearings.models import Hearing
from notifications.delivery import relay
from notifications.models import Channel, Message, Notice, Preference
from notifications.services import enqueue, notify
from tests.accounts.factories import DepartmentFactory
from tests.hearings.factories import HearingFactory
from tests.notifications.factories import SubscriberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chosen")]
NOW = timezone.now()
Reason = Message.Reason


@pytest.mark.parametrize("channel", Channel)
def test_a_choice_made_meanwhile_counts_and_a_digest_takes_the_line_over(channel, mailoutbox):
    asta = SubscriberFactory()
    notify([asta], kind="test.reply", about=DepartmentFactory(), at=NOW)
    Preference.objects.create(subscriber=asta, kind="test.reply", channel=channel)

    relay("bulk", seconds=60)

    wanted = channel == Channel.AT_ONCE
    assert len(mailoutbox) == wanted
    assert Message.objects.get().reason == ("" if wanted else Reason.NOT_WANTED)
    stays = channel == Channel.NONE  # The line is on the portal already.
    assert Notice.objects.get().channel == (Channel.AT_ONCE if stays else channel)


def test_what_goes_to_a_person_and_not_to_a_follower_is_nobodys_choice(mailoutbox):
    asta = SubscriberFactory(account=True)
    Preference.objects.create(subscriber=asta, kind="test.reply", channel=Channel.NONE)
    enqueue("test.reply", user=asta.user, about=DepartmentFactory())

    relay("bulk", seconds=60)

    assert len(mailoutbox) == 1


def test_a_follower_is_not_told_of_what_was_taken_back_meanwhile(mailoutbox):
    hearing = HearingFactory(open=True)
    about = DepartmentFactory()
    notify([SubscriberFactory()], kind="test.reply", about=about, feed=hearing.feed, at=NOW)
    Hearing.objects.filter(pk=hearing.pk).update(status=Hearing.Status.DRAFT)

    relay("bulk", seconds=60)

    assert mailoutbox == []
    assert Message.objects.get().reason == Reason.NOT_DUE


@pytest.mark.parametrize("count", [0, 1])
def test_a_storm_that_the_person_began_alone_is_left_to_the_digest(count):
    asta = SubscriberFactory()
    Preference.objects.create(subscriber=asta, kind="test.storm", channel=Channel.AT_ONCE)
    context = {"count": count}
    notify([asta], kind="test.storm", about=DepartmentFactory(), context=context, at=NOW)

    relay("bulk", seconds=60)

    # The kind has no mail of its own here: what is to leave stays, as a fault of ours.
    assert Message.objects.get().reason == ("" if count else Reason.NOT_DUE)
    assert Notice.objects.get().channel == (Channel.AT_ONCE if count else Channel.DAILY)
