import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from hearings.models import HearingEvent, HearingKind, Response, ResponseFile
from tests.accounts.factories import UserFactory
from tests.hearings.factories import (
    DepartmentFactory,
    HearingFactory,
    HearingKindFactory,
    ResponseFactory,
)
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db

LISTS = ["hearing", "response", "hearingevent", "hearingkind"]


@pytest.fixture
def department():
    return DepartmentFactory()


@pytest.fixture
def case_worker(department):
    return UserFactory(role=Role.CASE_WORKER, department=department)


@pytest.fixture
def client(case_worker):
    return at_work(case_worker)


def url(model, page="changelist", *args):
    return reverse(f"admin:hearings_{model}_{page}", args=args)


def shown(client, model, query=""):
    """Return the rows of a list: (key, text of the row's link)."""
    changelist = client.get(f"{url(model)}?{query}").context["cl"]
    return list(changelist.result_list)


def hold_file(response):
    return ResponseFile.objects.create(
        response=response,
        original_name="brev.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
        file="x",
        uploaded_at=timezone.now(),
        is_held=True,
    )


# --- Who sees what -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        (Role.CASE_WORKER, [200, 200, 200, 200]),
        (Role.MODERATOR, [200, 200, 200, 200]),
        (Role.FACILITATOR, [200, 403, 200, 403]),
        (Role.EDITOR, [403, 403, 403, 403]),
        (Role.ADMINISTRATOR, [403, 403, 403, 200]),
        (Role.DATA_PROTECTION_OFFICER, [200, 403, 200, 403]),
    ],
)
def test_each_role_has_its_lists(role, statuses):
    client = at_work(UserFactory(role=role))

    assert [client.get(url(model)).status_code for model in LISTS] == statuses


def test_lists_hold_my_departments_only(client, department):
    mine = ResponseFactory(hearing=HearingFactory(department=department))
    other = ResponseFactory(name="Beskyttet Birk", is_protected=True)
    for response in (mine, other):
        HearingEvent.objects.create(
            hearing=response.hearing,
            response=response,
            action=HearingEvent.Action.RESPONSE_RECEIVED,
            at=timezone.now(),
        )

    assert [row.pk for row in shown(client, "hearing")] == [mine.hearing_id]
    assert [row.pk for row in shown(client, "response")] == [mine.pk]
    assert [row.response_id for row in shown(client, "hearingevent")] == [mine.pk]
    for model in LISTS:
        page = client.get(url(model)).content.decode()
        assert "Beskyttet Birk" not in page
        assert other.hearing.title not in page


def test_another_departments_hearing_is_no_filter(client):
    other = ResponseFactory()

    assert shown(client, "response", f"hearing={other.hearing_id}") == []
    assert other.hearing.title not in client.get(url("response")).content.decode()


# --- Filters -------------------------------------------------------------------------------
@pytest.mark.parametrize("stage", ["draft", "coming", "open", "closed", "decided", "withdrawn"])
def test_hearings_are_filtered_by_where_they_are(client, department, stage):
    for name in ("draft", "coming", "open", "closed", "decided", "withdrawn"):
        HearingFactory(department=department, title=name, **{name: True})

    assert [row.title for row in shown(client, "hearing", f"stage={stage}")] == [stage]


def test_hearings_are_filtered_by_kind_and_department(client, department):
    kind = HearingKindFactory()
    found = HearingFactory(department=department, kinds=[kind])
    HearingFactory(department=department)

    assert shown(client, "hearing", f"kind={kind.pk}") == [found]
    assert len(shown(client, "hearing", f"department={department.pk}")) == 2
    assert shown(client, "hearing", "department=999999") == []
    assert len(shown(client, "hearing", "stage=noget")) == 2


def test_hearings_say_how_many_answers_wait(client, department):
    hearing = HearingFactory(department=department)
    ResponseFactory(hearing=hearing)
    ResponseFactory(hearing=hearing)
    ResponseFactory(hearing=hearing, approved=True)

    assert [row.unread_count for row in shown(client, "hearing")] == [2]


