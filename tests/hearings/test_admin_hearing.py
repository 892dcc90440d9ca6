from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from city.models import Area
from core.clock import end_of_day, local_date
from core.editor import importmap_hash
from events.models import Event
from hearings.models import Hearing, HearingDocument, HearingEvent, HearingKind
from hearings.services import extend_deadline
from tests.accounts.factories import UserFactory
from tests.hearings.factories import (
    DepartmentFactory,
    HearingDocumentFactory,
    HearingFactory,
    HearingMeetingFactory,
    ResponseFactory,
    days_from_now,
)
from tests.hearings.staff import at_work
from tests.hearings.uploads import pdf

pytestmark = pytest.mark.django_db

ACTION = HearingEvent.Action
NO_INLINES = {
    f"{prefix}-{name}": value
    for prefix in ("documents", "meetings")
    for name, value in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0))
}


@pytest.fixture
def department():
    return DepartmentFactory(name="Plan og Trafik", phone="43 68 68 68", email="plan@example.dk")


@pytest.fixture
def case_worker(department):
    return UserFactory(role=Role.CASE_WORKER, department=department, full_name="Lone Linealsen")


@pytest.fixture
def client(case_worker):
    return at_work(case_worker)


def url(page, *args):
    return reverse(f"admin:hearings_hearing_{page}", args=args)


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def form(department, **words):
    return {
        "title": "Lokalplan 9.9",
        "kinds": [HearingKind.objects.get(code="politik").pk],
        "lead": "Sig din mening.",
        "opens_at_0": day(1),
        "opens_at_1": "08:00",
        "last_day": day(40),
        "deciding_body": "Kommunalbestyrelsen",
        "case_number": "01.02.05-P16-9-26",
        "department": department.pk,
        "contact_phone": "00 00 00 00",
        "contact_email": "plan@example.dk",
        "publication_rule": "after_moderation",
        "delete_personal_data_on": day(900),
        **words,
    }


def form_of(hearing, **words):
    """Return what the change page would send, unchanged but for `words`."""
    opens = timezone.localtime(hearing.opens_at)
    words = {
        "opens_at_0": opens.date().isoformat(),
        "opens_at_1": f"{opens:%H:%M}",
        "last_day": hearing.last_day.isoformat(),
        "title": hearing.title,
        "kinds": [kind.pk for kind in hearing.kinds.all()],
        "lead": hearing.lead,
        "delete_personal_data_on": hearing.delete_personal_data_on.isoformat(),
        **{
            name: getattr(hearing, name)
            for name in ("brief_what", "brief_why", "brief_who", "brief_influence")
        },
        **{name: getattr(hearing, name) for name in ("brief_decided", "brief_next")},
        **NO_INLINES,
        **words,
    }
    return form(hearing.department, **words)


# --- Creating ------------------------------------------------------------------------------
def test_a_hearing_begins_as_a_draft_that_only_the_department_sees(client, case_worker, department):
    answer = client.post(url("add"), form(department))

    hearing = Hearing.objects.get()
    assert answer.url == url("change", hearing.pk)
    assert (hearing.status, hearing.created_by) == (Hearing.Status.DRAFT, case_worker)
    assert hearing.closes_at == end_of_day(timezone.localdate() + timedelta(days=40))
    assert hearing.feed is not None
    assert hearing.history.get().action == ACTION.CREATED


def test_the_empty_form_knows_the_department_and_its_contact(client, department):
    page = client.get(url("add")).content.decode()

    assert f'<option value="{department.pk}" selected>' in page
    assert 'value="43 68 68 68"' in page


