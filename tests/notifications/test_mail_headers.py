"""One recipient, one line per header, our own host, and a way out (P13, P42, P46, RFC 8058)."""

from email import message_from_bytes, policy

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from notifications import kinds
from notifications.delivery import relay
from notifications.kinds import Lane, MessageKind
from notifications.links import choices_link, digest_scope, kind_scope, unsubscribe_link
from notifications.models import Channel, Message, Subscriber
from notifications.services import enqueue
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.notifications.factories import NoticeFactory, SubscriberFactory

pytestmark = pytest.mark.django_db

ONE_OF_EACH = ("From", "To", "Subject", "Message-ID", "Auto-Submitted", "Date")
BREAKS = [
    "Nyt\r\nBcc: b@evil.example",
    "Nyt\nBcc: b@evil.example",
    "Nyt\u2028Bcc: b@evil.example\u2029",
    "Nyt\x85Bcc: b@evil.example",
    "Nyt\x0b\x0cBcc: b@evil.example\x1c\x1d\x1e",
]


def enqueue_digest(subscriber, about):
    context = {"rhythm": "weekly", "day": "2026-11-23"}
    row = enqueue("notifications.digest", subscriber=subscriber, context=context)
    NoticeFactory(subscriber=subscriber, digest=row, about_pk=str(about.pk))


def sent(mailoutbox):
    """Let everything leave; return the mails as a mail program reads their bytes."""
    relay(Message.Lane.IMMEDIATE, Message.Lane.BULK, seconds=5)
    return [
        message_from_bytes(mail.message().as_bytes(), policy=policy.default) for mail in mailoutbox
    ]


@pytest.mark.parametrize("title", BREAKS)
def test_what_people_wrote_adds_no_header_and_no_recipient(news, mailoutbox, title):
    about = DepartmentFactory(name='Vej", b@evil.example <b@evil.example>')
    enqueue("test.news", email="asta@example.dk", about=about, context={"title": title})

    [mail] = sent(mailoutbox)

    assert [len(mail.get_all(name, [])) for name in ONE_OF_EACH] == [1] * len(ONE_OF_EACH)
    assert (mail["Bcc"], mail["Cc"]) == (None, None)
    assert [to.addr_spec for to in mail["To"].addresses] == ["asta@example.dk"]
    assert mailoutbox[0].recipients() == ["asta@example.dk"]
    assert str(mail["Subject"]).endswith("Nyt Bcc: b@evil.example")


@pytest.mark.parametrize(
    "address", ["a@example.dk,b@evil.example", '"b@evil.example"@example.dk', "A <a@example.dk>"]
)
def test_an_address_that_is_a_list_in_disguise_gets_nothing(news, mailoutbox, address):
    person = UserFactory()
    EmailAddress.objects.filter(user=person).update(email=address)
    about = DepartmentFactory()
    rows = [
        enqueue("test.news", user=person, about=about),
        enqueue("test.news", subscriber=SubscriberFactory(email=address), about=about),
    ]

    mails = sent(mailoutbox)

    assert mails == []
    states = Message.objects.filter(pk__in=[row.pk for row in rows]).values_list("state", "faults")
    assert list(states) == [("pending", 1)] * 2


@pytest.mark.parametrize(
    "headers", [{"host": "evil.example"}, {"x-forwarded-host": "evil.example"}]
)
def test_a_host_that_a_stranger_names_stands_in_no_mail(settings, mailoutbox, headers):
    UserFactory(email="asta@example.dk")

    answer = Client().post("/konto/password/reset/", {"email": "asta@example.dk"}, headers=headers)
    mails = sent(mailoutbox)

    assert answer.status_code == (400 if "host" in headers else 302)
    assert len(mails) == (0 if "host" in headers else 1)
    assert all("evil.example" not in mail.as_string() for mail in mails)
    assert all(settings.SITE_URL in mail.get_body(("plain",)).get_content() for mail in mails)


@pytest.mark.parametrize("scope", [kind_scope("test.reply"), digest_scope("weekly")], ids=str)
@pytest.mark.parametrize("language", ["da", "en"])
def test_what_people_choose_can_be_stopped_from_the_mail_program(
    chosen, mailoutbox, settings, scope, language
):
    subscriber, about = SubscriberFactory(language=language), DepartmentFactory()
    if scope == digest_scope("weekly"):
        enqueue_digest(subscriber, about)
    else:
        enqueue("test.reply", subscriber=subscriber, about=about)

    [mail] = sent(mailoutbox)
    link = unsubscribe_link(subscriber, scope)

    start = settings.SITE_URL + ("/en" if language == "en" else "")
    assert link.startswith(f"{start}/afmeld/")
    assert [value.strip() for value in mail.get_all("List-Unsubscribe")] == [f"<{link}>"]
    assert mail.get_all("List-Unsubscribe-Post") == ["List-Unsubscribe=One-Click"]
    path = link.removeprefix(settings.SITE_URL)
    assert Client().post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.exists()


def test_a_mail_that_must_come_offers_no_way_out(chosen, mailoutbox):
    about = DepartmentFactory()
    enqueue("test.news", subscriber=SubscriberFactory(), about=about)
    enqueue("test.reply", email="asta@example.dk", about=about)
    enqueue("test.reply", user=UserFactory(), about=about)

    mails = sent(mailoutbox)

    assert [mail["List-Unsubscribe"] for mail in mails] == [None] * 3


def test_the_foot_of_the_mail_leads_to_the_same_page(chosen, mailoutbox):
    kind = MessageKind(
        "test.framed",
        "Nyt",
        Lane.BULK,
        "notifications/email/address_check",
        channel=Channel.AT_ONCE,
    )
    kinds.register(kind)
    subscriber, person = SubscriberFactory(), SubscriberFactory(account=True)
    enqueue("test.framed", subscriber=subscriber)
    enqueue("test.framed", subscriber=person)
    enqueue("test.framed", email="asta@example.dk")

    followed, with_account, told = sent(mailoutbox)
    link = unsubscribe_link(subscriber, kind_scope("test.framed"))

    html = followed.get_body(("html",)).get_content()
    text = followed.get_body(("plain",)).get_content()
    assert f'<a href="{link}">Afmeld de her mails</a>' in html
    assert link in text.splitlines()
    assert "fordi du følger med" in html
    assert f'<a href="{choices_link(subscriber)}">' in html
    assert choices_link(person).endswith("/beskeder/indstillinger/")
    assert f'<a href="{choices_link(person)}">' in with_account.get_body(("html",)).get_content()
    assert "afmeld" not in told.as_string()
