"""Staff's pages of the white paper: who may, in which state, and what nobody loses."""

import re

import pytest
from django.test import Client

from accounts.roles import Role
from hearings.models import Hearing, HearingEvent, WhitePaper
from hearings.tasks import make_white_paper_files
from notifications.models import Message
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.papers import (
    answer_to,
    approved_of,
    draft_of,
    point_in,
    published_of,
    submitted_of,
    treated_hearing,
    with_files,
)
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db

STEPS = ("send", "tag-tilbage", "godkend", "udgiv")


@pytest.fixture
def hearing() -> Hearing:
    return treated_hearing()


@pytest.fixture
def writer(hearing):
    return UserFactory(role=Role.CASE_WORKER, department=hearing.department)


@pytest.fixture
def manager(hearing):
    return UserFactory(role=Role.MANAGER, department=hearing.department)


def desk(hearing: Hearing, rest: str = "") -> str:
    return f"/hoeringer/{hearing.number}/behandling/hvidbog/{rest}"


def status_of(user, path: str, **posted) -> int:
    client = at_work(user)
    return (client.post(path, posted) if posted else client.get(path)).status_code


# --- Who may ----------------------------------------------------------------------------------
PAGES = ["", "forhaandsvis/", "forhaandsvis/svar/", *(f"{step}/" for step in STEPS)]


@pytest.mark.parametrize("rest", [*PAGES, "begynd/", "1/pdf/igen/"])
def test_another_department_finds_nothing(hearing, rest):
    submitted_of(hearing)
    stranger = UserFactory(role=Role.CASE_WORKER, department=DepartmentFactory())

    assert status_of(stranger, desk(hearing, rest), x="1") == (
        405 if rest.startswith("forhaandsvis") else 404
    )


@pytest.mark.parametrize("rest", PAGES)
def test_a_visitor_and_a_citizen_do_not_come_in(hearing, rest):
    submitted_of(hearing)
    citizen = Client()
    citizen.force_login(UserFactory())

    assert Client().get(desk(hearing, rest)).status_code == 302
    assert citizen.get(desk(hearing, rest)).status_code in (403, 404)


@pytest.mark.parametrize(
    ("role", "step", "status"),
    [
        (Role.CASE_WORKER, "", 200),
        (Role.MANAGER, "", 200),
        (Role.MODERATOR, "", 200),
        (Role.FACILITATOR, "", 403),
        (Role.MANAGER, "send/", 403),
        (Role.MODERATOR, "send/", 403),
        (Role.MODERATOR, "godkend/", 403),
        (Role.MODERATOR, "udgiv/", 403),
        (Role.MANAGER, "tag-tilbage/", 403),
        (Role.MANAGER, "godkend/", 200),
        (Role.CASE_WORKER, "godkend/", 200),
        (Role.CASE_WORKER, "tag-tilbage/", 200),
    ],
)
def test_each_role_has_its_steps(hearing, role, step, status):
    submitted_of(hearing)
    person = UserFactory(role=role, department=hearing.department)

    assert status_of(person, desk(hearing, step)) == status


@pytest.mark.parametrize(
    ("state", "possible"),
    [
        (draft_of, {"send"}),
        (submitted_of, {"tag-tilbage", "godkend"}),
        (lambda hearing: with_files(approved_of(hearing)), {"tag-tilbage", "udgiv"}),
        (published_of, set()),
    ],
    ids=["draft", "submitted", "approved", "published"],
)
def test_each_state_has_its_steps_and_the_others_are_a_conflict(hearing, writer, state, possible):
    state(hearing)

    statuses = {step: status_of(writer, desk(hearing, f"{step}/")) for step in STEPS}

    assert statuses == {step: 200 if step in possible else 409 for step in STEPS}


def test_it_is_not_published_while_its_files_are_made(hearing, writer):
    approved_of(hearing)

    page = at_work(writer).get(desk(hearing)).content.decode()

    assert status_of(writer, desk(hearing, "udgiv/")) == 409
    assert "Udgiv hvidbogen" not in page


# --- From the first word to the published white paper ------------------------------------------
def test_two_people_take_it_all_the_way(hearing, writer, manager):
    author, approver = at_work(writer), at_work(manager)

    author.post(desk(hearing, "begynd/"))
    author.post(desk(hearing), {"revision": 0, "summary": "Det vigtigste.", "asked": "Naboerne"})
    author.post(desk(hearing, "send/"))
    digest = approver.get(desk(hearing, "godkend/")).context["digest"]
    approver.post(desk(hearing, "godkend/"), {"digest": digest})
    with_files(hearing.white_papers.get())
    asked = approver.get(desk(hearing, "udgiv/")).content.decode()
    approver.post(desk(hearing, "udgiv/"))

    paper = hearing.white_papers.get()
    hearing.refresh_from_db()
    assert (paper.status, paper.author, paper.approver) == ("published", writer, manager)
    assert "En person får en mail" in asked
    assert hearing.is_answered()
    assert Message.objects.count() == 1


