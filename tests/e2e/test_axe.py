"""axe finds nothing, and nothing scrolls sideways, on any page in any state, at both widths."""

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from playwright.sync_api import Page

from accounts.models import User
from accounts.roles import Role
from hearings.links import address_token_for, token_for
from hearings.models import Hearing, Redaction, Response
from portal.mailbox import read_mails
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.helpers import code_now, enrol
from tests.e2e.axe import faults, faults_of
from tests.hearings.factories import (
    HearingDocumentFactory,
    HearingFactory,
    HearingMeetingFactory,
    ResponseFactory,
)

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TYPING_TIME = 2_100


@pytest.fixture
def person() -> User:
    return UserFactory(public_name="Asta Æblegren")


@pytest.fixture
def hearing(person: User) -> Hearing:
    """An open hearing with everything on it, and hearings in the other states beside it."""
    hearing = HearingFactory(
        title="Lokalplan 9.9: botilbud ved Skallerne",
        remark="Bevar mest muligt af beplantningen.",
        third_party="Bygherren er med",
        body="<h2>Planen</h2><p>Her står det hele.</p>",
    )
    HearingDocumentFactory(hearing=hearing)
    HearingMeetingFactory(hearing=hearing)
    ResponseFactory(hearing=hearing, approved=True, show_name=True, person=person)
    ResponseFactory(
        hearing=hearing,
        approved=True,
        sender_kind=Response.SenderKind.ASSOCIATION,
        on_behalf_of="Fem Hække",
    )
    masked = ResponseFactory(hearing=hearing, approved=True, text="Min nabo Holger er syg.")
    Redaction.objects.create(
        version=masked.current_version, start=9, end=15, reason="personal", by=person
    )
    for state in ("coming", "closed", "decided", "withdrawn"):
        HearingFactory(**{state: True})
    return hearing


def log_in(page: Page, person: User) -> None:
    page.goto("/konto/login/")
    page.locator("main [name=login]").fill(person.email)
    page.locator("main [name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()


def send_empty(page: Page) -> None:
    """Send the form as it is, past the browser's own checks, and wait for the answer."""
    with page.expect_navigation():
        page.locator("main form[method=post]").first.evaluate(
            "form => { form.noValidate = true; form.requestSubmit(); }"
        )


def test_pages_to_read(open_page, hearing):
    page = open_page(width=390)
    closed = Hearing.objects.closed().get()
    decided = Hearing.objects.decided().get()
    url = hearing.get_absolute_url()

    paths = [
        "/", "/en/", "/information/", "/projekter/", "/seminarer/", "/kalender/", "/hjaelp/",
        "/privatliv/", "/tilgaengelighed/", "/hoeringer/", "/hoeringer/?q=findes-ikke",
        "/hoeringer/?state=closed", url, f"{url}svar/", f"{url}svar/1/", f"{url}svar/3/",
        f"{url}opslag/", closed.get_absolute_url(), decided.get_absolute_url(),
        Hearing.objects.withdrawn().get().get_absolute_url(),
        Hearing.objects.coming().get().get_absolute_url(),
        f"{closed.get_absolute_url()}skriv/",
    ]  # fmt: skip

    assert faults_of(page, paths) == {}


def test_log_in_sign_up_and_reset_also_with_errors(open_page, db):
    page = open_page(width=390)
    paths = ["/konto/login/", "/konto/signup/", "/konto/password/reset/"]

    empty = faults_of(page, paths)
    wrong = {}
    for path in paths:
        page.goto(path)
        send_empty(page)
        wrong[path] = faults(page)

    assert empty == {}
    assert {path: found for path, found in wrong.items() if found} == {}


def test_answering_with_errors_check_and_receipt(open_page, hearing):
    page = open_page(width=390)
    page.goto(f"{hearing.get_absolute_url()}skriv/")
    found = {"form": faults(page)}

    page.wait_for_timeout(TYPING_TIME)
    send_empty(page)
    found["errors"] = faults(page)
    page.locator("[name=text]").fill("Lad poppelrækken stå.")
    page.locator("[name=name]").fill("Asta Æblegren")
    page.get_by_role("button", name="Tjek").click()
    page.wait_for_url("**/tjek/")
    found["check"] = faults(page)
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/kvittering/**")
    found["receipt"] = faults(page)

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_an_answers_own_pages(open_page, hearing):
    response = hearing.responses.get(number=1)
    token, from_mail = token_for(response), address_token_for(response)
    root = f"/hoeringer/mit-svar/{token}/"
    paths = [f"/hoeringer/kvittering/{token}/", root, f"{root}ret/", f"{root}traek-tilbage/"]
    paths += [f"/hoeringer/{page}/{from_mail}/" for page in ("bekraeft", "ikke-mig")]
    paths += ["/hoeringer/ikke-mig/"]

    assert faults_of(open_page(width=390), paths) == {}


def test_min_side_and_the_account(open_page, hearing, person):
    ResponseFactory(hearing=hearing, email=person.email, person=None)
    page = open_page(width=390)
    log_in(page, person)

    paths = [
        "/min-side/", "/konto/indstillinger/", "/konto/email/", "/konto/password/change/",
        "/konto/2fa/", "/konto/logout/", "/konto/reauthenticate/",
    ]  # fmt: skip
    found = faults_of(page, paths)
    page.goto("/min-side/slet/")
    page.locator("main [name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/min-side/slet/")
    found |= faults_of(page, ["/min-side/slet/", "/min-side/data/"])

    assert found == {}


def test_error_pages(open_page, hearing, monkeypatch, live_server):
    page = open_page(width=390)
    found = faults_of(page, ["/findes-ikke/", "/en/findes-ikke/", "/?q=%00"])

    page.goto("/konto/login/")
    page.context.clear_cookies()
    page.locator("main [name=login]").fill("asta@example.dk")
    page.locator("main [name=password]").fill("forkert")
    page.locator("main form button[type=submit]").click()
    found["403_csrf"] = faults(page)
    monkeypatch.setattr("portal.views.front.open_rows", _fails)
    found["500"] = faults(page, "/")

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def _fails(_at: object) -> None:
    raise RuntimeError


def test_the_way_into_the_administration(open_page, db):
    page = open_page(width=390)
    person = UserFactory(role=Role.CASE_WORKER)
    found = faults_of(page, ["/admin/"])
    log_in(page, person)
    found |= faults_of(page, ["/admin/", "/min-side/"])
    page.context.clear_cookies()

    authenticator = enrol(person)
    log_in(page, person)
    found["second factor"] = faults(page)
    page.locator("main [name=code]").fill(code_now(authenticator))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    found |= faults_of(page, ["/admin/", "/admin/hearings/hearing/"])

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_the_demos_mailbox(open_page, db, settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = tmp_path
    enrol(UserFactory(role=Role.CASE_WORKER))
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend")
    mail = EmailMultiAlternatives(
        "Kvittering", "Se http://localhost:8000/", to=["asta@demo.example"], connection=connection
    )
    mail.attach_alternative("<p>Hej</p>", "text/html")
    mail.send()
    name = read_mails()[0].name

    found = faults_of(open_page(width=390), ["/postkasse/", f"/postkasse/{name}/"])

    assert found == {}
