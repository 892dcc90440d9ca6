"""Two secretaries at once. Real threads; a race means something on PostgreSQL only."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from councils.agenda_file import FileRow
from councils.models import AgendaItem, CouncilEvent, Meeting
from councils.services.agenda import order_items, propose_item, support_item
from councils.services.asking import AgendaChanged
from councils.services.importing import import_items, seal
from councils.services.seating import end_membership
from tests.comments.test_races import persist
from tests.councils.factories import AgendaItemFactory, MeetingFactory
from tests.councils.people import make_council
from tests.hearings.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
CROWD = 8


def trying(action):
    """Return what a person sees: that it was done, or why not."""

    def attempt():
        try:
            return persist(action)
        except (AgendaChanged, PermissionDenied) as refusal:
            return refusal

    return attempt


def order_without_a_lock(meeting, pks, seen: int) -> None:
    """What a careless service would do: look, then write."""
    with transaction.atomic():
        row = Meeting.objects.get(pk=meeting.pk)
        if row.revision == seen:
            row.change_agenda()
            CouncilEvent.objects.create(
                body=row.body, action="item_placed", at=timezone.now(), note=str(pks)
            )


def agenda():
    council = make_council()
    meeting = MeetingFactory(body=council.body)
    items = [AgendaItemFactory(meeting=meeting, position=n) for n in (1, 2, 3)]
    return council, meeting, [item.pk for item in items]


def test_of_many_orders_of_the_same_agenda_one_is_taken():
    council, meeting, pks = agenda()

    def order(turn: int):
        return order_items(
            meeting,
            pks[turn % 3 :] + pks[: turn % 3],
            by=council.secretary,
            at=timezone.now(),
            revision=0,
        )

    answers = at_once([trying(lambda turn=turn: order(turn)) for turn in range(CROWD)])

    meeting.refresh_from_db()
    assert sum(isinstance(answer, Meeting) for answer in answers) == 1
    assert meeting.revision == 1
    assert list(meeting.items.values_list("position", flat=True)) == [1, 2, 3]


def test_without_the_lock_several_orders_would_be_taken():
    """The negative control: the threads do meet, and the test above would see it."""
    if connection.vendor == "sqlite":
        pytest.skip("an immediate transaction is the lock on SQLite")
    council, meeting, pks = agenda()

    at_once([lambda: order_without_a_lock(meeting, pks, 0)] * CROWD)

    assert council.body.history.count() > 1


def test_a_preview_sent_many_times_at_once_is_imported_once():
    council = make_council()
    meeting = MeetingFactory(body=council.body)
    sealed = seal(meeting, [FileRow(2, "Cykelsti"), FileRow(3, "Bænke")])

    def bring_in():
        return import_items(meeting, sealed, by=council.secretary, at=timezone.now())

    counts = at_once([trying(bring_in)] * CROWD)

    assert sorted(counts) == [0] * (CROWD - 1) + [2]
    assert AgendaItem.objects.count() == 2


def test_a_member_supports_once_however_often_the_button_is_pressed():
    council = make_council()
    item = AgendaItemFactory(proposed=True, body=council.body)
    person = council.user("member")

    at_once([trying(lambda: support_item(item, by=person, at=timezone.now()))] * CROWD)

    assert item.supports.count() == 1


def test_who_is_removed_in_the_same_instant_has_proposed_before_or_not_at_all():
    council = make_council()
    person = council.user("member")

    def leave():
        return end_membership(
            council.member, at=timezone.now(), reason="flyttet", by=council.secretary
        )

    def propose(n: int):
        return propose_item(council.body, title=f"Sti {n}", by=person, at=timezone.now())

    at_once([trying(leave), *(trying(lambda n=n: propose(n)) for n in range(CROWD))])

    council.member.refresh_from_db()
    late = council.body.history.filter(action="item_proposed", pk__gt=left_at(council))
    assert not late.exists()


def left_at(council) -> int:
    """Return the line of history with which the seat ended: lines are written under the lock."""
    line = council.body.history.get(action="member_left")
    return line.pk