def test_what_is_missing_stands_on_the_page_with_links(hearing, writer):
    ResponseFactory(hearing=hearing)
    draft_of(hearing, summary="")

    page = at_work(writer).get(desk(hearing)).content.decode()

    assert "har hverken en pointe" in page
    assert "sammenfatning er ikke skrevet" in page
    assert "Send til godkendelse" not in page


def test_sending_what_lacks_something_leads_back_to_the_list(hearing, writer):
    draft_of(hearing, summary="")
    client = at_work(writer)

    response = client.post(desk(hearing, "send/"), follow=True)

    assert response.redirect_chain == [(desk(hearing), 302)]
    assert "Hvidbogen kan ikke komme videre" in response.content.decode()
    assert hearing.white_papers.get().status == "draft"


def test_before_the_deadline_it_can_be_written_but_not_sent(writer, hearing):
    early = HearingFactory(department=hearing.department)
    answer_to(point_in(ResponseFactory(hearing=early, approved=True)).theme)
    draft_of(early)

    page = at_work(writer).get(desk(early)).content.decode()

    assert "Der kan stadig komme svar" in page
    assert "Send til godkendelse</a>" not in page


def test_the_author_does_not_approve(hearing, writer):
    submitted_of(hearing, by=writer)

    page = at_work(writer).get(desk(hearing)).content.decode()

    assert "En anden skal godkende den." in page
    assert status_of(writer, desk(hearing, "godkend/")) == 409


def test_a_tiny_administration_may_approve_its_own(hearing, writer, settings):
    settings.WHITE_PAPER_NEEDS_ANOTHER_APPROVER = False
    submitted_of(hearing, by=writer)

    assert status_of(writer, desk(hearing, "godkend/")) == 200


def test_approved_is_what_was_read(hearing, manager):
    paper = submitted_of(hearing)
    client = at_work(manager)
    digest = client.get(desk(hearing, "godkend/")).context["digest"]
    hearing.official_answers.update(remark="Noget helt andet.")

    response = client.post(desk(hearing, "godkend/"), {"digest": digest})

    paper.refresh_from_db()
    assert (response.status_code, paper.status) == (409, "submitted")
    page = response.content.decode()
    assert "Hvidbogen er ændret, siden du læste den" in page
    assert "Noget helt andet." in page


def test_taken_back_it_is_a_draft_without_files(hearing, writer):
    paper = approved_of(hearing)

    status_of(writer, desk(hearing, "tag-tilbage/"), yes="1")

    paper.refresh_from_db()
    assert (paper.status, paper.content, paper.files.count()) == ("draft", None, 0)


def test_a_double_click_on_publish_makes_one_version_and_one_mail(hearing, writer):
    with_files(approved_of(hearing))
    client = at_work(writer)

    statuses = [client.post(desk(hearing, "udgiv/")).status_code for _ in range(2)]

    assert statuses == [302, 409]
    assert Message.objects.count() == 1


