from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from projects.duties import project as duties
from projects.models import Project, Question
from projects.services.projects import create_project
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.core import samples
from tests.hearings.staff import at_work
from tests.projects.factories import (
    CouncilMemberFactory,
    LessonFactory,
    MilestoneFactory,
    PhaseFactory,
    ProjectFactory,
    QuestionFactory,
    TeamMemberFactory,
    day,
)

pytestmark = pytest.mark.django_db
VERBS = ("view", "change", "write_update", "answer_offers", "invite", "answer_ideas")
RUNS = " ".join(VERBS)
MATRIX = {
    "citizen": "view",
    "council_member": "view",
    "team_member": "view write_update answer_offers invite",
    "facilitator": RUNS,
    "staff_facilitator": RUNS,
    "manager": RUNS,
    "other_department": "view",
}


@pytest.fixture
def project():
    department = DepartmentFactory()
    return create_project(
        title="Stierne",
        lead="Der er mørkt.",
        brief_problem="Mørke tunneler.",
        brief_for_whom="Alle.",
        brief_leads_to="En prøve.",
        department=department,
        facilitator=UserFactory(role=Role.FACILITATOR, department=department),
        by=None,
        at=timezone.now(),
    )


@pytest.fixture
def client(project) -> Client:
    return at_work(project.facilitator)


def people_of(project):
    department = project.department
    return {
        "citizen": UserFactory(),
        "council_member": CouncilMemberFactory(account=True).member.user,
        "team_member": TeamMemberFactory(project=project).user,
        "facilitator": project.facilitator,
        "staff_facilitator": UserFactory(role=Role.FACILITATOR, department=department),
        "manager": UserFactory(role=Role.MANAGER, department=department),
        "other_department": UserFactory(role=Role.FACILITATOR),
    }


def url(name, *args):
    return reverse(f"admin:projects_project_{name}", args=args)


@pytest.mark.parametrize(("who", "may"), MATRIX.items())
def test_who_may_what_with_an_active_project(who, may):
    project = ProjectFactory()
    person = people_of(project)[who]

    assert [verb for verb in VERBS if person.has_perm(f"projects.{verb}_project", project)] == [
        verb for verb in VERBS if verb in may.split()
    ]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("facilitator", HTTPStatus.OK),
        ("staff_facilitator", HTTPStatus.OK),
        ("manager", HTTPStatus.OK),
        ("other_department", HTTPStatus.NOT_FOUND),
    ],
)
def test_the_steps_are_for_those_who_run_the_project(project, who, status):
    client = at_work(people_of(project)[who])

    for name in ("publish", "question_add", "phase", "lesson_add", "document_add"):
        assert client.get(url(name, project.pk)).status_code == status, name


def test_the_list_shows_the_own_projects(project, client):
    ProjectFactory(title="En andens projekt")

    page = client.get(url("changelist")).content.decode()

    assert "Stierne" in page
    assert "En andens projekt" not in page


def test_a_project_is_made_and_stays_a_draft(client, project):
    written = {
        "title": "Torvet",
        "department": project.department_id,
        "facilitator": project.facilitator_id,
        "started_on": day(0).isoformat(),
        "takes_comments": "on",
    }

    response = client.post(url("add"), written)

    made = Project.objects.get(title="Torvet")
    assert (response.status_code, made.status) == (HTTPStatus.FOUND, Project.Status.DRAFT)
    assert (made.created_by, made.thread.is_open) == (project.facilitator, True)


def formset(prefix, count=0, initial=0):
    return {f"{prefix}-TOTAL_FORMS": count, f"{prefix}-INITIAL_FORMS": initial}


def test_a_project_is_changed_with_its_phases_and_milestones(client, project):
    written = {
        "title": "Stierne om aftenen",
        "lead": project.lead,
        "brief_problem": project.brief_problem,
        "brief_for_whom": project.brief_for_whom,
        "brief_leads_to": project.brief_leads_to,
        "department": project.department_id,
        "facilitator": project.facilitator_id,
        "started_on": project.started_on.isoformat(),
        **formset("phases", 1),
        "phases-0-kind": "try_out",
        "phases-0-when_text": "forår 2027",
        **formset("milestones", 1),
        "milestones-0-title": "Værkstedet er holdt",
        "milestones-0-due_on": day(10).isoformat(),
    }

    response = client.post(url("change", project.pk), written)

    assert response.status_code == HTTPStatus.FOUND, response.context["errors"]
    project.refresh_from_db()
    assert project.title == "Stierne om aftenen"
    assert project.phases.get().when_text == "forår 2027"
    assert project.milestones.get().title == "Værkstedet er holdt"
    notes = set(project.history.values_list("note", flat=True))
    assert {"Prøv af", "Værkstedet er holdt"} <= notes


def test_the_page_before_publishing_says_who_is_told_and_then_it_is_public(client, project):
    page = client.get(url("publish", project.pk)).content.decode()
    assert "De, der følger en af bydelene" in page
    refused = client.post(url("publish", project.pk)).content.decode()
    assert "Skriv mindst ét spørgsmål" in refused

    QuestionFactory(project=project)
    response = client.post(url("publish", project.pk))

    project.refresh_from_db()
    assert (response.status_code, project.status) == (HTTPStatus.FOUND, Project.Status.ACTIVE)
    assert client.get(url("publish", project.pk)).status_code == HTTPStatus.CONFLICT


