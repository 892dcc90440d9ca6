from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.roles import Role
from information.duties import duties_of
from information.models import Feedback
from portal import duties as portal_duties
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.information.factories import (
    GuideFactory,
    NewsFactory,
    PageVersionFactory,
    PlanFactory,
    RightFactory,
    hours_from_now,
    make_page,
)
from tests.information.people import an_editor
from tests.information.texts import translate_page, translate_right
from tests.seminars.factories import SeminarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return DepartmentFactory()


@pytest.fixture
def editor(department):
    return an_editor(department)


def due(text, days=0):
    text.review_on = timezone.localdate() + timedelta(days=days)
    text.save()
    return text


def opinion(page, text, **fields):
    return Feedback.objects.create(
        page=page, version=page.newest_version(), is_useful=False, text=text, key=uuid4(), **fields
    )


def titles(user):
    return [duty.title for duty in duties_of(user)]


@pytest.mark.parametrize("make", [make_page, NewsFactory, PlanFactory, GuideFactory, RightFactory])
@pytest.mark.parametrize(("days", "overdue"), [(1, []), (0, [False]), (-1, [True])])
def test_a_text_is_looked_through_on_its_day(department, editor, make, days, overdue):
    due(make(department=department, title="Skolen"), days)

    found = duties_of(editor)

    assert {duty.title for duty in found} <= {"Se efter, om det stadig passer: Skolen"}
    assert [duty.is_overdue for duty in found] == overdue


def test_many_texts_to_look_through_are_one_line_to_their_list(department, editor):
    for days in range(-6, 0):
        due(make_page(department=department), days)

    [found] = duties_of(editor)

    assert found.title == "6 skal ses efter: sider"
    assert found.url.endswith("?stage=due")
    assert found.is_overdue


def test_words_of_readers_wait_a_yes_without_words_does_not(department, editor):
    page = make_page(department=department, title="Skolen")
    opinion(page, "Hvor?")
    opinion(page, "Hvordan?")
    opinion(page, "")
    opinion(page, "Læst", handled_at=timezone.now())

    assert titles(editor) == ["2 beskeder fra læsere: Skolen"]


def test_a_translation_older_than_what_visitors_read_waits(department, editor):
    page = make_page(department=department, title="Skolen")
    translate_page(page, "en")
    PageVersionFactory(page=page, title="Kladde", public_from=None)
    assert titles(editor) == []

    PageVersionFactory(page=page, title="Skolen i dag")

    assert titles(editor) == [
        "Oversættelsen til English er ældre end den danske tekst: Skolen i dag"
    ]
    page.withdraw()
    assert titles(editor) == []


def test_a_translation_of_a_right_older_than_the_danish_waits(department, editor):
    right = RightFactory(department=department, title="Ret")
    translate_right(right)
    assert titles(editor) == []

    right.what = "Nyt"
    right.save()

    assert titles(editor) == ["Oversættelsen til العربيّة er ældre end den danske tekst: Ret"]


@pytest.mark.parametrize(("hours", "is_shown"), [(24, True), (24 * 6, True), (24 * 8, False)])
def test_what_becomes_public_within_a_week_is_shown(department, editor, hours, is_shown):
    make_page(department=department, title="Siden", public_from=hours_from_now(hours))
    NewsFactory(department=department, title="Nyheden", public_from=hours_from_now(hours + 1))

    assert titles(editor) == (
        ["Bliver offentlig: Siden", "Bliver offentlig: Nyheden"] if is_shown else []
    )


def test_a_plan_that_was_overtaken_is_not_shown(department, editor):
    page = make_page(department=department, public_from=hours_from_now(24))
    PageVersionFactory(page=page)

    assert titles(editor) == []


def test_only_editors_of_the_department_have_these_duties(department):
    due(make_page(department=department), -1)
    others = [
        an_editor(),
        UserFactory(role=Role.CASE_WORKER, department=department),
        UserFactory(role=Role.MODERATOR, department=department),
    ]

    assert [duties_of(person) for person in others] == [[], [], []]


def test_the_portal_shows_them_with_the_others(department, editor):
    due(make_page(department=department, title="Skolen"), -1)
    SeminarFactory()  # else the next one is to be planned

    assert [duty.title for duty in portal_duties.duties_of(editor)] == [
        "Se efter, om det stadig passer: Skolen"
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_questions_is_constant(department, editor, count, django_assert_num_queries):
    for _time in range(count):
        page = due(make_page(department=department), -1)
        opinion(page, "Hvor?")
        translate_page(page, "en")
        PageVersionFactory(page=page, title="Nyt")
        PageVersionFactory(page=page, public_from=hours_from_now(24))
        for make in (NewsFactory, PlanFactory, GuideFactory, RightFactory):
            due(make(department=department), -1)
            make(department=department, scheduled=True)
    user = type(editor).objects.get(pk=editor.pk)

    with django_assert_num_queries(19):
        found = duties_of(user)

    assert len(found) == 12 * count
