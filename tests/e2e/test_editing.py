"""An editor's way, from an empty page to a moved one, in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page as Browser
from playwright.sync_api import expect

from information.models import News, OldAddress, Page
from tests.accounts.factories import DepartmentFactory
from tests.e2e.axe import faults
from tests.hearings.staff import at_work
from tests.information.factories import PageVersionFactory, hours_from_now, make_page
from tests.information.people import an_editor, make_written
from tests.information.texts import translate_page

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
ADMIN = "/admin/information"


@pytest.fixture
def department():
    return DepartmentFactory(name="Plan og Trafik")


@pytest.fixture
def editor(department):
    return an_editor(department)


@pytest.fixture
def at_the_desk(open_page, live_server, editor):
    """Return a function that opens a page for the editor at work."""

    def open_desk(**options) -> Browser:
        page = open_page(**options)
        session = at_work(editor).cookies["session"].value
        page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
        return page

    return open_desk


@pytest.fixture
def examined(browser, live_server, editor):
    """Return a function that opens a page for axe, which itself sets styles on large forms."""
    contexts = []

    def open_examined() -> Browser:
        context = browser.new_context(
            base_url=live_server.url,
            locale="da-DK",
        )
        contexts.append(context)
        session = at_work(editor).cookies["session"].value
        context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
        return context.new_page()

    yield open_examined
    for context in contexts:
        context.close()


def writes(page: Browser) -> Page:
    page.goto("/admin/")
    page.get_by_role("link", name="Ny side").click()
    page.get_by_label("Titel").fill("Sådan svarer du på en høring")
    page.get_by_label("Indledning").fill("Det tager fem minutter.")
    page.locator(".tiptap").click()
    page.keyboard.type("Såfremt du vil svare, skal du trykke på knappen.")
    expect(page.locator(".plainer")).to_contain_text("Såfremt")
    expect(page.locator(".lix__figure")).not_to_be_empty()
    page.locator(".save-bar [name=_save]").click()
    expect(page.locator(".now")).to_contain_text("Besøgende kan ikke se siden endnu")
    return Page.objects.get()


def previews(page: Browser) -> None:
    page.get_by_role("link", name="Forhåndsvis").click()
    expect(page.locator(".preview-bar")).to_contain_text("Forhåndsvisning af udgave 1")
    expect(page.locator("h1")).to_have_text("Sådan svarer du på en høring")
    page.get_by_role("link", name="Tilbage til redigering").click()


def schedules(page: Browser) -> None:
    page.get_by_role("link", name="Planlæg").click()
    expect(page.get_by_label("På en bestemt dag")).to_be_checked()
    day = timezone.localdate() + timedelta(days=3)
    page.locator("[name=day]").fill(day.isoformat())
    page.locator("[name=clock]").fill("09:15")
    page.get_by_role("button", name="Offentliggør").click()
    expect(page.locator(".now")).to_contain_text("Udgave 1 er planlagt til")


def publishes(page: Browser) -> None:
    page.get_by_role("link", name="Offentliggør").click()
    page.get_by_role("button", name="Offentliggør").click()
    expect(page.locator(".messagelist")).to_contain_text("Udgave 1 er offentlig nu.")


def rewrites_and_restores(page: Browser, written: Page) -> None:
    page.get_by_label("Indledning").fill("Det tager ti minutter.")
    page.locator(".save-bar [name=_continue]").click()
    page.get_by_role("link", name="Se, hvad der er ændret").click()
    expect(page.locator("ins")).to_contain_text("ti")
    expect(page.locator("del")).to_contain_text("fem")
    page.get_by_role("link", name="Alle udgaver").click()
    page.get_by_role("link", name="Hent frem").click()
    page.get_by_role("button", name="Hent frem").click()
    expect(page.locator(".messagelist")).to_contain_text("Udgave 1 er hentet frem som udgave 3.")
    leads = written.versions.order_by("number").values_list("lead", flat=True)
    assert list(leads) == [
        "Det tager fem minutter.",
        "Det tager ti minutter.",
        "Det tager fem minutter.",
    ]


def moves(page: Browser, written: Page) -> None:
    page.get_by_role("link", name="Flyt").click()
    page.get_by_label("Adressedel").fill("svar")
    page.get_by_role("button", name="Flyt").click()
    expect(page.locator(".messagelist")).to_contain_text("Siden ligger nu på /svar/.")
    assert OldAddress.objects.get().page == written


def test_an_editor_writes_previews_schedules_publishes_restores_and_moves(at_the_desk):
    page = at_the_desk()

    written = writes(page)
    previews(page)
    schedules(page)
    publishes(page)
    rewrites_and_restores(page, written)
    moves(page, written)

    page.goto(f"/information/{OldAddress.objects.get().path}/")
    assert page.url.endswith("/information/svar/")
    expect(page.locator("h1")).to_have_text("Sådan svarer du på en høring")


def test_without_javascript_the_panel_follows_each_save(at_the_desk, department):
    written = make_page(department=department, lead="Det er let.", body="<p>Du kan svare nu.</p>")
    page = at_the_desk(javascript=False)

    page.goto(f"{ADMIN}/page/{written.pk}/change/")
    page.locator("[name=lead]").fill("Såfremt du vil, kan du svare.")
    page.get_by_role("button", name="Gem og se sproget").click()

    expect(page.locator(".plainer")).to_contain_text("Såfremt")
    assert written.newest_version().number == 2


def test_news_says_how_plain_it_is_while_it_is_written(at_the_desk):
    page = at_the_desk()

    page.goto(f"{ADMIN}/news/add/")
    page.get_by_label("Titel").fill("Nye bænke")
    page.get_by_label("Indledning").fill("Bænkene forefindes ved kanalen.")
    expect(page.locator(".plainer")).to_contain_text("forefindes")
    page.locator(".save-bar [name=_save]").click()

    expect(page.locator(".now")).to_contain_text("Besøgende kan ikke se teksten endnu")
    assert News.objects.get().lead == "Bænkene forefindes ved kanalen."


@pytest.mark.parametrize("width", [390, 1280])
def test_what_saves_is_in_sight_wherever_one_writes(at_the_desk, department, width):
    paragraphs = "".join(f"<p>Afsnit {number} er her.</p>" for number in range(60))
    written = make_page(department=department, body=paragraphs)
    page = at_the_desk(width=width)
    page.goto(f"{ADMIN}/page/{written.pk}/change/")
    save = page.locator(".save-bar [name=_save]")

    note = page.locator("[name=note]")
    note.scroll_into_view_if_needed()
    expect(save).to_be_in_viewport(ratio=1)
    # What gets the focus from below is not hidden by the bar.
    page.locator("[name=review_on]").focus()
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    note.focus()
    bar, field = page.locator(".save-bar").bounding_box(), note.bounding_box()
    assert field["y"] >= bar["y"] + bar["height"]
    note.fill("afsnit")
    save.click()

    expect(page.locator(".messagelist")).to_contain_text("er gemt.")


def test_axe_finds_nothing_where_editors_work(examined, department, editor):
    written = make_written(department)
    subject = written["page"]
    PageVersionFactory(page=subject, title="Nyere", public_from=hours_from_now(48))
    PageVersionFactory(page=subject, lead="Kladde.", public_from=None)
    make_page(parent=subject, department=department)
    translate_page(subject)
    of_page = [
        "change/", "offentliggoer/", "flyt/", "tag-ned/", "set-efter/", "udgaver/",
        "forskel/?alt=1", "udgaver/1/hent-frem/", "oversaettelser/", "oversaettelser/ar/",
        "oversaettelser/ar/fjern/", "forhaandsvis/", "history/", "aflys/2/",
    ]  # fmt: skip
    others = [f"{name}/{written[name].pk}/change/" for name in ("news", "plan", "guide", "right")]
    lists = ["page/", "page/add/", "news/", "feedback/", "glossaryterm/add/", "informationevent/"]
    addresses = [f"page/{subject.pk}/{step}" for step in of_page] + others + lists
    page = examined()

    found = {}
    for address in addresses:
        page.goto(f"{ADMIN}/{address}")
        page.wait_for_load_state("networkidle")
        found[address] = faults(page)

    assert {address: wrong for address, wrong in found.items() if wrong} == {}
