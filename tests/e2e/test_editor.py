"""The editor of pages in a real browser: boxes, accordions, tables, the library, the player."""

import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from playwright.sync_api import Page, expect

from accounts.roles import Role
from information.models import Captions
from tests.accounts.factories import UserFactory
from tests.e2e.axe import violations
from tests.hearings.factories import DepartmentFactory
from tests.hearings.staff import at_work
from tests.information.factories import AttachmentFactory, NewsFactory, VideoFactory

FILM = "hvad-er-en-hoering.webm"
pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def department():
    return DepartmentFactory(name="Plan og Trafik")


@pytest.fixture
def news(department):
    return NewsFactory(department=department, body="<p>Kanalen er ny.</p>")


@pytest.fixture
def page(open_page, live_server, settings, department, news):
    settings.ROOT_URLCONF = "tests.e2e.editor_page"
    person = UserFactory(role=Role.EDITOR, department=department)
    page = open_page()
    session = at_work(person).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    page.goto(f"/admin/skriv/{news.pk}/")
    expect(page.locator(".tiptap")).to_be_visible()
    return page


def press(page: Page, name: str) -> None:
    page.locator(".prose-menubar").get_by_role("button", name=name, exact=True).click()


def saved(page: Page, news) -> str:
    with page.expect_navigation():
        page.get_by_role("button", name="Gem").click()
    news.refresh_from_db()
    return news.body


def at_end(page: Page) -> None:
    page.locator(".tiptap").click()
    page.keyboard.press("Control+End")


def test_every_button_has_a_danish_name(page):
    names = [
        button.get_attribute("aria-label")
        for button in page.locator(".prose-menubar button:not(.hidden)").all()
    ]

    assert names == [
        "overskrift", "mindre overskrift", "mindste overskrift", "almindelig tekst", "fed",
        "kursiv", "punktliste", "nummereret liste", "citat", "faktaboks",
        "tekst, der foldes ud", "link", "billede", "fil", "tabel", "fortryd", "gentag",
    ]  # fmt: skip
    expect(page.get_by_role("textbox", name="Tekst")).to_have_class(re.compile("tiptap"))


def test_a_fact_box_holds_what_was_chosen(page, news):
    page.locator(".tiptap p").first.click()
    press(page, "faktaboks")

    assert saved(page, news) == "<aside><p>Kanalen er ny.</p></aside>"


def test_a_text_folds_and_unfolds(page, news):
    page.locator(".tiptap p").first.click()
    press(page, "tekst, der foldes ud")
    page.keyboard.type("Hvad er nyt?")
    page.keyboard.press("Enter")
    page.keyboard.type("Nu: ")
    folded = saved(page, news)
    page.locator(".accordion__title").click()
    press(page, "tekst, der foldes ud")

    assert folded == "<details><summary>Hvad er nyt?</summary><p>Nu: Kanalen er ny.</p></details>"
    assert saved(page, news) == "<p>Hvad er nyt?</p><p>Nu: Kanalen er ny.</p>"


def test_a_table_begins_with_headings(page, news):
    at_end(page)
    press(page, "tabel")
    page.keyboard.type("År")

    body = saved(page, news)

    assert body.count("<th>") == 3
    assert body.count("<td>") == 6
    assert "<th><p>År</p></th>" in body


def test_a_picture_is_chosen_from_the_library_with_words_and_a_line_below(page, news, department):
    picture = AttachmentFactory(department=department, title="Kanalen", alt="En kanal.")
    AttachmentFactory(department=department, title="Skolen")
    AttachmentFactory(title="Fra en anden afdeling")
    at_end(page)
    press(page, "billede")
    dialog = page.get_by_role("dialog", name="Vælg et billede")
    expect(dialog.locator(".library__item")).to_have_count(2)
    assert violations(page) == []
    dialog.get_by_label("Søg i titlen").fill("kanal")
    expect(dialog.locator(".library__item")).to_have_count(1)
    dialog.get_by_role("button", name="Kanalen").click()
    expect(dialog.get_by_label("Hvad billedet viser")).to_have_value("En kanal.")
    dialog.get_by_label("Billedtekst").fill("Kanalen i maj")
    dialog.get_by_role("button", name="Sæt ind").click()
    expect(page.locator(".tiptap figure img")).to_be_visible()

    assert saved(page, news) == (
        "<p>Kanalen er ny.</p>"
        f'<figure><img src="{picture.get_absolute_url()}" alt="En kanal.">'
        "<figcaption>Kanalen i maj</figcaption></figure>"
    )


