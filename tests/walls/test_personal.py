import pytest
from django.utils import timezone

from tests.accounts.factories import UserFactory
from tests.projects.factories import ActivityFactory
from tests.walls.factories import NoteFactory, WallColumnFactory
from walls import personal
from walls.models import Dot, Note, WallEvent
from walls.search_rows import public_walls, told_of_wall, wall_rows
from walls.services import conclude_wall, give_dots, go_to, write_note

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def column():
    return WallColumnFactory(wall=ActivityFactory(on_wall=True, wall__title="Tunnelerne").wall)


@pytest.fixture
def person(column):
    """Somebody who wrote a note with a name, and gave two dots."""
    person = UserFactory()
    write_note(
        column.wall, column=column, text="Gult lys", kind="idea", by=person,
        key="0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f12", at=NOW,
    )  # fmt: skip
    go_to(column.wall, "prioritise", by=UserFactory(staff=True), at=NOW)
    give_dots(Note.objects.get(), 2, by=person, at=NOW)
    return person


def test_a_person_is_told_of_their_notes_and_dots(person):
    NoteFactory(nameless=True)

    known = personal.personal_data_of(person)

    assert [(row["text"], row["wall"]["title"]) for row in known["notes"]] == [
        ("Gult lys", "Tunnelerne")
    ]
    assert [(row["note"], row["dots"]) for row in known["dots"]] == [(1, 2)]
    assert [row["action"] for row in known["steps_taken"]] == ["note_written"]


def test_the_words_and_the_counts_of_who_is_forgotten_stay(person):
    personal.forget(person)

    note = Note.objects.get()
    assert (note.text, note.author, note.dot_count) == ("Gult lys", None, 2)
    assert not Dot.objects.exists()
    assert not WallEvent.objects.filter(by=person).exists()
    assert all(value == [] for value in personal.personal_data_of(person).values())


def test_a_wall_is_found_by_its_question_and_by_what_came_of_it(column):
    wall = column.wall

    [before] = wall_rows([wall.pk], NOW)
    conclude_wall(wall, outcome="To tunneler får lys", by=UserFactory(staff=True), at=NOW)
    [after] = wall_rows([wall.pk], NOW)

    assert list(public_walls(NOW)) == [wall]
    assert (before.title, before.text) == ("Tunnelerne", "Hvad gør en tunnel tryg?")
    assert after.text.endswith("To tunneler får lys")
    assert [told_of_wall(row, NOW) for row in (before, after)] == ["I gang", "Afsluttet"]
