"""Members point at projects: who may, how often, until when, and when it is a majority."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from councils.services.seating import end_membership
from notifications.models import Message
from projects.focus_exceptions import FlagsUsed, YearIsChosen
from projects.focus_years import Standing, standing_of
from projects.models import FocusFlag, ProjectEvent
from projects.services.flagging import endorse, flag, withdraw
from projects.services.focus_reminding import note_majorities
from tests.accounts.factories import UserFactory
from tests.projects.factories import (
    CouncilMemberFactory,
    FocusDesignationFactory,
    FocusFlagFactory,
    ProjectFactory,
)
from tests.projects.focus_world import EVERYBODY, SITTING, make_focus_world

pytestmark = pytest.mark.django_db
NOW = timezone.now
THIS, COMING = timezone.localdate().year, timezone.localdate().year + 1
REASON = "Stierne er det, alle i byen er fælles om."


def point(project, membership, *, year=COMING, at=None, reason=REASON) -> FocusFlag:
    user = membership.member.user
    return flag(project, year, reason=reason, by=user, at=at or NOW())


def majority_mails() -> list[Message]:
    return list(Message.objects.filter(kind="projects.majority_reached"))


# --- Who --------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "visitor"])
def test_only_who_acts_in_the_municipal_council_points_endorses_and_withdraws(who):
    world = make_focus_world()
    colleague = CouncilMemberFactory()
    other = ProjectFactory()
    theirs = point(other, colleague)
    person = world.people[who]
    steps = {
        "flag": lambda: flag(world.project, COMING, reason=REASON, by=person, at=NOW()),
        "endorse": lambda: endorse(theirs, by=person, at=NOW()),
    }
    done = set()

    for name, step in steps.items():
        try:
            withdraw(step(), by=person, at=NOW())
            done.add(name)
        except PermissionDenied:
            pass

    assert done == (set(steps) if who in SITTING else set())
    assert person.has_perm("projects.flag_project") == (who in SITTING)
    assert list(FocusFlag.objects.standing()) == [theirs]


def test_the_right_begins_and_ends_with_the_seat_in_that_second():
    membership, project = CouncilMemberFactory(), ProjectFactory()
    at = NOW()
    end_membership(membership, reason="flyttet", by=None, at=at)

    with pytest.raises(PermissionDenied):
        point(project, membership, at=at)
    made = point(project, membership, at=at - timedelta(seconds=1))

    assert made.member == membership.member


def test_nobody_withdraws_for_a_colleague():
    made, other = point(ProjectFactory(), CouncilMemberFactory()), CouncilMemberFactory()

    with pytest.raises(PermissionDenied):
        withdraw(made, by=other.member.user, at=NOW())
    with pytest.raises(PermissionDenied):
        withdraw(made, by=UserFactory(is_superuser=True, is_staff=True), at=NOW())


# --- How often --------------------------------------------------------------------------------
def test_flags_and_endorsements_together_are_two_a_year():
    membership = CouncilMemberFactory()
    theirs = point(ProjectFactory(), CouncilMemberFactory())
    mine = point(ProjectFactory(), membership)
    endorse(theirs, by=membership.member.user, at=NOW())

    with pytest.raises(FlagsUsed) as refusal:
        point(ProjectFactory(), membership)
    another_year = point(ProjectFactory(), membership, year=THIS)
    withdraw(mine, by=membership.member.user, at=NOW())
    third = point(ProjectFactory(), membership)

    assert [row.project for row in refusal.value.flags] == [mine.project, theirs.project]
    assert str(COMING) in str(refusal.value)
    assert (third.slot, another_year.slot) == (mine.slot, 1)


def test_the_database_holds_two_a_year_and_one_for_a_project():
    first = FocusFlagFactory(slot=1)
    FocusFlagFactory(member=first.member, year=first.year, slot=2)

    for fields in ({"slot": 1}, {"slot": 2}, {"slot": 3}, {"slot": 2, "project": first.project}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FocusFlagFactory(**{"member": first.member, "year": first.year} | fields)


def test_a_double_click_is_one_flag_and_another_reason_is_refused():
    membership, project = CouncilMemberFactory(), ProjectFactory()

    first, second = point(project, membership), point(project, membership)
    with pytest.raises(TransitionNotAllowed, match="peger allerede"):
        point(project, membership, reason="Noget andet.")

    assert first == second
    assert project.history.filter(action=ProjectEvent.Action.FLAGGED).count() == 1


def test_who_endorses_twice_counts_once_and_who_flagged_does_not_endorse():
    project = ProjectFactory()
    theirs, membership = point(project, CouncilMemberFactory()), CouncilMemberFactory()

    rows = {endorse(theirs, by=membership.member.user, at=NOW()) for _click in range(2)}
    with pytest.raises(TransitionNotAllowed):
        endorse(theirs, by=theirs.member.user, at=NOW())

    assert len(rows) == 1
    assert standing_of(project, COMING, NOW()).count == 2


def test_what_was_withdrawn_is_not_endorsed():
    theirs, membership = point(ProjectFactory(), CouncilMemberFactory()), CouncilMemberFactory()
    withdraw(theirs, by=theirs.member.user, at=NOW())

    with pytest.raises(TransitionNotAllowed):
        endorse(theirs, by=membership.member.user, at=NOW())
    with pytest.raises(TransitionNotAllowed):
        withdraw(theirs, by=theirs.member.user, at=NOW())


# --- When -------------------------------------------------------------------------------------
@pytest.mark.parametrize("year", [THIS - 1, THIS + 2])
def test_one_points_for_this_year_and_the_next(year):
    with pytest.raises(TransitionNotAllowed):
        point(ProjectFactory(), CouncilMemberFactory(), year=year)


@pytest.mark.parametrize("trait", ["draft", "closed"])
def test_one_points_at_active_projects(trait):
    with pytest.raises(TransitionNotAllowed):
        point(ProjectFactory(**{trait: True}), CouncilMemberFactory())


def test_after_the_choice_nothing_moves_until_it_is_undone():
    membership, colleague = CouncilMemberFactory(), CouncilMemberFactory()
    theirs = point(ProjectFactory(), colleague)
    mine = point(ProjectFactory(), membership)
    chosen = FocusDesignationFactory(project=theirs.project)
    person = membership.member.user
    steps = [
        lambda: point(ProjectFactory(), membership),
        lambda: endorse(theirs, by=person, at=NOW()),
        lambda: withdraw(mine, by=person, at=NOW()),
    ]

    for step in steps:
        with pytest.raises(YearIsChosen):
            step()
    chosen.undo(on=timezone.localdate(), item=None, url="https://example.dk/", reason="Nej.")
    withdraw(mine, by=person, at=NOW())

    assert set(FocusFlag.objects.standing()) == {theirs}


# --- The count and the majority ---------------------------------------------------------------
@pytest.mark.parametrize(("seats", "majority"), [(1, 1), (2, 2), (3, 2), (20, 11), (21, 11)])
def test_a_majority_is_more_than_half_of_the_seats(seats, majority):
    assert Standing(majority, seats).has_majority
    assert not Standing(majority - 1, seats).has_majority
    assert majority * 2 > seats


def test_a_flag_of_who_has_left_stays_and_counts_no_more():
    project, stays, leaves = ProjectFactory(), CouncilMemberFactory(), CouncilMemberFactory()
    flags = {point(project, stays), point(project, leaves)}
    end_membership(leaves, reason="flyttet", by=None, at=NOW())

    assert set(FocusFlag.objects.standing()) == flags
    assert standing_of(project, COMING, NOW()) == Standing(1, 2)


def test_a_substitute_who_is_called_in_counts_instead_of_who_is_away():
    world = make_focus_world()
    for who in ("away", "substitute"):
        FocusFlagFactory(project=world.project, member=world.people[who].member)

    assert standing_of(world.project, COMING, NOW()).count == 1


def test_a_majority_is_told_to_the_secretary_once():
    world = make_focus_world()
    members = [CouncilMemberFactory() for _seat in range(2)]
    # With the world's four seats there are six: four are the majority.
    for who in ("member", "substitute"):
        flag(world.project, COMING, reason=REASON, by=world.people[who], at=NOW())
    point(world.project, members[0])
    before = majority_mails()
    last = point(world.project, members[1])
    withdraw(last, by=members[1].member.user, at=NOW())
    point(world.project, members[1])
    note_majorities(at=NOW())

    assert before == []
    assert [mail.user for mail in majority_mails()] == [world.people["secretary"]]
    lines = world.project.history.filter(action=ProjectEvent.Action.MAJORITY_REACHED)
    assert [line.note for line in lines] == [str(COMING)]


def test_a_council_without_a_secretary_is_told_by_its_address():
    membership = CouncilMemberFactory()
    membership.body.contact_email = "byraad@example.dk"
    membership.body.save()

    point(ProjectFactory(), membership)

    assert [mail.email for mail in majority_mails()] == ["byraad@example.dk"]


def test_a_majority_that_comes_by_an_empty_seat_is_found_later():
    stays, leaves = CouncilMemberFactory(), CouncilMemberFactory()
    stays.body.secretaries.add(UserFactory(staff=True))
    project = ProjectFactory()
    point(project, stays)
    before = len(majority_mails())
    leaves.seat.abolish(at=NOW())

    found = [note_majorities(at=NOW()) for _beat in range(2)]

    assert (before, found, len(majority_mails())) == (0, [1, 0], 1)


def test_nothing_is_saved_when_pointing_fails_half_way(monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    project, membership = ProjectFactory(), CouncilMemberFactory()
    monkeypatch.setattr("projects.services.flagging.note_majority", fail)

    with pytest.raises(RuntimeError), transaction.atomic():
        point(project, membership)

    assert (FocusFlag.objects.count(), ProjectEvent.objects.count()) == (0, 0)
