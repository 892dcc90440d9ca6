import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.tokens import new_stamp
from tests.accounts.factories import UserFactory
from tests.hearings.staff import at_work
from tests.projects.factories import ActivityFactory
from tests.walls.factories import NoteFactory, WallColumnFactory
from walls.models import Note, Wall

pytestmark = pytest.mark.django_db
LONG = "x" * 100_000


@pytest.fixture
def column():
    return WallColumnFactory(wall=ActivityFactory(on_wall=True).wall)


@pytest.fixture
def person():
    return UserFactory(public_name="Birk Bænkesen")


def filled(column, at, **fields):
    stamp = new_stamp(f"wall-note-{column.wall_id}", at=at)
    return {"column": column.pk, "text": "Gult lys", "kind": "idea", "stamp": stamp} | fields


@pytest.fixture
def now():
    return timezone.now()


def write(client, column, now, **fields):
    path = reverse("walls:write", args=[column.wall_id])
    return client.post(path, filled(column, now, **fields))


def test_who_is_logged_in_hangs_a_note(column, person, now):
    response = write(at_work(person), column, now, kind="concern")

    note = Note.objects.get()
    assert response.url == f"{column.wall.get_absolute_url()}#seddel-1"
    assert (note.text, note.kind, note.author, note.column) == (
        "Gult lys", "concern", person, column,
    )  # fmt: skip


def test_a_double_click_makes_one_note(column, person, now):
    client, form = at_work(person), filled(column, now)
    path = reverse("walls:write", args=[column.wall_id])

    places = {client.post(path, form).url for _twice in range(2)}

    assert len(places) == 1
    assert Note.objects.count() == 1


def test_what_a_visitor_typed_waits_behind_the_log_in(column, person, now):
    visitor = Client()

    response = write(visitor, column, now, text="Spejl i svinget")
    again = response.url.partition("next=")[2]
    visitor.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    form = visitor.get(again)
    written = visitor.post(again, {"column": column.pk, "text": "Spejl i svinget", "kind": "idea"})

    assert "Spejl i svinget" in form.content.decode()
    assert written.status_code == 302
    assert [(note.text, note.author) for note in Note.objects.all()] == [
        ("Spejl i svinget", person)
    ]


def test_a_nameless_note_is_on_a_page_from_which_it_is_taken_down(column, person, now):
    client = at_work(person)

    own_page = write(client, column, now, is_nameless="on").url
    note = Note.objects.get()
    shown = Client().get(own_page).content.decode()
    Client().post(own_page)

    note.refresh_from_db()
    assert note.author is None
    assert "Gult lys" in shown
    assert note.state == Note.State.DELETED
    assert own_page.endswith(f"/kvittering/{note.key}/")


def test_the_session_of_who_wrote_without_a_name_does_not_know_the_note(column, person, now):
    client = at_work(person)

    write(client, column, now, is_nameless="on")

    assert str(Note.objects.get().key) not in str(dict(client.session))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        LONG,
        "\u202e",
        "\u200b\u200b",
        "Jeg er 010190-1234",
        "Min kode: ０１０１９０－１２３４",
    ],
)
def test_what_is_no_note_is_refused_and_shown_again(column, person, now, text):
    response = write(at_work(person), column, now, text=text)

    page = response.content.decode()
    assert response.status_code == 200
    assert "error-summary" in page
    assert not Note.objects.exists()


def test_what_hides_in_a_text_is_taken_out(column, person, now):
    write(at_work(person), column, now, text="Gult\u202e lys\u200b\nved  stien")

    assert Note.objects.get().text == "Gult lys ved stien"


def test_a_note_for_a_wall_that_went_on_is_given_back(column, person, now):
    Wall.objects.filter(pk=column.wall_id).update(step=Wall.Step.PRIORITISE)

    response = write(at_work(person), column, now)

    assert response.status_code == 409
    assert "Gult lys" in response.content.decode()


def test_a_column_of_another_wall_is_no_place(column, person, now):
    elsewhere = {"column": WallColumnFactory().pk}
    path = reverse("walls:write", args=[column.wall_id])

    response = at_work(person).post(path, filled(column, now) | elsewhere)

    assert response.status_code == 200
    assert not Note.objects.exists()


