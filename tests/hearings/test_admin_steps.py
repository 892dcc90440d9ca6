from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.clock import format_date
from hearings.models import DeadlineExtension, Hearing, HearingEvent, HearingKind
from hearings.services.telling import audience_of
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.hearings.factories import (
    DepartmentFactory,
    HearingFactory,
    HearingKindFactory,
    ResponseFactory,
    days_from_now,
)
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db

STEPS = ["publish", "extend", "withdraw", "decide"]
WORDS = {
    "publish": {},
    "extend": {"last_day": "2099-01-01", "reason": "Bilag 3 manglede."},
    "withdraw": {"reason": "Forslaget tegnes om."},
    "decide": {"decided_on": timezone.localdate().isoformat(), "decision": "Vedtaget."},
}
# What each step may begin from; from all other stages it is refused.
FROM = {
    "publish": {"draft"},
    "extend": {"coming", "open", "closed"},
    "withdraw": {"coming", "open", "closed", "answered"},
    "decide": {"closed", "answered"},
}
STAGES = ["draft", "coming", "open", "closed", "answered", "decided", "withdrawn"]


@pytest.fixture
def department():
    return DepartmentFactory()


@pytest.fixture
def client(department):
    return at_work(UserFactory(role=Role.CASE_WORKER, department=department))


def step_url(step, hearing):
    return reverse(f"admin:hearings_hearing_{step}", args=[hearing.pk])


def at_stage(stage, department):
    dates = (
        {"opens_at": days_from_now(1), "closes_at": days_from_now(40)} if stage == "draft" else {}
    )
    return HearingFactory(department=department, **{stage: True}, **dates)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_offered_from_its_stages_and_refused_from_all_others(
    client, department, step, stage, method
):
    hearing = at_stage(stage, department)

    response = getattr(client, method)(step_url(step, hearing), WORDS[step])

    allowed = 200 if method == "get" else 302
    assert response.status_code == (allowed if stage in FROM[step] else 409)
    changed = method == "post" and stage in FROM[step]
    assert hearing.history.exists() == changed


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("person", "status"),
    [
        (lambda d: UserFactory(role=Role.MODERATOR, department=d), 403),
        (lambda d: UserFactory(role=Role.FACILITATOR, department=d), 403),
        (lambda _d: UserFactory(role=Role.CASE_WORKER), 404),
        (lambda _d: UserFactory(role=Role.ADMINISTRATOR), 404),
        (lambda _d: UserFactory(), 403),
    ],
    ids=["moderator", "facilitator", "other department", "administrator", "citizen"],
)
def test_a_step_is_hidden_from_others_and_refused_to_colleagues(department, person, status, step):
    stage = "closed" if step == "decide" else "draft" if step == "publish" else "open"
    hearing = at_stage(stage, department)
    client = at_work(person(department))

    assert client.get(step_url(step, hearing)).status_code == status
    assert client.post(step_url(step, hearing), WORDS[step]).status_code == status
    assert not hearing.history.exists()


@pytest.mark.parametrize("step", STEPS)
def test_a_visitor_is_sent_to_the_log_in(db, client, step):
    hearing = HearingFactory()
    client.logout()

    response = client.get(step_url(step, hearing))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_27_days_are_refused_with_the_paragraph_named(client, department):
    kind = HearingKind.objects.get(code="lokalplan")
    hearing = HearingFactory(
        draft=True,
        department=department,
        kinds=[kind],
        opens_at=days_from_now(1),
        closes_at=days_from_now(28),
    )

    response = client.post(step_url("publish", hearing))

    assert response.status_code == 200
    assert "Planloven § 24, stk. 5 kræver mindst 28 dage" in response.content.decode()
    hearing.refresh_from_db()
    assert hearing.status == Hearing.Status.DRAFT


def test_28_days_are_published(client, department):
    kind = HearingKind.objects.get(code="lokalplan")
    hearing = HearingFactory(
        draft=True,
        department=department,
        kinds=[kind],
        opens_at=days_from_now(1),
        closes_at=days_from_now(29),
    )

    client.post(step_url("publish", hearing))

    hearing.refresh_from_db()
    assert hearing.status == Hearing.Status.PUBLISHED


def test_the_page_says_before_what_the_law_says_against_it(client, department):
    kind = HearingKindFactory(minimum_days=56, legal_basis="Folkeskoleloven § 24")
    hearing = HearingFactory(draft=True, department=department, kinds=[kind])

    response = client.get(step_url("publish", hearing))

    assert "Folkeskoleloven § 24 kræver mindst 56 dage" in response.content.decode()


