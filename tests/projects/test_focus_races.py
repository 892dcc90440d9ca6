"""Many at once in one focus year. Real threads; a race means something on PostgreSQL only."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from councils.services.seating import end_membership
from notifications.models import Message
from projects.focus_exceptions import FlagsUsed, YearIsFull
from projects.models import MOST_PER_YEAR, FocusDesignation, FocusFlag
from projects.services.appointing import appoint
from projects.services.flagging import endorse, flag
from projects.services.focus_reminding import remind_members
from tests.accounts.factories import UserFactory
from tests.comments.test_races import persist
from tests.councils.factories import BodyFactory
from tests.hearings.test_races import at_once
from tests.projects.factories import (
    CouncilMemberFactory,
    FocusDesignationFactory,
    FocusFlagFactory,
    FocusYearFactory,
    InvolvementStepFactory,
    ProjectFactory,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
CROWD = 30
COMING = timezone.localdate().year + 1
REFUSALS = (TransitionNotAllowed, PermissionDenied, IntegrityError)


def trying(action):
    """Return what a person sees: that it was done, or why not."""

    def attempt():
        try:
            return persist(action)
        except REFUSALS as refusal:
            return refusal

    return attempt


def crowd_of_projects():
    return [InvolvementStepFactory().project for _project in range(CROWD)]


@contextmanager
def without_the_rule(name: str):
    """Let the table of appointments know nothing of how many there may be."""
    rule = next(rule for rule in FocusDesignation._meta.constraints if rule.name == name)
    with connection.schema_editor() as editor:
        editor.remove_constraint(FocusDesignation, rule)
    try:
        yield
    finally:
        FocusDesignation.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(FocusDesignation, rule)


def appoint_without_a_lock(project, year) -> None:
    """What a careless service would do: look, then write."""
    with transaction.atomic():
        taken = FocusDesignation.objects.standing().filter(year=year).count()
        if taken < MOST_PER_YEAR:
            FocusDesignationFactory(year=year, project=project, slot=taken + 1)


def test_thirty_simultaneous_appointments_for_one_year_leave_two():
    secretary = UserFactory(staff=True)
    BodyFactory(municipal_council=True, secretaries=[secretary])
    words = {
        "decided_on": timezone.localdate(),
        "decision_url": "https://dagsordener.example.dk/9",
        "reason": "Stierne berører alle.",
    }
    projects = crowd_of_projects()

    answers = at_once(
        [
            trying(lambda row=row: appoint(row, COMING, **words, by=secretary, at=timezone.now()))
            for row in projects
        ]
    )

    standing = FocusDesignation.objects.standing().filter(year__year=COMING)
    assert sorted(standing.values_list("slot", flat=True)) == [1, 2]
    assert sum(isinstance(answer, FocusDesignation) for answer in answers) == 2
    assert sum(isinstance(answer, YearIsFull) for answer in answers) == CROWD - 2


def test_without_the_lock_and_the_rule_more_than_two_would_be_appointed():
    """The negative control: the threads do meet, and the test above would see it."""
    if connection.vendor == "sqlite":
        pytest.skip("an immediate transaction is the lock on SQLite")
    projects, year = crowd_of_projects(), FocusYearFactory(year=COMING)

    with without_the_rule("at_most_two_focus_projects_a_year"):
        at_once([trying(lambda row=row: appoint_without_a_lock(row, year)) for row in projects])
        count = FocusDesignation.objects.standing().count()

    assert count > MOST_PER_YEAR


def test_many_sessions_of_one_member_point_twice_at_most_and_once_at_a_project():
    membership, projects = CouncilMemberFactory(), crowd_of_projects()[:8]
    person = membership.member.user

    answers = at_once(
        [
            trying(lambda row=row: flag(row, COMING, reason="Ja.", by=person, at=timezone.now()))
            for row in [*projects, *projects]
        ]
    )

    rows = FocusFlag.objects.standing().filter(member=membership.member)
    assert sorted(rows.values_list("slot", flat=True)) == [1, 2]
    assert {answer for answer in answers if isinstance(answer, FocusFlag)} == set(rows)
    assert any(isinstance(answer, FlagsUsed) for answer in answers)


def test_endorsing_from_many_sessions_counts_once_and_the_majority_is_told_once():
    secretary = UserFactory(staff=True)
    BodyFactory(municipal_council=True, secretaries=[secretary])
    theirs = FocusFlagFactory()
    members = [CouncilMemberFactory().member.user for _member in range(4)]

    answers = at_once(
        [
            trying(lambda person=person: endorse(theirs, by=person, at=timezone.now()))
            for person in members * 3
        ]
    )

    assert len(set(answers)) == len(members)
    assert FocusFlag.objects.standing().count() == len(members) + 1
    assert Message.objects.filter(kind="projects.majority_reached").count() == 1


def test_a_seat_that_ends_in_the_same_instant_points_before_or_not_at_all():
    membership, project = CouncilMemberFactory(), ProjectFactory()
    person, at = membership.member.user, timezone.now()

    _ended, answer = at_once(
        [
            trying(lambda: end_membership(membership, reason="flyttet", by=None, at=at)),
            trying(
                lambda: flag(
                    project, COMING, reason="Ja.", by=person, at=at + timedelta(microseconds=1)
                )
            ),
        ]
    )

    is_taken = isinstance(answer, FocusFlag)
    assert is_taken or isinstance(answer, PermissionDenied)
    assert FocusFlag.objects.count() == int(is_taken)


def test_two_beats_remind_each_member_once():
    for _member in range(3):
        CouncilMemberFactory()
    at = timezone.now().replace(month=11, day=20)

    counts = at_once([trying(lambda: remind_members(at=at))] * 6)

    assert sorted(counts) == [0, 0, 0, 0, 0, 3]
    assert Message.objects.filter(kind="projects.focus_reminder").count() == 3
