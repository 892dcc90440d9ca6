"""A problem is raised on a phone, felt by a neighbour, answered, and becomes a project."""

from functools import partial

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.roles import Role
from projects.models import Problem, ProblemRoute, Project
from tests.accounts.factories import PASSWORD, UserFactory
from tests.comments.factories import CommentFactory
from tests.e2e.axe import faults_of, violations
from tests.e2e.staff import come_to_work
from tests.projects.factories import ProblemFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_problem_raised_on_a_phone_is_answered_and_becomes_a_project(
    open_page, live_server, javascript
):
    author = UserFactory(public_name="Yasmin Ymerby")
    CommentFactory(author=author)
    other = ProblemFactory(title="Mørkt i tunnelen ved Kanalen", text="Der er ikke lys i tunnelen.")
    page = open_page(width=390, javascript=javascript)
    look = partial(finds_no_fault, page, javascript)

    raises(page, author, other, look)
    problem = Problem.objects.get(author=author)
    feels(open_page(width=390, javascript=javascript), problem)
    answers(open_page(width=390, javascript=javascript), problem, live_server.url)

    page.goto(problem.get_absolute_url())
    look()
    expect(page.locator("main")).to_contain_text("Bliver til et projekt.")
    expect(page.locator("main")).to_contain_text("1 mærker det også")
    project = Project.objects.get()
    assert (project.title, project.is_published) == ("Tunnelen er mørk om aftenen", False)


def raises(page: Page, author, other: Problem, look) -> None:
    page.goto(reverse("projects:problems"))
    page.get_by_role("link", name="Rejs et problem").first.click()
    look()
    page.get_by_label("Problemet i en linje").fill("Tunnelen er mørk om aftenen")
    page.get_by_label("Hvad er problemet?").fill("Lyset i tunnelen har været slukket længe.")
    page.get_by_label("Hvem går det ud over?").fill("Alle, der går hjem fra toget.")
    page.get_by_label("Galgebakken").check()
    page.get_by_role("button", name="Send problemet").click()
    expect(page.get_by_role("heading", name=other.title)).to_be_visible()
    look()
    page.get_by_role("button", name="Mit er et andet: send det").first.click()
    page.fill("[name=login]", author.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form [type=submit]").first.click()
    expect(page.get_by_label("Problemet i en linje")).to_have_value("Tunnelen er mørk om aftenen")
    expect(page.get_by_label("Galgebakken")).to_be_checked()
    page.get_by_role("button", name="Send problemet").click()
    expect(page.get_by_role("heading", name="Tak, vi har modtaget dit problem")).to_be_visible()
    look()


def feels(page: Page, problem: Problem) -> None:
    neighbour = UserFactory()
    page.goto(problem.get_absolute_url())
    page.get_by_role("link", name="Det mærker jeg også").click()
    page.fill("[name=login]", neighbour.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form [type=submit]").first.click()
    page.get_by_role("button", name="Det mærker jeg også").click()
    expect(page.locator("main")).to_contain_text("1 mærker det også")


def answers(page: Page, problem: Problem, url: str) -> None:
    staff = UserFactory(role=Role.FACILITATOR, department=problem.department)
    come_to_work(page, staff, url).goto(problem.get_absolute_url())
    page.get_by_role("link", name="Svar", exact=True).click()
    page.get_by_label("Det bliver til et projekt").check()
    page.get_by_label("Svaret og begrundelsen").fill(
        "Vi går tre ture i mørket og finder ud af det."
    )
    page.get_by_role("button", name="Svar på problemet").click()
    expect(page.locator(".messagelist")).to_contain_text("Svaret er givet.")


def finds_no_fault(page: Page, javascript: bool) -> None:
    if javascript:
        assert violations(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0


def test_axe_finds_nothing_on_the_pages_of_problems(open_page, live_server):
    problem = ProblemFactory(felt_count=12)
    answered = ProblemFactory(declined=True)
    staff = UserFactory(role=Role.CASE_WORKER, department=problem.department)
    steps = ("change", "answer", "hide", "reroute")

    faults = faults_of(
        open_page(),
        [
            reverse("projects:problems"), reverse("projects:problem_figures"),
            problem.get_absolute_url(), answered.get_absolute_url(),
            reverse("projects:problem_report", args=[problem.number]),
        ],
    )  # fmt: skip
    page = come_to_work(open_page(), staff, live_server.url)
    faults |= faults_of(
        page,
        [
            reverse("admin:projects_problem_changelist"),
            *(reverse(f"admin:projects_problem_{step}", args=[problem.pk]) for step in steps),
        ],
    )

    assert faults == {}
    assert ProblemRoute.objects.filter(topic=None).exists()
