"""The council's choice: who records it, what it needs, how many there may be, how it is undone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from notifications.models import Announcement
from notifications.services import subscriber_of
from projects.focus_exceptions import PlanMissing, YearIsFull
from projects.focus_years import open_years
from projects.messages.focus import who_is_with_it
from projects.models import FocusDesignation, InvolvementStep, Project, ProjectEvent
from projects.overview import with_counts
from projects.services.appointing import appoint, undo
from projects.services.evaluating import evaluate
from projects.services.focus_closing import missing_evaluation
from tests.accounts.factories import UserFactory
from tests.councils.factories import AgendaItemFactory, BodyFactory, MeetingFactory
from tests.notifications.factories import SubscriptionFactory
from tests.projects.factories import (
    CouncilMemberFactory,
    FocusDesignationFactory,
    InvolvementStepFactory,
    ProjectFactory,
    TeamMemberFactory,
)
from tests.projects.focus_world import EVERYBODY, make_focus_world

pytestmark = pytest.mark.django_db
NOW, TODAY = timezone.now, timezone.localdate()
COMING = TODAY.year + 1
URL = "https://dagsordener.example.dk/punkt/9"
EVALUATION = {"worked": "Turene.", "did_not_work": "Mailen.", "next_time": "Flere ture."}


@pytest.fixture
def secretary():
    person = UserFactory(staff=True)
    BodyFactory(municipal_council=True, secretaries=[person])
    return person


def planned(**fields):
    return InvolvementStepFactory(project=ProjectFactory(**fields)).project


def choose(project, by, *, year=COMING, **fields) -> FocusDesignation:
    words = {"decided_on": TODAY, "decision_url": URL, "reason": "Stierne berører alle."}
    return appoint(project, year, **{**words, **fields}, by=by, at=NOW())


def take_back(row, by, **fields) -> FocusDesignation:
    words = {"on": TODAY, "url": URL, "reason": "Pengene er brugt."}
    return undo(row, **{**words, **fields}, by=by, at=NOW())


# --- Who --------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "visitor"])
def test_the_secretary_of_the_council_appoints_and_who_runs_the_project_evaluates(who):
    world = make_focus_world()
    person = world.people[who]
    row = FocusDesignationFactory(project=planned(facilitator=world.project.facilitator))
    steps = {
        "appoint": lambda: choose(world.project, person),
        "undo": lambda: take_back(row, person),
        "evaluate": lambda: evaluate(row, **EVALUATION, people={}, by=person, at=NOW()),
    }
    done = set()

    for name in ("evaluate", "appoint", "undo"):
        try:
            steps[name]()
            done.add(name)
        except PermissionDenied:
            pass

    expected = {"secretary": {"appoint", "undo"}, "facilitator": {"evaluate"}}
    assert done == expected.get(who, set())


# --- What it needs ----------------------------------------------------------------------------
def test_it_is_recorded_with_its_decision_and_told(secretary):
    meeting = MeetingFactory(body=secretary.serves.get(), held=True, agenda=True)
    item = AgendaItemFactory(meeting=meeting, decided=True)
    project = planned()

    row = choose(project, secretary, item=item, decision_url="")
    again = choose(project, secretary, item=item, decision_url="")

    assert again == row
    assert (row.slot, row.decision_link) == (1, item.get_absolute_url())
    assert row.year.year not in open_years(NOW())
    line = project.history.get(action=ProjectEvent.Action.APPOINTED)
    assert (line.by, line.about_pk) == (secretary, str(row.pk))
    assert Announcement.objects.get().kind == "projects.appointed"
    assert with_counts(Project.objects.all()).get().focus_year == COMING


def test_it_is_told_to_followers_team_facilitator_and_members(secretary):
    project = planned()
    team, member, follower, stranger = (
        TeamMemberFactory(project=project).user,
        CouncilMemberFactory().member.user,
        UserFactory(),
        UserFactory(),
    )
    TeamMemberFactory(project=project, asking=True, user=stranger)
    SubscriptionFactory(feed=project.feed, subscriber=subscriber_of(follower))

    row = choose(project, secretary)

    told = who_is_with_it(row, Announcement.objects.get())
    people = {team, member, follower, project.facilitator}
    assert sorted(subscriber.user.pk for subscriber in told) == sorted(p.pk for p in people)


def test_a_project_needs_a_plan_with_those_who_do_not_come_by_themselves(secretary):
    project = ProjectFactory()
    with pytest.raises(PlanMissing, match="ingen inddragelsesplan"):
        choose(project, secretary)
    InvolvementStepFactory(project=project, comes_by_itself=True)
    with pytest.raises(PlanMissing, match="ikke kommer af sig selv"):
        choose(project, secretary)
    InvolvementStepFactory(project=project)

    assert choose(project, secretary).stands


@pytest.mark.parametrize("trait", ["draft", "closed"])
def test_only_an_active_project_is_appointed(secretary, trait):
    with pytest.raises(TransitionNotAllowed):
        choose(planned(**{trait: True}), secretary)


@pytest.mark.parametrize("year", [TODAY.year - 1, TODAY.year + 2])
def test_only_for_this_year_and_the_next(secretary, year):
    with pytest.raises(TransitionNotAllowed):
        choose(planned(), secretary, year=year)


def test_the_decision_is_the_councils_and_made(secretary):
    council = secretary.serves.get()
    of_another = AgendaItemFactory(decided=True)
    placed = AgendaItemFactory(meeting=MeetingFactory(body=council, agenda=True))
    wrong = (
        {"decision_url": ""},
        {"item": of_another},
        {"item": placed},
        {"decided_on": TODAY + timedelta(days=1)},
    )

    for fields in wrong:
        with pytest.raises(ValidationError):
            choose(planned(), secretary, **fields)

    assert not FocusDesignation.objects.exists()


# --- How many ---------------------------------------------------------------------------------
def test_a_third_is_refused_with_the_names_of_the_two(secretary):
    rows = [choose(planned(title=name), secretary) for name in ("Stierne", "Kanalen")]

    with pytest.raises(YearIsFull) as refusal:
        choose(planned(), secretary)
    this_year = choose(planned(), secretary, year=TODAY.year)
    take_back(rows[0], secretary)
    third = choose(planned(), secretary)

    assert "»Stierne« og »Kanalen«" in str(refusal.value)
    assert (third.slot, this_year.slot) == (1, 1)


def test_the_database_holds_two_a_year():
    first = FocusDesignationFactory(slot=1)
    FocusDesignationFactory(year=first.year, slot=2)

    for slot in (1, 2, 3):
        with pytest.raises(IntegrityError), transaction.atomic():
            FocusDesignationFactory(year=first.year, slot=slot)


def test_a_service_that_looked_too_early_still_gets_the_reason(secretary, monkeypatch):
    for slot in (1, 2):
        FocusDesignationFactory(slot=slot)
    answers = iter([[], list(FocusDesignation.objects.select_related("project"))])
    monkeypatch.setattr("projects.services.appointing._standing", lambda _year: next(answers))

    with pytest.raises(YearIsFull):
        choose(planned(), secretary)


# --- Undone -----------------------------------------------------------------------------------
def test_undoing_needs_a_decision_and_keeps_the_history(secretary):
    row = choose(planned(), secretary)
    for fields in ({"url": ""}, {"reason": ""}, {"on": TODAY - timedelta(days=1)}):
        with pytest.raises(ValidationError):
            take_back(row, secretary, **fields)

    undone = take_back(row, secretary)
    with pytest.raises(TransitionNotAllowed):
        take_back(row, secretary)

    assert (undone.stands, undone.undone_link, undone.undone_on) == (False, URL, TODAY)
    assert undone.project.history.filter(action="appointment_undone").count() == 1
    kinds = Announcement.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["projects.appointed", "projects.appointment_undone"]
    assert with_counts(Project.objects.all()).get().focus_year is None
    assert open_years(NOW()) == [TODAY.year, COMING]


# --- Evaluated --------------------------------------------------------------------------------
def test_a_focus_project_misses_its_evaluation_until_it_is_written():
    row = FocusDesignationFactory()
    project, by = row.project, row.project.facilitator
    before = missing_evaluation(project)

    words = {**EVALUATION, "people": {"citizens": 40, "companies": 2}}
    evaluate(row, **words, by=by, at=NOW())
    evaluate(row, **{**words, "people": {"citizens": 46, "companies": None}}, by=by, at=NOW())

    assert (before, missing_evaluation(project)) == (row, None)
    assert list(row.people.values_list("group", "count")) == [("citizens", 46)]
    assert missing_evaluation(ProjectFactory()) is None


def test_what_was_undone_is_not_evaluated_and_not_missed():
    row = FocusDesignationFactory()
    row.undo(on=TODAY, item=None, url=URL, reason="Nej.")

    with pytest.raises(TransitionNotAllowed):
        evaluate(row, **EVALUATION, people={}, by=row.project.facilitator, at=NOW())

    assert missing_evaluation(row.project) is None
    assert InvolvementStep.objects.count() == 0
