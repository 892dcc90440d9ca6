import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from notifications.models import Message, Notice
from tests.accounts.factories import UserFactory
from tests.projects.factories import ActivityFactory
from tests.walls.factories import (
    HeadingFactory,
    NoteFactory,
    WallColumnFactory,
    WallFactory,
    WallPersonFactory,
)
from walls import services
from walls.exceptions import (
    ColumnHasNotes,
    MovedMeanwhile,
    MustHaveName,
    NoDotsLeft,
    NoteIsGone,
    TooLateToTakeDown,
)
from walls.models import Dot, Heading, Note, Wall, WallEvent, WallPerson
from walls.services.notes import TAKE_DOWN_TIME

pytestmark = pytest.mark.django_db
Step, Action = Wall.Step, WallEvent.Action
NOW = timezone.now()


def wall_in(step, **fields):
    concluded = {"concluded_at": NOW} if step == Step.CONCLUDED else {}
    return WallFactory(step=step, **concluded, **fields)


def write(wall, person=None, **fields):
    column = wall.columns.first() or WallColumnFactory(wall=wall)
    options = {"column": column, "text": "Gult lys", "kind": "idea", "key": uuid.uuid4()} | fields
    return services.write_note(wall, by=person or UserFactory(), at=NOW, **options)


# What each step does to a note, or to the wall; and in which steps it may be done.
def rewrite(note):
    services.rewrite_note(note, text="Varmt lys", kind="idea", by=note.author, at=NOW)


def move(note):
    services.move_note(note, column=note.column, place=0, seen_revision=0, by=note.author, at=NOW)


ANY = set(Step)
OPEN = ANY - {Step.CONCLUDED}
WRITING = {Step.COLLECT, Step.GROUP}
ACTS = {
    "write": (lambda note: write(note.wall), WRITING),
    "rewrite": (rewrite, WRITING),
    "move": (move, WRITING),
    "take_down": (lambda note: services.take_down_note(note, by=note.author, at=NOW), OPEN),
    "make_heading": (
        lambda note: services.make_heading(note.column, "Lys", by=note.author, at=NOW),
        {Step.GROUP},
    ),
    "give_dots": (
        lambda note: services.give_dots(note, 1, by=note.author, at=NOW),
        {Step.PRIORITISE},
    ),
    "enter_paper": (
        lambda note: services.enter_paper_notes(
            note.wall, column=note.column, kind="idea", lines=["Spejl"], by=note.author, at=NOW
        ),
        OPEN,
    ),
    "change_wall": (
        lambda note: services.change_wall(note.wall, title="Nyt", by=note.author, at=NOW),
        OPEN,
    ),
    "change_columns": (
        lambda note: services.change_columns(
            note.wall, titles={}, new=["Ny"], by=note.author, at=NOW
        ),
        OPEN,
    ),
    "draw_line": (lambda note: services.draw_line(note.wall, 3, by=note.author, at=NOW), OPEN),
    "go_to": (lambda note: services.go_to(note.wall, Step.GROUP, by=note.author, at=NOW), OPEN),
    "conclude": (
        lambda note: services.conclude_wall(note.wall, outcome="Lys", by=note.author, at=NOW),
        OPEN,
    ),
    "write_outcome": (
        lambda note: services.write_outcome(note.wall, outcome="Lys", by=note.author, at=NOW),
        {Step.CONCLUDED},
    ),
    "reopen": (
        lambda note: services.reopen_wall(note.wall, by=note.author, at=NOW),
        {Step.CONCLUDED},
    ),
    "hide": (lambda note: services.hide_note(note, reason="x", by=note.author, at=NOW), ANY),
    "answer": (
        lambda note: services.answer_note(
            note, fate="used", reason="Godt set", by=note.author, at=NOW
        ),
        ANY,
    ),
}


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("act", ACTS)
def test_each_step_of_a_wall_allows_its_own_acts(act, step):
    do, allowed = ACTS[act]
    wall = wall_in(step)
    note = NoteFactory(column__wall=wall, wall=wall)
    version = Wall.objects.get(pk=wall.pk).version

    if step in allowed:
        do(note)
    else:
        with pytest.raises(TransitionNotAllowed):
            do(note)

    wall.refresh_from_db()
    nothing_new = act == "go_to" and step == Step.GROUP
    assert (wall.version > version) == (step in allowed and not nothing_new)


