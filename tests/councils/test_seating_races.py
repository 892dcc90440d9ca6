"""Two secretaries at once. Real threads; a race means something on PostgreSQL only."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from councils.exceptions import AlreadySeated, SeatsHeld, SeatTaken
from councils.models import Membership
from councils.services import seat_member, set_seats
from councils.services.seating import overlapping
from tests.comments.test_races import persist
from tests.councils.factories import MemberFactory, MembershipFactory, SeatFactory
from tests.hearings.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
CROWD = 8


def trying(action):
    """Return what a secretary sees: the seat given, or why not."""

    def attempt():
        try:
            return persist(action)
        except (SeatTaken, AlreadySeated, SeatsHeld) as refusal:
            return refusal

    return attempt


def sit_without_a_lock(seat, member, starts_at, ends_at) -> None:
    """What a careless service would do: look, then write."""
    with transaction.atomic():
        if not overlapping(seat.memberships.all(), starts_at, ends_at).exists():
            Membership.objects.create(
                body=seat.group.body, group=seat.group, seat=seat, member=member,
                starts_at=starts_at, ends_at=ends_at,
            )  # fmt: skip


def test_two_secretaries_at_once_give_a_seat_once():
    seat, now = SeatFactory(), timezone.now()
    ends_at = now + timedelta(days=365)
    people = [MemberFactory() for _ in range(CROWD)]

    def giving(member):
        return lambda: seat_member(seat, member, starts_at=now, ends_at=ends_at, by=None, at=now)

    told = at_once([trying(giving(member)) for member in people])

    assert Membership.objects.filter(seat=seat).count() == 1
    assert sum(isinstance(answer, SeatTaken) for answer in told) == CROWD - 1


def test_without_the_lock_several_would_sit_on_one_seat():
    """The negative control: the threads do meet, and the test above would see it."""
    if connection.vendor == "sqlite":
        pytest.skip("an immediate transaction is the lock on SQLite")
    seat, now = SeatFactory(), timezone.now()
    ends_at = now + timedelta(days=365)
    people = [MemberFactory() for _ in range(CROWD)]

    at_once([lambda m=member: sit_without_a_lock(seat, m, now, ends_at) for member in people])

    assert Membership.objects.filter(seat=seat).count() > 1


def test_one_person_gets_one_of_two_seats_given_at_once():
    first, now = SeatFactory(), timezone.now()
    seats = [first, SeatFactory(group=first.group)]
    member = MemberFactory()

    def giving(seat):
        return lambda: seat_member(seat, member, starts_at=now, by=None, at=now)

    told = at_once([trying(giving(seat)) for seat in seats])

    assert Membership.objects.filter(member=member).count() == 1
    assert sum(isinstance(answer, AlreadySeated) for answer in told) == 1


def test_a_seat_is_given_or_taken_away_and_never_both():
    seat, now = SeatFactory(), timezone.now()
    member = MemberFactory()

    at_once(
        [
            trying(lambda: seat_member(seat, member, starts_at=now, by=None, at=now)),
            trying(lambda: set_seats(seat.group, 0, by=None, at=now)),
        ]
    )

    seat.refresh_from_db()
    assert Membership.objects.filter(seat=seat).exists() is (seat.abolished_at is None)


def test_the_database_knows_that_a_seat_without_an_end_is_held_by_one():
    held = MembershipFactory()

    with pytest.raises(IntegrityError):
        MembershipFactory(body=held.body, group=held.group, seat=held.seat)
