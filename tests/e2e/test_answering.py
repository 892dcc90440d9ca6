"""A person answers a hearing, confirms, edits and withdraws, in a real browser."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from hearings.models import Hearing, Response
from notifications.delivery import relay
from notifications.kinds import Lane
from tests.e2e.axe import violations
from tests.hearings.factories import HearingFactory
from tests.hearings.uploads import pdf

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TEXT = "Lad poppelrækken mod vest stå."
TYPING_TIME = 2_100


@pytest.fixture
def hearing() -> Hearing:
    return HearingFactory(title="Lokalplan 9.9", expected_decision="juni 2027")


def as_upload(name: str, text: str) -> dict[str, object]:
    return {"name": name, "mimeType": "application/pdf", "buffer": pdf(name, text).read()}


def has_no_faults(page: Page, width: int, javascript: bool) -> None:
    """The page does not scroll sideways, and axe finds nothing."""
    if javascript:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []


def link_in_mail(page_name: str) -> str:
    """Return the path of a link in the newest mail."""
    relay(Lane.IMMEDIATE, seconds=10)
    return re.search(rf"http://localhost:8000(/\S*/{page_name}/\S*)", mail.outbox[-1].body)[1]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_person_answers_confirms_edits_and_withdraws(open_page, hearing, width, javascript):
    page = open_page(width=width, javascript=javascript)
    look = partial(has_no_faults, page, width, javascript)

    finds_the_form(page)
    look()
    writes_with_mistakes(page)
    look()
    corrects_them(page)
    look()
    assert Response.objects.count() == 0
    sends(page)
    look()
    confirms_by_the_mail(page, look)
    look()
    edits(page, look)
    withdraws(page, look)

    assert Response.objects.get().status == Response.Status.WITHDRAWN


def finds_the_form(page: Page) -> None:
    page.goto("/hoeringer/")
    page.locator("main").get_by_role("link", name="Lokalplan 9.9").first.click()
    page.locator("main a[href$='/skriv/']").first.click()
    expect(page.locator("h1")).to_have_text("Skriv dit høringssvar")


def writes_with_mistakes(page: Page) -> None:
    page.wait_for_timeout(TYPING_TIME)
    page.get_by_label("Hvad vil du sige til forslaget?").fill(f"{TEXT} Spørg 010190-1234.")
    page.locator("[name=files]").set_input_files([as_upload("kort.pdf", "Et kort")])
    page.locator("[name=email]").fill("asta.example.dk")
    press(page, "Tjek dine svar")
    expect(page.locator("#error-summary")).to_contain_text("Der er 3 ting, der skal rettes")
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("main")).to_contain_text("linje 1 (01••••-••••)")
    expect(page.locator("main")).to_contain_text("kort.pdf")


def corrects_them(page: Page) -> None:
    page.locator("#error-summary a").first.click()
    page.locator("[name=text]").fill(TEXT)
    page.locator("[name=name]").fill("Asta Æblegren")
    page.locator("[name=email]").fill("asta@example.dk")
    press(page, "Tjek dine svar")
    expect(page.locator("h1")).to_have_text("Tjek dit svar")


def sends(page: Page) -> None:
    press(page, "Send svaret")
    expect(page.locator("h1")).to_have_text("Tak, dit svar er modtaget")
    expect(page.locator("main")).to_contain_text("asta@example.dk")


def confirms_by_the_mail(page: Page, look: Callable[[], None]) -> None:
    page.goto(link_in_mail("bekraeft"))
    assert Response.objects.get().email_confirmed_at is None
    look()
    press(page, "Ja, bekræft adressen")
    expect(page.locator("h1")).to_have_text("Dit svar nr. 1")
    assert Response.objects.get().email_confirmed_at is not None


def edits(page: Page, look: Callable[[], None]) -> None:
    page.get_by_role("link", name="Ret svaret").click()
    page.locator("[name=text]").fill("Flyt hellere parkeringen.")
    look()
    press(page, "Gem ændringerne")
    expect(page.locator("main")).to_contain_text("Version 2")
    expect(page.locator("main")).to_contain_text("Flyt hellere parkeringen.")


def withdraws(page: Page, look: Callable[[], None]) -> None:
    page.get_by_role("link", name="Træk svaret tilbage").click()
    expect(page.locator("h1")).to_have_text("Træk dit svar nr. 1 tilbage?")
    look()
    press(page, "Træk svaret tilbage")
    expect(page.locator("main")).to_contain_text("Du har trukket svaret tilbage")


def test_axe_would_have_seen_a_fault(open_page):
    page = open_page()

    page.set_content("<main><h1>Et billede</h1><img src='x.png'></main>")

    assert "image-alt" in {found.split(":")[0] for found in violations(page)}


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus, as somebody without a mouse does."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never came to {selector}")


def test_answering_needs_no_mouse(open_page, hearing):
    page = open_page()
    page.goto(f"{hearing.get_absolute_url()}skriv/")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Gå til sidens indhold")
    page.keyboard.press("Enter")
    tab_to(page, "[name=text]")
    page.keyboard.type(TEXT)
    tab_to(page, "[name=sender_kind]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "[name=on_behalf_of]")
    page.keyboard.type("Vejlauget")
    page.wait_for_timeout(TYPING_TIME)
    page.keyboard.press("Enter")

    expect(page.locator("#error-summary")).to_be_focused()
    tab_to(page, "#error-summary a[href='#id_name']")
    page.keyboard.press("Enter")
    expect(page.locator("[name=name]")).to_be_focused()
    page.keyboard.type("Asta Æblegren")
    tab_to(page, "[name=is_protected]")
    page.keyboard.press("Space")
    tab_to(page, "main button[type=submit]")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Tjek dit svar")
    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Tak, dit svar er modtaget")
    response = Response.objects.get()
    assert (response.sender_kind, response.on_behalf_of) == ("association", "Vejlauget")
    assert (response.is_protected, response.current_version.text) == (True, TEXT)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_the_panel_and_the_fields_follow_the_choices(open_page, hearing, javascript):
    page = open_page(javascript=javascript)
    page.goto(f"{hearing.get_absolute_url()}skriv/")
    name = page.locator(".who-sees tbody tr", has_text="Navn").locator("td").first
    house = page.locator("[name=on_behalf_of]")

    expect(name).to_have_text("Nej, der står »Borger«", use_inner_text=True)
    expect(house).to_be_hidden()
    page.locator("[name=show_name]").check()
    expect(name).to_have_text("Ja, du har valgt at vise det", use_inner_text=True)
    page.get_by_label("Forening", exact=True).check()
    expect(name).to_have_text(
        "Ja, navnet på den, du svarer for, ikke dit eget", use_inner_text=True
    )
    expect(house).to_be_visible()
    page.locator("[name=is_protected]").check()
    expect(name).to_have_text("Nej, du er beskyttet", use_inner_text=True)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("trait", ["coming", "closed"])
def test_a_closed_form_says_so_without_faults(open_page, trait, width):
    hearing = HearingFactory(**{trait: True})
    page = open_page(width=width)

    page.goto(f"{hearing.get_absolute_url()}skriv/")

    expect(page.locator("h1")).to_contain_text("Høringen er")
    has_no_faults(page, width, True)


def test_two_presses_on_send_make_one_answer(open_page, hearing):
    page = open_page()
    page.goto(f"{hearing.get_absolute_url()}skriv/")
    page.wait_for_timeout(TYPING_TIME)
    page.locator("[name=text]").fill(TEXT)
    page.locator("[name=name]").fill("Asta Æblegren")
    press(page, "Tjek dine svar")

    page.get_by_role("button", name="Send svaret").dblclick()
    expect(page.locator("h1")).to_have_text("Tak, dit svar er modtaget")
    receipt = page.url
    page.go_back()
    page.goto(receipt)

    expect(page.locator("h1")).to_have_text("Tak, dit svar er modtaget")
    assert Response.objects.count() == 1
