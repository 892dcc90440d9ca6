"""What staff do in the browser in more than one test: come in, use the keyboard, decide."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from hearings.models import Hearing
from tests.accounts.factories import PASSWORD
from tests.accounts.helpers import code_now, enrol
from tests.hearings.staff import at_work

MAX_TABS = 300


def log_in(page: Page, person: User) -> None:
    """Log in through the pages, with password and second factor, and come to the workplace."""
    authenticator = enrol(person)
    page.goto("/admin/")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form [type=submit]").first.click()
    page.wait_for_selector("[name=code]")
    page.fill("[name=code]", code_now(authenticator))
    page.locator("main form [type=submit]").first.click()
    page.wait_for_url("**/admin/**")


def come_to_work(page: Page, person: User, url: str) -> Page:
    """Give the browser the session of a person who has used the second factor."""
    key = at_work(person).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": url}])
    return page


# --- By keyboard ------------------------------------------------------------------------------
def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what is wanted has the focus."""
    for _time in range(MAX_TABS):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab")


def enter(page: Page, selector: str) -> None:
    """Go by Tab to a link or a button that leads to another page, and follow it."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


# --- After the white paper --------------------------------------------------------------------
def writes_a_step(page: Page) -> None:
    """Enter a meeting that was held, from the page of the decision; first without its day."""
    page.get_by_role("link", name="Nyt led").click()
    page.fill("[name=body]", "Økonomiudvalget")
    page.select_option("[name=outcome]", "recommended")
    page.fill("[name=text]", "Med to ændringer")
    page.get_by_role("button", name="Gem leddet").click()
    expect(page.locator(".error-summary")).to_contain_text("Skriv mødets dato")
    assert page.input_value("[name=text]") == "Med to ændringer"
    page.fill("[name=meets_on]", (timezone.localdate() - timedelta(days=2)).isoformat())
    page.get_by_role("button", name="Gem leddet").click()
    expect(page.locator(".decision-rows")).to_contain_text("Økonomiudvalget")


def decides(page: Page, hearing: Hearing) -> None:
    """Enter the decision, with the day on which what was promised is due."""
    page.goto(reverse("admin:hearings_hearing_decide", args=[hearing.pk]))
    page.fill("[name=decided_on]", timezone.localdate().isoformat())
    page.fill("[name=decision]", "Vedtaget med én ændring.")
    page.fill("[name=changes_due_on]", (timezone.localdate() + timedelta(days=60)).isoformat())
    page.get_by_role("button", name="Registrér beslutningen").click()
    expect(page.locator(".messagelist")).to_contain_text("er registreret")


def finishes(page: Page, *, told: int) -> None:
    """Say that the oldest promise is kept; the page tells first how many it tells."""
    page.goto(reverse("hearings:promised"))
    page.get_by_role("link", name="Meld udført").first.click()
    expect(page.locator("main, #content").first).to_contain_text(f"{told} personer får en mail.")
    page.fill("[name=note]", "Rækken er fredet.")
    page.get_by_role("button", name="Meld ændringen udført").click()
    expect(page.locator(".messagelist")).to_contain_text("udført")
