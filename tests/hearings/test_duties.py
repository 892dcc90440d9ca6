from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from core.duties import Duty
from hearings.duties import duties_of
from hearings.models import ResponseFile
from portal import duties as portal_duties
from tests.accounts.factories import UserFactory
from tests.hearings.factories import (
    ChangeFactory,
    DepartmentFactory,
    HearingFactory,
    HearingTranslationFactory,
    ResponseFactory,
    days_from_now,
)
from tests.hearings.treating import point_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return DepartmentFactory()


@pytest.fixture
def case_worker(department):
    return UserFactory(role=Role.CASE_WORKER, department=department)


def hold_file(response, **fields):
    ResponseFile.objects.create(
        response=response,
        original_name="brev.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
        file="x",
        uploaded_at=timezone.now(),
        is_held=True,
        **fields,
    )


def texts(user):
    return [duty.text for duty in duties_of(user)]


def titles(user):
    return [duty.title for duty in duties_of(user)]


def test_what_waits_is_sorted_by_deadline(department, case_worker):
    soon = HearingFactory(department=department, title="Skolevejen", closes_at=days_from_now(3))
    ResponseFactory(hearing=soon)
    ResponseFactory(hearing=soon)
    HearingFactory(
        department=department,
        draft=True,
        title="Kanalen",
        opens_at=days_from_now(10),
        closes_at=days_from_now(40),
    )
    square = HearingFactory(department=department, closed=True, title="Torvet")
    point_in(ResponseFactory(hearing=square, approved=True))
    hold_file(ResponseFactory(hearing=soon, approved=True))

    assert titles(case_worker) == [
        "Skriv hvidbogen: Torvet",
        "1 bilag er holdt tilbage: Skolevejen",
        "2 svar skal læses igennem: Skolevejen",
        "Offentliggør: Kanalen",
    ]


def test_responses_to_a_closed_hearing_wait_for_treatment_until_they_have_it(
    department, case_worker
):
    hearing = HearingFactory(department=department, closed=True, title="Torvet")
    first = ResponseFactory(hearing=hearing, approved=True)
    ResponseFactory(hearing=hearing, approved=True)
    ResponseFactory(hearing=hearing, withdrawn=True)
    ResponseFactory(hearing=HearingFactory(department=department), approved=True)
    ResponseFactory(hearing=HearingFactory(closed=True), approved=True)

    two = [duty for duty in duties_of(case_worker) if "mangler behandling" in duty.title]
    point_in(first)
    one = [duty for duty in duties_of(case_worker) if "mangler behandling" in duty.title]

    assert [(duty.title, duty.url) for duty in two] == [
        ("2 svar mangler behandling: Torvet", f"/hoeringer/{hearing.number}/behandling/")
    ]
    assert [duty.title for duty in one] == ["1 svar mangler behandling: Torvet"]


@pytest.mark.parametrize("answers", [[], ["withdrawn"]])
def test_a_hearing_without_an_answer_that_counts_owes_no_white_paper(
    department, case_worker, answers
):
    hearing = HearingFactory(department=department, closed=True)
    for trait in answers:
        ResponseFactory(hearing=hearing, **{trait: True})
    before = titles(case_worker)
    point_in(ResponseFactory(hearing=hearing, approved=True))

    after = titles(case_worker)

    assert [title for title in before if title.startswith("Skriv hvidbogen")] == []
    assert after == [f"Skriv hvidbogen: {hearing.title}"]


def test_counts_are_not_multiplied_by_each_other(department, case_worker):
    hearing = HearingFactory(department=department, title="Torvet")
    for _ in range(2):
        response = ResponseFactory(hearing=hearing)
        hold_file(response)
        hold_file(response)
    hold_file(response, removed_at=timezone.now())

    assert titles(case_worker) == [
        "2 svar skal læses igennem: Torvet",
        "4 bilag er holdt tilbage: Torvet",
    ]


def test_answers_that_wait_after_the_deadline_are_overdue(department, case_worker):
    ResponseFactory(hearing=HearingFactory(department=department, closed=True))

    assert [duty.is_overdue for duty in duties_of(case_worker)] == [True, False]


