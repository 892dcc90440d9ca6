"""What led to a plan, and what came of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.clock import local_date
from core.register import RegisterStep
from information.course import course_of, drawn
from information.plans import hearing_steps
from tests.hearings.factories import HearingFactory
from tests.information.factories import PlanFactory
from tests.information.texts import add_step

pytestmark = pytest.mark.django_db


def day(days: int):
    return local_date(timezone.now()) + timedelta(days=days)


def told(steps) -> list[tuple[str, int, bool]]:
    return [(step.title, (step.on - day(0)).days, step.is_done) for step in steps]


def test_the_course_is_parted_at_the_adoption():
    plan = PlanFactory(proposed_on=day(-90), adopted_on=day(-30), in_force_on=day(-20))
    add_step(plan, day(-100), "Idéer")
    add_step(plan, day(10), "Første spadestik")

    course = course_of(plan, [], at=timezone.now())

    assert told(course.led_to) == [
        ("Idéer", -100, True),
        ("Foreslået", -90, True),
        ("Vedtaget", -30, True),
    ]
    assert told(course.came_of) == [
        ("Gælder fra", -20, True),
        ("Første spadestik", 10, False),
    ]


def test_all_of_a_proposal_leads_to_it_and_nothing_came_of_it_yet():
    plan = PlanFactory(proposed_on=day(-5), adopted_on=day(20))

    course = course_of(plan, [], at=timezone.now())

    assert told(course.led_to) == [("Foreslået", -5, True), ("Vedtaget", 20, False)]
    assert course.came_of == []


def test_a_day_that_an_editor_tells_of_is_not_told_twice():
    plan = PlanFactory(adopted_on=day(-30))
    add_step(plan, day(-30), "Vedtaget med to ændringer")

    course = course_of(plan, [], at=timezone.now())

    assert told(course.led_to) == [("Vedtaget med to ændringer", -30, True)]


def test_a_step_without_a_day_stands_last():
    plan = PlanFactory(adopted_on=day(-30), lapsed_on=day(-1))
    open_end = RegisterStep(None, "Besluttes", is_done=False)

    course = course_of(plan, [open_end], at=timezone.now())

    assert [step.title for step in course.came_of] == ["Ophævet", "Besluttes"]


def test_the_plans_hearings_are_steps_with_links():
    plan = PlanFactory(adopted_on=None)
    hearing = HearingFactory(title="Forslag i høring", decided=True)
    plan.hearings.add(hearing)

    steps = list(hearing_steps(plan, at=timezone.now()))

    assert [(step.text, step.url, step.is_done) for step in steps] == [
        ("Forslag i høring", hearing.get_absolute_url(), True),
        (hearing.deciding_body, hearing.get_absolute_url(), True),
    ]


def test_a_hearing_that_has_not_opened_is_still_to_come():
    plan = PlanFactory(adopted_on=None)
    plan.hearings.add(HearingFactory(coming=True))

    assert [step.is_done for step in hearing_steps(plan, at=timezone.now())] == [False]


def test_steps_are_drawn_with_dates_for_people_and_machines():
    steps = [RegisterStep(day(0), "Nu", "x", "/y/"), RegisterStep(None, "Senere", is_done=False)]

    now, later = drawn(steps)

    assert (now["state"], now["date"], now["url"]) == ("done", day(0), "/y/")
    assert (later["state"], later["when"], later["date"]) == ("", "", None)
