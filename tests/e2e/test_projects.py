"""A project's whole way in a real browser: team, what can be changed, workshop, lessons, end."""

from functools import partial

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.roles import Role
from events.models import Registration
from projects.models import Project, Question
from tests.accounts.factories import PASSWORD, UserFactory
from tests.e2e.axe import faults_of
from tests.e2e.staff import come_to_work
from tests.projects.factories import ActivityFactory, ProjectFactory, QuestionFactory, day

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_project_gathers_people_settles_a_question_and_ends_with_lessons(
    open_page, live_server, javascript
):
    project = ProjectFactory(title="Stierne efter mørkets frembrud")
    question = QuestionFactory(project=project, title="Hvor mange penge er der?")
    workshop = ActivityFactory(
        project=project,
        walk=True,
        event__title="Værksted: vælg to tunneler",
        event__takes_sign_up=True,
        event__capacity=10,
    )
    staff = UserFactory(role=Role.FACILITATOR, department=project.department)
    phone = partial(open_page, width=390, javascript=javascript)
    desk = come_to_work(open_page(javascript=javascript), staff, live_server.url)

    joins(phone(), project, UserFactory(public_name="Yasmin Ymerby"))
    takes_in(desk, project)
    settles(desk, project, question)
    signs_up(phone(), workshop.event)
    learns_and_ends(desk, project)

    reads(phone(), project, question)


def joins(page: Page, project: Project, person) -> None:
    page.goto(reverse("projects:ask_to_join", args=[project.pk, project.slug]))
    page.locator("[name=brings]").fill("Kender alle genvejene.")
    page.locator("[name=message]").fill("Jeg går der hver aften.")
    page.locator("main form [type=submit]").first.click()
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form [type=submit]").first.click()
    expect(page.locator("[name=message]")).to_have_value("Jeg går der hver aften.")
    page.get_by_role("button", name="Send ønsket").click()
    expect(page.get_by_text("Holdet har fået dit ønske")).to_be_visible()


def takes_in(page: Page, project: Project) -> None:
    member = project.team.get()
    page.goto(reverse("projects:team", args=[project.pk, project.slug]))
    expect(page.locator("main")).to_contain_text("Jeg går der hver aften.")
    page.goto(reverse("projects:answer_request", args=[project.pk, project.slug, member.pk]))
    page.get_by_label("Ja, velkommen på holdet").check()
    page.locator("form:has([name=answer]) [type=submit]").click()
    member.refresh_from_db()
    assert member.status == "on_team"


def settles(page: Page, project: Project, question: Question) -> None:
    page.goto(reverse("admin:projects_project_question", args=[project.pk, question.pk]))
    page.locator("[name=state][value=settled]").check()
    page.locator("[name=text]").fill("600.000 kr. næste år.")
    page.locator("[name=by_whom]").fill("kommunalbestyrelsen")
    page.locator("[name=on]").fill(day(0).isoformat())
    page.locator("form:has([name=state]) [type=submit]").click()
    expect(page.locator(".messagelist")).to_contain_text("er ændret")


def signs_up(page: Page, event) -> None:
    page.goto(reverse("events:sign_up", args=[event.pk, event.slug]))
    page.locator("[name=name]").fill("Birk Bænkesen")
    page.locator("[name=email]").fill("birk@example.dk")
    page.wait_for_timeout(2100)  # nobody types faster
    page.locator("form:has([name=email]) [type=submit]").click()
    expect(page.locator("main")).to_contain_text("birk@example.dk")
    assert Registration.objects.get().event == event


def learns_and_ends(page: Page, project: Project) -> None:
    page.goto(reverse("admin:projects_project_close", args=[project.pk]))
    page.locator("[name=outcome]").fill("To tunneler har fået nyt lys.")
    page.locator("form:has([name=outcome]) [type=submit]").click()
    expect(page.locator("body")).to_contain_text("Skriv mindst én erfaring først")
    page.goto(reverse("admin:projects_project_lesson_add", args=[project.pk]))
    for name, words in (
        ("title", "Gå turen sammen"),
        ("tried", "Vi gik tre ture i mørke."),
        ("result", "Folk viste os steder, vi ikke kendte."),
        ("again", "Ja, med færre på hver tur."),
    ):
        page.locator(f"[name={name}]").fill(words)
    page.locator("form:has([name=tried]) [type=submit]").click()
    expect(page.locator(".messagelist")).to_contain_text("Erfaringen er skrevet.")
    page.goto(reverse("admin:projects_project_close", args=[project.pk]))
    page.locator("[name=outcome]").fill("To tunneler har fået nyt lys.")
    page.locator("form:has([name=outcome]) [type=submit]").click()
    expect(page.locator(".messagelist")).to_contain_text("Projektet er afsluttet.")


def reads(page: Page, project: Project, question: Question) -> None:
    """What everybody sees of it afterwards; nothing is wider than a phone."""
    page.goto(project.get_absolute_url())
    main = page.locator("main")
    for words in ("To tunneler har fået nyt lys.", "Afgjort", "Gå turen sammen"):
        expect(main).to_contain_text(words)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.goto(question.get_absolute_url())
    expect(page.locator("main")).to_contain_text("kommunalbestyrelsen")
    page.goto(reverse("projects:lessons"))
    expect(page.locator("main")).to_contain_text("Gå turen sammen")


def test_axe_finds_nothing_on_the_pages_of_projects(open_page):
    project = ProjectFactory(closed=True)
    question = QuestionFactory(project=project)
    names = ("projects", "list", "lessons")
    own = ("course", "updates")

    faults = faults_of(
        open_page(),
        [
            *(reverse(f"projects:{name}") for name in names),
            project.get_absolute_url(),
            question.get_absolute_url(),
            *(reverse(f"projects:{name}", args=[project.pk, project.slug]) for name in own),
        ],
    )

    assert faults == {}
