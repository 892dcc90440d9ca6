"""The conversation on the page of its subject, and what the subject decides."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from comments.models import Comment, Thread
from hearings.models import ResponseDraft
from hearings.services.staff import change_hearing
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.comments.test_reading import client_of
from tests.hearings.factories import HearingFactory
from tests.hearings.staff import at_work
from tests.information.factories import PlanFactory, make_page

pytestmark = pytest.mark.django_db


def page_of(subject, client=None) -> str:
    return (client or Client()).get(subject.get_absolute_url()).content.decode()


def with_thread(subject):
    subject.thread = Thread.objects.create(department=subject.department)
    subject.save()
    return subject


# --- On the subject's page -------------------------------------------------------------------
@pytest.mark.parametrize("make", [HearingFactory, make_page, PlanFactory])
def test_the_newest_comments_stand_on_the_subjects_page_and_nothing_that_is_hidden(make):
    subject = make()
    if subject.thread is None:
        with_thread(subject)
    comments = [CommentFactory(thread=subject.thread, text=f"Ordet {n}.") for n in range(4)]
    CommentFactory(parent=comments[-1])
    for state in ("held", "hidden"):
        CommentFactory(thread=subject.thread, text="MARKØR", **{state: True})

    text = page_of(subject)

    assert [f"Ordet {n}." in text for n in range(4)] == [False, True, True, True]
    assert "Læs alle 5 kommentarer" in text
    assert "1 svar på kommentar 4" in text
    assert "MARKØR" not in text
    assert "csrfmiddlewaretoken" not in text


def test_where_no_editor_has_opened_for_comments_there_is_no_conversation():
    assert "Samtalen" not in page_of(make_page())
    assert "Samtalen" not in page_of(PlanFactory())


def test_an_open_hearing_says_that_a_comment_is_no_formal_answer():
    open_one, closed_one = HearingFactory(open=True), HearingFactory(closed=True)
    said = "De tæller ikke som høringssvar"

    assert [said in page_of(hearing) for hearing in (open_one, closed_one)] == [True, False]
    assert said in Client().get(open_one.thread.get_absolute_url()).content.decode()


# --- From comment to answer ------------------------------------------------------------------
def formal_url(comment) -> str:
    hearing = comment.thread.hearing
    args = [hearing.number, hearing.slug, comment.number]
    return reverse("hearings:write_from_comment", args=args)


def test_one_click_makes_my_comment_the_beginning_of_an_answer_and_it_stays():
    author = UserFactory(full_name="Asta Æblegren")
    comment = CommentFactory(author=author, text="Lad poppelrækken stå.")
    client = client_of(author)

    offered = formal_url(comment) in page_of(comment.thread, client)
    sent = client.post(formal_url(comment))
    form = client.get(sent.headers["Location"])

    assert offered
    assert ResponseDraft.objects.get().person == author
    assert "Lad poppelrækken stå.</textarea>" in form.content.decode()
    assert form.context["form"].is_valid()
    comment.refresh_from_db()
    assert comment.state == Comment.State.VISIBLE


def test_clicking_again_and_again_does_not_fill_the_drawer_of_drafts(monkeypatch):
    monkeypatch.setattr("hearings.views.commenting.CARRIED_PER_HOUR", 1)
    comment = CommentFactory()
    client = client_of(comment.author)

    codes = [client.post(formal_url(comment)).status_code for _twice in range(2)]

    assert codes == [302, 429]
    assert ResponseDraft.objects.count() == 1


@pytest.mark.parametrize(
    ("case", "status"), [("others", 404), ("hidden", 404), ("closed", 409), ("visitor", 302)]
)
def test_nothing_else_becomes_an_answer(case, status):
    comment = CommentFactory(thread=open_thread(closed=case == "closed"), hidden=case == "hidden")
    client = client_of(UserFactory() if case == "others" else comment.author)
    client = Client() if case == "visitor" else client

    response = client.post(formal_url(comment))

    assert response.status_code == status
    assert not ResponseDraft.objects.exists()
    assert formal_url(comment) not in page_of(comment.thread, client)


# --- The editor's switch ---------------------------------------------------------------------
def plan_form(plan, **values):
    form = at_work_editor(plan).get(change_url(plan)).context["adminform"].form
    sent = {
        name: value
        for name in form.fields
        if (value := form.get_initial_for_field(form.fields[name], name)) not in (None, "", False)
    }
    sent |= {"department": plan.department.pk, "areas": [], "topics": [], "hearings": []}
    for prefix in ("documents", "steps"):
        sent |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return {name: value for name, value in (sent | values).items() if value is not None}


def at_work_editor(subject) -> Client:
    return at_work(UserFactory(role=Role.EDITOR, department=subject.department))


def change_url(subject) -> str:
    return reverse(f"admin:information_{subject._meta.model_name}_change", args=[subject.pk])


def test_an_editor_opens_a_plan_for_comments_closes_it_and_opens_it_again():
    plan = PlanFactory()
    client = at_work_editor(plan)
    states = []

    for ticked in ("on", "on", None, "on"):
        client.post(change_url(plan), plan_form(plan, takes_comments=ticked))
        plan.refresh_from_db()
        states.append((plan.thread.pk, plan.thread.status))

    key = plan.thread.pk
    assert states == [(key, "open"), (key, "open"), (key, "closed"), (key, "open")]
    assert [line.action for line in plan.thread.history.order_by("pk")] == ["closed", "reopened"]
    assert plan.thread.department == plan.department


def test_an_editor_opens_a_page_for_comments():
    page = make_page()
    version = page.newest_version()
    values = {
        "title": version.title, "lead": version.lead, "body": version.body,
        "department": page.department.pk, "based_on": version.number, "takes_comments": "on",
    }  # fmt: skip

    at_work_editor(page).post(change_url(page), values)

    page.refresh_from_db()
    assert page.thread.is_open
    assert page.newest_version() == version


def test_the_thread_of_a_hearing_follows_its_department():
    hearing, other = HearingFactory(), DepartmentFactory()
    hearing.department = other

    change_hearing(hearing, changed=["department"], by=UserFactory(staff=True), at=timezone.now())

    hearing.thread.refresh_from_db()
    assert hearing.thread.department == other