# --- Acting on a note -------------------------------------------------------------------------
def test_a_note_is_moved_by_a_menu(column, person):
    note = NoteFactory(column=column)
    other = WallColumnFactory(wall=column.wall, title="Lyd")
    client, path = at_work(person), reverse("walls:move", args=[column.wall_id, 1])

    form = client.get(path)
    client.post(path, {"where": str(other.pk), "place": "bottom", "revision": 0})

    note.refresh_from_db()
    assert "Lyd" in form.content.decode()
    assert (note.column, note.revision) == (other, 1)


def test_of_two_who_move_a_note_the_second_sees_where_the_first_put_it(column, person):
    NoteFactory(column=column, text="Musik")
    other = WallColumnFactory(wall=column.wall, title="Lyd")
    third = WallColumnFactory(wall=column.wall, title="Varme")
    path = reverse("walls:move", args=[column.wall_id, 1])

    first = at_work(UserFactory()).post(
        path, {"where": str(other.pk), "place": "top", "revision": 0}
    )
    second = at_work(person).post(path, {"where": str(third.pk), "place": "top", "revision": 0})

    page = second.content.decode()
    assert (first.status_code, second.status_code) == (302, 409)
    assert "En anden var først" in page
    assert Note.objects.get().column == other
    assert 'name="revision" value="1"' in page


def test_a_group_is_made_while_a_note_is_moved_into_it(column, person):
    Wall.objects.filter(pk=column.wall_id).update(step=Wall.Step.GROUP)
    note = NoteFactory(column=column)

    at_work(person).post(
        reverse("walls:move", args=[column.wall_id, 1]),
        {"where": str(column.pk), "new_heading": "Om aftenen", "place": "top", "revision": 0},
    )

    note.refresh_from_db()
    assert note.heading.title == "Om aftenen"


def test_dots_are_given_by_a_button(column, person):
    Wall.objects.filter(pk=column.wall_id).update(step=Wall.Step.PRIORITISE, dots_per_person=1)
    one, two = NoteFactory(column=column), NoteFactory(column=column)
    client = at_work(person)

    for note in (one, two):
        client.post(reverse("walls:dots", args=[column.wall_id, note.number]), {"prikker": "1"})
    page = client.get(column.wall.get_absolute_url()).content.decode()

    assert [note.dot_count for note in Note.objects.order_by("number")] == [1, 0]
    assert "Du har ikke flere prikker." in page
    assert "1 er din" in page


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("rewrite", (403, 200)),
        ("take_down", (403, 200)),
        ("move", (200, 200)),
        ("dots", (302, 302)),
    ],
)
def test_who_may_do_what_with_a_note(column, person, page, expected):
    NoteFactory(column=column, author=person)
    path = reverse(f"walls:{page}", args=[column.wall_id, 1])

    codes = tuple(at_work(who).get(path).status_code for who in (UserFactory(), person))

    assert codes == expected
    assert Client().get(path).status_code in (302, 403)


def test_a_note_without_a_name_is_nobodys(column, person):
    NoteFactory(column=column, nameless=True)

    response = at_work(person).get(reverse("walls:rewrite", args=[column.wall_id, 1]))

    assert response.status_code == 403
    assert Client().get(
        reverse("walls:written", args=[column.wall_id, uuid.uuid4()])
    ).status_code == 404  # fmt: skip


# --- Nothing typed is lost --------------------------------------------------------------------
def test_words_that_come_too_late_are_given_back(column, person):
    NoteFactory(column=column, author=person)
    client, path = at_work(person), reverse("walls:rewrite", args=[column.wall_id, 1])
    Wall.objects.filter(pk=column.wall_id).update(step=Wall.Step.PRIORITISE)

    response = client.post(path, {"text": "Varmt lys", "kind": "idea"})

    assert response.status_code == 409
    assert "Varmt lys" in response.content.decode()


def test_who_was_second_to_move_a_note_finds_their_own_choice_again(column, person):
    Wall.objects.filter(pk=column.wall_id).update(step=Wall.Step.GROUP)
    note = NoteFactory(column=column, revision=3)
    path = reverse("walls:move", args=[column.wall_id, note.number])
    wanted = {"where": str(column.pk), "place": "top", "revision": 2}

    refused = at_work(person).post(path, wanted)
    done = at_work(person).post(path, wanted | {"revision": 3})

    assert 'name="revision" value="3"' in refused.content.decode()
    assert (refused.status_code, done.status_code) == (409, 302)