def test_the_page_says_how_many_are_told(client, department):
    hearing = HearingFactory(department=department)
    ResponseFactory(hearing=hearing, email="asta@example.dk")
    ResponseFactory(hearing=hearing, email="ASTA@example.dk")
    ResponseFactory(hearing=hearing, email="bo@example.dk")
    ResponseFactory(hearing=hearing, email="")

    page = client.get(step_url("extend", hearing)).content.decode()
    client.post(step_url("extend", hearing), WORDS["extend"])

    assert audience_of(hearing).told == 2
    assert "2 personer får en mail" in page
    assert Message.objects.filter(kind="hearings.deadline_extended").count() == 2


def test_a_deadline_is_not_moved_to_the_end_of_time(client, department):
    hearing = HearingFactory(department=department)

    response = client.post(
        step_url("extend", hearing), {"last_day": "9999-12-31", "reason": "Bilag 3 manglede."}
    )

    assert "mellem år 2000 og 2199" in response.content.decode()


def test_a_deadline_is_not_moved_back(client, department):
    hearing = HearingFactory(department=department)
    words = {"last_day": hearing.last_day.isoformat(), "reason": "Bilag 3 manglede."}

    response = client.post(step_url("extend", hearing), words)

    assert response.status_code == 200
    assert "En frist kan kun flyttes til senere" in response.content.decode()
    assert not DeadlineExtension.objects.exists()


@pytest.mark.parametrize("step", ["extend", "withdraw", "decide"])
def test_a_step_without_its_words_is_asked_for_them(client, department, step):
    hearing = at_stage("closed" if step == "decide" else "open", department)

    response = client.post(step_url(step, hearing), {})

    assert response.status_code == 200
    assert "error-summary" in response.content.decode()
    assert not hearing.history.exists()


def test_a_decision_in_the_future_is_refused(client, department):
    hearing = at_stage("closed", department)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    response = client.post(
        step_url("decide", hearing), {"decided_on": tomorrow, "decision": "Vedtaget."}
    )

    assert "Datoen ligger i fremtiden" in response.content.decode()


def test_the_page_of_the_decision_says_what_is_still_open(client, department):
    hearing = HearingFactory(
        department=department,
        closed=True,
        publication_rule=Hearing.PublicationRule.WITH_WHITE_PAPER,
        kinds=[HearingKindFactory(decision_wait_days=28)],
    )
    ResponseFactory(hearing=hearing)

    page = client.get(step_url("decide", hearing)).content.decode()

    earliest = format_date(hearing.last_day + timedelta(days=29))
    assert f"tidligst besluttes noget 28 dage efter fristen: {earliest}." in page
    assert "De godkendte svar bliver vist på siden fra nu af" in page
    assert "1 svar er ikke læst igennem endnu" in page


def test_a_second_press_changes_nothing_and_says_so(client, department):
    hearing = at_stage("open", department)

    first = client.post(step_url("withdraw", hearing), WORDS["withdraw"])
    second = client.post(step_url("withdraw", hearing), WORDS["withdraw"])

    assert (first.status_code, second.status_code) == (302, 409)
    assert list(hearing.history.values_list("action", flat=True)) == [HearingEvent.Action.WITHDRAWN]


def test_the_page_before_a_step_says_whom_no_mail_reaches(client, department):
    hearing = HearingFactory(open=True, department=department)
    ResponseFactory(hearing=hearing, email="")

    page = client.get(step_url("withdraw", hearing))

    assert "Ét svar kom uden mailadresse." in page.content.decode()


# --- Reasons that everybody reads ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("Ea Bonde har ret.", "Teksten nævner et navn, der ikke må vises: Ea Bonde."),
        ("Se 010190-1234.", "cpr"),
    ],
)
@pytest.mark.parametrize("step", ["extend", "withdraw"])
def test_a_reason_with_a_hidden_name_or_a_cpr_number_is_refused_and_kept(
    client, department, step, reason, told
):
    hearing = HearingFactory(department=department, open=True)
    ResponseFactory(hearing=hearing, name="Ea Bonde", is_protected=True)

    response = client.post(step_url(step, hearing), {**WORDS[step], "reason": reason})

    page = response.content.decode()
    assert (response.status_code, reason in page, told in page) == (200, True, True)
    assert not hearing.history.exists()