def test_a_file_is_linked_from_the_library(page, news, department):
    document = AttachmentFactory(
        department=department, title="Planen", alt="", content_type="application/pdf",
        original_name="plan.pdf",
    )  # fmt: skip
    at_end(page)
    page.keyboard.type(" Læs ")
    press(page, "fil")
    dialog = page.get_by_role("dialog", name="Vælg en fil")
    dialog.get_by_role("button", name="Planen").click()
    dialog.get_by_role("button", name="Sæt ind").click()

    assert saved(page, news) == (
        f'<p>Kanalen er ny. Læs <a href="{document.get_absolute_url()}" '
        'rel="noopener noreferrer">Planen</a></p>'
    )


def test_the_pasted_address_of_a_film_is_a_player_on_the_page(page, news, settings):
    video = VideoFactory()
    Captions.objects.create(video=video, language="da", text="WEBVTT\n")
    at_end(page)
    page.keyboard.press("Enter")
    page.evaluate(
        """address => {
            const data = new DataTransfer();
            data.setData("text/plain", address);
            const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true });
            document.querySelector(".tiptap").dispatchEvent(paste);
        }""",
        f"{settings.SITE_URL}{video.get_absolute_url()}",
    )
    saved(page, news)
    page.goto(f"/admin/vis/{news.pk}/")

    expect(page.locator(".player video")).to_have_attribute("aria-label", video.title)
    assert violations(page) == []


def test_what_was_typed_in_by_hand_is_read_again_by_the_editor(page, news, department):
    picture = AttachmentFactory(department=department)
    written = (
        f'<figure><img src="{picture.get_absolute_url()}" alt="a">'
        "<figcaption>b</figcaption></figure>"
        "<aside><h3>c</h3><p>d</p></aside><details><summary>e</summary><p>f</p></details>"
        "<table><tbody><tr><th><p>g</p></th></tr><tr><td><p>h</p></td></tr></tbody></table>"
        "<h4>i</h4><p>j</p>"
    )
    news.body = written
    news.save()
    page.reload()
    at_end(page)
    page.keyboard.type("!")

    assert saved(page, news) == written.replace("j</p>", "j!</p>")


def test_without_javascript_the_text_is_html_and_is_checked(
    open_page, live_server, settings, department, news
):
    settings.ROOT_URLCONF = "tests.e2e.editor_page"
    person = UserFactory(role=Role.EDITOR, department=department)
    page = open_page(width=390, javascript=False)
    session = at_work(person).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    page.goto(f"/admin/skriv/{news.pk}/")
    page.get_by_label("Tekst").fill("<p>a</p><img src=https://evil.dk/a.png alt=b>")
    page.get_by_role("button", name="Gem").click()

    expect(page.locator(".errorlist")).to_contain_text("ligger ikke i biblioteket")
    page.get_by_label("Tekst").fill("<aside><p onclick=x>a</p></aside>")
    assert saved(page, news) == "<aside><p>a</p></aside>"


def test_a_film_plays_from_our_own_host_with_captions(page, news, department):
    content = (Path(django_settings.BASE_DIR) / "information" / "demo_files" / FILM).read_bytes()
    video = VideoFactory(file=ContentFile(content, "film.webm"), department=department)
    Captions.objects.create(
        video=video, language="da", text="WEBVTT\n\n00:00.000 --> 00:24.000\nEn høring.\n"
    )
    news.body = f"<p>{video.get_absolute_url()}</p>"
    news.save()
    page.goto(f"/admin/vis/{news.pk}/")

    played = page.locator("video").evaluate(
        """async video => {
            const heard = name => new Promise(resolve => video.addEventListener(name, resolve));
            video.textTracks[0].mode = "showing";
            video.muted = true;
            const ready = heard("loadeddata");
            video.load();
            await ready;
            const sought = heard("seeked");
            video.currentTime = 20;
            await sought;
            while (!video.textTracks[0].cues?.length) await new Promise(r => setTimeout(r, 50));
            return [video.duration, video.currentTime, video.textTracks[0].cues[0].text];
        }"""
    )

    assert played == [24, 20, "En høring."]
