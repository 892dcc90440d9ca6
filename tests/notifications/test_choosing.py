import pytest
from django.utils import timezone

from notifications.kinds import UnknownKind
from notifications.models import Channel, Message, Notice, Preference
from notifications.services import chosen_channels, save_preferences
from tests.notifications.factories import MessageFactory, NoticeFactory, SubscriberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chosen")]


@pytest.fixture
def account():
    return SubscriberFactory(account=True)


def test_without_a_choice_the_default_of_the_kind_holds(account):
    Preference.objects.create(subscriber=account, kind="test.reply", channel=Channel.WEEKLY)

    assert chosen_channels(account)["test.reply"] == Channel.WEEKLY
    assert chosen_channels(account)["test.daily"] == Channel.DAILY
    assert chosen_channels(None)["test.reply"] == Channel.AT_ONCE


def test_only_what_differs_is_written(account):
    at = timezone.now()

    changed = save_preferences(
        account, {"test.daily": Channel.DAILY, "test.reply": Channel.NONE}, at=at
    )

    assert changed == ["test.reply"]
    rows = Preference.objects.values_list("subscriber", "kind", "channel", "changed_at")
    assert list(rows) == [(account.pk, "test.reply", Channel.NONE, at)]


@pytest.mark.parametrize(
    ("choice", "waiting", "mailed", "mail"),
    [
        (Channel.AT_ONCE, Channel.DAILY, Channel.AT_ONCE, Message.State.PENDING),
        (Channel.WEEKLY, Channel.WEEKLY, Channel.WEEKLY, Message.State.CANCELLED),
        (Channel.SITE, Channel.SITE, Channel.SITE, Message.State.CANCELLED),
        (Channel.NONE, Channel.SITE, Channel.SITE, Message.State.CANCELLED),
    ],
)
def test_what_waits_follows_the_new_choice(account, choice, waiting, mailed, mail):
    in_digest = NoticeFactory(subscriber=account)
    with_mail = NoticeFactory(subscriber=account, channel=Channel.AT_ONCE)
    message = MessageFactory(subscriber=account, email="", dedup_key=with_mail.dedup_key)
    digest = MessageFactory(subscriber=account, email="", sent=True)
    told = NoticeFactory(subscriber=account, digest=digest)
    of_another_kind = NoticeFactory(subscriber=account, kind="test.storm")

    save_preferences(account, {"test.daily": choice}, at=timezone.now())

    channels = dict(Notice.objects.values_list("pk", "channel"))
    message.refresh_from_db()
    assert channels == {
        in_digest.pk: waiting,
        with_mail.pk: mailed,
        told.pk: Channel.DAILY,
        of_another_kind.pk: Channel.DAILY,
    }
    assert message.state == mail


@pytest.mark.parametrize(
    ("kind", "error"), [("test.unheard", UnknownKind), ("test.receipt", ValueError)]
)
def test_what_nobody_chooses_is_refused_and_nothing_is_saved(account, kind, error):
    with pytest.raises(error):
        save_preferences(
            account, {"test.daily": Channel.SITE, kind: Channel.SITE}, at=timezone.now()
        )

    assert not Preference.objects.exists()
