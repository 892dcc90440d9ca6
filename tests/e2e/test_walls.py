"""A wall from empty to concluded: two browsers, the keyboard alone, and without a script."""

import time

import pytest
from playwright.sync_api import Page, expect

from accounts.roles import Role
from tests.accounts.factories import UserFactory
from tests.e2e.axe import faults
from tests.e2e.staff import come_to_work, tab_to
from tests.projects.factories import ActivityFactory
from tests.walls.factories import NoteFactory, WallColumnFactory
from walls.models import Note, Wall

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
LONG_WORD = "Tunneltryghedsvandring" * 10


@pytest.fixture
def wall() -> Wall:
    """A wall with two columns and six notes; one is a single word of 220 letters."""
    wall = ActivityFactory(
        on_wall=True, wall__title="Tunnelerne", wall__question="Hvad gør en tunnel tryg?"
    ).wall
    columns = [WallColumnFactory(wall=wall, title=title) for title in ("Lys", "Lyd")]
    texts = ("Gult lys som i vores køkkener", "Spejl i svinget", LONG_WORD, "Mørkt ved stationen")
    kinds = ("idea", "question", "experience", "concern")
    for number, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        NoteFactory(column=columns[number % 2], text=text, kind=kind)
    return wall


def hangs_a_note(page: Page, text: str) -> None:
    page.get_by_label("Din seddel").fill(text)
    page.get_by_role("button", name="Hæng sedlen op").click()
    expect(page.locator(".wall")).to_contain_text(text)


def test_two_browsers_at_a_wall_see_each_others_notes_within_three_seconds(
    open_page, wall, live_server
):
    pages = [come_to_work(open_page(), UserFactory(), live_server.url) for _person in "ab"]
    onlooker = open_page()
    for page in (*pages, onlooker):
        page.goto(wall.get_absolute_url())

    for text, (writes, reads) in zip(
        ("Musik, man selv vælger", "Farver på væggen"), (pages, pages[::-1]), strict=True
    ):
        writes.get_by_label("Din seddel").fill(text)
        writes.get_by_role("button", name="Hæng sedlen op").click()
        expect(writes.locator(".wall")).to_contain_text(text)
        written_at = time.monotonic()
        for page in (reads, onlooker):
            expect(page.locator(".wall")).to_contain_text(text, timeout=3000)
        assert time.monotonic() - written_at < 3
        expect(onlooker.locator("#nyt")).to_have_text("Der er kommet en ny seddel.")

    assert wall.notes.count() == 6


def test_what_somebody_types_is_not_lost_when_others_write(open_page, wall, live_server):
    page = come_to_work(open_page(), UserFactory(), live_server.url)
    page.goto(wall.get_absolute_url())
    page.get_by_label("Din seddel").fill("Jeg er midt i noget")

    NoteFactory(column=wall.columns.first(), text="Imens")
    expect(page.locator(".wall")).to_contain_text("Imens")

    expect(page.get_by_label("Din seddel")).to_have_value("Jeg er midt i noget")
    expect(page.get_by_label("Din seddel")).to_be_focused()


def test_a_wall_by_the_keyboard_alone(open_page, wall, live_server):
    page = come_to_work(open_page(), UserFactory(), live_server.url)
    page.goto(wall.get_absolute_url())

    tab_to(page, "#skriv textarea")
    page.keyboard.type("En bænk")
    tab_to(page, "#skriv button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("#seddel-5")).to_contain_text("En bænk")

    tab_to(page, "#flyt-1")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Flyt seddel 1")
    expect(dialog).to_be_visible()
    assert faults(page) == []
    page.keyboard.press("ArrowDown")
    tab_to(page, "dialog button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Lyd").locator("#seddel-1")).to_be_visible()
    assert Note.objects.get(number=1).column.title == "Lyd"

    Wall.objects.filter(pk=wall.pk).update(step=Wall.Step.PRIORITISE)
    page.reload()
    tab_to(page, "#giv-1")
    for words in ("1 er din", "2 er dine"):
        page.keyboard.press("Enter")
        expect(page.locator("#seddel-1")).to_contain_text(words)
    expect(page.locator("#giv-1")).to_be_focused()
    expect(page.get_by_role("button", name="Tag en prik tilbage fra seddel 1")).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_wall_from_collecting_to_its_end(open_page, wall, live_server, javascript):
    runs = UserFactory(role=Role.FACILITATOR, department=wall.department)
    page = come_to_work(open_page(390, javascript=javascript), UserFactory(), live_server.url)
    desk = come_to_work(open_page(javascript=javascript), runs, live_server.url)
    path = wall.get_absolute_url()

    page.goto(path)
    hangs_a_note(page, "Musik, man selv vælger")
    goes_on(desk, path, "Gruppér")
    sees(page, "Gruppér", javascript)
    page.get_by_role("link", name="Flyt seddel 5").click()
    page.get_by_label("Ny gruppe i den kolonne").fill("Om aftenen")
    page.get_by_role("button", name="Flyt sedlen").click()
    expect(page.get_by_role("heading", name="Om aftenen")).to_be_visible()
    goes_on(desk, path, "Prioritér")
    sees(page, "Prioritér", javascript)
    page.get_by_role("button", name="Giv en prik til seddel 5").click()
    expect(page.locator(".wall__now")).to_contain_text("4 prikker")
    draws_the_line_and_concludes(desk)
    sees(page, "Afsluttet", javascript)

    expect(page.locator(".wall__above")).to_contain_text("Musik, man selv vælger")
    expect(page.locator("main")).to_contain_text("Vi begynder med musikken.")
    expect(page.get_by_role("link", name="Flyt seddel 5")).to_have_count(0)
    wall.refresh_from_db()
    assert (wall.step, wall.line_at) == (Wall.Step.CONCLUDED, 1)


def sees(page: Page, step: str, javascript: bool) -> None:
    """Be at a step: told of it by the page, or by looking again."""
    if not javascript:
        page.reload()
    expect(page.locator(".steps [aria-current]")).to_contain_text(step)


def goes_on(desk: Page, path: str, step: str) -> None:
    desk.goto(path)
    desk.get_by_role("link", name="Led væggen").click()
    desk.get_by_role("button", name=step).click()
    expect(desk.locator(".steps [aria-current]")).to_contain_text(step)


def draws_the_line_and_concludes(desk: Page) -> None:
    desk.get_by_label("Hvor mange prikker").fill("1")
    desk.get_by_role("button", name="Gem stregen").click()
    desk.get_by_role("link", name="Afslut væggen").click()
    desk.get_by_label("Det kom der ud af det").fill("Vi begynder med musikken.")
    desk.get_by_role("button", name="Afslut væggen").click()
    expect(desk.locator("main")).to_contain_text("Vi begynder med musikken.")


def test_axe_finds_nothing_on_the_pages_of_a_wall(open_page, wall, live_server):
    runs = UserFactory(role=Role.FACILITATOR, department=wall.department)
    page = come_to_work(open_page(), runs, live_server.url)
    path = f"/vaegge/{wall.pk}/"
    below = (
        "skriv/", "sedler/1/", "sedler/1/flyt/", "facilitator/", "facilitator/sedler/",
        "facilitator/sedler/1/svar/", "facilitator/sedler/1/skjul/", "facilitator/afslut/",
    )  # fmt: skip

    assert faults(page, wall.get_absolute_url()) == []
    assert {name: found for name in below if (found := faults(page, path + name))} == {}
