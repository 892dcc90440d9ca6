import socket

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail

from notifications.addresses import InvalidRecipient
from notifications.models import Message

pytestmark = pytest.mark.django_db


def test_a_mail_of_django_becomes_a_row_of_the_immediate_lane(mailoutbox):
    mail = EmailMultiAlternatives("Emne", "Tekst", to=["asta@example.dk"])
    mail.attach_alternative("<p>Tekst</p>", "text/html")

    sent = mail.send()

    row = Message.objects.get()
    assert sent == 1
    assert mailoutbox == []
    assert (row.state, row.lane) == (Message.State.PENDING, Message.Lane.IMMEDIATE)
    assert (row.email, row.subject, row.text, row.html) == (
        "asta@example.dk",
        "Emne",
        "Tekst",
        "<p>Tekst</p>",
    )


def test_each_recipient_gets_a_row_of_their_own():
    EmailMessage(
        "Emne", "Tekst", to=["a@example.dk"], cc=["b@example.dk"], bcc=["c@example.dk"]
    ).send()

    rows = Message.objects.order_by("email")
    assert list(rows.values_list("email", "html")) == [
        ("a@example.dk", ""),
        ("b@example.dk", ""),
        ("c@example.dk", ""),
    ]


def test_a_list_dressed_up_as_one_recipient_is_refused():
    with pytest.raises(InvalidRecipient):
        send_mail("Emne", "Tekst", None, ["a@example.dk,b@example.org"])

    assert not Message.objects.exists()


def test_the_subject_is_one_line_whatever_was_in_it():
    send_mail("Emne\u2028Bcc: b@example.org\x85 \x00slut", "Tekst", None, ["a@example.dk"])

    assert Message.objects.get().subject == "Emne Bcc: b@example.org slut"


def test_attachments_are_refused():
    mail = EmailMessage("Emne", "Tekst", to=["a@example.dk"])
    mail.attach("bilag.txt", "Hej")

    with pytest.raises(ValueError, match="no attachments"):
        mail.send()


def test_a_part_that_is_no_html_is_left_out():
    mail = EmailMultiAlternatives("Emne", "Tekst", to=["a@example.dk"])
    mail.attach_alternative("BEGIN:VCALENDAR", "text/calendar")

    mail.send()

    assert Message.objects.get().html == ""


def test_writing_a_mail_opens_no_connection(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("The web process opened a connection.")

    monkeypatch.setattr(socket, "create_connection", refuse)

    send_mail("Emne", "Tekst", None, ["a@example.dk"])

    assert Message.objects.count() == 1
