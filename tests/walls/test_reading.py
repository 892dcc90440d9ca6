import csv
import html
import re
import time
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.staff import at_work
from tests.projects.factories import ActivityFactory
from tests.walls.factories import HeadingFactory, NoteFactory, WallColumnFactory, WallFactory
from walls import drawing, services
from walls.models import WallEvent
from walls.services import create_wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn_again_at_once(monkeypatch):
    monkeypatch.setattr(drawing, "AGAIN_SECONDS", 0)


def wall_of_project(**fields):
    """Return a wall that everybody may see, as a project's activity."""
    return ActivityFactory(on_wall=True, **fields).wall


def hang(wall, count, **fields):
    column = wall.columns.first() or WallColumnFactory(wall=wall)
    return [NoteFactory(column=column, wall=wall, **fields) for _number in range(count)]


def text(client, wall):
    return client.get(wall.get_absolute_url()).content.decode()


def test_a_wall_is_made_with_its_columns():
    person = UserFactory(staff=True)

    wall = create_wall(
        title="Tunnelerne",
        question="Hvad gør en tunnel tryg?",
        department=DepartmentFactory(),
        columns=["Lys", "Lyd"],
        allows_anonymous=False,
        by=person,
        at=timezone.now(),
    )

    assert [column.title for column in wall.columns.all()] == ["Lys", "Lyd"]
    assert not wall.allows_anonymous
    assert [(row.action, row.by) for row in wall.history.all()] == [
        (WallEvent.Action.CREATED, person)
    ]


def test_a_visitor_reads_a_wall_without_a_cookie(client):
    wall = wall_of_project(wall__title="Tunnelerne")
    column = WallColumnFactory(wall=wall, title="Lys")
    heading = HeadingFactory(column=column, title="Om aftenen")
    NoteFactory(column=column, heading=heading, text="Gult lys", author__public_name="Birk")
    NoteFactory(column=column, text="Spejl i svinget", from_paper=True)
    NoteFactory(column=column, text="Musik", nameless=True)

    response = client.get(wall.get_absolute_url())
    page = response.content.decode()

    for words in ("Tunnelerne", "Lys", "Om aftenen", "Gult lys", "fra mødet", "uden navn", "idé"):
        assert words in page
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in page
    assert response.headers["Cache-Control"].startswith("public")


def test_a_wall_that_belongs_to_nobody_is_seen_by_nobody():
    wall = WallFactory()

    assert at_work(UserFactory(role=Role.MANAGER, department=wall.department)).get(
        wall.get_absolute_url()
    ).status_code == 404  # fmt: skip


