from http import HTTPStatus
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from comments.models import Comment, Thread
from projects.models import Project, Question, Update
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.comments.factories import CommentFactory
from tests.hearings.factories import HearingFactory
from tests.hearings.staff import at_work
from tests.projects.factories import (
    ActivityFactory,
    ActorFactory,
    CouncilMemberFactory,
    FocusDesignationFactory,
    FocusFlagFactory,
    ImplementationFactory,
    LessonFactory,
    MilestoneFactory,
    PhaseFactory,
    ProjectDocumentFactory,
    ProjectFactory,
    QuestionChangeFactory,
    QuestionFactory,
    TeamMemberFactory,
    UpdateFactory,
    UpdatePictureFactory,
    day,
)
from tests.projects.project_world import PUBLIC, make_project
from tests.routes import all_routes
from walls.models import Note

pytestmark = pytest.mark.django_db


def read(client, path):
    response = client.get(path)
    assert response.status_code == HTTPStatus.OK, path
    return response.content.decode()


def fill(project, count):
    """Give a project so many of everything that its page shows."""
    for number in range(count):
        UpdateFactory(project=project)
        QuestionChangeFactory(question=QuestionFactory(project=project))
        MilestoneFactory(project=project)
        LessonFactory(project=project)
        ImplementationFactory(project=project)
        ProjectDocumentFactory(project=project)
        ActorFactory(project=project)
        ActivityFactory(project=project, walk=True)
        CommentFactory(thread=project.thread)
        PhaseFactory(project=project, kind=list(Project.PhaseKind)[number % 5])


@pytest.fixture
def project():
    department = DepartmentFactory()
    return ProjectFactory(
        department=department, thread=Thread.objects.create(department=department)
    )


def test_the_page_tells_the_problem_first_and_then_what_can_be_changed(client, project):
    question = QuestionFactory(project=project)

    page = read(client, project.get_absolute_url())

    assert page.index(project.lead) < page.index(project.brief_problem) < page.index(question.title)


@pytest.mark.parametrize("count", [1, 3])
def test_a_projects_page_costs_the_same_however_much_there_is(
    client, project, count, django_assert_max_num_queries
):
    fill(project, count)

    with django_assert_max_num_queries(15):
        read(client, project.get_absolute_url())


def test_a_projects_page_with_years_behind_it_costs_at_most_fifteen_questions(
    client, project, django_assert_max_num_queries
):
    fill(project, 3)
    wall = ActivityFactory(project=project, on_wall=True).wall
    first, person = wall.columns.create(title="Ideer"), UserFactory()
    Note.objects.bulk_create(
        Note(wall=wall, column=first, number=number, text="Lys", key=uuid4())
        for number in range(1, 301)
    )
    Update.objects.bulk_create(
        Update(project=project, title=f"Nyt {number}", text="Vi gik.") for number in range(200)
    )
    Comment.objects.bulk_create(
        Comment(
            thread=project.thread, number=number, author=person, author_number=9, text="Ja.",
            written_at=timezone.now(),
        )
        for number in range(10, 2010)
    )  # fmt: skip
    FocusFlagFactory(project=project)
    FocusDesignationFactory(project=project)
    HearingFactory(project=project)
    Thread.objects.filter(pk=project.thread_id).update(comment_count=2003, top_count=2003)

    with django_assert_max_num_queries(15):
        read(client, project.get_absolute_url())


def test_the_calendar_file_has_what_one_can_come_to_and_the_milestones(client, project):
    activity = ActivityFactory(project=project, walk=True)
    ActivityFactory(project=project, walk=True, event__draft=True, event__title="Hemmelig tur")
    milestone = MilestoneFactory(project=project)

    file = read(client, reverse("projects:ics", args=[project.pk, project.slug]))

    assert activity.event.title in file
    assert milestone.title in file
    assert "Hemmelig tur" not in file


def test_a_page_with_two_hundred_updates_shows_the_newest(client, project):
    for number in range(200):
        UpdateFactory(project=project, title=f"Nyhed nummer {number}.")

    page = read(client, project.get_absolute_url())

    assert "Nyhed nummer 199." in page
    assert "Nyhed nummer 120." not in page


def test_the_phases_tell_where_the_project_is(client):
    project = ProjectFactory(phase=Project.PhaseKind.TRY_OUT)
    PhaseFactory(project=project, kind=Project.PhaseKind.TRY_OUT, when_text="forår 2027")

    page = read(client, project.get_absolute_url())

    now = page.index('class="is-now" aria-current="step"')
    assert page.index("Formulér opgaven") < now < page.index("Prøv af") < page.index("forår 2027")


def test_an_old_address_leads_to_the_right_one(client, project):
    response = client.get(f"/projekter/{project.pk}-gammelt-navn/")

    assert response.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert response.headers["Location"] == project.get_absolute_url()


@pytest.mark.parametrize(
    "who", ["visitor", "citizen", "team", "facilitator", "own department", "other", "council"]
)
def test_a_draft_is_there_for_those_who_run_it_alone(client, who):
    project = ProjectFactory(draft=True)
    persons = {
        "citizen": UserFactory(),
        "team": TeamMemberFactory(project=project).user,
        "facilitator": project.facilitator,
        "own department": UserFactory(role=Role.FACILITATOR, department=project.department),
        "other": UserFactory(role=Role.FACILITATOR),
        "council": CouncilMemberFactory(account=True).member.user,
    }
    if who in persons:
        client = at_work(persons[who])

    response = client.get(project.get_absolute_url())

    may = who in ("facilitator", "own department")
    assert response.status_code == (HTTPStatus.OK if may else HTTPStatus.NOT_FOUND)


