"""From a report to a comment that is shown again: four people, one of them without a log-in."""

import pytest
from playwright.sync_api import Page, expect

from comments.models import Comment
from comments.services import write_summary
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.comments.staff import moderator_of
from tests.e2e.axe import faults, faults_of
from tests.e2e.staff import come_to_work
from tests.e2e.test_axe import log_in

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
TEXT = "Det er for dårligt, og I er nogle klovne."


def report(page: Page, comment: Comment) -> None:
    page.goto(comment.get_absolute_url())
    page.get_by_role("link", name=f"Anmeld kommentar {comment.number}").click()
    page.get_by_label("hadefuldt eller truende").check()
    page.get_by_role("button", name="Send anmeldelsen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tak, vi ser på kommentaren")


def hide(page: Page) -> None:
    page.goto("/samtaler/behandling/")
    page.get_by_role("link", name="Skjul den").click()
    page.get_by_label("hadefuldt eller truende").check()
    page.fill("[name=note]", "Tonen er for grov. Skriv det igen uden at skælde ud.")
    page.get_by_role("button", name="Se mailen til forfatteren først").click()
    expect(page.locator("#mail")).to_contain_text("Tonen er for grov.")
    assert faults(page) == []
    page.get_by_role("button", name="Skjul kommentaren").click()
    expect(page.get_by_role("status")).to_contain_text("Kommentaren er skjult.")


def object_to(page: Page, comment: Comment) -> None:
    page.goto(comment.get_absolute_url())
    page.get_by_role("link", name="gør indsigelse").click()
    assert faults(page) == []
    page.fill("[name=text]", "»Klovne« er en spøg mellem naboer.")
    page.get_by_role("button", name="Send indsigelsen").click()
    expect(page.locator("main")).to_contain_text("Din indsigelse er modtaget")


def decide(page: Page) -> None:
    page.goto("/samtaler/behandling/?vis=indsigelser")
    page.get_by_role("link", name="Afgør indsigelsen").click()
    page.get_by_label("medhold: kommentaren vises igen", exact=True).check()
    page.fill("[name=answer]", "Vi har læst hele samtalen. Den er inden for reglerne.")
    page.get_by_role("button", name="Afgør indsigelsen").click()
    expect(page.get_by_role("status")).to_contain_text("Indsigelsen er afgjort.")


def test_a_report_hides_a_comment_and_an_objection_brings_it_back(open_page, live_server):
    thread, author = open_thread(), UserFactory()
    comment = CommentFactory(thread=thread, author=author, text=TEXT)
    first, second = moderator_of(thread), moderator_of(thread)

    report(open_page(width=390, javascript=False), comment)
    hide(come_to_work(open_page(), first, live_server.url))
    reader = open_page(width=390, javascript=False)
    reader.goto(thread.get_absolute_url())
    hidden = reader.content()
    writer = open_page(width=390)
    log_in(writer, author)
    object_to(writer, comment)
    decide(come_to_work(open_page(), second, live_server.url))
    reader.reload()

    assert "skjult af kommunen" in hidden
    assert TEXT not in hidden
    assert TEXT in reader.content()


def test_axe_finds_nothing_at_the_desk_and_around_it(open_page, live_server):
    thread = open_thread()
    person = moderator_of(thread)
    asked = CommentFactory(thread=thread, asks=True, text="Hvor bliver træerne af?")
    held = CommentFactory(parent=asked, held=True)
    gone = CommentFactory(thread=thread, hidden=True)
    write_summary(thread, text="Om træer: #1", seen=None, by=person, at=asked.written_at)
    visitor = open_page(width=390)
    report(visitor, asked)
    staff = come_to_work(open_page(width=390), person, live_server.url)
    own = f"/samtaler/behandling/{thread.pk}/"

    found = faults_of(
        visitor,
        [
            f"{asked.get_absolute_url()}anmeld/", f"{asked.get_absolute_url()}anmeld/tak/",
            "/samtaler/regler/", "/samtaler/tal/", thread.get_absolute_url(),
        ],
    ) | faults_of(
        staff,
        [
            "/samtaler/behandling/", "/samtaler/behandling/?vis=tilbageholdte",
            "/samtaler/behandling/?vis=indsigelser", "/samtaler/behandling/?vis=venter-paa-svar",
            own, f"{own}{asked.number}/", f"{own}{asked.number}/behold/",
            f"{own}{asked.number}/skjul/", f"{own}{asked.number}/svar/",
            f"{own}{held.number}/vis/", f"{own}{gone.number}/vis-igen/",
        ],
    )  # fmt: skip

    assert found == {}
