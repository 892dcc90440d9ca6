"""The pages of staff about the decision and the promises: who may, when, and what is kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.clock import local_date
from hearings.models import Change, DecisionStep, Hearing, Response
from notifications.models import Message
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.factories import (
    ChangeFactory,
    DecisionStepFactory,
    HearingFactory,
    ResponseFactory,
    days_from_now,
)
from tests.hearings.papers import answer_to, point_in, published_of
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db
TODAY = local_date(timezone.now())
STEP = {"body": "Økonomiudvalget", "meets_on": "2026-03-02", "outcome": "recommended"}
PROMISE = {"text": "Ti lamper på stien", "place": "Kort 2", "due_on": "2027-06-01"}
DONE = {"note": "Lamperne lyser.", "place": "Stien", "on": TODAY.isoformat()}
DROPPED = {"reason": "Kablet kan ikke lægges.", "on": TODAY.isoformat()}


@pytest.fixture
def department():
    return DepartmentFactory(name="Plan og Trafik")


@pytest.fixture
def hearing(department):
    return HearingFactory(decided=True, department=department)


@pytest.fixture
def client(department):
    return at_work(UserFactory(role=Role.CASE_WORKER, department=department))


def url(name: str, *args) -> str:
    return reverse(f"hearings:{name}", args=args)


def of(hearing: Hearing) -> dict[str, tuple[str, dict[str, str]]]:
    """Return each page of a hearing with a step and a change, and what it takes."""
    step = DecisionStepFactory(hearing=hearing, created_at=timezone.now() + timedelta(days=1))
    change = ChangeFactory(hearing=hearing)
    promise = {**PROMISE, "department": str(hearing.department.pk)}
    number = hearing.number
    return {
        "step_add": (url("step_add", number), STEP),
        "step": (url("step", number, step.pk), STEP),
        "step_remove": (url("step_remove", number, step.pk), {}),
        "change_add": (url("change_add", number), promise),
        "change": (
            url("change", number, change.pk),
            {**promise, "reason": "Frosten kom."},
        ),
        "change_finish": (url("change_finish", number, change.pk), DONE),
        "change_drop": (url("change_drop", number, change.pk), DROPPED),
    }


PAGES = ["step_add", "step", "step_remove", "change_add", "change", "change_finish", "change_drop"]
DECIDING = {"step_add", "step", "step_remove"}


# --- Who may --------------------------------------------------------------------------------
@pytest.mark.parametrize("page", PAGES)
def test_a_case_worker_of_the_department_does_it(client, hearing, page):
    path, words = of(hearing)[page]

    shown, done = client.get(path), client.post(path, words)

    assert shown.status_code == 200
    assert (done.status_code, done.headers["Location"]) == (
        302,
        url("decision_desk", hearing.number),
    )
    assert hearing.history.count() == 1
    assert shown.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("person", "status"),
    [
        (lambda _d: UserFactory(role=Role.CASE_WORKER), 404),
        (lambda _d: UserFactory(role=Role.MANAGER), 404),
        (lambda _d: UserFactory(role=Role.ADMINISTRATOR), 404),
        (lambda _d: UserFactory(), 404),
        (lambda d: UserFactory(role=Role.MODERATOR, department=d), 403),
        (lambda d: UserFactory(role=Role.FACILITATOR, department=d), 403),
    ],
    ids=[
        "other department",
        "other manager",
        "administrator",
        "citizen",
        "moderator",
        "other role",
    ],
)
def test_others_find_nothing_and_colleagues_without_the_right_are_refused(
    hearing, department, person, status, page
):
    path, words = of(hearing)[page]
    client = at_work(person(department))

    assert client.get(path).status_code == status
    assert client.post(path, words).status_code == status
    assert (hearing.history.count(), Message.objects.count()) == (0, 0)


@pytest.mark.parametrize("page", PAGES)
def test_a_manager_follows_promises_and_decides_nothing(hearing, department, page):
    path, words = of(hearing)[page]
    client = at_work(UserFactory(role=Role.MANAGER, department=department))

    status = client.post(path, words).status_code

    assert status == (403 if page in DECIDING else 302)


@pytest.mark.parametrize(("name", "status"), [("finish", 302), ("edit", 403), ("drop", 403)])
def test_the_department_that_does_it_says_that_it_is_done_and_no_more(hearing, name, status):
    doer = DepartmentFactory(name="Vej og Park")
    change = ChangeFactory(hearing=hearing, department=doer)
    client = at_work(UserFactory(role=Role.CASE_WORKER, department=doer))
    page, words = {
        "finish": ("change_finish", DONE),
        "edit": ("change", PROMISE),
        "drop": ("change_drop", DROPPED),
    }[name]

    response = client.post(url(page, hearing.number, change.pk), words)

    assert response.status_code == status
    if status == 302:
        assert response.headers["Location"] == url("promised")
    change.refresh_from_db()
    assert change.status == ("done" if name == "finish" else "planned")


def test_the_page_of_the_decision_is_hidden_and_refused_in_the_same_way(hearing, department):
    path = url("decision_desk", hearing.number)
    roles = {Role.CASE_WORKER: 200, Role.MANAGER: 200, Role.MODERATOR: 403}

    found = {
        role: at_work(UserFactory(role=role, department=department)).get(path).status_code
        for role in roles
    }
    other = at_work(UserFactory(role=Role.CASE_WORKER)).get(path).status_code

    assert (found, other) == (roles, 404)


def test_a_change_is_found_under_its_own_hearing_alone(client, hearing, department):
    other = HearingFactory(decided=True, department=department)
    change, step = ChangeFactory(hearing=other), DecisionStepFactory(hearing=other)

    for path in (
        url("change_finish", hearing.number, change.pk),
        url("change", hearing.number, change.pk),
        url("step", hearing.number, step.pk),
    ):
        assert client.get(path).status_code == 404


# --- When -----------------------------------------------------------------------------------
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("state", ["draft", "withdrawn"])
@pytest.mark.parametrize(
    "page", ["step_add", "step", "step_remove", "change_add", "change", "change_finish"]
)
def test_a_draft_and_what_is_taken_back_give_the_409_page(client, department, page, state, method):
    hearing = HearingFactory(department=department, **{state: True})
    path, words = of(hearing)[page]

    assert getattr(client, method)(path, words).status_code == 409
    assert hearing.history.count() == 0


@pytest.mark.parametrize("state", ["coming", "open", "closed"])
def test_nothing_is_promised_before_there_is_an_answer(client, department, state):
    hearing = HearingFactory(department=department, **{state: True})
    path, words = of(hearing)["change_add"]

    assert client.get(path).status_code == client.post(path, words).status_code == 409


@pytest.mark.parametrize("page", ["change", "change_finish", "change_drop"])
def test_a_promise_that_has_ended_gives_the_409_page(client, hearing, page):
    path, words = of(hearing)[page]
    Change.objects.update(status="done", ended_on=TODAY, note="Gjort.")

    assert client.get(path).status_code == client.post(path, words).status_code == 409
    assert Message.objects.count() == 0


def test_a_step_that_was_told_is_not_removed_but_mended(client, hearing):
    step = DecisionStepFactory(hearing=hearing)
    Hearing.objects.update(decision_published_at=timezone.now())

    removed = client.post(url("step_remove", hearing.number, step.pk))
    mended = client.post(url("step", hearing.number, step.pk), {**STEP, "text": "Med ændringer"})

    assert (removed.status_code, mended.status_code) == (409, 302)
    step.refresh_from_db()
    assert step.text == "Med ændringer"


# --- What is written ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"body": ""}, "Feltet skal udfyldes"),
        ({"meets_on": ""}, "Skriv mødets dato, når der er et udfald."),
        ({"meets_on": "2099-01-01"}, "Mødet er ikke holdt endnu. Lad udfaldet stå tomt."),
        ({"url": "javascript:alert(1)"}, "gyldig URL"),
        ({"text": "Borgeren 010203-1234"}, "CPR"),
    ],
    ids=["body", "day", "future", "address", "cpr"],
)
def test_a_wrong_step_says_why_and_keeps_what_was_written(client, hearing, words, told):
    response = client.post(
        url("step_add", hearing.number), {**STEP, "text": "Skal blive stående", **words}
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert told.lower() in page.lower() or "error-summary" in page
    assert ("Skal blive stående" in page) == ("text" not in words)
    assert not DecisionStep.objects.exists()


def test_another_day_needs_a_reason_and_nothing_is_lost(client, hearing):
    change = ChangeFactory(hearing=hearing)
    words = {**PROMISE, "department": str(hearing.department.pk)}
    path = url("change", hearing.number, change.pk)

    refused = client.post(path, words)
    moved = client.post(path, {**words, "reason": "Frosten kom."})

    assert "Skriv, hvorfor den bliver flyttet." in refused.content.decode()
    assert "Ti lamper på stien" in refused.content.decode()
    assert moved.status_code == 302
    assert change.moves.get().reason == "Frosten kom."


def test_a_day_to_come_is_no_day_on_which_something_was_done(client, hearing):
    change = ChangeFactory(hearing=hearing)
    tomorrow = (TODAY + timedelta(days=2)).isoformat()

    response = client.post(
        url("change_finish", hearing.number, change.pk), {**DONE, "on": tomorrow}
    )

    assert "Datoen ligger i fremtiden." in response.content.decode()
    assert "Lamperne lyser." in response.content.decode()
    assert Change.objects.get().status == "planned"


def test_a_promise_by_hand_may_answer_what_was_said(client, department):
    hearing = HearingFactory(closed=True, department=department)
    point = point_in(ResponseFactory(hearing=hearing, approved=True))
    answer = answer_to(point.theme)
    published_of(hearing)
    foreign = answer_to(point_in(ResponseFactory()).theme)
    words = {**PROMISE, "department": str(department.pk)}
    path = url("change_add", hearing.number)

    refused = client.post(path, {**words, "answer": str(foreign.pk)})
    made = client.post(path, {**words, "answer": str(answer.pk)})

    assert (refused.status_code, made.status_code) == (200, 302)
    assert Change.objects.get().answer == answer


def test_the_page_before_the_end_says_how_many_are_told(client, hearing):
    change = ChangeFactory(hearing=hearing)
    for _n in range(2):
        ResponseFactory(hearing=hearing)

    page = client.get(url("change_finish", hearing.number, change.pk)).content.decode()

    assert "2 personer får en mail." in page


# --- Names that nobody may read --------------------------------------------------------------
HIDDEN_IS_TOLD = "nævner et navn, der ikke må vises: Ea Bonde."


@pytest.mark.parametrize(
    ("page", "field"),
    [
        ("step_add", "body"),
        ("step_add", "text"),
        ("step", "text"),
        ("change_add", "text"),
        ("change_add", "place"),
        ("change", "text"),
        ("change", "place"),
        ("change", "reason"),
        ("change_finish", "note"),
        ("change_finish", "place"),
        ("change_drop", "reason"),
        ("decide", "decision"),
        ("decide", "no_white_paper_reason"),
    ],
)
@pytest.mark.parametrize(
    "sender", [{"is_protected": True, "show_name": True}, {"show_name": False}]
)
def test_a_name_that_nobody_may_read_is_refused_and_nothing_is_lost(
    client, department, page, field, sender
):
    state = "closed" if page == "decide" else "decided"
    hearing = HearingFactory(department=department, **{state: True})
    response = ResponseFactory(hearing=hearing, approved=True, name="Ea Bonde", **sender)
    pages = {
        **of(hearing),
        "decide": (decide_url(hearing), {**DECISION, "no_white_paper_reason": "Besvaret."}),
    }
    path, words = pages[page]
    named = {**words, field: "Marken er EA BONDES"}

    refused = client.post(path, named).content.decode()
    Response.objects.filter(pk=response.pk).update(is_protected=False, show_name=True)
    taken = client.post(path, named)

    assert HIDDEN_IS_TOLD in refused
    assert "Marken er EA BONDES" in refused
    assert taken.status_code == 302


def test_a_name_costs_one_question_however_many_there_are(
    client, hearing, django_assert_num_queries
):
    path, words = of(hearing)["change"]
    words = {**words, "reason": "Ea Bonde vil have det."}
    ResponseFactory(hearing=hearing, approved=True, name="Ea Bonde", show_name=False)
    client.post(path, words)

    with django_assert_num_queries(11):
        client.post(path, words)
    for number in range(3):
        ResponseFactory(hearing=hearing, approved=True, name=f"Per Ask {number}", show_name=False)
    with django_assert_num_queries(11):
        client.post(path, words)


# --- The decision's own form ----------------------------------------------------------------
def decide_url(hearing: Hearing) -> str:
    return reverse("admin:hearings_hearing_decide", args=[hearing.pk])


DECISION = {"decided_on": TODAY.isoformat(), "decision": "Vedtaget."}


def test_a_decision_without_a_white_paper_asks_for_the_reason(client, department):
    hearing = HearingFactory(closed=True, department=department)
    ResponseFactory(hearing=hearing)

    refused = client.post(decide_url(hearing), DECISION)
    made = client.post(
        decide_url(hearing), {**DECISION, "no_white_paper_reason": "Besvaret i sagen."}
    )

    assert "error-summary" in refused.content.decode()
    assert "Vedtaget." in refused.content.decode()
    assert made.status_code == 302
    hearing.refresh_from_db()
    assert hearing.no_white_paper_reason == "Besvaret i sagen."


def test_a_response_that_comes_while_the_form_stands_open_raises_the_question(
    client, department, monkeypatch
):
    hearing = HearingFactory(closed=True, department=department)
    monkeypatch.setattr("hearings.admin.steps.owes_white_paper", lambda _hearing: False)
    ResponseFactory(hearing=hearing)

    page = client.post(decide_url(hearing), DECISION).content.decode()

    assert "Der er kommet svar, og der er ingen hvidbog." in page
    assert "Vedtaget." in page
    assert 'name="no_white_paper_reason"' in page


def test_the_form_asks_for_a_day_when_something_was_promised(client, department):
    hearing = HearingFactory(closed=True, department=department)
    answer_to(
        point_in(ResponseFactory(hearing=hearing, approved=True)).theme, change="Rækken bliver"
    )
    published_of(hearing)

    page = client.get(decide_url(hearing)).content.decode()
    client.post(decide_url(hearing), {**DECISION, "changes_due_on": "2027-05-01"})

    assert 'name="changes_due_on"' in page
    assert 'name="no_white_paper_reason"' not in page
    assert "1 ændring fra hvidbogen bliver lovet" in page
    assert [str(day) for day in Change.objects.values_list("due_on", flat=True)] == ["2027-05-01"]


# --- The lists ------------------------------------------------------------------------------
def test_the_list_of_promises_holds_my_departments_and_what_we_do_for_others(department):
    person = UserFactory(role=Role.MANAGER, department=department)
    late = HearingFactory(
        closed=True, department=department, title="Sen sag", white_paper_due_on=TODAY - timedelta(3)
    )
    ResponseFactory(hearing=late)
    HearingFactory(closed=True, department=department, title="Uden svar")
    foreign = HearingFactory(closed=True, title="Fremmed sag")
    ResponseFactory(hearing=foreign)
    ours = HearingFactory(decided=True, department=department, title="Egen sag")
    ChangeFactory(hearing=ours, overdue=True, text="Egen ændring")
    ChangeFactory(text="Vi gør den", department=department)
    ChangeFactory(text="Fremmed ændring")
    ChangeFactory(hearing=ours, done=True, text="Gjort ændring")

    page = at_work(person).get(url("promised")).content.decode()

    shown = ["Sen sag", "3 dage over det lovede", "Egen ændring", "Vi gør den", "Forsinket"]
    hidden = ["Uden svar", "Fremmed sag", "Fremmed ændring", "Gjort ændring"]
    assert [words for words in shown if words not in page] == []
    assert [words for words in hidden if words in page] == []


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.CASE_WORKER, 200),
        (Role.MANAGER, 200),
        (Role.MODERATOR, 403),
        (Role.ADMINISTRATOR, 403),
    ],
)
def test_who_may_see_the_list_of_promises(role, status):
    assert at_work(UserFactory(role=role)).get(url("promised")).status_code == status


def test_the_lists_cost_the_same_for_one_and_for_three(
    client, department, hearing, django_assert_num_queries
):
    desk, promised = url("decision_desk", hearing.number), url("promised")

    def fill() -> None:
        DecisionStepFactory(hearing=hearing)
        ChangeFactory(hearing=hearing, overdue=True)
        waiting = HearingFactory(closed=True, department=department)
        ResponseFactory(hearing=waiting)

    fill()
    client.get(desk)
    for count in (1, 3):
        with django_assert_num_queries(11):
            client.get(desk)
        with django_assert_num_queries(11):
            client.get(promised)
        for _n in range(count):
            fill()


def test_the_hearings_own_page_leads_to_the_decision(client, hearing):
    page = client.get(reverse("admin:hearings_hearing_change", args=[hearing.pk])).content.decode()

    assert f'href="{url("decision_desk", hearing.number)}"' in page


def test_the_promised_day_is_typed_in_the_draft_and_sealed_with_the_publication(client, department):
    draft = HearingFactory(draft=True, department=department)
    sealed = HearingFactory(department=department, white_paper_due_on=days_from_now(90).date())
    older = HearingFactory(department=department)

    pages = [
        client.get(reverse("admin:hearings_hearing_change", args=[row.pk])).content.decode()
        for row in (draft, sealed, older)
    ]

    assert ['name="white_paper_due_on"' in page for page in pages] == [True, False, True]
