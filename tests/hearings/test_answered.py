"""A hearing whose white paper is published and that is not decided yet, wherever it is told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from core.clock import local_date
from core.register import RegisterState
from hearings import feeds
from hearings.duties import duties_of
from hearings.journey import journey_of
from hearings.models import (
    Answer,
    Change,
    Hearing,
    Response,
    ResponseVersion,
    WhitePaper,
)
from hearings.pictures import picture_of
from hearings.register import register_case, register_rows
from hearings.rows import rows_of
from hearings.services import white_papers
from hearings.sitemap_rows import sitemap_rows
from hearings.timeline import steps_of
from hearings.white_paper.content import content_of
from hearings.white_paper_duties import white_paper_duties
from portal.front import overview
from portal.models import SearchEntry
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.factories import (
    ChangeFactory,
    DecisionStepFactory,
    HearingFactory,
    ResponseFactory,
)
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
from tests.portal.search import refresh, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def hearing() -> Hearing:
    hearing = treated_hearing(title="Poppelparken")
    published_of(hearing, summary="Kastanjen bliver stående.")
    hearing.refresh_from_db()
    return hearing


def read(path: str) -> str:
    return Client().get(path).content.decode()


def test_the_hearings_page_leads_to_the_white_paper(hearing):
    page = read(hearing.get_absolute_url())

    assert "Besvaret i hvidbogen" in page
    assert "Kastanjen bliver stående." in page
    assert page.count(f'href="{hearing.get_absolute_url()}hvidbog/"') == 3


def test_the_lists_find_it_under_its_own_word(hearing):
    HearingFactory(closed=True, title="Torvet")

    words = ("besvaret", "under-behandling")
    pages = {word: read(f"/hoeringer/?tilstand={word}") for word in words}

    assert ["Poppelparken" in page for page in pages.values()] == [True, False]
    assert ["Torvet" in page for page in pages.values()] == [False, True]
    [row] = rows_of([hearing], at=timezone.now())
    assert "Hvidbogen er udgivet" in row["meta"][0]


def test_the_front_page_counts_it_where_it_counts_the_closed_ones(hearing):
    HearingFactory(closed=True)

    counts = overview(timezone.now()).counts

    assert (counts["closed"], counts["answered"]) == (1, 1)
    assert "/hoeringer/?tilstand=besvaret" in read("/")


def test_the_register_keeps_it_among_what_is_treated(hearing):
    closed = HearingFactory(closed=True)
    HearingFactory()
    now = timezone.now()

    rows = {row["number"]: row for row in register_rows(at=now, state=RegisterState.TREATED)}
    case = register_case(hearing.pk, person=None, at=now)

    assert set(rows) == {hearing.pk, closed.pk}
    assert rows[hearing.pk]["day"] == local_date(hearing.white_paper_published_at)
    assert case.came_of[0].title == "Hvidbogen udgivet"
    assert case.came_of[0].url == f"{hearing.get_absolute_url()}hvidbog/"


def test_the_timeline_says_when_and_waits_for_the_decision(hearing):
    steps = {step.title: step for step in steps_of(hearing, at=timezone.now())}

    assert (steps["Hvidbog"].state, steps["Beslutning"].state) == ("done", "now")
    assert steps["Hvidbog"].url == f"{hearing.get_absolute_url()}hvidbog/"


def test_a_decision_without_a_white_paper_promises_none():
    steps = [step.title for step in steps_of(HearingFactory(decided=True), at=timezone.now())]

    assert "Hvidbog" not in steps
    assert "Svarene behandlet" in steps


def test_every_version_is_an_entry_of_the_feeds(hearing):
    published_of(hearing, new_in_version="Et udfald er rettet.")

    everything = read("/hoeringer/atom/")
    one = read(f"{hearing.get_absolute_url()}atom/")

    for feed in (everything, one):
        assert "Hvidbog: Poppelparken" in feed
        assert "Ny version af hvidbogen: Poppelparken" in feed
        assert "Et udfald er rettet." in feed


def test_the_feed_of_all_wants_the_same_questions_for_papers(hearing, django_assert_num_queries):
    published_of(hearing)
    with django_assert_num_queries(4):
        feeds.feed_of_all(Hearing.objects.all(), path="/", link="/", at=timezone.now())


def test_the_picture_and_the_sitemap_know_it(hearing):
    paths = [row.path for row in sitemap_rows(timezone.now())]

    assert "Hvidbogen er udgivet" in picture_of(hearing.pk, timezone.now()).line
    assert f"{hearing.get_absolute_url()}hvidbog/1/" in paths


# --- Search -----------------------------------------------------------------------------------
def test_the_white_paper_is_found_by_the_administrations_words(hearing):
    refresh()

    assert titles("kastanjen") == ["Hvidbog"]
    entry = SearchEntry.objects.get(source="white_paper")
    assert entry.path == f"{hearing.get_absolute_url()}hvidbog/"


def test_of_two_versions_the_newest_is_found(hearing):
    refresh()
    published_of(hearing, new_in_version="Et ord: xylofon.")
    refresh()

    assert titles("xylofon") == ["Hvidbog, version 2"]
    assert SearchEntry.objects.filter(source="white_paper").count() == 1


def test_no_sender_and_no_response_is_in_the_index_of_the_white_paper():
    hearing = HearingFactory(closed=True)
    hidden = ResponseFactory(
        hearing=hearing, declined=True, name="Xerxes Hemmelig", text="Zebraord.", is_protected=True
    )
    answer_to(point_in(hidden).theme)
    published_of(hearing)

    refresh()

    assert (titles("xerxes"), titles("zebraord")) == ([], [])


@pytest.mark.parametrize("state", [draft_of, submitted_of, approved_of])
def test_what_is_not_published_is_not_found(state):
    state(treated_hearing(), summary="Ordet er xylofon.")

    refresh()

    assert titles("xylofon") == []


def test_the_hit_of_the_hearing_says_that_it_is_answered(hearing):
    hearing.title = "Xylofonparken"
    hearing.save()
    refresh()

    assert "Besvaret i hvidbogen" in read("/soeg/?q=xylofonparken")


def test_responses_that_wait_for_the_white_paper_are_found_from_then_on():
    hearing = treated_hearing(publication_rule="with_white_paper")
    ResponseVersion.objects.update(text="Ordet er xylofon.")
    refresh()
    before = titles("xylofon"), Response.objects.public().count()
    published_of(hearing)
    refresh()

    assert before == ([], 0)
    assert (len(titles("xylofon")), Response.objects.public().count()) == (1, 1)


# --- Duties -----------------------------------------------------------------------------------
def duty_titles(role: str, hearing: Hearing) -> list[str]:
    person = UserFactory(role=role, department=hearing.department)
    return [duty.title.partition(":")[0] for duty in duties_of(person)]


@pytest.mark.parametrize(
    ("state", "writer", "manager"),
    [
        (lambda _hearing: None, ["Skriv hvidbogen"], []),
        (draft_of, ["Skriv hvidbogen"], []),
        (submitted_of, ["Godkend hvidbogen"], ["Godkend hvidbogen"]),
        (approved_of, ["Udgiv hvidbogen"], ["Udgiv hvidbogen"]),
        (published_of, ["Mangler beslutning"], []),
    ],
    ids=["closed", "draft", "submitted", "approved", "published"],
)
def test_each_state_waits_for_the_right_people(state, writer, manager):
    hearing = treated_hearing()
    state(hearing)

    assert duty_titles(Role.CASE_WORKER, hearing) == writer
    assert duty_titles(Role.MANAGER, hearing) == manager
    assert duty_titles(Role.MODERATOR, hearing) == []


def test_who_wrote_it_is_not_asked_to_approve_it():
    hearing = treated_hearing()
    author = UserFactory(role=Role.CASE_WORKER, department=hearing.department)
    submitted_of(hearing, by=author)

    assert duties_of(author) == []


@pytest.mark.parametrize("step", ["save", "submit"])
def test_who_helped_to_write_it_is_not_asked_to_approve_it(step):
    hearing = treated_hearing()
    helper, other = (
        UserFactory(role=Role.CASE_WORKER, department=hearing.department) for _time in range(2)
    )
    paper, at = draft_of(hearing), timezone.now()
    if step == "save":
        words = {"summary": "Hjælperens ord.", "asked": "", "new_in_version": ""}
        white_papers.save_draft(paper, **words, revision=paper.revision, by=helper, at=at)
    white_papers.submit(paper, by=helper if step == "submit" else paper.author, at=at)

    papers = WhitePaper.objects.all()

    assert (duties_of(helper), len(duties_of(other))) == ([], 1)
    for person in (helper, other, paper.author):
        is_author = person.pk in white_papers.authors_of(paper)
        assert white_papers.written_by(person, papers) == ({paper.pk} if is_author else set())


def test_who_wrote_the_version_before_may_approve_the_next():
    hearing = treated_hearing()
    person = UserFactory(role=Role.CASE_WORKER, department=hearing.department)
    first = draft_of(hearing, by=person)
    other = UserFactory()
    white_papers.submit(first, by=other, at=timezone.now())
    digest = content_of(first).digest
    approved = white_papers.approve(first, digest=digest, by=UserFactory(), at=timezone.now())
    white_papers.publish(with_files(approved), by=other, at=timezone.now())

    second = submitted_of(hearing)

    assert white_papers.written_by(person, [approved, second]) == {approved.pk}
    assert white_papers.written_by(other, [approved, second]) == {approved.pk}
    assert [duty.title.partition(":")[0] for duty in duties_of(person)] == [
        "Mangler beslutning",
        "Godkend hvidbogen",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_duties_of_white_papers_cost_three_questions(count, django_assert_num_queries):
    first = treated_hearing()
    for hearing in [first, *(treated_hearing(department=first.department) for _ in range(count))]:
        submitted_of(hearing)
    person = UserFactory(role=Role.CASE_WORKER, department=first.department)
    duties_of(person)

    with django_assert_num_queries(3):
        duties = list(white_paper_duties(person, timezone.now()))

    assert len(duties) == count + 1


def test_the_duty_to_write_comes_when_every_response_is_treated():
    hearing = treated_hearing()
    person = UserFactory(role=Role.CASE_WORKER, department=hearing.department)
    [write] = duties_of(person)
    ResponseFactory(hearing=hearing, approved=True)
    [treat] = duties_of(person)

    assert write.title == f"Skriv hvidbogen: {hearing.title}"
    assert write.url == f"/hoeringer/{hearing.number}/behandling/hvidbog/"
    assert treat.title.startswith("1 svar mangler behandling")


def test_another_department_has_no_duty():
    submitted_of(treated_hearing())
    stranger = UserFactory(role=Role.MANAGER, department=DepartmentFactory())

    assert duties_of(stranger) == []


# --- The journey ------------------------------------------------------------------------------
def stops(response: Response) -> list[tuple[str, str]]:
    response = Response.objects.select_related("hearing").get(pk=response.pk)
    steps = journey_of(response, at=timezone.now())
    return [(step.title, step.state) for step in steps][3:]


def test_the_journey_goes_from_treated_to_done(hearing):
    response = hearing.responses.get()
    answer = Answer.objects.get()
    today = local_date(timezone.now())

    answered = stops(response)
    meeting = DecisionStepFactory(hearing=hearing, meets_on=today + timedelta(days=5), outcome="")
    on_the_agenda = stops(response)
    meeting.meets_on = today
    meeting.save()
    met = stops(response)
    change = ChangeFactory(hearing=hearing, answer=answer)
    Hearing.objects.filter(pk=hearing.pk).update(status="decided", decided_on=today)
    promised = stops(response)
    Change.objects.filter(pk=change.pk).update(status="done", ended_on=today, note="Plantet.")
    done = stops(response)

    first = [("Behandlet", "done"), ("Besvaret i hvidbogen", "done")]
    assert answered == [*first, ("Besluttes", "now")]
    assert on_the_agenda == [*first, ("På dagsordenen", "now"), ("Besluttes", "")]
    assert met == [*first, ("Behandlet på et møde", "done"), ("Besluttes", "now")]
    decided = [*first, ("Behandlet på et møde", "done"), ("Besluttet", "done")]
    assert promised == [*decided, ("Udføres", "now")]
    assert done == [*decided, ("Udført", "done")]


def test_the_journey_ends_with_ones_own_promises_alone(hearing):
    own, other = hearing.responses.get(), ResponseFactory(hearing=hearing, approved=True)
    answer = answer_to(point_in(other, theme="Trafik").theme)
    ChangeFactory(hearing=hearing, answer=answer)

    assert ("Udføres", "") in stops(other)
    assert "Udføres" not in dict(stops(own))


def test_a_promise_to_a_theme_is_not_one_to_a_point_with_an_answer_of_its_own(hearing):
    response = ResponseFactory(hearing=hearing, approved=True)
    answer_to(point_in(response, title="Egen", theme="Beplantning"), outcome="rejected")
    ChangeFactory(hearing=hearing, answer=Answer.objects.get(theme__isnull=False))

    assert "Udføres" not in dict(stops(response))


def test_what_came_after_the_white_paper_waits_for_the_next_version(hearing):
    late = ResponseFactory(hearing=hearing, approved=True)

    assert stops(late) == [("Behandles", "now"), ("Besvares", ""), ("Besluttes", "")]


def test_what_is_treated_after_the_white_paper_is_answered_in_the_next_version(hearing):
    late = ResponseFactory(hearing=hearing, approved=True)
    late.versions.update(created_at=timezone.now())
    answer_to(point_in(late, theme="Trafik").theme)

    treated = stops(late)
    published_of(hearing)

    assert treated == [("Behandlet", "done"), ("Besvares", "now"), ("Besluttes", "")]
    assert stops(late)[1] == ("Besvaret i hvidbogen", "done")
