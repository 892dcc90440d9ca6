"""What a conversation leads to: an answer that is told, a formal answer, a mail that stops."""

import re
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, Playwright, expect

from accounts.models import User
from comments.models import Comment, Thread
from comments.services.writing import write_comment
from hearings.models import Response
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Channel, Preference
from notifications.services import expand_announcements, make_digests, subscriber_of
from notifications.windows import window_of
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.comments.staff import moderator_of
from tests.comments.test_reading import fill
from tests.e2e.staff import come_to_work
from tests.e2e.test_answering import TYPING_TIME, press
from tests.e2e.test_axe import log_in
from tests.notifications.factories import SubscriptionFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TEXT = "Lad poppelrækken mod vest stå."


@pytest.fixture
def thread() -> Thread:
    return open_thread(title="Skolevejen bliver grøn")


def comes_home(open_page: Callable[..., Page], person: User) -> Page:
    """Return a narrow page without JavaScript of a person who has logged in."""
    page = open_page(width=390, javascript=False)
    log_in(page, person)
    page.wait_for_url("**/min-side/")
    return page


def test_five_thousand_comments_are_read_by_pages_without_javascript(open_page, thread):
    fill(thread, 5000)
    page = open_page(width=390, javascript=False)
    page.goto(thread.get_absolute_url())
    posts = page.locator("#kommentarer > li")
    seen = [posts.first.get_attribute("id")]
    for link in ("Næste", "Næste", "Side 250"):
        page.get_by_role("link", name=link, exact=True).click()
        expect(posts).to_have_count(20)
        seen.append(posts.first.get_attribute("id"))

    assert seen == [f"kommentar-{number}" for number in (5000, 4980, 4960, 20)]
    expect(posts.last).to_have_attribute("id", "kommentar-1")
    expect(page.get_by_role("link", name="Næste")).to_have_count(0)


def test_an_official_answer_reaches_who_asked_by_mail_and_on_the_portal(
    open_page, thread, live_server
):
    question = CommentFactory(thread=thread, asks=True, text="Hvor bliver træerne af?")
    staff = come_to_work(open_page(), moderator_of(thread), live_server.url)

    answers_at_the_desk(staff, "De bliver flyttet til parken.")
    relay(Lane.IMMEDIATE, seconds=30)
    page = comes_home(open_page, question.author)
    page.get_by_role("link", name="Beskeder, 1 ny").click()
    press(page, "har svaret på din kommentar")

    here = page.locator(".post--house")
    expect(here).to_contain_text("De bliver flyttet til parken.")
    expect(here).to_contain_text(str(thread.department))
    expect(page.get_by_role("link", name="Beskeder, 1 ny")).to_have_count(0)
    [told] = mail.outbox
    assert (told.to, told.subject) == (
        [question.author.email],
        "Kommunen har svaret på din kommentar om Skolevejen bliver grøn",
    )
    assert "De bliver flyttet til parken." in told.body
    assert Comment.objects.get(is_official=True).get_absolute_url() in told.body


def answers_at_the_desk(page: Page, text: str) -> None:
    page.goto("/samtaler/behandling/?vis=venter-paa-svar")
    page.get_by_role("link", name="Svar for kommunen").click()
    page.locator("main [name=text]").fill(text)
    press(page, "Læg svaret ud")
    expect(page.get_by_role("status")).to_contain_text("Svaret er lagt ud.")
    expect(page.locator("main")).to_contain_text("Her venter ikke noget")


def test_a_comment_becomes_a_formal_answer_with_its_text_and_a_receipt(open_page, thread):
    comment = CommentFactory(thread=thread, text=TEXT)
    page = comes_home(open_page, comment.author)
    page.goto(comment.get_absolute_url())

    press(page, "Gør den til et høringssvar")
    expect(page.locator("h1")).to_have_text("Skriv dit høringssvar")
    expect(page.locator("[name=text]")).to_have_value(TEXT)
    page.wait_for_timeout(TYPING_TIME)
    press(page, "Tjek dine svar")
    press(page, "Send svaret")
    expect(page.locator("h1")).to_have_text("Tak, dit svar er modtaget")
    relay(Lane.IMMEDIATE, seconds=30)

    response = Response.objects.get()
    assert (response.person, response.current_version.text) == (comment.author, TEXT)
    assert [receipt.to for receipt in mail.outbox] == [[comment.author.email]]
    page.goto(comment.get_absolute_url())
    expect(page.locator(f"#kommentar-{comment.number}")).to_contain_text(TEXT)


def test_a_collected_mail_comes_once_and_is_stopped_by_its_own_header(
    open_page, thread, live_server, settings, playwright
):
    settings.SITE_URL = live_server.url
    one, other = UserFactory(), UserFactory()
    for person in (one, other):
        SubscriptionFactory(subscriber=subscriber_of(person), feed=thread.hearing.feed)
    at = timezone.now()

    morning = somebody_comments(thread, at=at)
    first = list(mail.outbox)
    stops_by_its_header(playwright, next(mail for mail in first if mail.to == [one.email]), one)
    somebody_comments(thread, at=morning)
    page = comes_home(open_page, one)
    page.goto("/beskeder/")

    assert sorted(letter.to for letter in first) == sorted([[one.email], [other.email]])
    assert [letter.to for letter in mail.outbox[2:]] == [[other.email]]
    expect(page.locator("main")).to_contain_text("1 ny kommentar")
    page.set_content(str(first[0].alternatives[0][0]))
    assert "Skolevejen bliver grøn" in page.locator(".room").first.inner_text()


def somebody_comments(thread: Thread, *, at: datetime) -> datetime:
    """Write a comment and do what beat asks for until the next morning, twice each."""
    write_comment(thread, author=UserFactory(), text=TEXT, key=uuid4(), at=at)
    morning = window_of(at).ends_at
    for _ in range(2):
        expand_announcements(seconds=30)
        make_digests(morning)
        relay(Lane.IMMEDIATE, Lane.BULK, seconds=30)
    return morning


def stops_by_its_header(playwright: Playwright, letter: mail.EmailMessage, person: User) -> None:
    """Do as a mail program does: no session, no cookie, no form; looking alone stops nothing."""
    headers = letter.message()
    address = re.fullmatch(r"<(\S+)>", headers["List-Unsubscribe"])[1]
    name, _is, value = headers["List-Unsubscribe-Post"].partition("=")
    program = playwright.request.new_context()
    looked = program.get(address)
    stopped = Preference.objects.filter(subscriber__user=person)
    assert (looked.status, stopped.count()) == (200, 0)
    posted = program.post(address, form={name: value})
    program.dispose()
    assert posted.status == 200
    assert set(stopped.filter(kind="comments.new").values_list("channel", flat=True)) == {
        Channel.SITE
    }