def test_answers_are_filtered(client, department):
    closed = HearingFactory(department=department, closed=True)
    late = ResponseFactory(hearing=closed, received_at=timezone.now(), channel="letter")
    held = ResponseFactory(hearing=closed, approved=True)
    hold_file(held)

    assert shown(client, "response", "late=yes") == [late]
    assert shown(client, "response", "late=no") == [held]
    assert shown(client, "response", "held=yes") == [held]
    assert shown(client, "response", "channel__exact=letter") == [late]
    assert shown(client, "response", "status__exact=approved") == [held]
    assert len(shown(client, "response", f"hearing={closed.pk}")) == 2


def test_answers_are_found_by_name_number_and_association(client, department):
    hearing = HearingFactory(department=department)
    asta = ResponseFactory(hearing=hearing, name="Asta Æblegren")
    gavlen = ResponseFactory(
        hearing=hearing, name="Bo Bøg", on_behalf_of="Gavlen", sender_kind="association"
    )

    assert shown(client, "response", "q=Æblegren") == [asta]
    assert shown(client, "response", "q=gavlen") == [gavlen]
    assert shown(client, "response", f"q={gavlen.number}") == [gavlen]


def test_marks_say_what_to_look_out_for(client, department):
    closed = HearingFactory(department=department, closed=True)
    response = ResponseFactory(
        hearing=closed,
        received_at=timezone.now(),
        is_protected=True,
        on_behalf_of="Gavlen",
        name="Bo Bøg",
    )
    hold_file(response)

    page = client.get(url("response")).content.decode()

    assert "modtaget efter fristen, beskyttet: vis aldrig navn, bilag holdt tilbage" in page
    assert "Gavlen (Bo Bøg)" in page


@pytest.mark.parametrize("model", ["hearing", "response", "hearingevent"])
def test_a_list_asks_the_same_questions_however_long_it_is(client, department, model):
    def add():
        hearing = HearingFactory(department=department)
        hold_file(response := ResponseFactory(hearing=hearing))
        HearingEvent.objects.create(
            hearing=hearing, response=response, action="created", at=timezone.now()
        )

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(url(model))
        return len(queries)

    add()
    count()
    one = count()
    add()
    add()

    assert count() == one


# --- Many at once --------------------------------------------------------------------------
def choose(client, *responses, **words):
    chosen = {"action": "approve_selected", "_selected_action": [row.pk for row in responses]}
    return client.post(url("response"), chosen | words)


def version_of(response):
    return f"{response.pk}-{response.current_version_id}"


def test_many_answers_are_shown_first_and_approved_then(client, department):
    hearing = HearingFactory(department=department)
    first, second = ResponseFactory(hearing=hearing), ResponseFactory(hearing=hearing)

    page = choose(client, first, second)
    before = Response.objects.waiting().count()
    done = choose(
        client, first, second, confirmed="1", seen=[version_of(first), version_of(second)]
    )

    assert "Disse 2 svar bliver godkendt" in page.content.decode()
    assert (before, done.status_code, Response.objects.waiting().count()) == (2, 302, 0)
    assert HearingEvent.objects.filter(action="response_approved").count() == 2


def test_an_answer_that_changed_meanwhile_is_left(client, department):
    hearing = HearingFactory(department=department)
    changed, same = ResponseFactory(hearing=hearing), ResponseFactory(hearing=hearing)
    seen = [version_of(changed), version_of(same)]
    changed.add_version("Noget nyt.", by=None, at=timezone.now())

    page = choose(client, changed, same, confirmed="1", seen=seen)

    assert list(Response.objects.waiting()) == [changed]
    page = client.get(page.url).content.decode()
    assert "1 svar er godkendt." in page
    assert "1 svar er ændret imens" in page


