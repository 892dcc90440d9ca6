"""Seats: given, left, added, taken away; substitutes and chairs. Who sat when is answerable."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.clock import local_date, start_of_day
from core.transitions import TransitionNotAllowed
from councils.chairing import chair_at
from councils.exceptions import (
    AlreadySeated,
    SeatsHeld,
    SeatTaken,
    WrongSubstitute,
    WrongTerm,
)
from councils.models import Body, CallIn, CouncilEvent, Membership
from councils.services import (
    add_substitute,
    call_in,
    change_body,
    correct_membership,
    create_body,
    end_body,
    end_membership,
    publish_body,
    release,
    seat_member,
    set_fixed_chair,
    set_rotation,
    set_seats,
    set_term,
)
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.councils.factories import (
    BodyFactory,
    MeetingFactory,
    MemberFactory,
    MembershipFactory,
    SeatFactory,
    SeatGroupFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
Action = CouncilEvent.Action


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def by():
    return UserFactory()


def days(count: int) -> timedelta:
    return timedelta(days=count)


def last_action(body: Body) -> str:
    return body.history.first().action


# --- Seats ------------------------------------------------------------------------------------
def test_a_seat_goes_on_to_the_next_in_the_very_second(now, by):
    old = MembershipFactory()
    end_membership(old, reason="Flyttet", by=by, at=now)

    new = seat_member(old.seat, MemberFactory(), starts_at=now, by=by, at=now)

    rows = Membership.objects.filter(seat=old.seat)
    assert list(rows.seated(now)) == [new]
    assert list(rows.seated(now - timedelta(microseconds=1))) == [old]


@pytest.mark.parametrize(
    ("starts", "ends"), [(-10, None), (-400, None), (-400, -1), (-10, 10), (-500, 500)]
)
def test_two_never_sit_on_a_seat_at_once(now, by, starts, ends):
    held = MembershipFactory()

    with pytest.raises(SeatTaken):
        seat_member(
            held.seat,
            MemberFactory(),
            starts_at=now + days(starts),
            ends_at=now + days(ends) if ends else None,
            by=by,
            at=now,
        )

    assert list(Membership.objects.all()) == [held]
    assert not held.body.history.exists()


def test_a_seat_may_be_promised_from_a_later_day(now, by):
    held = MembershipFactory(ends_at=now + days(30))

    new = seat_member(held.seat, MemberFactory(), starts_at=now + days(30), by=by, at=now)

    assert [row.pk for row in held.body.memberships.seated(now)] == [held.pk]
    assert [row.pk for row in held.body.memberships.seated(now + days(30))] == [new.pk]


def test_nobody_has_two_seats_in_a_body(now, by):
    held = MembershipFactory()
    other = SeatFactory(group=held.group)

    with pytest.raises(AlreadySeated):
        seat_member(other, held.member, starts_at=now, by=by, at=now)


def test_a_substitute_who_gets_the_seat_leaves_the_list_and_is_no_longer_called_in(now, by):
    absent = MembershipFactory()
    listed = MembershipFactory(body=absent.body, group=absent.group, substitute=True)
    call = call_in(absent, listed, starts_at=now - days(2), by=by, at=now)
    end_membership(absent, reason="Udtrådt", by=by, at=now)

    seated = seat_member(absent.seat, listed.member, starts_at=now, by=by, at=now)

    listed.refresh_from_db()
    call.refresh_from_db()
    assert (listed.ends_at, call.ends_at) == (now, now)
    assert list(absent.body.memberships.acting(now)) == [seated]


def test_joining_and_leaving_are_lines_of_history_with_who_did_it(now, by):
    seat = SeatFactory()

    membership = seat_member(
        seat, MemberFactory(name="Gerda"), starts_at=now, title="formand", by=by, at=now
    )
    later = now + days(1)
    end_membership(membership, reason="Flyttet fra byen", by=by, at=later)

    left, joined = seat.group.body.history.all()
    assert (joined.action, joined.by, joined.at) == (Action.MEMBER_JOINED, by, now)
    assert (left.action, left.by, left.at) == (Action.MEMBER_LEFT, by, later)
    assert "Gerda" in joined.note
    assert "Flyttet fra byen" in left.note


@pytest.mark.parametrize("trait", [{"former": True}, {"starts_at": timezone.now() + days(900)}])
def test_only_a_membership_that_lasts_can_end(now, by, trait):
    membership = MembershipFactory(**trait)

    with pytest.raises(TransitionNotAllowed):
        end_membership(membership, reason="x", by=by, at=now)


def test_a_corrected_title_keeps_what_stood_there_before(now, by):
    membership = MembershipFactory(title="formamd")

    correct_membership(membership, title="formand", nominated_by="", by=by, at=now)
    correct_membership(membership, title="formand", nominated_by="", by=by, at=now)

    assert [line.note for line in membership.body.history.all()] == [
        f"{membership.member}: før »formamd«, indstillet af »«"
    ]


def test_seats_are_added_and_the_free_ones_are_taken_away_from_the_end(now, by):
    group = SeatGroupFactory()
    first, second, third = set_seats(group, 3, by=by, at=now)
    MembershipFactory(body=group.body, group=group, seat=second)

    left = set_seats(group, 2, by=by, at=now)

    third.refresh_from_db()
    assert left == [first, second]
    assert third.abolished_at == now
    assert last_action(group.body) == Action.SEATS_CHANGED


@pytest.mark.parametrize("starts", [-10, 10])
def test_there_are_never_fewer_seats_than_are_held_now_or_promised(now, by, starts):
    group = SeatGroupFactory()
    seats = set_seats(group, 2, by=by, at=now)
    MembershipFactory(body=group.body, group=group, seat=seats[0], starts_at=now + days(starts))

    with pytest.raises(SeatsHeld, match="1 plads er besat"):
        set_seats(group, 0, by=by, at=now)

    assert group.seats.filter(abolished_at=None).count() == 2


def test_nobody_gets_an_abolished_seat_and_its_number_is_not_used_again(now, by):
    group = SeatGroupFactory()
    _first, second = set_seats(group, 2, by=by, at=now)
    set_seats(group, 1, by=by, at=now)

    with pytest.raises(SeatTaken):
        seat_member(second, MemberFactory(), starts_at=now, by=by, at=now)

    assert [seat.number for seat in set_seats(group, 2, by=by, at=now)] == [1, 3]


# --- Substitutes --------------------------------------------------------------------------------
def test_a_call_moves_the_right_to_act_and_the_end_of_it_moves_it_back(now, by):
    absent = MembershipFactory(account=True)
    listed = MembershipFactory(body=absent.body, group=absent.group, substitute=True, account=True)
    body = absent.body

    call = call_in(absent, listed, starts_at=now, reason="orlov", by=by, at=now)

    assert not body.has_acting_member(absent.member.user)
    assert body.has_acting_member(listed.member.user)
    release(call, by=by, at=now + timedelta(seconds=1))
    after = now + timedelta(seconds=1)
    assert list(body.memberships.acting(after)) == [absent]
    actions = list(body.history.values_list("action", flat=True))
    assert actions == [Action.SUBSTITUTE_RELEASED, Action.SUBSTITUTE_CALLED]


def test_a_call_ends_with_the_membership_and_one_to_come_is_gone(now, by):
    absent = MembershipFactory()
    listed = MembershipFactory(body=absent.body, group=absent.group, substitute=True)
    call_in(absent, listed, starts_at=now - days(5), ends_at=now + days(5), by=by, at=now)
    call_in(absent, listed, starts_at=now + days(20), by=by, at=now)

    end_membership(absent, reason="Udtrådt", by=by, at=now)

    assert [call.ends_at for call in CallIn.objects.all()] == [now]
    assert list(absent.body.memberships.acting(now)) == []


def test_one_substitute_at_a_time_for_one_member_at_a_time(now, by):
    absent = MembershipFactory()
    group = absent.group
    first, second = (
        MembershipFactory(body=absent.body, group=group, substitute=True) for _ in range(2)
    )
    other = MembershipFactory(body=absent.body, group=group)
    call_in(absent, first, starts_at=now, by=by, at=now)

    for member, substitute in ((absent, second), (other, first)):
        with pytest.raises(WrongSubstitute):
            call_in(member, substitute, starts_at=now + days(1), by=by, at=now)


def test_a_substitute_of_another_list_or_a_member_is_not_called_in(now, by):
    absent = MembershipFactory()
    elsewhere = MembershipFactory(body=absent.body, substitute=True)
    member = MembershipFactory(body=absent.body, group=absent.group)

    for wrong in (elsewhere, member):
        with pytest.raises(WrongSubstitute):
            call_in(absent, wrong, starts_at=now, by=by, at=now)


def test_who_is_sent_home_already_is_not_sent_home_again(now, by):
    absent = MembershipFactory()
    listed = MembershipFactory(body=absent.body, group=absent.group, substitute=True)
    call = call_in(absent, listed, starts_at=now - days(5), by=by, at=now)
    release(call, by=by, at=now)

    with pytest.raises(TransitionNotAllowed):
        release(call, by=by, at=now)


def test_substitutes_stand_in_the_order_in_which_they_came(now, by):
    group = SeatGroupFactory()

    rows = [add_substitute(group, MemberFactory(), starts_at=now, by=by, at=now) for _ in range(3)]

    assert [row.rank for row in rows] == [1, 2, 3]
    with pytest.raises(AlreadySeated):
        add_substitute(group, rows[0].member, starts_at=now, by=by, at=now)


# --- Chairs -------------------------------------------------------------------------------------
def test_a_new_fixed_chair_ends_the_old_ones_time_and_both_are_known(now, by):
    first = MembershipFactory()
    body = first.body
    second = MembershipFactory(body=body)
    today = local_date(now)
    set_fixed_chair(body, first, from_day=today - days(100), by=by, at=now)

    set_fixed_chair(body, second, from_day=today, by=by, at=now)

    assert chair_at(body, start_of_day(today) - timedelta(seconds=1)) == first
    assert chair_at(body, start_of_day(today)) == second
    assert last_action(body) == Action.CHAIR_CHANGED


def test_a_new_rotation_does_not_change_who_chaired_before(now, by):
    first = MembershipFactory()
    body = first.body
    second = MembershipFactory(body=body)
    set_fixed_chair(body, first, from_day=local_date(now) - days(100), by=by, at=now)
    meeting = MeetingFactory(body=body, held=True)

    set_rotation(
        body,
        [(second, None), (first, None)],
        rule=Body.ChairRule.MONTHS,
        length=1,
        from_day=local_date(now),
        by=by,
        at=now,
    )

    meeting.refresh_from_db()
    body.refresh_from_db()
    assert meeting.chair == first
    assert chair_at(body, now) == second


def test_only_a_member_of_the_body_is_chair(now, by):
    body = BodyFactory()
    substitute = MembershipFactory(body=body, substitute=True)

    for stranger in (MembershipFactory(), substitute):
        with pytest.raises(AlreadySeated):
            set_fixed_chair(body, stranger, from_day=local_date(now), by=by, at=now)


# --- Bodies and terms ---------------------------------------------------------------------------
def test_a_body_is_made_hidden_published_once_and_ends_with_its_seats(now, by):
    department = DepartmentFactory()
    body = create_body(
        Body(name="Ungerådet", kind=Body.Kind.COUNCIL, lead="Unge.", department=department),
        by=by,
        at=now,
    )
    assert not body.is_visible_to(None)
    publish_body(body, by=by, at=now)
    with pytest.raises(TransitionNotAllowed):
        publish_body(body, by=by, at=now)
    sitting = MembershipFactory(body=body)
    on = local_date(now) + days(10)

    end_body(body, on=on, reason="Slået sammen", by=by, at=now)

    sitting.refresh_from_db()
    body.refresh_from_db()
    assert sitting.ends_at == start_of_day(on)
    assert (body.exists_on(on - days(1)), body.exists_on(on)) == (True, False)
    actions = list(body.history.values_list("action", flat=True))
    assert actions == [Action.ENDED, Action.MEMBER_LEFT, Action.PUBLISHED, Action.CREATED]
    with pytest.raises(TransitionNotAllowed):
        end_body(body, on=on, reason="Igen", by=by, at=now)
    with pytest.raises(TransitionNotAllowed):
        seat_member(sitting.seat, MemberFactory(), starts_at=start_of_day(on), by=by, at=now)


def test_a_body_does_not_stand_below_itself_however_far_away(now, by):
    top = BodyFactory()
    below = BodyFactory(parent=BodyFactory(parent=top))
    top.parent = below

    with pytest.raises(ValidationError, match="høre under sig selv"):
        change_body(top, fields=["parent"], by=by, at=now)


def test_terms_of_a_body_meet_and_do_not_overlap(now, by):
    term = TermFactory()
    body = term.body

    set_term(body, starts_on=term.ends_on, ends_on=None, by=by, at=now)
    with pytest.raises(WrongTerm):
        set_term(body, starts_on=term.starts_on + days(1), ends_on=None, by=by, at=now)
    set_term(
        body, term=term, starts_on=term.starts_on, ends_on=term.ends_on,
        uneven_reason="Kun mænd stillede op.", by=by, at=now,
    )  # fmt: skip

    term.refresh_from_db()
    assert term.uneven_reason == "Kun mænd stillede op."
    assert body.terms.count() == 2
