"""Responses are treated in a real browser: by keyboard alone, without script, and in axe's eyes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.roles import Role
from hearings.models import Answer, Hearing, Point, Redaction
from hearings.services import treatment
from hearings.tasks import make_white_paper_files
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.e2e.axe import faults, faults_of, violations
from tests.e2e.staff import come_to_work, enter, tab_to
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.treating import also_in, answer_to, point_in, theme_in

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TEXT = "Lad poppelrækken stå. Den giver læ.\nFlyt parkeringen mod øst."


@pytest.fixture
def hearing() -> Hearing:
    return HearingFactory(closed=True, department=DepartmentFactory(name="Plan og Trafik"))


@pytest.fixture
def worker(hearing):
    return UserFactory(
        role=Role.CASE_WORKER, department=hearing.department, full_name="Lone Linealsen"
    )


def treats_eight(page: Page) -> None:
    """Fill seven rows, put the eighth outside the subject, and save them all."""
    for number in range(1, 8):
        tab_to(page, f"[name=r{number}-theme]")
        page.keyboard.type("Beplantning" if number % 2 else "Trafik")
        tab_to(page, f"[name=r{number}-title]")
        page.keyboard.type(f"Pointe {number}")
        tab_to(page, f"[name=r{number}-remark]")
        page.keyboard.type(f"Bemærkning {number}.")
        tab_to(page, f"[name=r{number}-outcome]")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        tab_to(page, f"[name=r{number}-change]")
        page.keyboard.type(f"Ændring {number}")
        tab_to(page, f"[name=r{number}-change_place]")
        page.keyboard.type(f"§ {number}")
    tab_to(page, "[name=r8-is_outside]")
    page.keyboard.press("Space")
    tab_to(page, "[name=r8-out_of_scope]")
    page.keyboard.type("Handler om busdrift.")
    enter(page, ".save-bar button")


def writes_the_white_paper(page: Page) -> None:
    enter(page, "nav a[href$='/hvidbog/']")
    enter(page, "form[action$='/begynd/'] button")
    tab_to(page, "[name=summary]")
    page.keyboard.type("Rækken bliver stående.")
    enter(page, "main form button")
    enter(page, "a[href$='/hvidbog/send/']")
    enter(page, "main form button")
    expect(page.locator(".messagelist")).to_contain_text("er sendt til godkendelse")


def publishes_it(page: Page, hearing: Hearing) -> None:
    """Approve what another has written; publish it when the worker has made its files."""
    page.goto(f"/hoeringer/{hearing.number}/behandling/hvidbog/")
    enter(page, "a[href$='/hvidbog/godkend/']")
    enter(page, "form:has([name=digest]) button")
    make_white_paper_files()
    page.reload()
    enter(page, "a[href$='/hvidbog/udgiv/']")
    enter(page, "main form button")
    expect(page.locator(".messagelist")).to_contain_text("Hvidbogen er udgivet")


def test_eight_responses_are_treated_on_one_page_and_published_by_keyboard_alone(
    open_page, live_server, hearing, worker
):
    for number in range(1, 9):
        ResponseFactory(hearing=hearing, text=f"{number}. {TEXT}", approved=True)
    page = come_to_work(open_page(), worker, live_server.url)
    page.goto(f"/hoeringer/{hearing.number}/behandling/")
    page.wait_for_url("**/samlet/")

    treats_eight(page)

    expect(page.locator(".notice--done")).to_contain_text("8 rækker er gemt.")
    assert not hearing.responses.untreated().exists()
    assert sorted(theme.title for theme in hearing.themes.all()) == ["Beplantning", "Trafik"]
    answers = Answer.objects.order_by("point__number")
    assert [(row.outcome, row.change_place) for row in answers] == [
        ("partly", f"§ {number}") for number in range(1, 8)
    ]
    expect(page.locator("main")).to_contain_text("8 af 8 svar behandlet")

    writes_the_white_paper(page)
    manager = UserFactory(role=Role.MANAGER, department=hearing.department)
    publishes_it(come_to_work(open_page(), manager, live_server.url), hearing)

    paper = hearing.white_papers.get()
    assert (paper.status, paper.approver) == ("published", manager)
    assert [point["title"] for theme in paper.content["themes"] for point in theme["points"]] == [
        f"Pointe {number}" for number in (1, 3, 5, 7, 2, 4, 6)
    ]


def test_what_is_wrong_on_the_one_page_takes_the_focus_and_nothing_is_lost(
    open_page, live_server, hearing, worker
):
    ResponseFactory(hearing=hearing)
    page = come_to_work(open_page(), worker, live_server.url)
    page.goto(f"/hoeringer/{hearing.number}/behandling/samlet/")
    page.fill("[name=r1-remark]", "Mine lange ord.")
    page.click(".save-bar button")

    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("[name=r1-remark]")).to_have_value("Mine lange ord.")
    assert violations(page) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_sentence_becomes_a_point_by_keyboard(
    open_page, live_server, hearing, worker, javascript
):
    response = ResponseFactory(hearing=hearing, text=TEXT, approved=True)
    waiting = ResponseFactory(hearing=hearing, text=TEXT, approved=True)
    page = come_to_work(open_page(javascript=javascript), worker, live_server.url)
    page.goto(f"/hoeringer/{hearing.number}/behandling/?vis=ubehandlet&svar={response.number}")

    page.focus("[name=sentences][value='36-61']")
    page.keyboard.press("Space")
    page.focus("[name=title]")
    page.keyboard.type("Parkering mod øst")
    page.focus("[name=new_theme]")
    page.keyboard.type("Trafik")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert list(Point.objects.get().mentions.values_list("start", "end")) == [(36, 61)]
    expect(page.locator("mark")).to_have_text("Flyt parkeringen mod øst.")
    page.goto(f"/hoeringer/{hearing.number}/behandling/?vis=ubehandlet&svar={waiting.number}")
    page.fill("[name=known]", "parkering")
    page.check("[name=whole]")
    with page.expect_navigation():
        page.get_by_role("button", name="Gem og næste").first.click()

    assert not hearing.responses.untreated().exists()


def test_j_and_k_lead_through_the_responses_and_can_be_turned_off(
    open_page, live_server, hearing, worker
):
    for _time in range(3):
        ResponseFactory(hearing=hearing, text=TEXT)
    page = come_to_work(open_page(), worker, live_server.url)
    page.goto(f"/hoeringer/{hearing.number}/behandling/?vis=alle&svar=2")

    page.focus("[name=title]")
    page.keyboard.type("jk")
    assert "svar=2" in page.url
    page.locator("#h-response").click()
    page.keyboard.press("j")
    page.wait_for_url("**svar=3**")
    page.keyboard.press("k")
    page.wait_for_url("**svar=2**")
    page.locator(".shortcuts input").uncheck()
    page.keyboard.press("j")
    page.reload()

    expect(page.locator(".shortcuts input")).not_to_be_checked()
    assert "svar=2" in page.url


@pytest.fixture
def treated(hearing, worker) -> Hearing:
    """A hearing with every state of the desk in it."""
    hearing.needs_second_reader = True
    hearing.save(update_fields=["needs_second_reader"])
    one = ResponseFactory(hearing=hearing, text=TEXT, approved=True)
    two = ResponseFactory(hearing=hearing, text="Min nabo Holger er syg. Bevar træerne.")
    outside = ResponseFactory(hearing=hearing, text="Om busdrift.", is_protected=True)
    changed = ResponseFactory(hearing=hearing, text=TEXT)
    ResponseFactory(hearing=hearing, text=TEXT, withdrawn=True)
    Redaction.objects.create(
        version=two.current_version, start=9, end=15, reason="personal", by=worker
    )
    point = point_in(one, passages=[(0, 21)])
    also_in(point, two)
    also_in(point, changed)
    changed.add_version("En ny tekst.", by=None, at=timezone.now() - timedelta(days=1))
    answer_to(point)
    answer_to(point_in(one, title="Parkering", theme="Trafik").theme)
    point_in(two, title="Ubesvaret")
    theme_in(hearing, "Uden pointer")
    treatment.mark_out_of_scope(outside, reason="Busser", by=worker, at=timezone.now())
    return hearing


def test_axe_finds_nothing_at_the_desk(open_page, live_server, treated, worker):
    page = come_to_work(open_page(width=390), worker, live_server.url)
    root = f"/hoeringer/{treated.number}/behandling/"
    theme = treated.themes.first()
    paths = [
        f"{root}?vis=ubehandlet", *(f"{root}?vis=alle&svar={n}" for n in range(1, 6)),
        f"{root}?vis=alle&q=findes-ikke", f"{root}samlet/", f"{root}temaer/",
        f"{root}temaer/?vis=ubesvaret", f"{root}temaer/{theme.pk}/", f"{root}pointer/1/",
        f"{root}mangler/",
    ]  # fmt: skip

    found = faults_of(page, paths)
    page.goto(f"{root}?vis=alle&svar=1")
    page.get_by_role("button", name="Gem pointen").click()
    found["refused"] = faults(page)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
