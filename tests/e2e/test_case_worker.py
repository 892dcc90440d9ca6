"""A case worker's way, from the log-in to the extended deadline, in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.roles import Role
from hearings.models import Hearing, HearingEvent, Response
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.e2e.staff import log_in
from tests.hearings.factories import DepartmentFactory, HearingFactory, ResponseFactory
from tests.hearings.staff import at_work
from tests.hearings.uploads import pdf

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

LETTER = (
    "Lad poppelrækken mod vest stå. Min kollega Ditte Drivhus er sygemeldt efter et fald på stien."
)
ACTION = HearingEvent.Action


@pytest.fixture
def department():
    return DepartmentFactory(name="Plan og Trafik", email="plan@example.dk", phone="00000000")


@pytest.fixture
def case_worker(department):
    return UserFactory(role=Role.CASE_WORKER, department=department, full_name="Lone Linealsen")


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def write_draft(page: Page, *, last_day: str) -> None:
    """Fill the empty form, as much as it asks for, and save."""
    page.get_by_role("link", name="Ny høring").click()
    page.fill("[name=title]", "Lokalplan 9.9: nye boliger ved kanalen")
    page.get_by_label("Forslag til lokalplan", exact=True).check()
    page.fill("[name=lead]", "Kommunen vil gøre plads til boliger. Sig din mening.")
    page.fill("[name=opens_at_0]", day(1))
    page.fill("[name=opens_at_1]", "00:00")
    page.fill("[name=last_day]", last_day)
    page.fill("[name=brief_what]", "En ny lokalplan.")
    page.fill("[name=brief_influence]", "beplantning\nstier")
    page.locator(".tiptap").click()
    page.keyboard.type("Planen giver plads til rækkehuse.")
    page.fill("[name=case_number]", "01.02.05-P16-9-26")
    page.fill("[name=delete_personal_data_on]", day(900))
    page.locator("[name=_save]").click()


def is_refused_at_27_days(page: Page) -> Hearing:
    write_draft(page, last_day=day(27))
    expect(page.locator(".notice--error")).to_contain_text("Planloven § 24, stk. 5")
    page.get_by_role("link", name="Offentliggør").click()
    page.get_by_role("button", name="Offentliggør").click()
    expect(page.locator(".error-summary")).to_contain_text(
        "Planloven § 24, stk. 5 kræver mindst 28 dage"
    )
    hearing = Hearing.objects.get()
    assert hearing.status == Hearing.Status.DRAFT
    assert hearing.body == "<p>Planen giver plads til rækkehuse.</p>"
    return hearing


def publishes_at_28(page: Page, hearing: Hearing) -> None:
    page.get_by_role("link", name="Fortryd").click()
    page.fill("[name=last_day]", day(28))
    page.locator("[name=_continue]").click()
    page.get_by_role("link", name="Offentliggør").click()
    page.get_by_role("button", name="Offentliggør").click()
    expect(page.locator(".messagelist")).to_contain_text("er offentliggjort")
    hearing.refresh_from_db()
    assert hearing.status == Hearing.Status.PUBLISHED


def enters_a_letter_with_its_scan(page: Page) -> Response:
    page.get_by_role("link", name="Indfør et svar").click()
    page.get_by_label("brev").check()
    page.fill("[name=received_on]", day(-1))
    page.get_by_label("Navn", exact=True).fill("Asta Æblegren")
    page.fill("[name=email]", "asta@example.dk")
    page.fill("[name=text]", LETTER)
    scan = pdf("brev.pdf", "Lad poppelraekken staa").read()
    page.set_input_files(
        "[name=scans]", {"name": "brev.pdf", "mimeType": "application/pdf", "buffer": scan}
    )
    page.get_by_role("button", name="Indfør svaret").click()
    expect(page.locator(".receipt__number")).to_have_text("1")
    response = Response.objects.get()
    assert (response.channel, response.files.count()) == ("letter", 1)
    return response


def masks_a_name(page: Page, response: Response) -> None:
    """See first what it will look like, then save; the original stays."""
    page.get_by_role("link", name="Læs og godkend svaret").click()
    page.fill("[name=words]", "Ditte Drivhus")
    page.select_option("[name=reason]", "personal")
    page.get_by_role("button", name="Se resultatet først").click()
    expect(page.locator("#offentlig")).not_to_contain_text("Ditte Drivhus")
    version = response.current_version
    assert version.redactions.count() == 0
    page.get_by_role("button", name="Gem maskeringen").click()
    expect(page.locator("#offentlig")).to_contain_text("Min kollega personoplysninger er sygemeldt")
    assert version.redactions.count() == 1
    version.refresh_from_db()
    assert version.text == LETTER


def declines_it(page: Page) -> None:
    page.get_by_role("link", name="Afvis med begrundelse").click()
    page.fill("[name=reason]", "Svaret handler om en anden persons helbred.")
    page.get_by_role("button", name="Afvis svaret").click()
    expect(page.locator(".messagelist")).to_contain_text("bliver ikke offentliggjort")


def extends_the_deadline(page: Page, hearing: Hearing) -> None:
    page.goto(f"/admin/hearings/hearing/{hearing.pk}/change/")
    page.get_by_role("link", name="Forlæng fristen").click()
    expect(page.locator("main")).to_contain_text("En person får en mail")
    page.fill("[name=last_day]", day(40))
    page.fill("[name=reason]", "Bilag 3 manglede de første dage.")
    page.get_by_role("button", name="Forlæng fristen").click()
    expect(page.locator(".messagelist")).to_contain_text("er forlænget")


def test_a_case_worker_runs_a_hearing(open_page, case_worker):
    page = open_page()
    log_in(page, case_worker)

    hearing = is_refused_at_27_days(page)
    publishes_at_28(page, hearing)
    Hearing.objects.update(opens_at=timezone.now() - timedelta(days=2))
    page.reload()
    response = enters_a_letter_with_its_scan(page)
    masks_a_name(page, response)
    declines_it(page)
    extends_the_deadline(page, hearing)

    mails = Message.objects.filter(email="asta@example.dk").order_by("kind")
    assert list(mails.values_list("kind", flat=True)) == [
        "hearings.deadline_extended",
        "hearings.receipt",
        "hearings.response_declined",
    ]
    assert set(hearing.history.values_list("action", flat=True)) == {
        ACTION.CREATED,
        ACTION.CHANGED,
        ACTION.PUBLISHED,
        ACTION.RESPONSE_REGISTERED,
        ACTION.REDACTED,
        ACTION.RESPONSE_DECLINED,
        ACTION.EXTENDED,
    }


def test_a_passage_is_masked_with_the_keyboard_and_without_javascript(
    open_page, live_server, case_worker, department
):
    hearing = HearingFactory(department=department)
    response = ResponseFactory(hearing=hearing, text=LETTER)
    page = open_page(width=390, javascript=False)
    session = at_work(case_worker).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])

    page.goto(f"/admin/hearings/response/{response.pk}/change/")
    page.locator("[name=sentences]").nth(1).focus()
    page.keyboard.press("Space")
    page.locator("[name=reason]").select_option("sensitive")
    page.get_by_role("button", name="Gem maskeringen").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#offentlig .as-typed")).to_have_text(
        "Lad poppelrækken mod vest stå. følsomme oplysninger om andre"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
