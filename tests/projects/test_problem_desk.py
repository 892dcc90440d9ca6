"""Staff at work with problems: who may take which step, when, and what the pages say first."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from projects.duties.problems import duties_of
from projects.models import Problem, ProblemRoute, Project
from projects.services.problem_moderation import report_problem
from tests.accounts.factories import UserFactory
from tests.councils.factories import BodyFactory
from tests.hearings.staff import at_work
from tests.projects.factories import ProblemFactory, ProjectFactory, day
from tests.projects.problem_people import client_of_staff, staff_of

pytestmark = pytest.mark.django_db
STEPS = ("answer", "release", "restore", "keep", "reroute", "hide")
ANSWERING = {Role.CASE_WORKER, Role.MANAGER, Role.FACILITATOR}
MODERATING = {Role.CASE_WORKER, Role.MANAGER, Role.MODERATOR, Role.EDITOR}
MAY = {
    "answer": ANSWERING, "reroute": ANSWERING, "release": MODERATING, "restore": MODERATING,
    "keep": MODERATING, "hide": MODERATING,
}  # fmt: skip
STATES = {
    "answer": {"visible"}, "reroute": {"visible", "held"}, "release": {"held"},
    "restore": {"hidden"}, "keep": {"visible"}, "hide": {"visible", "held"},
}  # fmt: skip


def page(problem, step: str) -> str:
    return reverse(f"admin:projects_problem_{step}", args=[problem.pk])


def in_state(state: str) -> Problem:
    return ProblemFactory(state=state, hidden_reason="advert" if state == "hidden" else "")


@pytest.mark.parametrize("role", [*sorted(ANSWERING | MODERATING), Role.ADMINISTRATOR])
@pytest.mark.parametrize("step", STEPS)
def test_each_role_has_its_steps(role, step):
    problem = in_state(min(STATES[step]))
    client = client_of_staff(problem, role)

    status = client.get(page(problem, step)).status_code

    expected = 404 if role == Role.ADMINISTRATOR else 200 if role in MAY[step] else 403
    assert status == expected


@pytest.mark.parametrize("step", STEPS)
def test_another_departments_problem_does_not_exist(step):
    problem = in_state(min(STATES[step]))

    assert client_of_staff(ProblemFactory()).get(page(problem, step)).status_code == 404
    assert client_of_staff(ProblemFactory()).get(page(problem, "change")).status_code == 404


@pytest.mark.parametrize("state", ["visible", "held", "hidden"])
@pytest.mark.parametrize("step", STEPS)
def test_each_step_has_its_moment(step, state):
    problem = in_state(state)

    status = client_of_staff(problem).get(page(problem, step)).status_code

    assert status == (200 if state in STATES[step] else 409)


@pytest.mark.parametrize(
    ("state", "labels"),
    [
        ("visible", ["Svar på problemet", "Send til en anden afdeling", "Skjul det"]),
        ("held", ["Lad alle læse det", "Send til en anden afdeling", "Skjul det"]),
        ("hidden", ["Vis det igen"]),
    ],
)
def test_the_desk_offers_what_can_be_done_now(state, labels):
    problem = in_state(state)

    shown = client_of_staff(problem).get(page(problem, "change"))

    assert [str(step["label"]) for step in shown.context["steps"]] == labels
    assert problem.text in shown.content.decode()


def test_a_reported_problem_can_be_kept_and_the_list_finds_it():
    problem, other = ProblemFactory(), ProblemFactory()
    report_problem(problem, reason="hate", text="Se", reporter=None, at=timezone.now())
    client = client_of_staff(problem)

    shown = client.get(page(problem, "change"))
    found = client.get(reverse("admin:projects_problem_changelist"), {"vis": "anmeldt"})
    client.post(page(problem, "keep"))

    assert "Lad det blive stående" in [str(step["label"]) for step in shown.context["steps"]]
    assert problem.title in found.content.decode()
    assert other.title not in found.content.decode()
    assert not problem.reports.filter(handled_at=None).exists()


def test_an_answer_is_given_and_the_author_told_on_a_page_that_says_so_first():
    problem = ProblemFactory()
    client = client_of_staff(problem)

    asked = client.get(page(problem, "answer")).content.decode()
    sent = client.post(
        page(problem, "answer"), {"answer": "declined", "reason": "Det er en privat vej.",
                                  "seen": "none"},
    )  # fmt: skip

    assert "Hvem får besked" in asked
    assert sent.headers["Location"] == page(problem, "change")
    problem.refresh_from_db()
    assert (problem.answer, problem.reason) == ("declined", "Det er en privat vej.")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"answer": "body"}, "Vælg, hvem det går videre til."),
        ({"answer": "under_way"}, "Skriv et link"),
        ({"answer": "declined", "reason": ""}, "Skriv svaret og begrundelsen."),
        ({}, "Vælg et svar."),
    ],
)
def test_an_answer_that_says_too_little_is_shown_again(values, told):
    problem = ProblemFactory()
    typed = {"reason": "Derfor.", "seen": "none", **values}

    shown = client_of_staff(problem).post(page(problem, "answer"), typed)

    assert told in shown.content.decode()
    problem.refresh_from_db()
    assert not problem.is_answered


def test_under_way_is_no_draft_that_nobody_sees():
    problem = ProblemFactory()
    client = client_of_staff(problem, Role.MANAGER)
    draft = ProjectFactory(draft=True, department=problem.department)
    typed = {"answer": "under_way", "reason": "Ja.", "seen": "none", "project": draft.pk}

    shown = client.post(page(problem, "answer"), typed)

    assert "vælg et projekt, som alle kan se" in shown.content.decode()


def test_a_problem_becomes_a_project_that_its_answerer_finishes():
    problem = ProblemFactory()
    client = client_of_staff(problem)

    client.post(page(problem, "answer"), {"answer": "project", "reason": "Ja.", "seen": "none"})
    desk = client.get(page(problem, "change")).content.decode()

    project = Project.objects.get()
    assert (project.title, project.is_published) == (problem.title, False)
    assert project.get_absolute_url() in desk


def test_who_answers_second_sees_the_first_answer_and_keeps_the_words():
    problem, body = ProblemFactory(), BodyFactory()
    client = client_of_staff(problem)
    first = {"answer": "declined", "reason": "Nej.", "seen": "none"}
    second = {"answer": "body", "body": body.pk, "reason": "Jo.", "seen": "none"}

    client.post(page(problem, "answer"), first)
    shown = client.post(page(problem, "answer"), second)
    text = shown.content.decode()
    client.post(page(problem, "answer"), second | {"seen": "declined"})

    assert shown.status_code == 409
    assert "En anden har svaret imens" in text
    assert "Jo.</textarea>" in text
    assert 'name="seen" value="declined"' in text
    problem.refresh_from_db()
    assert problem.answer == "body"


def test_the_page_of_a_problem_has_the_way_to_the_answer_for_its_department_alone(client):
    problem = ProblemFactory()
    way = page(problem, "answer")

    readers = [client_of_staff(problem), client_of_staff(ProblemFactory()), client]

    told = [way in reader.get(problem.get_absolute_url()).content.decode() for reader in readers]
    assert told == [True, False, False]


# --- Duties and routes -------------------------------------------------------------------------
def test_what_waits_is_the_duty_of_its_department_earliest_first():
    late = ProblemFactory(overdue=True, title="Sent")
    soon = ProblemFactory(department=late.department, answer_due_on=day(5), title="Snart")
    ProblemFactory(department=late.department, answer_due_on=day(25))
    ProblemFactory(department=late.department, declined=True, overdue=True)
    ProblemFactory(overdue=True)
    ProblemFactory(department=late.department, held=True)
    report_problem(soon, reason="hate", text="", reporter=None, at=timezone.now())

    found = duties_of(staff_of(late), timezone.now())

    assert [duty.title for duty in found] == [
        "Svar på problemet: Sent", "Svar på problemet: Snart", "Flere problemer venter på svar",
        f"1 problem er holdt tilbage: {late.department}",
        f"1 anmeldt problem skal læses: {late.department}",
    ]  # fmt: skip
    assert [duty.is_overdue for duty in found] == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        (Role.FACILITATOR, ["Svar på problemet: Sent"]),
        (Role.MODERATOR, []),
    ],
)
def test_a_duty_is_of_who_can_do_it(role, titles):
    late = ProblemFactory(overdue=True, title="Sent")

    assert [duty.title for duty in duties_of(staff_of(late, role), timezone.now())] == titles


def test_duties_cost_the_same_for_many_problems(django_assert_num_queries):
    problem = ProblemFactory(overdue=True)
    staff = staff_of(problem)
    duties_of(staff, timezone.now())
    with django_assert_num_queries(4):
        duties_of(staff, timezone.now())
    for _row in range(30):
        ProblemFactory(department=problem.department, answer_due_on=day(2))

    with django_assert_num_queries(4):
        found = duties_of(staff, timezone.now())
    assert len(found) == 21


def test_an_administrator_names_who_answers_and_cannot_take_the_last_line_away():
    administrator = UserFactory(role=Role.ADMINISTRATOR)
    route = ProblemRoute.objects.get(topic=None)
    client = at_work(administrator)

    kept = client.post(
        reverse("admin:projects_problemroute_delete", args=[route.pk]), {"post": "y"}
    )
    changed = client.post(
        reverse("admin:projects_problemroute_change", args=[route.pk]),
        {"topic": "", "department": route.department_id, "days": 21},
    )

    assert (kept.status_code, changed.status_code) == (403, 302)
    route.refresh_from_db()
    assert route.days == 21
    ProblemRoute.objects.all().delete()
    titles = [duty.title for duty in duties_of(administrator, timezone.now())]
    assert titles == ["Vælg, hvem der svarer på problemer"]


def test_the_answer_is_due_by_the_end_of_the_day_in_copenhagen():
    problem = ProblemFactory(answer_due_on=day(0))

    assert not problem.is_overdue(day(0))
    assert problem.is_overdue(day(0) + timedelta(days=1))
