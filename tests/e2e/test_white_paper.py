"""A white paper from the first word to the last reader, in a real browser."""

from io import BytesIO

import pypdf
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from hearings.links import token_for
from hearings.models import Hearing
from hearings.services import white_paper_files
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.e2e.axe import faults_of
from tests.e2e.test_treating import come_to_work
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.papers import (
    answer_to,
    approved_of,
    draft_of,
    point_in,
    published_of,
    submitted_of,
    with_files,
)

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hearing() -> Hearing:
    """Three treated responses: one named, one protected, one without an address."""
    hearing = HearingFactory(closed=True, title="Lokalplan 9.9")
    named = ResponseFactory(
        hearing=hearing, approved=True, name="Åben Åsen", show_name=True, text="Lad rækken stå."
    )
    protected = ResponseFactory(
        hearing=hearing, approved=True, name="Birk Beskyttet", is_protected=True
    )
    on_paper = ResponseFactory(hearing=hearing, approved=True, email="", name="Kaj Kuvert")
    answer_to(
        point_in(named, protected, title="Bevar poppelrækken"),
        outcome="partly",
        change="Elleve træer bliver stående.",
        change_place="kortbilag 3",
    )
    answer_to(point_in(on_paper, title="Luk vejen", theme="Trafik"), outcome="rejected")
    return hearing


@pytest.fixture
def people(hearing) -> tuple[User, User]:
    """Who writes, and who approves."""
    department = hearing.department
    return (
        UserFactory(role=Role.CASE_WORKER, department=department, full_name="Lone Linealsen"),
        UserFactory(role=Role.MANAGER, department=department, full_name="Leif Ledetråd"),
    )


def desk(hearing: Hearing) -> str:
    return f"/hoeringer/{hearing.number}/behandling/hvidbog/"


def writes_and_sends(page: Page, hearing: Hearing) -> None:
    page.goto(desk(hearing))
    page.get_by_role("button", name="Begynd hvidbogen").click()
    lack = page.get_by_role("link", name="Hvidbogens sammenfatning er ikke skrevet.")
    expect(lack).to_be_visible()
    page.fill("[name=summary]", "Elleve af træerne bliver stående.")
    page.fill("[name=asked]", "Naboerne\nHandicaprådet")
    page.get_by_role("button", name="Gem teksten").click()
    page.get_by_role("link", name="Send til godkendelse").click()
    page.get_by_role("button", name="Send til godkendelse").click()
    expect(page.get_by_text("Du har selv skrevet i den.")).to_be_visible()


def approves(page: Page, hearing: Hearing) -> None:
    page.goto(desk(hearing))
    page.get_by_role("link", name="Læs og godkend").click()
    expect(page.get_by_role("heading", name="Bevar poppelrækken")).to_be_visible()
    page.get_by_role("button", name="Godkend hvidbogen").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_two_people_take_it_to_everybody(open_page, live_server, hearing, people, javascript):
    first, second = (
        come_to_work(open_page(javascript=javascript), person, live_server.url) for person in people
    )
    writes_and_sends(first, hearing)
    approves(second, hearing)
    expect(second.get_by_text("Filerne bliver lavet nu.", exact=False).last).to_be_visible()

    white_paper_files.make_files(at=timezone.now(), seconds=120)
    if not javascript:
        second.get_by_role("link", name="Opdatér").click()
    expect(second.locator("#files")).to_contain_text("klar")
    expect(second.locator("#files")).not_to_contain_text("venter")
    second.goto(desk(hearing))
    second.get_by_role("link", name="Udgiv hvidbogen").click()
    expect(second.get_by_text("2 personer får hver én mail")).to_be_visible()
    expect(second.get_by_text("Ét svar kom uden mailadresse.")).to_be_visible()
    second.get_by_role("button", name="Udgiv hvidbogen").click()
    expect(second.locator(".messagelist")).to_contain_text("Hvidbogen er udgivet.")

    is_read_by_everybody(open_page(javascript=javascript), hearing)
    assert Message.objects.filter(kind="hearings.white_paper_published").count() == 2


def is_read_by_everybody(page: Page, hearing: Hearing) -> None:
    page.goto(hearing.get_absolute_url())
    page.get_by_role("link", name="Læs hvidbogen").click()
    expect(page.get_by_text("Elleve træer bliver stående.")).to_be_visible()
    expect(page.locator("#svar-1")).to_contain_text("Lad rækken stå.")
    assert "Birk Beskyttet" not in page.content()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    reader = pypdf.PdfReader(download.value.path())
    text = "\n".join(sheet.extract_text() for sheet in reader.pages)
    assert ("Åben Åsen" in text, "Birk Beskyttet" in text) == (True, False)
    assert "Birk" not in str(reader.metadata)


def test_axe_finds_nothing_on_what_everybody_reads(open_page, hearing):
    published_of(hearing)
    response = hearing.responses.get(number=1)
    page = open_page(width=390)

    paths = [
        hearing.get_absolute_url(),
        f"{hearing.get_absolute_url()}hvidbog/",
        f"{hearing.get_absolute_url()}hvidbog/1/svar/",
        f"/en{hearing.get_absolute_url()}hvidbog/",
        f"/hoeringer/mit-svar/{token_for(response)}/",
    ]

    assert faults_of(page, paths) == {}


def test_axe_finds_nothing_on_the_pages_of_staff(open_page, live_server, hearing, people):
    author, _manager = people
    other, page = (come_to_work(open_page(width=390), person, live_server.url) for person in people)
    seen = []

    def look(page: Page, *paths: str) -> None:
        root = f"/hoeringer/{hearing.number}/behandling/"
        seen.extend(faults_of(page, [f"{root}{path}" for path in paths]).items())

    look(other, "hvidbog/")
    paper = draft_of(hearing, by=author)
    look(other, "hvidbog/", "hvidbog/send/", "hvidbog/forhaandsvis/")
    paper.delete()
    submitted_of(hearing, by=author)
    look(page, "hvidbog/", "hvidbog/godkend/")
    hearing.white_papers.all().delete()
    paper = approved_of(hearing)
    paper.files.filter(format="pdf").update(state="working", parts_done=1, parts_total=4)
    paper.files.filter(format="csv").update(state="failed", error="Den er for stor.")
    look(page, "hvidbog/")
    with_files(paper)
    look(page, "hvidbog/udgiv/")
    hearing.white_papers.all().delete()
    published_of(hearing)
    look(page, "hvidbog/", "breve/")

    assert seen == []


def test_each_letter_is_a_page_on_paper(open_page, live_server, hearing, people):
    ResponseFactory(hearing=hearing, approved=True, email="", name="Pia Papir")
    answer_to(point_in(hearing.responses.get(name="Pia Papir"), title="Sæt en bænk"))
    published_of(hearing)
    page = come_to_work(open_page(), people[1], live_server.url)
    page.goto(f"/hoeringer/{hearing.number}/behandling/breve/")

    paper = page.pdf(format="A4")

    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(paper)).pages]
    assert len(sheets) == 2
    assert ("Kaj Kuvert" in sheets[0], "Pia Papir" in sheets[1]) == (True, True)
    assert "Arbejdsplads" not in sheets[0]