def test_answers_that_need_a_look_are_skipped(client, department):
    hearing = HearingFactory(department=department)
    numbered = ResponseFactory(hearing=hearing, text="Nummer 010190-1234")
    declined = ResponseFactory(hearing=hearing, declined=True)
    seen = [version_of(numbered), version_of(declined)]

    page = choose(client, numbered, declined).content.decode()
    choose(client, numbered, declined, confirmed="1", seen=seen)

    assert "Disse springes over" in page
    assert 'name="confirmed"' not in page
    assert not Response.objects.filter(status="approved").exists()


def test_another_departments_answers_are_not_approved(client):
    other = ResponseFactory()

    choose(client, other, confirmed="1", seen=[version_of(other)])

    other.refresh_from_db()
    assert other.status == Response.Status.RECEIVED


# --- Reference data and history ------------------------------------------------------------
def test_the_administrator_edits_the_rules_and_others_read_them(client):
    kind = HearingKind.objects.get(code="lokalplan")
    administrator = at_work(UserFactory(role=Role.ADMINISTRATOR))
    words = {
        "code": kind.code,
        "name": kind.name,
        "legal_basis": kind.legal_basis,
        "minimum_days": 35,
        "warn_below_days": 0,
        "decision_wait_days": 28,
        "white_paper_days": 42,
        "complaint_days": 28,
        "position": kind.position,
    }

    refused = client.post(url("hearingkind", "change", kind.pk), words)
    read = client.get(url("hearingkind", "change", kind.pk))
    administrator.post(url("hearingkind", "change", kind.pk), words)

    assert (refused.status_code, read.status_code) == (403, 200)
    kind.refresh_from_db()
    assert kind.minimum_days == 35
    for person in (client, administrator):
        assert person.post(url("hearingkind", "delete", kind.pk)).status_code == 403
    assert client.get(url("hearingkind", "add")).status_code == 403


def test_nobody_touches_the_history(department):
    hearing = HearingFactory(department=department)
    event = HearingEvent.objects.create(hearing=hearing, action="created", at=timezone.now())
    client = at_work(UserFactory(admin=True))

    statuses = [
        client.get(url("hearingevent", "add")).status_code,
        client.post(url("hearingevent", "change", event.pk), {"note": "x"}).status_code,
        client.post(url("hearingevent", "delete", event.pk), {"post": "yes"}).status_code,
    ]

    assert statuses == [403, 403, 403]
    event.refresh_from_db()
    assert event.note == ""


def test_the_front_page_begins_with_what_waits(client, department):
    ResponseFactory(hearing=HearingFactory(department=department, title="Torvet"))

    page = client.get(reverse("admin:index")).content.decode()

    assert "1 svar skal læses igennem: Torvet" in page
    assert page.index("Det venter på dig") < page.index("content-main")
    assert url("hearing", "add") in page


def test_who_runs_no_hearings_is_offered_no_shortcuts():
    page = at_work(UserFactory(role=Role.EDITOR)).get(reverse("admin:index")).content.decode()

    assert "Ny høring" not in page


def history(client, hearing):
    pages = [client.get(url("hearing", page, hearing.pk)) for page in ("change", "history")]
    return [page.content.decode() for page in pages]


def test_what_was_done_with_answers_is_for_those_who_read_answers(client, department):
    hearing = HearingFactory(department=department)
    response = ResponseFactory(hearing=hearing)
    for of_response in (response, None):
        HearingEvent.objects.create(
            hearing=hearing,
            response=of_response,
            action="changed",
            at=timezone.now(),
            note="om svaret" if of_response else "om høringen",
        )
    facilitator = at_work(UserFactory(role=Role.FACILITATOR, department=department))
    officer = at_work(UserFactory(role=Role.DATA_PROTECTION_OFFICER))

    assert all("om svaret" in page for page in history(client, hearing))
    assert all("om høringen" in page for page in history(facilitator, hearing))
    assert not any("om svaret" in page for page in history(facilitator, hearing))
    assert [row.note for row in shown(facilitator, "hearingevent")] == ["om høringen"]
    assert len(shown(client, "hearingevent")) == 2
    assert len(shown(officer, "hearingevent")) == 2
