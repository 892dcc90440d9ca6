from http import HTTPStatus

import pytest

from tests.projects.factories import ProjectFactory, QuestionFactory

pytestmark = pytest.mark.django_db


def test_the_page_tells_the_problem_first_and_then_what_can_be_changed(client):
    question = QuestionFactory(project=(project := ProjectFactory()))

    page = client.get(project.get_absolute_url()).content.decode()

    assert page.index(project.lead) < page.index(project.brief_problem) < page.index(question.title)


def test_a_draft_is_no_page_for_others(client):
    response = client.get(ProjectFactory(draft=True).get_absolute_url())

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_the_way_shows_what_is_active(client):
    project, draft = ProjectFactory(), ProjectFactory(draft=True)

    page = client.get("/projekter/").content.decode()

    assert project.title in page
    assert draft.title not in page
