"""A person reads a long conversation, writes through the log-in, replies, supports and edits."""

from functools import partial

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from comments.models import Comment, Thread
from tests.accounts.factories import PASSWORD, UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.comments.test_reading import fill
from tests.e2e.test_answering import has_no_faults, press

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

LONG_WORD = "Detmegetlangeord" * 8


@pytest.fixture
def thread() -> Thread:
    """A conversation of 45 beginnings; the newest but one is another person's question."""
    thread = open_thread(title="Lokalplan 9.9")
    fill(thread, 43)
    question = CommentFactory(thread=thread, text=f"Hvad med træerne? {LONG_WORD}", asks=True)
    CommentFactory(parent=question, official=True, text="De bliver talt i november.")
    CommentFactory(thread=thread, hidden=True)
    return thread


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_person_reads_writes_replies_supports_edits_and_deletes(
    open_page, thread, width, javascript
):
    page = open_page(width=width, javascript=javascript)
    person = UserFactory(public_name="Birk Bænkesen")
    look = partial(has_no_faults, page, width, javascript)

    reads_everything(page, thread, javascript)
    look()
    writes_through_the_log_in(page, thread, person, look)
    replies_and_supports(page, thread)
    look()
    edits_and_deletes(page, thread, look)

    mine = Comment.objects.filter(author=person)
    assert sorted(mine.values_list("state", flat=True)) == ["deleted", "visible"]
    assert Comment.objects.get(text__startswith="Hvad med træerne?").support_count == 1


def reads_everything(page: Page, thread: Thread, javascript: bool) -> None:
    page.goto(thread.hearing.get_absolute_url())
    page.get_by_role("link", name="Læs alle 45 kommentarer").click()
    posts = page.locator("#kommentarer > li")
    expect(posts).to_have_count(20)
    if javascript:
        for count in (40, 45):
            page.get_by_role("link", name="Vis flere").click()
            expect(posts).to_have_count(count)
        expect(page.get_by_role("link", name="Vis flere")).to_have_count(0)
    else:
        for count in (20, 5):
            page.get_by_role("link", name="Næste").click()
            expect(posts).to_have_count(count)
    expect(page.locator("#kommentar-1")).to_be_visible()


def writes_through_the_log_in(page: Page, thread: Thread, person: User, look) -> None:
    page.goto(thread.get_absolute_url())
    page.get_by_role("link", name="Skriv en kommentar").click()
    look()
    page.get_by_label("Din kommentar").fill("Ring til mig på 43 68 68 68")
    press(page, "Skriv kommentar")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form [type=submit]").first.click()
    expect(page.get_by_label("Din kommentar")).to_have_value("Ring til mig på 43 68 68 68")
    press(page, "Skriv kommentar")
    expect(page.get_by_text("Skal alle kunne se det her?")).to_be_visible()
    look()
    page.get_by_label("Din kommentar").fill("Lad poppelrækken stå.")
    press(page, "Jeg har rettet teksten")
    expect(page.locator("#kommentarer > li").first).to_contain_text("Lad poppelrækken stå.")
    look()


def replies_and_supports(page: Page, thread: Thread) -> None:
    question = page.locator("#kommentarer > li", has_text="Hvad med træerne?")
    question.get_by_role("button", name="Jeg er enig i kommentar").first.click()
    expect(page.get_by_text("1 er enig")).to_be_visible()
    page.goto(thread.get_absolute_url())
    question.get_by_role("link", name="Svar på kommentar").first.click()
    page.get_by_label("Dit svar").fill("Det vil jeg også gerne vide.")
    press(page, "Send svar")
    here = page.locator(".post--here")
    expect(here).to_contain_text("Det vil jeg også gerne vide.")
    expect(page.locator("main")).to_contain_text("De bliver talt i november.")


def edits_and_deletes(page: Page, thread: Thread, look) -> None:
    page.goto(thread.get_absolute_url())
    mine = page.locator("#kommentarer > li", has_text="Lad poppelrækken stå.")
    mine.get_by_role("link", name="Ret kommentar").click()
    look()
    page.get_by_label("Din kommentar").fill("Lad hele rækken stå.")
    press(page, "Gem rettelsen")
    mine = page.locator("#kommentarer > li", has_text="Lad hele rækken stå.")
    expect(mine).to_contain_text("redigeret")
    mine.get_by_role("link", name="Slet kommentar").click()
    look()
    press(page, "Slet kommentaren")
    expect(page.locator("#kommentarer")).not_to_contain_text("Lad hele rækken stå.")
