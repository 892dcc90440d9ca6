"""Pages that belong to no app: errors, log-in, the account, the second factor."""

import re
from collections.abc import Iterator

import pytest
from allauth.account.forms import ConfirmLoginCodeForm
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest
from django.template import loader
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.helpers import enrol, log_in
from tests.core.rendering import page_request, squeeze

ERROR_PAGES = {
    "400.html": "Vi kunne ikke læse det, der blev sendt",
    "403.html": "Du har ikke adgang her",
    "403_csrf.html": "Formularen var for gammel",
    "404.html": "Siden findes ikke",
    "409.html": "Det kan ikke lade sig gøre lige nu",
    "429.html": "Det gik for hurtigt",
}


def page(template: str, request: HttpRequest | None = None, **values: object) -> str:
    return squeeze(loader.get_template(template).render(values, request or page_request()))


def heading(html: str) -> str:
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    assert len(found) == 1, found
    return found[0].strip()


# --- The frame ----------------------------------------------------------------------------------
def test_a_visitor_is_offered_my_page_and_nothing_of_another() -> None:
    html = page("404.html")

    assert f'href="{reverse("portal:mypage")}"' in html
    assert "<span>Min side</span>" in html
    assert "Log ud" not in html


@pytest.mark.django_db
def test_a_person_sees_their_name_escaped_and_the_way_out() -> None:
    request = page_request()
    request.session_person = UserFactory(public_name="<Asta>")

    html = page("404.html", request)

    assert "&lt;Asta&gt;" in html
    assert f'href="{reverse("account_logout")}"' in html


def test_the_page_says_its_language_and_skips_to_its_content() -> None:
    html = page("404.html")

    assert '<html lang="da">' in html
    assert '<a class="skipnav" href="#content">' in html
    assert '<main id="content"' in html


@pytest.mark.parametrize("demo", [True, False])
def test_only_a_demo_calls_itself_a_demo(demo: bool, settings) -> None:
    settings.DEMO = demo

    assert ("Demo: alt her er opdigtet." in page("404.html")) is demo


def test_the_footer_names_the_authority_and_how_to_reach_it(settings) -> None:
    html = page("404.html")

    footer = html[html.index("<footer") :]
    assert settings.AUTHORITY_NAME in footer
    assert settings.AUTHORITY_ADDRESS in footer
    assert 'href="tel:+45' in footer
    assert f'href="{reverse("portal:accessibility")}"' in footer
    assert f'href="{reverse("portal:privacy")}"' in footer
    assert '<a href="/en/" lang="en" hreflang="en">English</a>' in footer


@pytest.mark.parametrize(
    ("level", "look"),
    [("success", "notice--done"), ("warning", "notice--warning"), ("info", "notice--info")],
)
def test_a_message_is_shown_as_text_in_its_own_colour(level: str, look: str, settings) -> None:
    request = page_request()
    request.session = {}
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    request._messages = SessionStorage(request)
    request._messages.add({"success": 25, "warning": 30, "info": 20}[level], "Gemt & <b>husket</b>")

    html = page("404.html", request)

    assert f'<div class="notice {look}" role="status">' in html
    assert "Gemt &amp; &lt;b&gt;husket&lt;/b&gt;" in html


def test_a_visitor_without_session_is_not_asked_for_messages() -> None:
    class Untouchable(dict):
        def __getitem__(self, key: str) -> object:
            raise AssertionError("the session of a visitor was opened")

        get = __getitem__

    request = page_request()
    request.session = Untouchable()
    request._messages = SessionStorage(request)

    assert heading(page("404.html", request)) == "Siden findes ikke"


# --- Errors ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(("template", "title"), ERROR_PAGES.items())
def test_an_error_page_says_what_happened_and_whom_to_ask(template: str, title: str) -> None:
    html = page(template)

    assert heading(html) == title
    assert f"<title>{title}" in html
    assert "Brug for hjælp?" in html
    assert 'name="robots" content="noindex"' in html


def test_a_conflict_says_why() -> None:
    html = page("409.html", message="Høringen er allerede »lukket«.")

    assert '<p class="lead">Høringen er allerede »lukket«.</p>' in html


@pytest.mark.parametrize(
    ("seconds", "advice"), [(30, "Vent et minut eller to"), (3600, "prøv igen senere i dag")]
)
def test_who_was_too_quick_learns_how_long_to_wait(seconds: int, advice: str) -> None:
    assert advice in page("429.html", retry_after=seconds)


@pytest.mark.django_db
def test_who_is_logged_in_is_not_asked_to_log_in_for_what_is_not_theirs() -> None:
    request = page_request()
    request.session_person = UserFactory()

    assert reverse("account_login") not in page("403.html", request)
    assert reverse("account_login") in page("403.html")


@pytest.mark.parametrize("values", [{}, None])
def test_the_page_of_last_resort_stands_without_context(values: dict | None) -> None:
    html = loader.get_template("500.html").render(values)

    assert heading(html) == "Noget gik galt hos os"


@pytest.mark.django_db
def test_a_page_that_is_missing_has_our_look(client: Client) -> None:
    response = client.get("/findes-ikke/")

    assert response.status_code == 404
    assert heading(response.text) == "Siden findes ikke"