@pytest.mark.parametrize(
    ("traits", "days"),
    [
        ({"open": True}, 0),
        ({"decided": True}, 0),
        ({"withdrawn": True}, 0),
        ({"draft": True}, 60),
    ],
)
def test_nothing_waits_when_everything_is_done_or_far_away(department, case_worker, traits, days):
    if days:
        traits |= {"opens_at": days_from_now(days), "closes_at": days_from_now(days + 30)}
    HearingFactory(department=department, **traits)

    assert duties_of(case_worker) == []


def test_a_moderator_reads_but_does_not_publish_or_decide(department):
    moderator = UserFactory(role=Role.MODERATOR, department=department)
    hearing = HearingFactory(department=department, closed=True, title="Torvet")
    hold_file(ResponseFactory(hearing=hearing))

    assert titles(moderator) == ["1 svar skal læses igennem: Torvet"]


@pytest.mark.parametrize("trait", ["coming", "open", "closed"])
def test_a_translation_that_is_older_than_the_danish_waits_for_the_case_worker(
    department, case_worker, trait
):
    hearing = HearingFactory(department=department, title="Kanalen", **{trait: True})
    HearingTranslationFactory(hearing=hearing, language="tr", outdated=True)
    HearingTranslationFactory(hearing=hearing, language="ar", outdated=True)
    HearingTranslationFactory(hearing=hearing, language="en")
    moderator = UserFactory(role=Role.MODERATOR, department=department)

    [duty] = [duty for duty in duties_of(case_worker) if "oversættelse" in duty.title]

    assert duty.title == "En oversættelse er ældre end den danske tekst: Kanalen"
    assert "العربيّة, Türkçe" in duty.text
    assert duty.url == f"/admin/hearings/hearing/{hearing.pk}/change/#translations"
    assert duties_of(moderator) == []


@pytest.mark.parametrize("trait", ["draft", "decided", "withdrawn"])
def test_an_old_translation_of_what_nobody_takes_part_in_waits_for_nobody(
    department, case_worker, trait
):
    HearingTranslationFactory(
        hearing=HearingFactory(
            department=department,
            opens_at=days_from_now(60),
            closes_at=days_from_now(90),
            **{trait: True},
        ),
        outdated=True,
    )

    assert duties_of(case_worker) == []


@pytest.mark.parametrize("role", [None, Role.CASE_WORKER, Role.EDITOR, Role.ADMINISTRATOR])
def test_another_departments_work_does_not_wait_for_me(role):
    ResponseFactory(hearing=HearingFactory(closed=True))
    HearingTranslationFactory(outdated=True)
    person = UserFactory(role=role) if role else UserFactory()

    assert duties_of(person) == []


def test_the_questions_do_not_grow_with_the_cases(department, case_worker):
    def count():
        with CaptureQueriesContext(connection) as queries:
            duties_of(case_worker)
        return len(queries)

    ResponseFactory(hearing=HearingFactory(department=department))
    count()
    few = count()
    for _ in range(3):
        hearing = HearingFactory(department=department, closed=True)
        ResponseFactory(hearing=hearing)
        HearingTranslationFactory(hearing=hearing, outdated=True)
        ChangeFactory(hearing=hearing, overdue=True)

    assert count() == few == 14


def test_the_portal_puts_the_duties_of_all_apps_in_one_order(monkeypatch, case_worker):
    now = timezone.now()
    here = [Duty("Uden dato", "/a"), Duty("Om lidt", "/b", deadline=now)]
    there = [Duty("Venter", "/c", waits_since=now - timedelta(days=1))]
    monkeypatch.setattr(portal_duties, "SOURCES", (lambda _user: here, lambda _user: there))

    found = portal_duties.duties_of(case_worker)

    assert [duty.title for duty in found] == ["Venter", "Om lidt", "Uden dato"]


def test_one_answer_is_spoken_of_as_one(department, case_worker):
    hearing = HearingFactory(department=department)
    hold_file(ResponseFactory(hearing=hearing))

    assert set(texts(case_worker)) == {
        "Ingen andre kan se det, før det er godkendt.",
        "Se på det, og frigiv det, eller lad det blive.",
    }
