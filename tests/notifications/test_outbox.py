from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from notifications.models import Announcement, Message
from notifications.services import announce
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.notifications.factories import MessageFactory

pytestmark = pytest.mark.django_db


def outbox(*arguments):
    out = StringIO()
    call_command("outbox", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_an_empty_outbox_says_so():
    MessageFactory(sent=True)

    assert outbox() == ["Waiting:", "  nothing", "Failed:", "  nothing"]


def test_what_waits_and_what_failed_is_told_by_kind_and_age_without_texts():
    now = timezone.now()
    secret = {"subject": "Hemmeligt emne", "text": "https://localhost/nulstil/hemmeligt/"}
    for minutes in (5, 65):
        MessageFactory(**secret, not_before=now - timedelta(minutes=minutes, seconds=1))
    MessageFactory(bulk=True, kind="hearings.receipt", not_before=now + timedelta(hours=1))
    Message.objects.claim(MessageFactory(bulk=True).pk)
    failed = MessageFactory(
        failed=True, email="asta.aeblegren@example.dk", reason="gave_up", faults=5, **secret
    )
    person = UserFactory()
    of_person = MessageFactory(failed=True, email="", user=person, reason="refused")

    said = outbox()

    assert said == [
        "Waiting:",
        "        2  due         immediate  mail, oldest 1 h 5 min",
        "        1  later       bulk       hearings.receipt, oldest 0 s",
        "        1  being sent  bulk       mail, oldest 0 s",
        "Failed:",
        "        1  gave_up     mail, oldest 0 s",
        "        1  refused     mail, oldest 0 s",
        f"  #{of_person.pk}  mail  refused  an account  0 attempts, 0 faults, 0 lost",
        f"  #{failed.pk}  mail  gave_up  an address  0 attempts, 5 faults, 0 lost",
    ]


def test_one_failed_mail_tries_again_and_another_stays():
    again, other = (MessageFactory(failed=True, subject="", faults=5) for _ in range(2))
    sent = MessageFactory(sent=True, subject="")

    said = outbox("--retry", str(again.pk), str(sent.pk))

    again.refresh_from_db()
    assert said == [
        "1 mails wait again.",
        "1 cannot be tried again: not failed, or emptied since.",
    ]
    assert (again.state, again.faults, again.reason) == ("pending", 0, "")
    assert set(Message.objects.exclude(pk=again.pk).values_list("pk", "state")) == {
        (other.pk, "failed"),
        (sent.pk, "sent"),
    }


def test_all_that_failed_tries_again_but_what_was_emptied():
    MessageFactory.create_batch(2, failed=True, subject="")
    MessageFactory(failed=True)

    at = timezone.now() - timedelta(hours=2, seconds=1)
    told = announce("comments.new", about=DepartmentFactory(), at=at)
    Announcement.objects.filter(pk=told.pk).update(faults=5, finished_at=timezone.now(), told=7)

    assert outbox()[-2:] == [
        "Announcements given up (--retry all-failed tells them further):",
        f"  #{told.pk}  comments.new, 7 told, 2 h 1 s old",
    ]
    assert outbox("--retry", "all-failed") == [
        "1 announcements are told further.",
        "2 mails wait again.",
        "1 cannot be tried again: not failed, or emptied since.",
    ]


@pytest.mark.parametrize("wanted", ["alt", "-1", "9" * 30])
def test_what_is_no_number_is_refused(wanted):
    MessageFactory(failed=True, subject="")

    with pytest.raises(CommandError):
        outbox(f"--retry={wanted}")

    assert Message.objects.filter(state="failed").count() == 1
