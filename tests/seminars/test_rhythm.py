"""Every second year a seminar: when it is due, who is told, and the draft that is proposed."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.clock import local_date
from portal.front import overview
from seminars.duties import duties_of
from seminars.models import Seminar
from seminars.rhythm import rhythm_at, rhythm_notice, years_later
from seminars.services.collecting import collect
from seminars.services.rhythm import propose_next
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.test_races import at_once
from tests.projects.factories import FocusDesignationFactory, LessonFactory, ProjectFactory
from tests.seminars.factories import SeminarFactory

pytestmark = pytest.mark.django_db


def at(text):
    return timezone.make_aware(datetime.fromisoformat(text))


def held_on(text, **fields):
    return SeminarFactory(day__event__starts_at=at(f"{text}T09:00"), **fields)


def notice(moment):
    return rhythm_notice(moment, overview(moment).counts)


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2026, 3, 12), 2, date(2028, 3, 12)),
        (date(2024, 2, 29), 2, date(2026, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2026, 12, 31), -1, date(2025, 12, 31)),
    ],
)
def test_two_years_later_is_the_same_day(day, years, later):
    assert years_later(day, years) == later


@pytest.mark.parametrize(
    ("today", "is_to_be_planned", "is_overdue"),
    [
        ("2026-03-11T12:00", False, False),
        ("2026-03-12T00:00", True, False),
        ("2027-12-31T23:59", True, True),
        ("2027-03-12T12:00", True, True),
    ],
)
def test_from_a_year_before_everybody_is_told(today, is_to_be_planned, is_overdue):
    held_on("2025-03-12" if today < "2027-03" else "2024-03-12")

    rhythm = rhythm_at(at(today))

    assert (rhythm.is_to_be_planned, rhythm.is_overdue) == (is_to_be_planned, is_overdue)
    assert bool(notice(at(today))) == is_to_be_planned


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2026-03-27T12:00", ""),
        # The night of the change to summer time, and the one of the change back.
        ("2026-03-29T02:30", "senest i 2027"),
        ("2026-10-25T02:30", "senest i 2027"),
        ("2027-12-31T23:59", "senest i 2027"),
        ("2028-01-01T00:00", "ikke holdt et seminar"),
    ],
)
def test_the_front_page_says_what_is_due(today, words):
    held_on("2025-03-28")

    said = notice(at(today))

    assert (words in said) if words else not said


def test_nothing_is_said_while_one_is_planned(client):
    held_on("2024-03-12")
    moment = at("2026-01-10T12:00")
    assert notice(moment)

    held_on("2026-11-05")

    assert notice(moment) == ""
    assert not rhythm_at(moment).is_to_be_planned


def test_without_any_seminar_one_is_due_now():
    rhythm = rhythm_at(timezone.now())

    assert rhythm.is_to_be_planned
    assert not rhythm.is_overdue


def planning(person):
    return [duty for duty in duties_of(person) if "skal planlægges" in duty.title]


def facilitator(department):
    return UserFactory(role=Role.FACILITATOR, department=department)


def test_who_runs_seminars_has_a_duty_until_the_next_is_public(time_machine):
    last = held_on("2025-03-12")
    person = facilitator(last.department)
    time_machine.move_to(at("2026-04-01T12:00"), tick=False)

    (before,) = planning(person)
    draft = propose_next(at=timezone.now())
    (proposed,) = planning(person)
    held_on("2027-03-01")

    assert before.url.endswith("/add/")
    assert f"/{draft.pk}/" in proposed.url
    assert local_date(before.deadline - timedelta(seconds=1)) == date(2027, 3, 12)
    assert planning(person) == []
    assert planning(UserFactory(staff=True)) == []


def test_the_next_is_proposed_once_with_what_there_is_to_tell(time_machine):
    last = held_on("2025-03-12", practical="Der er mad.")
    time_machine.move_to(at("2025-01-01T12:00"), tick=False)
    old = LessonFactory(written_at=timezone.now())
    time_machine.move_to(at("2026-04-01T12:00"), tick=False)
    new = LessonFactory(written_at=timezone.now())
    LessonFactory(project=ProjectFactory(draft=True), written_at=timezone.now())
    focus = FocusDesignationFactory(at=timezone.now())

    made = propose_next(at=timezone.now())
    again = propose_next(at=timezone.now())

    assert again is None
    assert Seminar.objects.filter(is_proposed=True).get() == made
    assert (made.status, made.title) == ("draft", "Seminar om borgerinddragelse 2027")
    assert (made.department, made.practical) == (last.department, "Der er mad.")
    assert [row.lesson for row in made.lessons.all()] == [new]
    assert [row.designation for row in made.focus_projects.all()] == [focus]
    assert old not in [row.lesson for row in made.lessons.all()]


def test_what_comes_later_is_added_and_nothing_twice(time_machine):
    held_on("2025-03-12")
    time_machine.move_to(at("2026-04-01T12:00"), tick=False)
    LessonFactory(written_at=timezone.now())
    seminar = propose_next(at=timezone.now())
    LessonFactory(written_at=timezone.now())

    found = collect(seminar, by=None, at=timezone.now())
    again = collect(seminar, by=None, at=timezone.now())

    assert (found.lessons, again.lessons) == (2, 2)


def test_nothing_is_proposed_before_its_time_or_beside_a_draft(time_machine):
    held_on("2025-03-12")
    time_machine.move_to(at("2026-03-11T12:00"), tick=False)
    assert propose_next(at=timezone.now()) is None

    time_machine.move_to(at("2026-03-12T00:00"), tick=False)
    SeminarFactory(draft=True, day=None)
    assert propose_next(at=timezone.now()) is None


def test_the_first_of_all_is_proposed_to_a_department_that_has_a_facilitator():
    DepartmentFactory()
    person = facilitator(DepartmentFactory())

    made = propose_next(at=timezone.now())

    assert made.department in [row.department for row in person.department_roles.all()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_two_beats_at_once_propose_one():
    last = SeminarFactory(held=True)
    now = timezone.now()

    made = at_once([lambda: propose_next(at=now)] * 12)

    assert Seminar.objects.exclude(pk=last.pk).count() == 1
    assert len([row for row in made if row]) == 1