def test_with_two_departments_one_is_chosen(case_worker, department):
    other = DepartmentFactory(name="Skole")
    person = UserFactory(role=Role.CASE_WORKER, department=other)
    page = at_work(person).get(url("add")).content.decode()

    assert "Skole" in page
    assert "Plan og Trafik" not in page


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"last_day": day(0)}, "Sidste dag skal ligge efter åbningen."),
        ({"delete_personal_data_on": day(30)}, "Personoplysninger kan først slettes"),
        ({"kinds": []}, "Dette felt er påkrævet"),
        ({"opens_at_0": "i morgen"}, "gyldig dato"),
        ({"opens_at_0": "0001-01-01"}, "mellem år 2000 og 2199"),
        ({"last_day": "9999-12-31"}, "mellem år 2000 og 2199"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(client, department, words, sentence):
    answer = client.post(url("add"), form(department, **words))

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Hearing.objects.exists()


def test_another_departments_name_is_no_choice(client, department):
    answer = client.post(url("add"), form(DepartmentFactory()))

    assert answer.status_code == 200
    assert not Hearing.objects.exists()


def test_a_second_reader_can_be_asked_for_and_not(client, case_worker, department):
    hearing = HearingFactory(open=True, department=department)

    client.post(url("change", hearing.pk), form_of(hearing, needs_second_reader="on"))
    hearing.refresh_from_db()
    asked = hearing.needs_second_reader
    client.post(url("change", hearing.pk), form_of(hearing))
    hearing.refresh_from_db()

    assert (asked, hearing.needs_second_reader) == (True, False)


def test_a_short_or_unlucky_period_is_saved_with_a_warning(client, department):
    kind = HearingKind.objects.get(code="lokalplan")
    words = form(department, kinds=[kind.pk], last_day=day(20))

    page = client.post(url("add"), words, follow=True).content.decode()

    assert Hearing.objects.exists()
    assert "Planloven § 24, stk. 5 kræver mindst 28 dage" in page
    assert "Kan ikke offentliggøres endnu" in page


def test_the_list_repeats_what_the_page_would_have_said(client, department):
    kind = HearingKind.objects.get(code="lokalplan")
    hearing = HearingFactory(
        department=department, draft=True, opens_at=days_from_now(1), closes_at=days_from_now(20)
    )
    words = form_of(hearing, kinds=[kind.pk], title="Ny titel")

    page = client.post(url("change", hearing.pk), words, follow=True).content.decode()

    assert "Planloven § 24, stk. 5 kræver mindst 28 dage" in page
    assert "Ny titel" in page


def test_an_extension_stands_on_the_page_with_its_reason(client, case_worker, department):
    hearing = HearingFactory(department=department)
    extend_deadline(
        hearing,
        closes_at=days_from_now(60),
        reason="Bilag 3 manglede.",
        by=case_worker,
        at=timezone.now(),
    )

    page = client.get(url("change", hearing.pk)).content.decode()

    assert "Fristen er forlænget" in page
    assert "Bilag 3 manglede." in page


# --- Rich text -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>Hej <strong>du</strong></p>", "<p>Hej <strong>du</strong></p>"),
        ("<script>alert(1)</script><p>a</p>", "<p>a</p>"),
        ('<p onclick="x()" style="position:fixed">a</p>', "<p>a</p>"),
        ("<svg onload=alert(1)></svg><math></math><p>a</p>", "<p>a</p>"),
        ('<iframe src="//x"></iframe><p>a</p>', "<p>a</p>"),
        ('<a href="javascript:x">a</a>', '<a rel="noopener noreferrer">a</a>'),
    ],
)
def test_the_text_is_cleaned_on_the_server(client, department, written, kept):
    client.post(url("add"), form(department, body=written))

    assert Hearing.objects.get().body == kept


def test_the_editors_import_map_is_let_in_by_its_hash_and_nothing_else(client):
    policy = client.get(url("add")).headers["Content-Security-Policy"]

    assert f"script-src 'self' {importmap_hash()};" in policy
    assert "unsafe" not in policy
    assert "sha256" not in client.get(url("changelist")).headers["Content-Security-Policy"]
    assert finders.find("js/editor.js")


