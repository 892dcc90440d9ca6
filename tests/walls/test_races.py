"""Many at once on one wall. Real threads; a race means something on PostgreSQL only."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from tests.accounts.factories import UserFactory
from tests.comments.test_races import all_at_once
from tests.walls.factories import NoteFactory, WallColumnFactory, WallFactory, WallPersonFactory
from walls.exceptions import MovedMeanwhile, NoDotsLeft
from walls.models import Dot, Note, Wall, WallPerson
from walls.services import give_dots, move_note, write_note

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
CROWD, BUDGET = 30, 5
CONSTRAINT = "nobody_gives_more_dots_than_they_have"

only_on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one write at a time"
)


def ballot():
    """Return a wall at which one person may give 5 dots, and 30 notes."""
    wall = WallFactory(prioritising=True, dots_per_person=BUDGET)
    column = WallColumnFactory(wall=wall)
    return [NoteFactory(column=column) for _number in range(CROWD)], UserFactory()


def refused(action):
    """Return whether it was refused."""
    try:
        action()
    except (TransitionNotAllowed, IntegrityError):
        return True
    return False


def look_then_spend(note: Note, place: WallPerson, dots: int = 1) -> None:
    """What a careless service would do: look without a lock, then count."""
    with transaction.atomic():
        person = WallPerson.objects.get(pk=place.pk)
        if person.left < dots:
            raise NoDotsLeft
        Dot.objects.create(person=person, note=note, count=dots)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.05)")
        person.use(dots)


def test_thirty_dots_at_once_of_one_person_spend_the_budget_and_no_more():
    notes, person = ballot()

    said_no = all_at_once(
        [
            lambda note=note: refused(lambda: give_dots(note, 1, by=person, at=timezone.now()))
            for note in notes
        ]
    )

    assert said_no.count(False) == BUDGET
    assert sum(Note.objects.values_list("dot_count", flat=True)) == BUDGET
    assert WallPerson.objects.get().used == BUDGET


@only_on_postgresql
def test_the_database_refuses_what_a_careless_service_would_give():
    notes, person = ballot()
    place = WallPersonFactory(wall=notes[0].wall, user=person)

    all_at_once([lambda note=note: refused(lambda: look_then_spend(note, place)) for note in notes])

    assert WallPerson.objects.get().used == BUDGET
    assert Dot.objects.count() == BUDGET


@only_on_postgresql
def test_without_the_constraint_a_careless_service_overspends():
    notes, person = ballot()
    place = WallPersonFactory(wall=notes[0].wall, user=person)
    [rule] = [row for row in WallPerson._meta.constraints if row.name == CONSTRAINT]
    with connection.schema_editor() as editor:
        editor.remove_constraint(WallPerson, rule)
    try:
        all_at_once(
            [lambda note=note: refused(lambda: look_then_spend(note, place)) for note in notes]
        )
        overspent = WallPerson.objects.get().used
    finally:
        WallPerson.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(WallPerson, rule)

    assert overspent > BUDGET


def test_of_thirty_who_move_one_note_one_does_and_the_others_see_where_it_is():
    wall = WallFactory()
    columns = [WallColumnFactory(wall=wall) for _number in range(CROWD)]
    note, people = NoteFactory(column=columns[0]), [UserFactory() for _number in range(CROWD)]
    seen = []

    def move(column, person):
        try:
            move_note(note, column=column, place=0, seen_revision=0, by=person, at=timezone.now())
        except MovedMeanwhile as refusal:
            seen.append(refusal.note.column)

    all_at_once(
        [
            lambda column=column, person=person: move(column, person)
            for column, person in zip(columns, people, strict=True)
        ]
    )

    moved = Note.objects.select_related("column").get()
    assert (moved.revision, len(seen)) == (1, CROWD - 1)
    assert set(seen) == {moved.column}
    assert moved.text == note.text


def test_thirty_who_write_at_once_and_twice_make_thirty_notes():
    column, people = WallColumnFactory(), [UserFactory() for _number in range(CROWD)]
    keys = [uuid.uuid4() for _person in people]

    def write(person, key):
        write_note(
            column.wall, column=column, text="Lys", kind="idea", by=person, key=key,
            at=timezone.now(),
        )  # fmt: skip

    all_at_once(
        [
            lambda person=person, key=key: write(person, key)
            for person, key in zip(people, keys, strict=True)
            for _twice in range(2)
        ]
    )

    wall = Wall.objects.get()
    assert sorted(Note.objects.values_list("number", flat=True)) == list(range(1, CROWD + 1))
    assert (wall.note_count, wall.version) == (CROWD, CROWD)