def test_a_form_that_is_sent_twice_makes_one_note():
    wall, key = WallFactory(), uuid.uuid4()

    first, second = write(wall, key=key), write(wall, key=key)

    wall.refresh_from_db()
    assert first == second
    assert (wall.note_count, wall.notes.count(), wall.history.count()) == (1, 1, 1)


def test_a_note_without_a_name_leaves_no_trace_of_who_wrote_it(caplog):
    wall, person = WallFactory(), UserFactory(public_name="Birk Bænkesen")

    note = write(wall, person, is_nameless=True)

    line = wall.history.get()
    assert (note.author, note.author_name) == (None, "uden navn")
    assert (line.by, line.by_name, line.action) == (None, "", Action.NOTE_WRITTEN)
    assert not WallPerson.objects.exists()
    assert not Message.objects.exists()
    assert "Birk" not in caplog.text


def test_a_wall_may_want_names():
    with pytest.raises(MustHaveName):
        write(WallFactory(allows_anonymous=False), is_nameless=True)


def test_a_nameless_note_is_taken_down_by_its_key_for_a_quarter_of_an_hour():
    wall = WallFactory()
    in_time, too_late = write(wall, is_nameless=True), write(wall, is_nameless=True)

    services.take_down_note(in_time, by=None, at=NOW + TAKE_DOWN_TIME)
    with pytest.raises(TooLateToTakeDown):
        services.take_down_note(too_late, by=None, at=NOW + TAKE_DOWN_TIME * 1.01)

    in_time.refresh_from_db()
    assert (in_time.state, in_time.text) == (Note.State.DELETED, "")


def test_notes_of_the_paper_wall_are_marked():
    column, person = WallColumnFactory(), UserFactory(staff=True)

    notes = services.enter_paper_notes(
        column.wall, column=column, kind="concern", lines=["Mørkt", "Glat"], by=person, at=NOW
    )

    column.wall.refresh_from_db()
    assert [(note.text, note.author_name) for note in notes] == [
        ("Mørkt", "fra mødet"),
        ("Glat", "fra mødet"),
    ]
    assert column.wall.note_count == 2


# --- Places -----------------------------------------------------------------------------------
def order(column, heading=None):
    rows = Note.objects.visible().filter(column=column, heading=heading)
    return [note.text for note in rows.order_by("position", "number")]


def row_of(*texts):
    column = WallColumnFactory()
    return column, [NoteFactory(column=column, text=words) for words in texts]


def put(note, **fields):
    note.refresh_from_db()
    options = {"column": note.column, "place": 0, "seen_revision": note.revision} | fields
    return services.move_note(note, by=note.author, at=NOW, **options)


@pytest.mark.parametrize(
    ("place", "expected"),
    [(0, "cabd"), (1, "acbd"), (2, "abcd"), (3, "abdc"), (99, "abdc")],
)
def test_a_note_is_put_at_a_place(place, expected):
    column, notes = row_of(*"abcd")

    put(notes[2], place=place)

    assert order(column) == list(expected)


def test_a_note_is_put_in_another_column_and_group():
    column, notes = row_of(*"ab")
    heading = HeadingFactory(column__wall=column.wall)
    NoteFactory(column=heading.column, heading=heading, text="x")

    put(notes[0], column=heading.column, heading=heading, place=1)

    assert (order(column), order(heading.column, heading)) == (["b"], ["x", "a"])


def test_who_saw_an_older_place_moves_nothing_and_learns_the_new_one():
    column, (note, _other) = row_of(*"ab")
    elsewhere = WallColumnFactory(wall=column.wall, title="Lyd")
    put(note, column=elsewhere)

    with pytest.raises(MovedMeanwhile) as raised:
        put(note, column=column, seen_revision=0)

    note.refresh_from_db()
    assert (note.column, raised.value.note.column) == (elsewhere, elsewhere)
    assert note.text == "a"


def test_a_heading_stands_once_and_its_notes_outlive_it():
    wall = wall_in(Step.GROUP)
    column, person = WallColumnFactory(wall=wall), UserFactory()
    heading = services.make_heading(column, "Lys", by=person, at=NOW)
    NoteFactory(column=column, text="a")
    NoteFactory(column=column, heading=heading, text="b")
    other = services.make_heading(column, "Lyd", by=person, at=NOW)

    assert services.make_heading(column, "Lys", by=person, at=NOW) == heading
    with pytest.raises(ValidationError):
        services.rename_heading(other, "Lys", by=person, at=NOW)
    services.remove_heading(heading, by=person, at=NOW)

    assert not Heading.objects.filter(title="Lys").exists()
    assert order(column) == ["a", "b"]