# --- Changing ------------------------------------------------------------------------------
def test_each_change_is_written_with_before_and_after(client, department, case_worker):
    hearing = HearingFactory(
        department=department,
        draft=True,
        opens_at=days_from_now(1),
        closes_at=days_from_now(40),
    )
    old = hearing.last_day

    client.post(url("change", hearing.pk), form_of(hearing, title="Ny titel", last_day=day(50)))

    hearing.refresh_from_db()
    line = hearing.history.get()
    assert (hearing.title, hearing.last_day) == ("Ny titel", timezone.localdate() + timedelta(50))
    assert (line.action, line.by) == (ACTION.CHANGED, case_worker)
    assert line.note.startswith("titel; lukker: ")
    assert f"{old.day}. " in line.note
    assert " -> " in line.note


def test_saving_without_a_change_writes_nothing(client, department):
    hearing = HearingFactory(
        department=department, draft=True, opens_at=days_from_now(1), closes_at=days_from_now(40)
    )

    answer = client.post(url("change", hearing.pk), form_of(hearing))

    assert answer.status_code == 302
    assert not hearing.history.exists()


def test_the_dates_of_a_published_hearing_are_shown_but_not_asked(client, department):
    hearing = HearingFactory(department=department, coming=True)
    before = (hearing.opens_at, hearing.closes_at, hearing.publication_rule)

    page = client.get(url("change", hearing.pk)).content.decode()
    client.post(
        url("change", hearing.pk),
        form_of(hearing, title="Ny titel", last_day=day(90), publication_rule="never"),
    )

    hearing.refresh_from_db()
    assert 'name="last_day"' not in page
    assert 'name="publication_rule"' not in page
    assert "Fristen kan kun forlænges" in page
    assert (hearing.opens_at, hearing.closes_at, hearing.publication_rule) == before
    assert hearing.title == "Ny titel"
    assert hearing.history.get().note == "titel"


def test_the_status_cannot_be_written(client, department):
    hearing = HearingFactory(department=department, draft=True)

    client.post(url("change", hearing.pk), form_of(hearing, status="decided"))

    hearing.refresh_from_db()
    assert hearing.status == Hearing.Status.DRAFT


@pytest.mark.parametrize("stage", ["draft", "coming", "open", "closed", "decided", "withdrawn"])
def test_the_page_shows_where_it_stands_and_the_steps(client, department, stage):
    hearing = HearingFactory(department=department, **{stage: True})
    ResponseFactory(hearing=hearing)

    page = client.get(url("change", hearing.pk)).content.decode()

    assert f"<b>{hearing.stage().label}</b>" in page
    assert (url("publish", hearing.pk) in page) == (stage == "draft")
    assert (url("extend", hearing.pk) in page) == (stage in ("coming", "open", "closed"))
    assert (url("decide", hearing.pk) in page) == (stage == "closed")
    assert (url("enter", hearing.pk) in page) == (stage in ("open", "closed", "decided"))


def test_a_moderator_reads_the_page_but_saves_nothing(department):
    moderator = at_work(UserFactory(role=Role.MODERATOR, department=department))
    hearing = HearingFactory(department=department)

    page = moderator.get(url("change", hearing.pk))
    answer = moderator.post(url("change", hearing.pk), form_of(hearing, title="Ny titel"))

    assert page.status_code == 200
    assert url("extend", hearing.pk) not in page.content.decode()
    assert answer.status_code == 403
    assert moderator.get(url("add")).status_code == 403


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_another_departments_hearing_does_not_exist(client, page):
    hearing = HearingFactory(title="Hemmelig kladde", draft=True)

    answer = client.get(url(page, hearing.pk))

    assert answer.status_code == 404
    assert "Hemmelig kladde" not in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "99999999999", "x", "1e9"])
def test_a_number_that_nothing_has_is_not_found(client, number):
    for page in ("hearing/{}/change/", "hearing/{}/forlaeng/", "response/{}/change/"):
        answer = client.get(f"/admin/hearings/{page.format(number)}", follow=True)
        assert answer.status_code == 404


def test_nothing_is_deleted(client, department):
    hearing = HearingFactory(department=department, draft=True)

    assert client.post(url("delete", hearing.pk), {"post": "yes"}).status_code == 403
    assert Hearing.objects.exists()


