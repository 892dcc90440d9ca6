import logging
import smtplib
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import OperationalError
from django.utils import timezone

from notifications import delivery
from notifications.delivery import Mailer, ServerUnreachable, relay
from notifications.models import Message
from notifications.services import enqueue
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.notifications.factories import MessageFactory, SubscriberFactory

pytestmark = pytest.mark.django_db

IMMEDIATE, BULK = Message.Lane.IMMEDIATE, Message.Lane.BULK
State, Reason = Message.State, Message.Reason


def fresh(row):
    row.refresh_from_db()
    return row


def later(row):
    """Make a row due that waits after a passing error."""
    Message.objects.filter(pk=row.pk).update(not_before=timezone.now())


def test_a_mail_leaves_once_with_a_stable_id(sink):
    row = MessageFactory(text="Hej\n", html="<p>Hej</p>", subject="Æbler")

    first = relay(IMMEDIATE, seconds=5)
    second = relay(IMMEDIATE, seconds=5)

    mail = sink.mails[0]
    assert (first, second, len(sink.mails)) == (1, 0, 1)
    assert fresh(row).state == State.SENT
    assert row.finished_at is not None
    assert str(mail["Message-ID"]) == row.message_id
    assert row.message_id.endswith("@localhost>")
    assert str(mail["Subject"]) == "Æbler"
    assert str(mail["To"]) == row.email
    assert str(mail["Auto-Submitted"]) == "auto-generated"
    assert mail.get_body(("plain",)).get_content().strip() == "Hej"
    assert mail.get_body(("html",)).get_content().strip() == "<p>Hej</p>"


def test_what_a_mail_said_is_forgotten_when_it_has_left(sink):
    row = MessageFactory(text="https://localhost/nulstil/hemmeligt/", html="<p>hemmeligt</p>")

    relay(IMMEDIATE, seconds=5)

    assert (fresh(row).text, row.html) == ("", "")


def test_many_mails_share_one_connection(sink):
    MessageFactory.create_batch(25)

    relay(IMMEDIATE, seconds=10)

    assert (len(sink.mails), sink.connections) == (25, 1)


def test_a_lane_sends_its_own_mails_only(sink):
    MessageFactory(bulk=True)

    assert relay(IMMEDIATE, seconds=5) == 0


def test_a_receipt_passes_a_newsletter(sink):
    MessageFactory.create_batch(2, bulk=True)
    receipt = MessageFactory()

    relay(IMMEDIATE, BULK, seconds=5)

    assert sink.recipients[0] == [receipt.email]
    assert len(sink.mails) == 3


def test_a_mail_that_is_to_wait_waits(sink):
    MessageFactory(not_before=timezone.now() + timedelta(hours=1))

    assert relay(IMMEDIATE, seconds=5) == 0


def test_a_run_ends_when_its_time_is_up(sink):
    MessageFactory.create_batch(3)
    sink.pause = 0.2

    assert relay(IMMEDIATE, seconds=0.1) == 1


def test_a_run_without_time_sends_nothing(sink):
    MessageFactory()

    assert relay(IMMEDIATE, seconds=0) == 0


def test_a_row_is_claimed_by_one_worker_only():
    row = MessageFactory()

    first = Message.objects.claim(row.pk)
    second = Message.objects.claim(row.pk)

    assert first == row
    assert second is None


def test_a_claim_that_was_taken_away_marks_nothing():
    row = Message.objects.claim(MessageFactory().pk)
    Message.objects.update(claimed_at=timezone.now() - timedelta(minutes=6))
    delivery.free_stale_claims()
    other = Message.objects.claim(row.pk)

    assert row.finish(State.SENT) is False
    assert fresh(other).state == State.CLAIMED


@pytest.mark.parametrize("answer", ["550 no such user", "553 not here"])
def test_a_refused_recipient_is_not_tried_again(sink, answer, caplog):
    row = MessageFactory()
    sink.answer_rcpt = lambda _recipient: answer

    relay(IMMEDIATE, seconds=5)

    assert (fresh(row).state, row.reason) == (State.FAILED, Reason.REFUSED)
    assert row.text == ""
    assert caplog.records[-1].levelno == logging.ERROR


@pytest.mark.parametrize("answer", ["451 try later", "421 busy"])
def test_a_passing_refusal_waits_longer_each_time(sink, answer):
    row = MessageFactory()
    sink.answer_rcpt = lambda _recipient: answer
    waits = []

    for _ in range(7):
        later(row)
        before = timezone.now()
        relay(IMMEDIATE, seconds=5)
        waits.append(round((fresh(row).not_before - before).total_seconds(), -1))

    assert (row.state, row.attempts) == (State.PENDING, 7)
    assert waits == [30, 60, 120, 240, 480, 600, 600]


