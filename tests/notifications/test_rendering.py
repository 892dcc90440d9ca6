import pytest

from notifications.kinds import get_kind
from notifications.models import Message
from notifications.rendering import one_line, render
from tests.accounts.factories import DepartmentFactory

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