# --- Documents and meetings ----------------------------------------------------------------
def inlines(prefix, initial, *rows):
    fields = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for position, row in enumerate(rows):
        fields |= {f"{prefix}-{position}-{name}": value for name, value in row.items()}
    return fields


def test_a_document_is_stored_and_noted(client, department):
    hearing = HearingFactory(department=department, coming=True)
    row = {"title": "Forslag til lokalplan", "upload": pdf("plan.pdf", "Hej"), "position": 1}

    client.post(url("change", hearing.pk), form_of(hearing, **inlines("documents", 0, row)))

    document = HearingDocument.objects.get()
    assert (document.title, document.original_name, document.position) == (
        "Forslag til lokalplan",
        "plan.pdf",
        1,
    )
    line = hearing.history.get()
    assert (line.action, line.note) == (
        ACTION.DOCUMENT_ADDED,
        "Forslag til lokalplan (plan.pdf)",
    )


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.exe", b"MZ", "Filer af den type kan vi ikke tage imod"),
        ("plan.pdf", b"<html>", "Filens indhold passer ikke til dens navn"),
        ("plan.pdf", b"", "tom"),
    ],
)
def test_a_document_that_is_not_taken_says_why(client, department, name, content, sentence):
    hearing = HearingFactory(department=department)
    upload = pdf(name, "Hej")
    upload.file.seek(0)
    upload.file.truncate()
    upload.file.write(content)
    upload.size = len(content)
    upload.seek(0)
    row = {"title": "Plan", "upload": upload, "position": 0}

    page = client.post(
        url("change", hearing.pk), form_of(hearing, **inlines("documents", 0, row))
    ).content.decode()

    assert sentence in page
    assert not HearingDocument.objects.exists()


def test_a_title_without_a_file_asks_for_the_file(client, department):
    hearing = HearingFactory(department=department)
    row = {"title": "Plan", "position": 0}

    page = client.post(
        url("change", hearing.pk), form_of(hearing, **inlines("documents", 0, row))
    ).content.decode()

    assert "Vælg en fil." in page


def test_a_document_is_renamed_and_removed_with_a_line_each(client, department):
    hearing = HearingFactory(department=department, coming=True)
    kept = HearingDocumentFactory(hearing=hearing, title="Gammel titel", uploaded_at=timezone.now())
    gone = HearingDocumentFactory(hearing=hearing, title="Forkert", uploaded_at=timezone.now())
    rows = [
        {"id": kept.pk, "title": "Ny titel", "position": 0},
        {"id": gone.pk, "title": "Forkert", "position": 0, "DELETE": "on"},
    ]

    client.post(url("change", hearing.pk), form_of(hearing, **inlines("documents", 2, *rows)))

    assert [document.title for document in hearing.documents.all()] == ["Ny titel"]
    assert list(hearing.history.order_by("pk").values_list("action", "note")) == [
        (ACTION.DOCUMENT_REMOVED, f"Forkert (lokalplan.pdf), SHA-256 {'0' * 64}"),
        (ACTION.CHANGED, "Dokument rettet: Ny titel"),
    ]


def of_meeting(title="Åbent hus", ends="19:00", **more):
    return {
        "kind": "open_house",
        "title": title,
        "starts_at_0": day(5),
        "starts_at_1": "17:00",
        "ends_at_0": day(5),
        "ends_at_1": ends,
        "place": "Kantinen",
        **more,
    }


