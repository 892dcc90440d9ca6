"""The two nights of the year on which the clocks are changed, and the days around today."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from information.exceptions import MomentNotPossible
from information.forms.moments import PublishForm, ReviewForm
from information.services.moments import moment_of
from tests.accounts.factories import DepartmentFactory
from tests.hearings.staff import at_work
from tests.information.factories import make_page
from tests.information.people import an_editor

WINTER = datetime(2026, 2, 1, 12, tzinfo=UTC)
SUMMER = datetime(2026, 9, 1, 12, tzinfo=UTC)


def chosen(day, clock=""):
    form = PublishForm({"when": "later", "day": day, "clock": clock})
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("day", "clock", "utc"),
    [
        ("2026-03-01", "08:00", datetime(2026, 3, 1, 7, tzinfo=UTC)),
        ("2026-03-01", "", datetime(2026, 3, 1, 7, tzinfo=UTC)),
        ("2026-03-29", "01:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("2026-03-29", "03:00", datetime(2026, 3, 29, 1, tzinfo=UTC)),
        ("2026-10-25", "01:30", datetime(2026, 10, 24, 23, 30, tzinfo=UTC)),
        ("2026-10-25", "02:30", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("2026-10-25", "03:00", datetime(2026, 10, 25, 2, tzinfo=UTC)),
    ],
)
@time_machine.travel(WINTER, tick=False)
def test_a_day_and_a_time_are_a_moment_on_the_municipalitys_clocks(day, clock, utc):
    assert chosen(day, clock).cleaned_data["public_from"] == utc


@pytest.mark.parametrize("clock", ["02:00", "02:30", "02:59"])
@time_machine.travel(WINTER, tick=False)
def test_an_hour_that_the_clocks_leave_out_is_refused_in_a_sentence(clock):
    form = chosen("2026-03-29", clock)

    hour = clock.lstrip("0").replace(":", ".")
    [sentence] = form.errors["clock"]
    assert sentence == (
        "Den nat bliver uret stillet frem fra kl. 2 til kl. 3, så kl. "
        f"{hour} findes ikke. Vælg et andet klokkeslæt."
    )


@pytest.mark.parametrize(
    ("clock", "is_twice"), [("01:59", False), ("02:00", True), ("02:59", True), ("03:00", False)]
)
@time_machine.travel(WINTER, tick=False)
def test_an_hour_that_the_clocks_show_twice_is_known(clock, is_twice):
    assert chosen("2026-10-25", clock).is_twice == is_twice


def test_now_needs_no_day():
    form = PublishForm({"when": "now", "day": "2026-03-29", "clock": "02:30"})

    assert form.is_valid()
    assert form.cleaned_data["public_from"] is None


@pytest.mark.django_db
@time_machine.travel(SUMMER, tick=False)
def test_the_editor_is_told_which_half_past_two_it_is():
    department = DepartmentFactory()
    page = make_page(department=department, public_from=None)

    answer = at_work(an_editor(department)).post(
        reverse("admin:information_page_publish", args=[page.pk]),
        {"when": "later", "day": "2026-10-25", "clock": "02:30"},
        follow=True,
    )

    assert "25. oktober 2026 kl. 2.30. Den nat viser uret klokkeslættet to gange." in (
        answer.content.decode()
    )
    assert page.newest_version().public_from == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.django_db
@time_machine.travel(WINTER, tick=False)
def test_nothing_is_planned_for_an_hour_that_does_not_come():
    department = DepartmentFactory()
    page = make_page(department=department, public_from=None)

    answer = at_work(an_editor(department)).post(
        reverse("admin:information_page_publish", args=[page.pk]),
        {"when": "later", "day": "2026-03-29", "clock": "02:30"},
    )

    assert "kl. 2.30 findes ikke" in answer.content.decode()
    assert page.newest_version().public_from is None


@pytest.mark.parametrize(
    ("moment", "is_refused"),
    [
        (datetime(2028, 2, 1, 22, 59, tzinfo=UTC), False),
        (datetime(2028, 2, 1, 23, 0, tzinfo=UTC), True),
    ],
)
def test_two_years_end_with_the_day(moment, is_refused):
    if is_refused:
        with pytest.raises(MomentNotPossible) as refused:
            moment_of(moment, at=WINTER)
        assert refused.value.messages == ["Vælg en dag inden for to år, senest 1. februar 2028."]
    else:
        assert moment_of(moment, at=WINTER) == moment


def test_two_years_after_a_leap_day_are_the_day_before():
    leap_day = datetime(2028, 2, 29, 12, tzinfo=UTC)

    assert moment_of(datetime(2030, 2, 28, 12, tzinfo=UTC), at=leap_day).year == 2030
    with pytest.raises(MomentNotPossible):
        moment_of(datetime(2030, 3, 1, 12, tzinfo=UTC), at=leap_day)


@pytest.mark.parametrize("moment", [None, WINTER, datetime(2020, 1, 1, tzinfo=UTC)])
def test_nothing_and_the_past_are_now(moment):
    assert moment_of(moment, at=WINTER) == WINTER


@time_machine.travel(WINTER, tick=False)
def test_a_text_is_looked_through_again_on_a_day_to_come_or_never():
    in_a_year = ReviewForm().initial["review_on"]

    assert in_a_year == date(2027, 2, 1)
    assert ReviewForm({"review_on": "2026-02-02"}).is_valid()
    assert ReviewForm({"review_on": ""}).is_valid()
    assert not ReviewForm({"review_on": "2026-02-01"}).is_valid()