def test_nothing_tells_of_a_draft(client):
    world = make_project()
    Project.objects.filter(pk=world.project.pk).update(
        status=Project.Status.DRAFT, title="Hemmelig kladde", published_at=None
    )
    LessonFactory(project=world.project, title="Hemmelig erfaring")

    for route in all_routes():
        if (name := route.name) not in PUBLIC:
            continue
        response = client.get(route.path(**world.values_for(name)))
        content = b"".join(response) if response.streaming else response.content
        assert b"Hemmelig" not in content, name
        assert (response.status_code == HTTPStatus.NOT_FOUND) is ("pk" in route.parameters), name


def test_the_way_shows_what_is_active_and_what_is_closed(client):
    active, closed = ProjectFactory(), ProjectFactory(closed=True)

    page = read(client, "/projekter/")

    assert page.index("Projekter i gang") < page.index(active.title)
    assert page.index("Afsluttet, og hvad") < page.index(closed.outcome)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "most"), [("/projekter/", 6), ("/projekter/alle/", 7)])
def test_the_lists_cost_the_same_for_one_and_for_three(
    client, path, most, count, django_assert_max_num_queries
):
    for _number in range(count):
        QuestionFactory(project=ProjectFactory())

    with django_assert_max_num_queries(most):
        read(client, path)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("tilstand=afsluttet", {"closed"}),
        ("tilstand=i-gang", {"early", "late"}),
        ("fase=proev-af", {"late"}),
        ("fase=findes-ikke", {"closed", "early", "late"}),
    ],
)
def test_the_list_can_be_narrowed(client, asked, found):
    made = {
        "early": ProjectFactory(title="Tidligt"),
        "late": ProjectFactory(title="Sent", phase=Project.PhaseKind.TRY_OUT),
        "closed": ProjectFactory(title="Lukket", closed=True),
    }

    page = read(client, f"/projekter/alle/?{asked}")

    assert {name for name, row in made.items() if f">{row.title}</a>" in page} == found


def test_a_question_tells_how_its_answer_changed_the_newest_first(client, project):
    question = QuestionFactory(project=project)
    QuestionChangeFactory(question=question, text="Alt er i spil.", on=day(-20))
    QuestionChangeFactory(
        question=question, state=Question.State.SETTLED, text="Det bliver to.", by_whom="udvalget"
    )

    page = read(client, question.get_absolute_url())

    assert page.index("Det bliver to.") < page.index("udvalget") < page.index("Alt er i spil.")


def test_updates_stand_twenty_on_a_page(client, project):
    for _number in range(21):
        UpdateFactory(project=project)

    page = read(client, reverse("projects:updates", args=[project.pk, project.slug]))

    assert page.count('<h2 lang="da"') + page.count("<h2><a") == 20


def test_an_update_shows_its_pictures_with_what_one_sees(client, project):
    picture = UpdatePictureFactory(update__project=project)

    page = read(client, picture.update.get_absolute_url())

    assert f'alt="{picture.alt}"' in page


def test_the_course_says_in_the_list_what_is_drawn(client, project):
    milestone = MilestoneFactory(project=project)
    activity = ActivityFactory(project=project, walk=True)
    PhaseFactory(project=project)

    page = read(client, reverse("projects:course", args=[project.pk, project.slug]))

    drawing, _svg, words = page.partition('<figure class="course">')[2].partition("</svg>")
    for title in (milestone.title, activity.event.title, "Find problemet"):
        assert f"<title>{title}</title>" in drawing
        assert title in words


def test_the_course_of_a_project_without_days_is_empty(client, project):
    page = read(client, reverse("projects:course", args=[project.pk, project.slug]))

    assert "Der er ingen datoer endnu" in page


def test_lessons_are_found_by_word(client):
    LessonFactory(tried="Vi gik i mørke.")
    other = LessonFactory(tried="Vi malede væggen.")

    page = read(client, "/projekter/erfaringer/?q=malede")

    assert other.title in page
    assert "Vi gik i mørke." not in page


def test_a_closed_project_says_what_came_of_it_and_what_was_learned(client):
    project = ProjectFactory(closed=True)
    lesson, done = LessonFactory(project=project), ImplementationFactory(project=project)

    page = read(client, project.get_absolute_url())

    assert page.index(project.outcome) < page.index(done.what) < page.index(lesson.again)


def test_the_feed_of_a_project_tells_updates_and_changes(client, project):
    update = UpdateFactory(project=project)
    change = QuestionChangeFactory(question__project=project)

    feed = read(client, reverse("projects:project_feed", args=[project.pk, project.slug]))

    assert update.title in feed
    assert f"Åbent: {change.question.title}" in feed


def test_a_facilitator_who_is_protected_is_not_named(client):
    facilitator = UserFactory(staff=True, protected=True, public_name="Hemmelig Tovholder")
    project = ProjectFactory(facilitator=facilitator)

    page = read(client, project.get_absolute_url())

    assert "Hemmelig Tovholder" not in page
    assert project.department.name in page