# --- Log-in and account ---------------------------------------------------------------------------
@pytest.fixture
def asta() -> User:
    return UserFactory(public_name="Asta Æblegren")


@pytest.fixture
def inside(client: Client, asta: User) -> Client:
    """Logged in, and the password asked for once more just now."""
    log_in(client, asta)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def clean(html: str) -> str:
    """Return the heading of a page that obeys the CSP and is dressed by the portal."""
    assert not re.search(r"\sstyle=|<style|data:image|\son[a-z]+=", html)
    assert not re.search(r"<script(?![^>]*\ssrc=\"/static/js/)", html)
    assert '<header class="top">' in html
    return heading(html)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("account_login", "Log ind"),
        ("account_signup", "Opret en konto"),
        ("account_reset_password", "Glemt adgangskode"),
        ("account_reset_password_done", "Se i din indbakke"),
        ("account_reset_password_from_key_done", "Adgangskoden er skiftet"),
        ("account_email_verification_sent", "Se i din indbakke"),
        ("account_inactive", "Kontoen er lukket"),
    ],
)
def test_a_page_for_coming_in_has_our_look(client: Client, name: str, title: str) -> None:
    assert clean(client.get(reverse(name)).text) == title


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("account_logout", "Log ud"),
        ("account_email", "Skift mailadresse"),
        ("account_change_password", "Skift adgangskode"),
        ("account_reauthenticate", "Bekræft, at det er dig"),
        ("mfa_index", "Totrinsbekræftelse"),
        ("mfa_activate_totp", "Slå totrinsbekræftelse til"),
    ],
)
def test_a_page_about_the_account_has_our_look(inside: Client, name: str, title: str) -> None:
    assert clean(inside.get(reverse(name)).text) == title


@pytest.mark.django_db
def test_wrong_passwords_are_told_above_the_heading(client: Client, asta: User) -> None:
    html = log_in(client, asta, password="forkert").text

    assert html.index('class="error-summary"') < html.index("<h1>")
    assert html.count("Mailadressen eller adgangskoden er ikke rigtig.") == 1


@pytest.mark.django_db
def test_the_app_is_set_up_by_a_drawn_code_and_a_key(inside: Client) -> None:
    html = inside.get(reverse("mfa_activate_totp")).text

    assert '<svg class="qr"' in html
    assert re.search(r'<code class="secret">[A-Z2-7]{32}</code>', html)


@pytest.mark.django_db
def test_the_second_factor_is_asked_for_in_our_look(client: Client, asta: User) -> None:
    enrol(asta)

    log_in(client, asta)

    assert clean(client.get(reverse("mfa_authenticate")).text) == "Skriv koden fra din app"


@pytest.fixture
def with_codes(inside: Client, asta: User) -> Iterator[Client]:
    enrol(asta)
    return inside


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("mfa_index", "Totrinsbekræftelse"),
        ("mfa_view_recovery_codes", "Genoprettelseskoder"),
        ("mfa_generate_recovery_codes", "Lav nye genoprettelseskoder"),
        ("mfa_deactivate_totp", "Slå totrinsbekræftelse fra"),
        ("mfa_reauthenticate", "Bekræft, at det er dig"),
    ],
)
def test_a_page_about_the_second_factor_has_our_look(
    with_codes: Client, name: str, title: str
) -> None:
    assert clean(with_codes.get(reverse(name)).text) == title


@pytest.mark.django_db
def test_recovery_codes_are_shown_one_by_one(with_codes: Client) -> None:
    html = with_codes.get(reverse("mfa_view_recovery_codes")).text

    assert html.count("<li><code>") == 10


@pytest.mark.django_db
def test_a_link_to_confirm_an_address_asks_before_it_acts(client: Client) -> None:
    user = UserFactory(confirmed=False)
    address = EmailAddress.objects.get(user=user)
    key = EmailConfirmationHMAC(address).key

    html = client.get(reverse("account_confirm_email", args=[key])).text

    assert clean(html) == "Bekræft din mailadresse"
    assert user.email in html
    address.refresh_from_db()
    assert address.verified is False


@pytest.mark.django_db
def test_an_old_link_to_confirm_an_address_says_so(client: Client) -> None:
    html = client.get(reverse("account_confirm_email", args=["gammel"])).text

    assert clean(html) == "Linket virker ikke længere"


@pytest.mark.django_db
def test_an_old_link_to_a_new_password_says_so(client: Client) -> None:
    url = reverse("account_reset_password_from_key", args=["1", "gammel-noegle"])

    assert clean(client.get(url).text) == "Linket virker ikke længere"


@pytest.mark.django_db
def test_a_new_address_waits_for_its_confirmation(inside: Client) -> None:
    inside.post(reverse("account_email"), {"email": "ny@example.dk", "action_add": ""})

    html = inside.get(reverse("account_email")).text

    assert "Vi har sendt en mail til ny@example.dk." in html
    assert "Behold den gamle" in html


# --- The pieces of allauth that no page of ours uses yet ----------------------------
def test_a_page_of_allauth_that_we_did_not_write_is_dressed_too() -> None:
    request = page_request()
    request.user = AnonymousUser()
    html = page("account/confirm_login_code.html", request, verify_form=ConfirmLoginCodeForm())

    assert clean(html) != ""
    assert 'class="button button-primary"' in html
    assert 'class="button button-secondary"' in html