def test_a_question_is_asked_and_answered_anew(client, project):
    written = {"title": "Hvor?", "state": "open", "text": "Alt.", "by_whom": "os", "on": day(0)}
    client.post(url("question_add", project.pk), written)
    question = project.questions.get()

    answer = {"state": "settled", "text": "To.", "by_whom": "udvalget", "on": day(0)}
    client.post(url("question", project.pk, question.pk), answer)
    client.post(url("question_reword", project.pk, question.pk), {"title": "Hvor?!", "position": 1})

    question.refresh_from_db()
    assert (question.title, question.state) == ("Hvor?!", Question.State.SETTLED)
    assert question.changes.count() == 2


def test_a_day_in_the_future_decides_nothing(client, project):
    written = {"title": "Hvor?", "state": "open", "text": "Alt.", "by_whom": "os", "on": day(1)}

    page = client.post(url("question_add", project.pk), written).content.decode()

    assert "Dagen ligger i fremtiden." in page
    assert 'value="Hvor?"' in page
    assert not project.questions.exists()


def test_the_way_is_told_phase_milestone_document(client, project):
    milestone = MilestoneFactory(project=project)

    client.post(url("phase", project.pk), {"kind": "try_out"})
    client.post(url("milestone", project.pk, milestone.pk), {"on": day(0)})
    client.post(
        url("document_add", project.pk),
        {"title": "Lysmåling", "upload": SimpleUploadedFile("lys.pdf", samples.pdf("Lys"))},
    )

    project.refresh_from_db()
    milestone.refresh_from_db()
    assert (project.phase, milestone.reached_on) == ("try_out", day(0))
    document = project.documents.get()
    client.post(url("document_remove", project.pk, document.pk))
    assert not project.documents.exists()


def test_a_project_is_closed_when_something_was_learned(client):
    project = ProjectFactory()
    client = at_work(UserFactory(role=Role.FACILITATOR, department=project.department))
    refused = client.post(url("close", project.pk), {"outcome": "Lys."}).content.decode()
    assert "Skriv mindst én erfaring" in refused
    assert "Lys." in refused

    words = {"title": "Gå sammen", "tried": "Ture", "result": "Viden", "again": "Ja"}
    client.post(url("lesson_add", project.pk), words)
    carried = {"what": "Lys", "by_whom": "Vej", "done_on": day(-1)}
    client.post(url("implementation_add", project.pk), carried)
    client.post(url("close", project.pk), {"outcome": "Lys."})

    project.refresh_from_db()
    assert project.is_closed
    client.post(url("reopen", project.pk), {"reason": "Lyset gik ud."})
    project.refresh_from_db()
    assert project.is_active


def test_the_team_tells_what_is_new_and_a_citizen_does_not():
    project = ProjectFactory()
    page = reverse("projects:write_update", args=[project.pk, project.slug])
    written = {"title": "Første tur", "text": "Vi gik."}

    refused = at_work(UserFactory()).post(page, written)
    response = at_work(TeamMemberFactory(project=project).user).post(page, written)

    update = project.updates.get()
    assert refused.status_code == HTTPStatus.FORBIDDEN
    assert response.headers["Location"] == update.get_absolute_url()


def test_a_picture_needs_words_and_nothing_typed_is_lost():
    project = ProjectFactory()
    client = at_work(TeamMemberFactory(project=project).user)
    page = reverse("projects:write_update", args=[project.pk, project.slug])
    written = {
        "title": "Første tur",
        "text": "Vi gik.",
        "picture_1": SimpleUploadedFile("tur.png", samples.image("png")),
    }

    refused = client.post(page, written).content.decode()

    assert "Skriv, hvad man ser på billedet." in refused
    assert "Vi gik." in refused
    assert not project.updates.exists()


def test_an_update_with_a_number_of_a_person_is_refused():
    project = ProjectFactory()
    client = at_work(TeamMemberFactory(project=project).user)
    page = reverse("projects:write_update", args=[project.pk, project.slug])

    client.post(page, {"title": "Tur", "text": "Ring til 010190-1234."})

    assert not project.updates.exists()


def test_duties_tell_what_lies_and_what_is_late(project):
    Project.objects.filter(pk=project.pk).update(created_at=timezone.now() - timedelta(days=31))
    late = ProjectFactory(department=project.department)
    PhaseFactory(project=late, ends_on=day(-2))
    MilestoneFactory(project=late, due_on=day(-1))
    learning = ProjectFactory(department=project.department, phase=Project.PhaseKind.LEARN)
    LessonFactory(project=ProjectFactory(department=project.department, phase="learn"))
    ProjectFactory(phase=Project.PhaseKind.LEARN)
    person = people_of(project)["manager"]
    at_work(person)

    told = [duty.title.partition(":")[0] for duty in duties.duties_of(person, timezone.now())]

    assert told == ["Kladde, der ligger", "Fasen er slut", "Milepæl", "Ingen erfaringer endnu"]
    assert learning.lessons.count() == 0
