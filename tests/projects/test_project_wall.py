"""What the project's page tells of its newest wall."""

import pytest
from django.utils import timezone, translation

from projects.parts.wall import wall_panel
from tests.accounts.factories import UserFactory
from tests.projects.factories import ActivityFactory, ProjectFactory
from tests.walls.factories import NoteFactory, WallColumnFactory
from walls.models import Note

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory()


def wall_of(project, **values):
    return ActivityFactory(
        project=project, on_wall=True, **{f"wall__{name}": value for name, value in values.items()}
    ).wall


def noted(wall, *dots):
    column = WallColumnFactory(wall=wall)
    return [NoteFactory(column=column, dot_count=n, text=f"{n} prikker") for n in dots]


def panel_of(project):
    return wall_panel(project, None, timezone.now())


def page_of(client, project) -> str:
    return client.get(project.get_absolute_url()).content.decode()


def test_the_three_notes_with_most_dots_are_told_and_how_many_there_are(client, project):
    wall = wall_of(project, title="Aftenvæggen")
    noted(wall, 2, 9, 0, 7)

    page = page_of(client, project)

    assert [note.text for note in panel_of(project).context["notes"]] == [
        "9 prikker", "7 prikker", "2 prikker",
    ]  # fmt: skip
    assert "Fra væggen" in page
    assert "Åbn væggen med 4 sedler" in page
    assert wall.get_absolute_url() in page


def test_of_two_walls_the_newest_that_has_notes_is_told(project):
    old, new, _empty = wall_of(project), wall_of(project), wall_of(project)
    noted(old, 3)
    noted(new, 1)

    assert panel_of(project).context["wall"] == new


def test_what_is_hidden_and_who_has_no_name_are_not_told(client, project):
    wall = wall_of(project)
    column = WallColumnFactory(wall=wall)
    author = UserFactory(public_name="Zenobia Zeppelin", protected=True)
    NoteFactory(column=column, text="Gult lys", author=author)
    NoteFactory(column=column, text="Noget grimt", state=Note.State.HIDDEN, hidden_reason="Tonen.")

    page = page_of(client, project)

    assert "Gult lys" in page
    assert "Noget grimt" not in page
    assert "Zenobia Zeppelin" not in page


def test_without_notes_and_on_another_project_there_is_no_panel(project):
    noted(wall_of(ProjectFactory()), 5)
    wall_of(project)

    assert panel_of(project) is None


def test_what_came_of_a_concluded_wall_is_told_with_its_day(client, project):
    at = timezone.now()
    outcome = "Vi begynder med tunnelen ved stationen."
    wall = wall_of(project, step="concluded", concluded_at=at, outcome=outcome)
    noted(wall, 1)

    assert outcome in page_of(client, project)


def test_a_wall_of_the_team_is_told_in_english_too(client, project):
    wall = wall_of(project)
    noted(wall, 1)

    with translation.override("en"):
        page = page_of(client, project)

    assert "Open the wall with 1 note" in page
