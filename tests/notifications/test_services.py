from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from notifications.addresses import InvalidRecipient
from notifications.kinds import UnknownKind
from notifications.models import Message
from notifications.services import enqueue
from tests.accounts.factories import DepartmentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("news")]


def test_a_message_is_one_row_that_waits():
    about = DepartmentFactory()

    row = enqueue("test.news", email="asta@example.dk", about=about, context={"title": "Hej"})

    assert list(Message.objects.all()) == [row]
    assert row.state == Message.State.PENDING
    assert row.lane == Message.Lane.BULK
    assert (row.about_model, row.about_pk) == ("city.department", str(about.pk))
    assert row.context == {"title": "Hej"}
    assert row.language == "da"


def test_a_message_is_gone_with_the_rollback_of_what_caused_it():
    with transaction.atomic():
        enqueue("test.news", email="asta@example.dk")
        transaction.set_rollback(True)

    assert not Message.objects.exists()


def test_the_same_key_is_written_once():
    first = enqueue("test.news", email="asta@example.dk", dedup_key="svar:1")
    second = enqueue("test.news", email="asta@example.dk", dedup_key="svar:1")

    assert second is None
    assert list(Message.objects.all()) == [first]


def test_a_message_without_recipient_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        enqueue("test.news")


def test_a_message_with_two_recipients_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        enqueue("test.news", email="asta@example.dk", user=UserFactory(), dedup_key="to")


def test_a_kind_that_nobody_registered_is_refused():
    with pytest.raises(UnknownKind):
        enqueue("test.nothing", email="asta@example.dk")


@pytest.mark.parametrize(
    "address",
    [
        "a@example.dk,b@example.org",
        "a@example.dk;b@example.org",
        "Asta <a@example.dk>",
        '"a@example.dk,b"@example.org',
        "a@example.dk\nBcc: b@example.org",
        "a@example.dk\u2028b@example.org",
        "ingen adresse",
    ],
)
def test_a_recipient_is_exactly_one_plain_address(address):
    with pytest.raises(InvalidRecipient):
        enqueue("test.news", email=address)

    assert not Message.objects.exists()


def test_a_message_to_an_account_is_in_the_persons_language():
    row = enqueue("test.news", user=UserFactory(language="en"))

    assert row.language == "en"


def test_a_language_that_is_named_counts():
    row = enqueue("test.news", user=UserFactory(language="en"), language="da")

    assert row.language == "da"


def test_the_sixth_receipt_within_an_hour_waits_until_the_hour_has_passed():
    now = timezone.now()
    rows = [
        enqueue("test.receipt", email="asta@example.dk", not_before=now + timedelta(minutes=n))
        for n in range(7)
    ]

    assert [row.state for row in rows] == [Message.State.PENDING] * 7
    assert [row.not_before for row in rows[4:]] == [
        now + timedelta(minutes=4),
        now + timedelta(hours=1),
        now + timedelta(hours=1, minutes=1),
    ]


def test_the_sixth_link_within_an_hour_is_not_sent():
    rows = [enqueue("test.link", email="asta@example.dk") for _ in range(6)]

    assert [row.state for row in rows] == [
        *[Message.State.PENDING] * 5,
        Message.State.CANCELLED,
    ]
    assert rows[5].reason == Message.Reason.LIMIT


def test_the_limit_counts_casing_and_tags_as_one_address():
    for address in [
        "asta@example.dk",
        "Asta@example.dk",
        "asta+1@example.dk",
        "ASTA+to@EXAMPLE.DK",
        "asta@Example.dk",
    ]:
        enqueue("test.link", email=address)

    row = enqueue("test.link", email="asta+ny@example.dk")
    other = enqueue("test.link", email="birk@example.dk")

    assert row.state == Message.State.CANCELLED
    assert other.state == Message.State.PENDING


def test_an_hour_later_the_address_gets_mail_again():
    earlier = timezone.now() - timedelta(minutes=61)
    for _ in range(5):
        enqueue("test.link", email="asta@example.dk", not_before=earlier)

    row = enqueue("test.link", email="asta@example.dk")

    assert row.state == Message.State.PENDING


def test_more_than_twenty_limited_mails_a_day_are_not_sent():
    rows = [enqueue("test.receipt", email="asta@example.dk") for _ in range(21)]

    assert [row.state for row in rows] == [
        *[Message.State.PENDING] * 20,
        Message.State.CANCELLED,
    ]


def test_news_are_not_limited():
    rows = [enqueue("test.news", email="asta@example.dk") for _ in range(25)]

    assert {row.state for row in rows} == {Message.State.PENDING}
