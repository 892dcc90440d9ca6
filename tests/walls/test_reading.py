import pytest
from django.utils import timezone

from accounts.roles import Role
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.staff import at_work
from tests.projects.factories import ActivityFactory
from tests.walls.factories import HeadingFactory, NoteFactory, WallColumnFactory, WallFactory
from walls.models import WallEvent
from walls.services import create_wall

pytestmark = pytest.mark.django_db


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

    with django_assert_num_queries(5):
        client.get(wall.get_absolute_url())


def test_a_hidden_note_is_not_on_the_wall(client):
    wall = wall_of_project()
    hang(wall, 1, text="Det må ikke læses", state="hidden", hidden_reason="Reklame")

    assert "Det må ikke læses" not in text(client, wall)
    assert client.get(wall.notes.get().get_absolute_url()).status_code == 404
