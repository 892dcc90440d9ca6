"""The rhythm of the year: reminders, duties, the notice on the front page. The clock is moved."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core.clock import start_of_day
from notifications.models import Message
from portal.front import overview
from projects.duties import duties_of, focus
from projects.front import focus_notice
from projects.messages.focus import majority_stands, reminder_is_due
from projects.models import FocusYear, ProjectEvent
from projects.services.focus_reminding import remind_members
from projects.services.history import record
from tests.accounts.factories import UserFactory
from tests.councils.factories import BodyFactory, MembershipFactory
from tests.hearings.staff import at_work
from tests.projects.factories import (
    CouncilMemberFactory,
    FocusDesignationFactory,
    FocusFlagFactory,
    FocusYearFactory,
    InvolvementStepFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db
# A year far from today's, so that the clock of the machine decides nothing.
YEAR, COMING = 2031, 2032
FIRST = start_of_day(date(YEAR, 10, 1))
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def on(month: int, day: int, *, year: int = YEAR):
    return start_of_day(date(year, month, day)) + timedelta(hours=9)


def member(**fields):
    return CouncilMemberFactory(starts_at=LONG_AGO, **fields).member.user


def chosen(year: int, **fields):
    return FocusDesignationFactory(year=FocusYearFactory(year=year), **fields)


def told() -> list[Message]:
    return list(Message.objects.filter(kind="projects.focus_reminder"))


# --- Reminders --------------------------------------------------------------------------------
def test_members_are_reminded_from_1_october_in_copenhagen_every_fortnight():
    person, _other = member(), MembershipFactory(account=True, starts_at=LONG_AGO)
    moments = [
        FIRST - timedelta(seconds=1), FIRST, FIRST + timedelta(hours=5), on(10, 14),
        start_of_day(date(YEAR, 10, 15)), on(10, 28), on(10, 29), on(12, 31),
    ]  # fmt: skip

    counts = [remind_members(at=moment) for moment in moments]

    assert counts == [0, 1, 0, 0, 1, 0, 1, 1]
    assert {(mail.user, mail.about_pk) for mail in told()} == {
        (person, str(FocusYear.objects.get(year=COMING).pk))
    }


def test_a_worker_that_was_away_makes_it_up_once():
    member()

    counts = [
        remind_members(at=moment) for moment in (on(10, 4), on(10, 4), on(11, 20), on(11, 20))
    ]

    assert counts == [1, 0, 1, 0]


def test_nobody_is_reminded_after_the_choice_and_again_when_it_is_undone():
    member()
    row = chosen(COMING)
    before = remind_members(at=on(10, 1))
    row.undo(on=date(YEAR, 10, 5), item=None, url="https://example.dk/", reason="Nej.")

    assert (before, remind_members(at=on(10, 6))) == (0, 1)


def test_a_reminder_waiting_to_leave_is_dropped_when_the_year_is_chosen_for():
    person = member()
    remind_members(at=on(10, 1))
    mail, year = told()[0], FocusYear.objects.get(year=COMING)
    is_due = reminder_is_due(year, mail)
    person.member.memberships.update(ends_at=datetime(2021, 1, 1, tzinfo=UTC))
    without_seat = reminder_is_due(year, mail)
    person.member.memberships.update(ends_at=None)
    chosen(COMING)

    assert (is_due, without_seat, reminder_is_due(year, mail)) == (True, False, False)


def test_a_told_majority_is_dropped_when_it_is_gone():
    flag = FocusFlagFactory()
    news = Message(context={"year": flag.year.year})
    before = majority_stands(flag.project, news)
    flag.withdraw(at=FIRST)

    assert (before, majority_stands(flag.project, news)) == (True, False)


# --- Duties -----------------------------------------------------------------------------------
def titles(person, at) -> list[str]:
    return [duty.title for duty in duties_of(person, at)]


def test_an_empty_year_waits_for_the_councils_secretary():
    secretary, other = UserFactory(staff=True), UserFactory(staff=True)
    BodyFactory(municipal_council=True, secretaries=[secretary])
    BodyFactory(secretaries=[other])
    missing = "Fokusprojekt for {} mangler"

    in_september, in_october = titles(secretary, on(9, 30)), titles(secretary, on(10, 1))
    chosen(YEAR)
    of_the_coming = duties_of(secretary, on(10, 1))
    chosen(COMING)

    assert in_september == [missing.format(YEAR)]
    assert in_october == [missing.format(YEAR), missing.format(COMING)]
    assert [(duty.title, duty.is_overdue) for duty in of_the_coming] == [
        (missing.format(COMING), False)
    ]
    assert titles(secretary, on(10, 1)) == titles(other, on(10, 1)) == []


def test_a_plan_that_lacks_waits_for_the_facilitator():
    row = chosen(YEAR)
    pointed_at = ProjectFactory(facilitator=row.project.facilitator)
    year = FocusYearFactory(year=COMING)
    action = ProjectEvent.Action.MAJORITY_REACHED
    record(pointed_at, action, by=None, at=FIRST, about=year)
    ProjectFactory(facilitator=row.project.facilitator)
    InvolvementStepFactory(project=pointed_at, comes_by_itself=True)
    facilitator = row.project.facilitator

    before = titles(facilitator, on(5, 1))
    for project in (row.project, pointed_at):
        InvolvementStepFactory(project=project)

    wanted = {f"Skriv inddragelsesplanen: {project}" for project in (row.project, pointed_at)}
    assert set(before) == wanted
    assert titles(facilitator, on(5, 1)) == []
    assert titles(UserFactory(staff=True), on(5, 1)) == []


def test_an_evaluation_waits_from_december_until_it_is_written():
    row = chosen(YEAR)
    InvolvementStepFactory(project=row.project)
    facilitator = row.project.facilitator
    moments = (on(11, 30), on(12, 1), on(1, 1, year=COMING))

    found = [
        [(duty.title, duty.is_overdue) for duty in duties_of(facilitator, at)] for at in moments
    ]
    row.evaluate(worked="Alt.", did_not_work="", next_time="", at=FIRST)

    title = f"Evaluér fokusprojekt {YEAR}: {row.project}"
    assert found == [[], [(title, False)], [(title, True)]]
    assert titles(facilitator, moments[2]) == []


def test_duties_cost_the_same_for_many(django_assert_num_queries):
    facilitator = UserFactory(staff=True)
    for slot in (1, 2):
        chosen(YEAR, slot=slot, project=ProjectFactory(facilitator=facilitator))

    with django_assert_num_queries(6):
        assert len(list(focus.duties_of(facilitator, on(12, 1)))) == 4


# --- The front page ---------------------------------------------------------------------------
def notice(at) -> str:
    return focus_notice(at, overview(at).counts)


def test_the_front_page_says_which_years_are_empty():
    nothing_without_a_council = notice(on(11, 1))
    BodyFactory(municipal_council=True)
    texts = [notice(on(10, 31)), notice(on(11, 1))]
    chosen(YEAR)
    after = [notice(on(10, 31)), notice(on(11, 1))]
    chosen(COMING)

    words = "Kommunalbestyrelsen har endnu ikke udpeget et fokusprojekt for {}."
    assert nothing_without_a_council == ""
    assert texts == [words.format(YEAR), words.format(f"{YEAR} og {COMING}")]
    assert after == ["", words.format(COMING)]
    assert notice(on(11, 1)) == ""


def test_the_notice_stands_on_the_front_page_with_the_way_to_the_years():
    BodyFactory(municipal_council=True)

    page = Client().get(reverse("portal:front")).content.decode()

    assert "har endnu ikke udpeget et fokusprojekt for" in page
    assert reverse("projects:focus") in page


def test_the_duty_leads_to_a_page_that_the_secretary_may_open():
    secretary = UserFactory(staff=True)
    BodyFactory(municipal_council=True, secretaries=[secretary])

    duty = duties_of(secretary)[0]

    assert at_work(secretary).get(duty.url).status_code == 200