def test_a_refusal_of_the_mail_itself_is_told_from_a_passing_one(sink):
    refused, delayed = MessageFactory(subject="nej"), MessageFactory(subject="vent")
    sink.answer_data = lambda mail: "554 spam" if mail["Subject"] == "nej" else "452 full"

    relay(IMMEDIATE, seconds=5)

    assert (fresh(refused).state, fresh(delayed).state) == (State.FAILED, State.PENDING)


def test_a_mail_is_given_up_in_the_end(sink, caplog):
    row = MessageFactory(attempts=Message.MAX_ATTEMPTS - 1)
    sink.answer_rcpt = lambda _recipient: "451 try later"

    relay(IMMEDIATE, seconds=5)

    assert (fresh(row).state, row.reason) == (State.FAILED, Reason.GAVE_UP)
    assert caplog.records[-1].levelno == logging.ERROR


def test_a_line_cut_after_the_mail_was_taken_makes_one_double_with_the_same_id(sink):
    row = MessageFactory()
    cuts = iter([True, False])
    sink.cut_after_data = lambda _mail: next(cuts)

    relay(IMMEDIATE, seconds=5)
    later(row)
    relay(IMMEDIATE, seconds=5)

    assert fresh(row).state == State.SENT
    assert sink.message_ids == [row.message_id] * 2


def test_a_server_that_is_away_stops_the_run_and_loses_nothing(settings):
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    first, second = MessageFactory(), MessageFactory()

    assert relay(IMMEDIATE, seconds=5) == 0
    assert (fresh(first).state, first.attempts) == (State.PENDING, 1)
    assert (fresh(second).state, second.attempts) == (State.PENDING, 0)


def test_a_server_that_hangs_costs_one_timeout(sink, settings):
    settings.EMAIL_TIMEOUT = 0.3
    sink.pause = 1
    row = MessageFactory()

    assert relay(IMMEDIATE, seconds=5) == 0
    assert (fresh(row).state, row.attempts) == (State.PENDING, 1)


def test_no_mail_leaves_in_plain_text_when_tls_was_asked_for(sink, settings):
    settings.EMAIL_USE_TLS = True
    row = MessageFactory()

    with Mailer() as mailer:
        for _ in range(2):
            with pytest.raises(ServerUnreachable):
                mailer.send(EmailMultiAlternatives("Hej", "Hej", to=["asta@example.dk"]))
    relay(IMMEDIATE, seconds=5)

    assert sink.mails == []
    assert fresh(row).state == State.PENDING


def test_a_log_in_that_the_server_refuses_is_our_fault_not_the_mails(sink, settings):
    sink.greeting = "554 no service"
    row = MessageFactory()

    relay(IMMEDIATE, seconds=5)

    assert fresh(row).state == State.PENDING


def test_a_sender_that_the_server_refuses_is_our_fault_not_the_mails(sink):
    sink.answer_sender = "550 who are you"
    row = MessageFactory()

    relay(IMMEDIATE, seconds=5)

    assert (fresh(row).state, row.attempts) == (State.PENDING, 1)


class FullDisk(BaseEmailBackend):
    def send_messages(self, _email_messages):
        raise OSError("No space left on device")


def test_a_disk_that_is_full_stops_the_run_and_loses_nothing(settings):
    settings.MAIL_DELIVERY_BACKEND = f"{__name__}.FullDisk"
    row = MessageFactory()

    assert relay(IMMEDIATE, seconds=5) == 0
    assert (fresh(row).state, row.attempts) == (State.PENDING, 1)


def test_a_row_that_another_worker_took_is_passed_over(mailoutbox, monkeypatch):
    mine, theirs = MessageFactory(), MessageFactory()
    due = delivery._next_due

    def taken_meanwhile(lanes):
        found = due(lanes)
        Message.objects.claim(theirs.pk)
        return found

    monkeypatch.setattr(delivery, "_next_due", taken_meanwhile)

    assert relay(IMMEDIATE, seconds=5) == 1
    assert (fresh(mine).state, fresh(theirs).state) == (State.SENT, State.CLAIMED)


def test_a_server_gone_before_goodbye_disturbs_nobody(caplog):
    class Gone:
        def close(self):
            raise smtplib.SMTPServerDisconnected

    caplog.set_level(logging.INFO)
    mailer = Mailer()
    mailer._connection = Gone()

    with mailer:
        pass

    assert caplog.messages == ["The mail server was gone before we said goodbye."]


def test_a_mail_that_cannot_be_made_does_not_stop_those_behind_it(news, sink, caplog):
    broken = enqueue("test.broken", email="asta@example.dk", context={"title": "Astas hemmelighed"})
    good = MessageFactory(bulk=True)

    relay(BULK, seconds=5)

    assert (fresh(broken).state, fresh(good).state) == (State.PENDING, State.SENT)
    assert f"Message {broken.pk} of the kind test.broken could not be made" in caplog.text
    assert "hemmelighed" not in caplog.text
    assert "Traceback" not in caplog.text