# --- Dots -------------------------------------------------------------------------------------
def test_dots_are_given_within_the_budget_and_pressed_twice_they_count_once():
    wall, person = WallFactory(prioritising=True, dots_per_person=3), UserFactory()
    one, two = NoteFactory(column__wall=wall, wall=wall), NoteFactory(column__wall=wall, wall=wall)

    lefts = [services.give_dots(one, 2, by=person, at=NOW) for _twice in range(2)]
    with pytest.raises(NoDotsLeft):
        services.give_dots(two, 2, by=person, at=NOW)
    lefts += [services.give_dots(one, 0, by=person, at=NOW)]

    one.refresh_from_db()
    assert (lefts, one.dot_count, Dot.objects.count()) == ([1, 1, 3], 0, 0)


def test_the_database_refuses_one_dot_too_many():
    person = WallPersonFactory(budget=2, used=2)

    with pytest.raises(IntegrityError), transaction.atomic():
        person.use(1)


def test_a_smaller_budget_takes_no_dots_away_and_gives_no_more():
    wall, person = WallFactory(prioritising=True, dots_per_person=3), UserFactory()
    note = NoteFactory(column__wall=wall, wall=wall)
    services.give_dots(note, 3, by=person, at=NOW)
    services.change_wall(wall, dots_per_person=1, by=person, at=NOW)

    lefts = [services.give_dots(note, count, by=person, at=NOW) for count in (2, 1)]

    with pytest.raises(NoDotsLeft):
        services.give_dots(note, 2, by=person, at=NOW)
    assert lefts == [0, 0]


def test_dots_on_a_note_that_is_hidden_go_back():
    wall, person = WallFactory(prioritising=True, dots_per_person=2), UserFactory()
    note = NoteFactory(column__wall=wall, wall=wall)
    services.give_dots(note, 2, by=person, at=NOW)

    services.hide_note(note, reason="Reklame", by=person, at=NOW)
    services.restore_note(note, by=person, at=NOW)

    note.refresh_from_db()
    assert (note.dot_count, WallPerson.objects.get().left) == (0, 2)
    assert note.is_visible


# --- The facilitator --------------------------------------------------------------------------
def test_a_column_in_which_notes_hang_stays():
    column, _notes = row_of("a")
    empty = WallColumnFactory(wall=column.wall)
    person = UserFactory(staff=True)
    titles = {column.pk: "Lys", empty.pk: ""}

    wall = services.change_columns(column.wall, titles=titles, new=["Lyd"], by=person, at=NOW)
    with pytest.raises(ColumnHasNotes):
        services.change_columns(wall, titles={column.pk: ""}, by=person, at=NOW)

    assert [row.title for row in wall.columns.all()] == ["Lys", "Lyd"]


def test_a_wall_is_concluded_opened_and_concluded_again():
    wall, person = WallFactory(prioritising=True), UserFactory(staff=True)

    services.conclude_wall(wall, outcome="To tunneler", by=person, at=NOW)
    services.write_outcome(wall, outcome="Tre tunneler", by=person, at=NOW)
    services.reopen_wall(wall, by=person, at=NOW)

    wall.refresh_from_db()
    assert (wall.step, wall.outcome, wall.concluded_at) == (Step.PRIORITISE, "Tre tunneler", None)
    assert [(row.action, row.note) for row in wall.history.all()] == [
        (Action.REOPENED, ""),
        (Action.OUTCOME_WRITTEN, "To tunneler"),
        (Action.CONCLUDED, ""),
    ]


def test_who_wrote_a_note_is_told_what_became_of_it():
    wall = ActivityFactory(on_wall=True).wall
    note, nameless = write(wall), write(wall, is_nameless=True)
    staff = UserFactory(staff=True)

    for row in (note, nameless):
        services.answer_note(row, fate="used", reason="Med i forslaget.", by=staff, at=NOW)

    assert [(row.kind, row.about_pk) for row in Notice.objects.all()] == [
        ("walls.note_answered", str(note.pk))
    ]


def test_who_wrote_a_hidden_note_is_told_why():
    note = write(ActivityFactory(on_wall=True).wall)

    services.hide_note(note, reason="Reklame", by=UserFactory(staff=True), at=NOW)

    assert [(row.kind, row.user) for row in Message.objects.all()] == [
        ("walls.note_hidden", note.author)
    ]
    with pytest.raises(NoteIsGone):
        services.hide_note(note, reason="Reklame", by=note.author, at=NOW)
