"""Where a project is found beside its own page, and that a draft is found nowhere."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from city.models import Area
from core.calendar import Asked
from core.pictures import picture_path
from projects.calendar_entries import calendar_components, calendar_entries
from projects.register import register_case
from projects.search_rows_projects import search_sources
from projects.sitemap_projects import sources
from tests.hearings.factories import HearingFactory
from tests.projects.factories import (
    ImplementationFactory,
    LessonFactory,
    MilestoneFactory,
    ProjectFactory,
    QuestionFactory,
    UpdateFactory,
    day,
)

pytestmark = pytest.mark.django_db


def a_year(**more):
    now = timezone.now()
    return Asked(since=now - timedelta(days=180), until=now + timedelta(days=180), **more)


def full(**traits):
    project = ProjectFactory(**traits)
    for factory in (QuestionFactory, UpdateFactory, LessonFactory):
        factory(project=project)
    return project


def test_a_project_and_what_it_tells_can_be_found_and_a_draft_cannot():
    project, draft = full(), full(draft=True)

    for source in search_sources()[:4]:
        at = timezone.now()
        keys = list(source.public(at).model.objects.values_list("pk", flat=True))
        rows = source.rows(keys, at)
        assert len(rows) == 1, source.name
        assert rows[0].path.startswith(project.get_absolute_url())
        assert [key for key, _stamp in source.stamps(at)] == [rows[0].subject]
        assert source.told(rows[0], at)
    assert draft.questions.exists()


def test_a_closed_project_is_told_as_closed():
    project = ProjectFactory(closed=True)
    source, at = search_sources()[0], timezone.now()

    [row] = source.rows([project.pk], at)

    assert source.told(row, at) == "Afsluttet"
    assert project.outcome in row.text


def test_the_sitemap_names_projects_and_updates_and_no_draft():
    project = full()
    draft = full(draft=True)

    paths = [row.path for source in sources() for row in source.every_row()]

    assert {project.get_absolute_url(), project.updates.get().get_absolute_url()} < set(paths)
    assert not [path for path in paths if f"/{draft.pk}-" in path]


def test_the_calendar_has_the_milestones_that_wait_in_active_projects():
    milestone = MilestoneFactory()
    MilestoneFactory(reached_on=day(0))
    MilestoneFactory(project__draft=True)
    MilestoneFactory(project__closed=True)

    [entry] = calendar_entries(a_year())
    [component] = calendar_components(a_year())

    assert entry.title == f"{milestone.project.title}: {milestone.title}"
    assert component["dtstart"].dt == milestone.due_on
    assert calendar_entries(a_year(sort="moeder")) == []


def test_the_calendar_of_an_area_has_what_concerns_it():
    area, other = (Area.objects.create(name=name, slug=name) for name in ("nord", "syd"))
    near, far = MilestoneFactory(), MilestoneFactory()
    near.project.areas.add(area)
    far.project.areas.add(other)

    [entry] = calendar_entries(a_year(area=area.pk))

    assert near.title in entry.title


def test_a_closed_project_stands_in_the_register_with_what_came_of_it(client):
    project = ProjectFactory(closed=True)
    done = ImplementationFactory(project=project)
    active = ProjectFactory()

    page = client.get(reverse("information:plans")).content.decode()
    case = register_case(project.pk, person=None, at=timezone.now())

    assert project.title in page
    assert active.title not in page
    assert [step.text for step in case.came_of] == [done.what, project.outcome]
    assert register_case(active.pk, person=None, at=timezone.now()) is None
    path = reverse("information:case", args=["projekt", project.pk, project.slug])
    assert client.get(path).status_code == HTTPStatus.OK


def test_the_register_finds_a_project_by_word_area_and_kind(client):
    project, other = ProjectFactory(closed=True, title="Ærø"), ProjectFactory(closed=True)
    path = reverse("information:plans")

    page = client.get(path, {"q": "ærø"}).content.decode()

    assert project.title in page
    assert other.title not in page


def test_a_public_project_has_a_picture_and_a_draft_none(client):
    project, draft = ProjectFactory(), ProjectFactory(draft=True)

    assert client.get(picture_path("project", project.pk)).status_code == HTTPStatus.OK
    assert client.get(picture_path("project", draft.pk)).status_code == HTTPStatus.NOT_FOUND


def test_a_project_shows_its_hearings_and_no_draft_of_one(client):
    project = ProjectFactory()
    hearing = HearingFactory(project=project, title="Lys i tunnelerne")
    HearingFactory(project=project, draft=True, title="Hemmelig kladde")
    HearingFactory(title="En anden sag")

    page = client.get(project.get_absolute_url()).content.decode()

    assert hearing.title in page
    assert "Hemmelig kladde" not in page
    assert "En anden sag" not in page


def test_the_third_door_counts_what_is_open(client):
    ProjectFactory()
    ProjectFactory(draft=True)

    page = client.get("/").content.decode()

    assert "Projekter i gang <span>1</span>" in page