def test_a_mail_that_cannot_be_made_is_given_up_at_the_fifth_fault(news, mailoutbox, caplog):
    broken = enqueue("test.broken", email="asta@example.dk")
    waits = []

    for _ in range(5):
        later(broken)
        before = timezone.now()
        relay(BULK, seconds=5)
        waits.append(round((fresh(broken).not_before - before).total_seconds(), -1))

    assert waits[:4] == [30, 120, 480, 600]
    assert (broken.state, broken.reason) == (State.FAILED, Reason.GAVE_UP)
    assert (broken.faults, broken.attempts) == (5, 0)
    assert "it was given up" in caplog.messages[-1]


def test_a_database_that_stumbles_is_no_fault_of_the_mail(news, mailoutbox, monkeypatch):
    row = enqueue("test.news", email="asta@example.dk", about=DepartmentFactory())

    def stumble(_row):
        raise OperationalError

    monkeypatch.setattr(delivery, "find_about", stumble)
    relay(BULK, seconds=5)

    assert (fresh(row).state, row.faults, row.attempts) == (State.PENDING, 0, 1)


def test_every_mail_of_the_demo_is_kept_in_a_file(settings, tmp_path):
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    MessageFactory.create_batch(2)

    relay(IMMEDIATE, seconds=5)

    # Two mails of one second may share a file; a line of dashes stands after each.
    kept = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert kept.count("-" * 79) == 2


def test_an_account_is_reached_at_the_address_it_has_confirmed_now(news, mailoutbox):
    person = UserFactory()
    enqueue("test.news", user=person, about=DepartmentFactory())
    EmailAddress.objects.filter(user=person).update(email="ny@example.dk")

    relay(BULK, seconds=5)

    assert [mail.to for mail in mailoutbox] == [["ny@example.dk"]]


@pytest.mark.parametrize("changes", [{"confirmed": False}, {"is_active": False}])
def test_an_account_that_is_closed_or_unconfirmed_gets_nothing(news, mailoutbox, changes):
    row = enqueue("test.news", user=UserFactory(**changes), about=DepartmentFactory())

    relay(BULK, seconds=5)

    assert (fresh(row).state, row.reason) == (State.CANCELLED, Reason.NO_RECIPIENT)
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("traits", "state"),
    [
        ({}, State.SENT),
        ({"unconfirmed": True}, State.CANCELLED),
        ({"account": True}, State.SENT),
        ({"account": True, "user__is_active": False}, State.CANCELLED),
    ],
)
def test_a_subscriber_is_reached_when_confirmed(news, mailoutbox, traits, state):
    subscriber = SubscriberFactory(**traits)
    row = enqueue("test.news", subscriber=subscriber, about=DepartmentFactory())

    relay(BULK, seconds=5)

    assert fresh(row).state == state


def test_a_message_about_what_is_gone_is_cancelled(news, mailoutbox):
    about = DepartmentFactory()
    row = enqueue("test.news", email="asta@example.dk", about=about)
    about.delete()

    relay(BULK, seconds=5)

    assert (fresh(row).state, row.reason) == (State.CANCELLED, Reason.SUBJECT_GONE)
    assert mailoutbox == []


def test_a_message_that_is_no_longer_due_is_cancelled(news, mailoutbox):
    row = enqueue("test.news", email="asta@example.dk", about=DepartmentFactory(is_active=False))

    relay(BULK, seconds=5)

    assert (fresh(row).state, row.reason) == (State.CANCELLED, Reason.NOT_DUE)
    assert mailoutbox == []


def test_a_claim_of_a_dead_worker_is_given_back():
    row = Message.objects.claim(MessageFactory().pk)
    Message.objects.update(claimed_at=timezone.now() - timedelta(minutes=5))

    assert delivery.free_stale_claims() == 1
    assert (fresh(row).state, row.attempts, row.lost_claims) == (State.PENDING, 1, 1)


def test_a_claim_of_a_living_worker_is_left_alone():
    row = Message.objects.claim(MessageFactory().pk)
    Message.objects.update(claimed_at=timezone.now() - timedelta(minutes=4))

    assert delivery.free_stale_claims() == 0
    assert fresh(row).state == State.CLAIMED


def test_a_mail_over_which_five_workers_died_is_given_up(caplog):
    row = Message.objects.claim(MessageFactory(lost_claims=4).pk)
    Message.objects.update(claimed_at=timezone.now() - timedelta(minutes=5))

    assert delivery.free_stale_claims() == 0
    assert (fresh(row).state, row.reason) == (State.FAILED, Reason.GAVE_UP)
    assert "five workers died" in caplog.text
