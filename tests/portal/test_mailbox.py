import base64
import time

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from accounts.roles import Role
from portal.mailbox import is_ours, one_time_codes, read_mails
from tests.accounts.factories import UserFactory
from tests.accounts.helpers import enrol

LINK = "http://localhost:8000/hoeringer/mit-svar/abc~def/"


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return settings.EMAIL_FILE_PATH


def send(to: str, subject: str = "Kvittering", text: str = "Tak for dit svar.", html: str = ""):
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend")
    mail = EmailMultiAlternatives(subject, text, to=[to], connection=connection)
    if html:
        mail.attach_alternative(html, "text/html")
    mail.send()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/postkasse/", "/postkasse/20261123-1-0/"])
def test_there_is_no_mailbox_outside_demo_mode(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_an_empty_mailbox_says_so(client, demo):
    page = client.get(reverse("portal:mailbox")).content.decode()

    assert "Her er ingen mails" in page


@pytest.mark.django_db
def test_the_newest_mail_stands_first_with_its_recipient(client, demo):
    send("asta@demo.example", "Første")
    time.sleep(0.01)
    send("birk@demo.example", "Anden æøå")

    mails = client.get(reverse("portal:mailbox")).context["mails"]

    assert [(mail.subject, mail.recipients) for mail in mails] == [
        ("Anden æøå", ["birk@demo.example"]),
        ("Første", ["asta@demo.example"]),
    ]


@pytest.mark.django_db
def test_one_recipients_mails_can_be_picked_out(client, demo):
    send("asta@demo.example")
    send("birk@demo.example")

    context = client.get(reverse("portal:mailbox"), {"to": "Asta@demo.example"}).context

    assert [mail.recipients for mail in context["mails"]] == [["asta@demo.example"]]
    assert context["recipients"] == ["asta@demo.example", "birk@demo.example"]


@pytest.mark.django_db
def test_only_links_to_this_portal_can_be_followed(client, demo):
    send("asta@demo.example", text=f"Se {LINK}.\nIkke http://localhost:8000.ond.example/x")
    name = read_mails()[0].name

    page = client.get(reverse("portal:mail", args=[name])).content.decode()

    assert f'<a href="{LINK}">' in page
    assert 'href="http://localhost:8000.ond.example' not in page


@pytest.mark.django_db
def test_the_html_part_is_shown_as_words(client, demo):
    send("asta@demo.example", html="<p>Hej <b>Asta</b></p><script>alert(1)</script>")
    name = read_mails()[0].name

    page = client.get(reverse("portal:mail", args=[name])).content.decode()

    assert "Hej Asta" in page
    assert "alert(1)" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["..%2F..%2Fsettings", "findes-ikke", "x" * 300])
def test_a_mail_that_is_not_in_the_list_is_not_there(client, demo, name):
    send("asta@demo.example")

    assert client.get(f"/postkasse/{name}/").status_code == 404


def test_other_files_in_the_folder_are_not_read(demo):
    demo.mkdir()
    (demo / "hemmelig.txt").write_text("Subject: nej\n\n")

    assert read_mails() == []


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("http://localhost:8000/min-side/", True),
        ("https://localhost:8000/", False),
        ("http://localhost:8000@ond.example/", False),
        ("http://ond.example/", False),
    ],
)
def test_an_address_is_ours_by_scheme_and_host(address, ours):
    assert is_ours(address) is ours


@pytest.mark.django_db
def test_the_staffs_codes_of_this_half_minute_are_shown(demo, settings):
    # The key and the codes of RFC 6238, appendix B, at 59 seconds.
    factor = enrol(UserFactory(role=Role.CASE_WORKER))
    factor.data["secret"] = base64.b32encode(b"12345678901234567890").decode()
    factor.save()
    enrol(UserFactory())

    codes, seconds = one_time_codes(59.0)

    assert ([code["code"] for code in codes], seconds) == (["287082"], 1)