# --- Two people on the same text ---------------------------------------------------------------
def test_the_second_is_told_and_loses_nothing(hearing, writer):
    paper = draft_of(hearing, summary="Den førstes ord.")
    client = at_work(writer)

    response = client.post(
        desk(hearing), {"revision": 0, "summary": "Den andens ord.", "asked": ""}
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert ("Den førstes ord." in page, "Den andens ord." in page) == (True, True)
    paper.refresh_from_db()
    assert paper.summary == "Den førstes ord."

    again = response.context["form"]["revision"].value()
    client.post(desk(hearing), {"revision": again, "summary": "Flettet.", "asked": ""})

    paper.refresh_from_db()
    assert paper.summary == "Flettet."


@pytest.mark.parametrize(
    "posted",
    [
        {"summary": "Ord."},
        {"revision": "x", "summary": "Ord."},
        {"revision": 0, "summary": "o" * 20_001},
        {"revision": 1, "summary": "Ring til 010190-1234."},
    ],
)
def test_bad_input_is_told_and_kept(hearing, writer, posted):
    draft_of(hearing, summary="")

    response = at_work(writer).post(desk(hearing), posted)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert posted["summary"] in response.content.decode()
    assert hearing.white_papers.get().summary == ""


# --- Files -------------------------------------------------------------------------------------
def test_the_page_asks_again_while_files_are_made_and_works_without_script(hearing, writer):
    paper = approved_of(hearing)
    paper.files.filter(format="pdf").update(state="working", parts_done=3, parts_total=12)
    client = at_work(writer)

    page = client.get(desk(hearing)).content.decode()
    part = client.get(desk(hearing), headers={"HX-Request": "true"}).content.decode()

    for text in (page, part):
        assert "3 af 12" in text
        assert "every 3s" in text
        assert f'<a href="{desk(hearing)}">' in text
    assert "<html" not in part

    with_files(paper)
    done = client.get(desk(hearing), headers={"HX-Request": "true"}).content.decode()
    assert "every 3s" not in done


def test_staff_read_a_file_that_is_ready_before_it_is_published(hearing, writer):
    paper = approved_of(hearing)
    make_white_paper_files()
    paper.files.filter(format="csv").update(state="working")
    paper.files.filter(format="xlsx").update(public_revision=hearing.public_revision + 9)
    client = at_work(writer)

    page = client.get(desk(hearing)).content.decode()

    linked = re.findall(rf'href="({paper.get_absolute_url()}\w+/)"', page)
    assert linked == [f"{paper.get_absolute_url()}{form}/" for form in ("pdf", "docx")]
    for path in linked:
        given = client.get(path)
        assert (given.status_code, len(b"".join(given.streaming_content)) > 0) == (200, True)


def test_a_file_that_failed_says_why_and_can_be_ordered_again(hearing, writer):
    paper = approved_of(hearing)
    paper.files.filter(format="pdf").update(state="failed", error="Den er for stor.")
    client = at_work(writer)

    page = client.get(desk(hearing)).content.decode()
    client.post(desk(hearing, "1/pdf/igen/"))

    assert ("Den er for stor." in page, "Prøv igen" in page) == (True, True)
    assert paper.files.get(format="pdf").state == "waiting"
    assert status_of(writer, desk(hearing, "1/pdf/igen/"), yes="1") == 409
    assert status_of(writer, desk(hearing, "1/exe/igen/"), yes="1") == 404
    assert status_of(writer, desk(hearing, "2/pdf/igen/"), yes="1") == 404


@pytest.mark.parametrize("state", [draft_of, approved_of])
def test_the_files_that_everybody_reads_are_mended_while_the_next_version_stands(
    hearing, writer, state
):
    published = published_of(hearing)
    state(hearing)
    published.files.filter(format="pdf").update(state="failed", error="Den er for stor.")
    client = at_work(writer)

    pages = [client.get(desk(hearing), headers=headers) for headers in ({}, {"HX-Request": "true"})]

    for page in pages:
        assert "Version 1, udgivet" in page.content.decode()
        assert f'action="{desk(hearing, "1/pdf/igen/")}"' in page.content.decode()
    assert client.post(desk(hearing, "1/pdf/igen/")).status_code == 302
    assert published.files.get(format="pdf").state == "waiting"


def test_of_an_earlier_version_only_what_failed_brings_it_back(hearing, writer):
    first = published_of(hearing)
    published_of(hearing)
    client = at_work(writer)
    before = client.get(desk(hearing)).context["versions"]
    first.files.filter(format="csv").update(state="failed")

    versions = client.get(desk(hearing)).context["versions"]

    assert [paper.version for paper, _files in before] == [2]
    assert [(paper.version, len(files)) for paper, files in versions] == [(2, 4), (1, 4)]


# --- Preview -------------------------------------------------------------------------------------
def test_the_preview_reads_the_desk_as_it_is_now(hearing, writer):
    draft_of(hearing)
    client = at_work(writer)
    before = client.get(desk(hearing, "forhaandsvis/")).content.decode()
    hearing.official_answers.update(remark="Nye ord.")

    after = client.get(desk(hearing, "forhaandsvis/"))

    assert ("Nye ord." in before, "Nye ord." in after.content.decode()) == (False, True)
    assert "Kun medarbejdere kan se siden." in before
    assert after.headers["Cache-Control"] == "private, no-store"


def test_a_new_version_begins_with_the_words_of_the_last(hearing, writer):
    published_of(hearing)
    client = at_work(writer)

    client.post(desk(hearing, "begynd/"))
    client.post(desk(hearing, "begynd/"))

    assert [paper.version for paper in hearing.white_papers.all()] == [2, 1]
    page = client.get(desk(hearing)).content.decode()
    assert "Skriv, hvad der er nyt i denne version" in page
    assert WhitePaper.objects.get(version=2).summary == WhitePaper.objects.get(version=1).summary


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_costs_the_same_for_few_and_many(
    hearing, writer, count, django_assert_num_queries
):
    more = ResponseFactory.create_batch(count, hearing=hearing, approved=True)
    for number, response in enumerate(more):
        answer_to(point_in(response, title=f"Pointe {number}"))
    approved_of(hearing)
    client = at_work(writer)
    client.get(desk(hearing))

    with django_assert_num_queries(16):
        client.get(desk(hearing))


def test_every_step_is_written_down_by_who_took_it(hearing, writer, manager):
    paper = published_of(hearing, by=manager)

    lines = HearingEvent.objects.filter(hearing=hearing, note=f"version {paper.version}")

    assert {line.by for line in lines if line.action.startswith("white_paper_appro")} == {manager}