def test_meetings_are_added_changed_and_removed_with_a_line_each(client, department):
    hearing = HearingFactory(department=department, draft=True)
    moved = HearingMeetingFactory(hearing=hearing, title="Byvandring")
    gone = HearingMeetingFactory(hearing=hearing, title="Aflyst")
    rows = [
        of_meeting("Byvandring", id=moved.pk),
        of_meeting("Aflyst", id=gone.pk, DELETE="on"),
        of_meeting("Åbent hus"),
    ]

    client.post(url("change", hearing.pk), form_of(hearing, **inlines("meetings", 2, *rows)))

    assert sorted(row.title for row in hearing.meetings.all()) == ["Byvandring", "Åbent hus"]
    alone = Event.objects.get(title="Aflyst")
    assert (alone.status, alone.is_owned) == ("draft", False)
    assert list(hearing.history.order_by("pk").values_list("note", flat=True)) == [
        "Møde rettet: Byvandring",
        "Møde tilføjet: Åbent hus",
        "Møde fjernet: Aflyst",
    ]


def test_a_meeting_of_a_published_hearing_is_public_at_once_and_cannot_be_taken_away(
    client, department
):
    area = Area.objects.first()
    hearing = HearingFactory(department=department)
    hearing.areas.add(area)
    seen = HearingMeetingFactory(hearing=hearing, title="Byvandring")
    rows = [of_meeting("Byvandring", id=seen.pk, DELETE="on"), of_meeting(takes_sign_up="on")]

    client.post(
        url("change", hearing.pk),
        form_of(hearing, areas=[area.pk], **inlines("meetings", 1, *rows)),
    )

    new = hearing.meetings.exclude(pk=seen.pk).get().event
    assert (new.status, new.is_owned, new.takes_sign_up) == ("published", True, True)
    assert (new.department, list(new.areas.all())) == (department, [area])
    assert hearing.meetings.filter(pk=seen.pk).exists()


def test_a_moved_meeting_is_a_move_of_its_event(client, department):
    meeting = HearingMeetingFactory(hearing__department=department)
    row = of_meeting(id=meeting.pk)

    client.post(
        url("change", meeting.hearing_id),
        form_of(meeting.hearing, **inlines("meetings", 1, row)),
    )

    meeting.event.refresh_from_db()
    assert (meeting.event.place, meeting.event.ics_sequence) == ("Kantinen", 1)


def test_a_meeting_that_ends_before_it_starts_is_refused(client, department):
    hearing = HearingFactory(department=department)
    row = of_meeting(ends="16:00")

    page = client.post(
        url("change", hearing.pk), form_of(hearing, **inlines("meetings", 0, row))
    ).content.decode()

    assert "Mødet skal slutte, efter at det er begyndt." in page


# --- History -------------------------------------------------------------------------------
def test_the_history_is_shown_by_pages(client, department, case_worker):
    hearing = HearingFactory(department=department)
    for number in range(51):
        HearingEvent.objects.create(
            hearing=hearing, action=ACTION.CHANGED, by=case_worker, at=timezone.now(),
            note=f"linje-{number}.",
        )  # fmt: skip

    first = client.get(url("history", hearing.pk)).content.decode()
    second = client.get(url("history", hearing.pk) + "?p=2").content.decode()

    assert ("linje-50." in first, "linje-0." in first) == (True, False)
    assert "linje-0." in second
    assert "Lone Linealsen" in first


def test_opening_a_page_changes_nothing(client, department):
    hearing = HearingFactory(department=department, draft=True)
    before = Hearing.objects.filter(pk=hearing.pk).values().get()

    for page in ("change", "history", "publish"):
        client.get(url(page, hearing.pk))

    assert Hearing.objects.filter(pk=hearing.pk).values().get() == before
    assert not HearingEvent.objects.exists()


def test_the_questions_of_the_page_do_not_grow_with_the_answers(client, department):
    hearing = HearingFactory(department=department)

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(url("change", hearing.pk))
        return len(queries)

    ResponseFactory(hearing=hearing)
    count()
    few = count()
    for _ in range(4):
        ResponseFactory(hearing=hearing)

    assert count() == few


def test_the_last_day_of_a_hearing_that_closes_at_midnight_is_the_day_before(client, department):
    hearing = HearingFactory(department=department, closes_at=days_from_now(20))
    last = local_date(days_from_now(19))

    page = client.get(url("change", hearing.pk)).content.decode()

    assert f"{last.day}. " in page.split("Sidste dag at svare")[1][:200]