def test_a_wall_of_a_draft_is_for_who_runs_the_project(client):
    wall = wall_of_project(project__draft=True)
    runs = UserFactory(role=Role.FACILITATOR, department=wall.activity.project.department)

    assert client.get(wall.get_absolute_url()).status_code == 404
    assert at_work(UserFactory()).get(wall.get_absolute_url()).status_code == 404
    assert at_work(runs).get(wall.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_a_wall_costs_the_same_with_more_notes(client, count, django_assert_num_queries):
    wall = wall_of_project()
    hang(wall, count)

    with django_assert_num_queries(6):
        client.get(wall.get_absolute_url())


def test_a_hidden_note_is_not_on_the_wall(client):
    wall = wall_of_project()
    hang(wall, 1, text="Det må ikke læses", state="hidden", hidden_reason="Reklame")

    assert "Det må ikke læses" not in text(client, wall)
    assert client.get(wall.notes.get().get_absolute_url()).status_code == 404


# --- What is new ------------------------------------------------------------------------------
def asked_again(client, wall, **headers):
    return client.get(reverse("walls:state", args=[wall.pk]), headers=headers)


def mark_on_page(client, wall):
    wall.refresh_from_db()  # its name is in the address
    page = client.get(wall.get_absolute_url()).content.decode()
    return html.unescape(re.search(r'data-etag="([^"]+)"', page)[1])


def test_an_unchanged_wall_answers_304_with_one_question(
    client, django_assert_num_queries, drawn_again_at_once
):
    wall = wall_of_project()
    hang(wall, 3)
    mark = asked_again(client, wall).headers["ETag"]

    with django_assert_num_queries(1):
        same = asked_again(client, wall, if_none_match=mark)
    services.change_wall(wall, title="Nyt navn", by=UserFactory(), at=timezone.now())
    other = asked_again(client, wall, if_none_match=mark)

    assert (same.status_code, same.content, other.status_code) == (304, b"", 200)
    assert other.headers["ETag"] != mark
    assert other.headers["Cache-Control"] == "public, max-age=0, s-maxage=1"


def test_the_mark_of_one_person_is_not_that_of_another():
    wall = wall_of_project()
    people = [at_work(UserFactory()), at_work(UserFactory()), Client()]

    marks = {asked_again(client, wall).headers["ETag"] for client in people}
    english = Client().get(f"/en/vaegge/{wall.pk}/stand/").headers["ETag"]

    assert len({*marks, english}) == 4


def test_who_is_logged_in_costs_no_more(django_assert_num_queries):
    wall, client = wall_of_project(), at_work(UserFactory())
    mark = asked_again(client, wall).headers["ETag"]

    with django_assert_num_queries(1):
        response = asked_again(client, wall, if_none_match=mark)

    assert response.status_code == 304
    assert response.headers["Cache-Control"] == "private, no-store"


def test_what_changes_often_is_drawn_twice_a_second_at_most(client):
    wall = wall_of_project()
    first = asked_again(client, wall)
    services.change_wall(wall, title="Nyt navn", by=UserFactory(), at=timezone.now())

    at_once = asked_again(client, wall)
    same = asked_again(client, wall, if_none_match=first.headers["ETag"])
    time.sleep(drawing.AGAIN_SECONDS)
    later = asked_again(client, wall, if_none_match=first.headers["ETag"])

    assert at_once.headers["ETag"] == first.headers["ETag"]
    assert (same.status_code, same.content) == (304, b"")
    assert later.status_code == 200
    assert later.headers["ETag"] != first.headers["ETag"]


def test_nobody_is_shown_what_is_older_than_what_they_have_seen(client):
    wall = wall_of_project()
    asked_again(client, wall)
    services.change_wall(wall, title="Nyt navn", by=UserFactory(), at=timezone.now())
    newer = mark_on_page(client, wall)
    services.change_wall(wall, title="Endnu et navn", by=UserFactory(), at=timezone.now())

    seen = asked_again(client, wall, if_none_match=newer)

    assert seen.headers["ETag"] == mark_on_page(client, wall) != newer


def test_a_session_that_has_ended_is_shown_the_wall_as_to_everybody():
    wall, client = wall_of_project(), at_work(UserFactory())
    mark = asked_again(client, wall).headers["ETag"]
    client.session.flush()

    anew = asked_again(client, wall, if_none_match=mark)
    services.change_wall(wall, title="Nyt navn", by=UserFactory(), at=timezone.now())
    changed = asked_again(client, wall, if_none_match=anew.headers["ETag"])

    assert anew.status_code in (200, 304)
    assert changed.headers["ETag"] == asked_again(Client(), wall).headers["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_takes_the_short_way(client, method):
    wall = wall_of_project()
    mark = asked_again(client, wall).headers["ETag"]

    address = reverse("walls:state", args=[wall.pk])
    response = getattr(client, method)(address, headers={"If-None-Match": mark})

    assert response.status_code == 405


@pytest.mark.parametrize("count", [1, 300])
def test_three_hundred_notes_cost_the_questions_of_one(count, django_assert_num_queries):
    wall, client = wall_of_project(wall__prioritising=True), at_work(UserFactory())
    hang(wall, count)

    with django_assert_num_queries(8):
        response = asked_again(client, wall)

    assert response.content.decode().count('id="giv-') == count


def test_a_wall_that_may_not_be_seen_is_not_found(client):
    wall = wall_of_project(project__draft=True)

    assert asked_again(client, wall).status_code == 404


# --- To take along ----------------------------------------------------------------------------
def test_a_sheet_holds_every_note_and_no_formula(client):
    wall = wall_of_project()
    hang(wall, 1, text='=HYPERLINK("http://ond.example")', author__public_name="+45 Birk")
    hang(wall, 1, text="Gult lys", from_paper=True)

    response = client.get(reverse("walls:csv", args=[wall.pk]))
    rows = list(csv.reader(response.content.decode("utf-8-sig").splitlines(), delimiter=";"))

    assert [row[4:6] for row in rows[1:]] == [
        ['\'=HYPERLINK("http://ond.example")', "'+45 Birk"],
        ["Gult lys", "fra mødet"],
    ]


@pytest.mark.parametrize("count", [0, 40, 300])
def test_a_picture_shows_every_note_and_nothing_acts_in_it(client, count):
    wall = wall_of_project(wall__title="<script>alert(1)</script>")
    WallColumnFactory(wall=wall)
    hang(wall, count, text="Musik & <b>lys</b> " + "x" * 60)

    response = client.get(reverse("walls:picture", args=[wall.pk]))
    tree = ElementTree.fromstring(response.content)

    cards = tree.findall("{http://www.w3.org/2000/svg}g")
    assert len(cards) == count
    assert b"<script" not in response.content
    assert int(tree.get("height")) < 3 * int(tree.get("width"))
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_what_is_drawn_once_for_many_shows_each_their_own_dots():
    note = NoteFactory(column__wall=ActivityFactory(on_wall=True, wall__prioritising=True).wall)
    giver, other = UserFactory(), UserFactory()
    services.give_dots(note, 2, by=giver, at=timezone.now())
    path = reverse("walls:state", args=[note.wall_id])
    seen = {}
    for person in (None, giver, other, giver):
        client = Client()
        if person is not None:
            client.force_login(person)
        seen.setdefault(person, []).append(client.get(path).content.decode())

    assert seen[giver][0] == seen[giver][1]
    assert len({pages[0] for pages in seen.values()}) == 3
    assert "2 er dine" in seen[giver][0]
    assert "er dine" not in seen[other][0]
    services.conclude_wall(note.wall, outcome="Vi ses.", by=giver, at=timezone.now())
    for person, own in ((giver, True), (other, False)):
        client = Client()
        client.force_login(person)
        assert ("2 er dine" in client.get(path).content.decode()) is own
