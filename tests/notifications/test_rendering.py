from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from notifications.delivery import relay
from notifications.kinds import get_kind
from notifications.messages import ADDRESS_CHECK
from notifications.models import Message
from notifications.rendering import one_line, render
from notifications.services import enqueue
from tests.accounts.factories import DepartmentFactory, UserFactory

pytestmark = pytest.mark.django_db


def rendered(title):
    row = Message(kind="test.news", lane="bulk", context={"title": title})
    return render(row, get_kind("test.news"), DepartmentFactory(name="Vej & park"))


def test_a_mail_is_made_of_the_three_templates_of_its_kind(news, settings):
    mail = rendered("Ny cykelsti")

    assert mail.subject == "Nyt om Vej & park: Ny cykelsti"
    assert mail.text == (f"Ny cykelsti (Vej & park), {settings.SITE_NAME} <{settings.SITE_URL}>\n")
    assert mail.html.strip() == "<p>Ny cykelsti (Vej &amp; park)</p>"


@pytest.mark.parametrize(
    "title",
    [
        "<a href=http://evil.example>Klik</a>",
        "[x](http://evil.example)",
        "evil.example/login",
        "https://evil.example/login",
        "skriv til a@evil.example",
    ],
)
def test_what_people_wrote_is_no_link_in_a_mail(news, title):
    mail = rendered(title)

    assert "<a" not in mail.html
    for text in (mail.text, mail.html):
        assert "evil.example" not in text
        assert "http://evil" not in text
    assert title in mail.text.replace("\u200c", "")


@pytest.mark.parametrize("title", ["{{ site_url }}", "{% now 'Y' %}", "{user.password}", "%s"])
def test_what_people_wrote_is_never_evaluated(news, title):
    mail = rendered(title)

    assert title in mail.text.replace("\u200c", "")
    assert title in mail.subject


def test_a_title_with_a_line_break_adds_no_header(news):
    mail = rendered("Emne\r\nBcc: b@example.org\u2028X-Spam: nej")

    assert mail.subject == "Nyt om Vej & park: Emne Bcc: b@example.org X-Spam: nej"


def test_a_subject_is_cut_when_it_is_endless():
    assert one_line("a" * 300) == "a" * 199 + "…"


def test_a_mail_is_in_the_language_of_its_row(news, settings):
    row = Message(kind="test.news", lane="bulk", context={"title": "x"}, language="en")

    assert render(row, get_kind("test.news"), DepartmentFactory()).text.startswith("x")


@pytest.mark.parametrize("words", ["kl. 23.59", "1.000 kr.", "Lokalplan 9.9", "27.11.2026"])
def test_numbers_are_no_links_and_stay_as_they_are(news, words):
    assert words in rendered(words).text


def test_every_mail_has_one_heading_its_subject():
    """No mail's own part writes one, but the digest, which names its time instead."""
    bodies = list(Path(settings.BASE_DIR, "templates").glob("*/email/*.html"))
    own = [path.name for path in bodies if "<h1" in path.read_text()]
    whole = [path for path in bodies if not path.name.startswith("_")]
    frames = {path.read_text().split("%}")[0] for path in whole}
    base = render_to_string("email/base.html", {"mail_heading": "Se evil.dk & svar"})

    assert own == ["digest_body.html"]
    assert frames == {'{% extends "email/base.html" ', '{% extends "account/email/_notice.html" '}
    assert base.count("<h1>Se evil.\u200cdk &amp; svar</h1>") == 1


def test_a_mail_of_the_portal_and_one_of_the_account_are_headed_by_their_subjects(mailoutbox):
    person = UserFactory(email="asta@example.dk")
    enqueue(ADDRESS_CHECK, email="birk@example.dk")
    Client().post(reverse("account_reset_password"), {"email": person.email})

    relay("immediate", seconds=30)

    assert len(mailoutbox) == 2
    for sent in mailoutbox:
        html = sent.alternatives[0].content
        assert html.count("<h1>") == 1
        assert f"<h1>{sent.subject}</h1>" in html.replace("\u200c", "")
