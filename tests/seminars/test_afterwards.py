"""After a seminar: asked once, followed half-yearly, carried on, and reported."""

import json
from datetime import timedelta
from functools import cache

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.clock import local_date
from core.files import inspect_upload
from core.transitions import TransitionNotAllowed
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Announcement, Message
from seminars import tasks
from seminars.duties import duties_of
from seminars.evaluated import result_of, texts_of
from seminars.links import ask_token
from seminars.models import (
    Conclusion,
    ConclusionStatus,
    Evaluation,
    EvaluationAsk,
    EvaluationText,
    ReportFile,
)
from seminars.services import concluding, evaluating, materials, reporting
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.core import samples
from tests.councils.factories import BodyFactory
from tests.events.factories import RegistrationFactory
from tests.hearings.staff import at_work
from tests.hearings.test_races import at_once
from tests.projects.factories import LessonFactory, ProjectFactory
from tests.seminars.factories import (
    ConclusionFactory,
    EvaluationTextFactory,
    MaterialFactory,
    SeminarFactory,
    SeminarLessonFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db
State = Conclusion.State


def yesterday(**fields):
    starts_at = timezone.now() - timedelta(days=1, hours=8)
    return SeminarFactory(day__event__starts_at=starts_at, **fields)


def fetched(client, url):
    """Return how a file is answered, with the file read and closed."""
    response = client.get(url)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


def step():
    return {"by": UserFactory(staff=True), "at": timezone.now()}


def page(seminar, name):
    return reverse(f"seminars:{name}", args=[seminar.pk, seminar.slug])


# --- The evaluation -----------------------------------------------------------------------------
def test_those_who_came_are_asked_once_the_day_after(mailoutbox):
    seminar = yesterday()
    event = seminar.days.get().event
    user = UserFactory()
    RegistrationFactory(event=event, email="kom@example.dk", has_come=True)
    RegistrationFactory(event=event, email="ukendt@example.dk", has_come=None)
    RegistrationFactory(event=event, email="blev.vaek@example.dk", has_come=False)
    RegistrationFactory(event=event, email="ventede@example.dk", waiting=True)
    RegistrationFactory(event=event, user=user, email=user.email, has_come=True)

    tasks.ask_those_who_came()
    tasks.ask_those_who_came()
    relay(Lane.BULK, seconds=5)

    asked = {mail.to[0] for mail in mailoutbox}
    assert asked == {"kom@example.dk", "ukendt@example.dk", user.email}
    assert len(mailoutbox) == 3
    assert "/seminarer/evaluering/" in mailoutbox[0].body


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_two_beats_at_once_ask_once():
    seminar = yesterday()
    RegistrationFactory(event=seminar.days.get().event, has_come=True)
    now = timezone.now()

    at_once([lambda: evaluating.ask_due(at=now)] * 10)

    assert EvaluationAsk.objects.count() == Message.objects.count() == 1


@pytest.mark.parametrize(
    "seminar", [SeminarFactory, lambda: SeminarFactory(held=True, cancelled=True)]
)
def test_nobody_is_asked_about_what_was_not_held(seminar):
    with pytest.raises(TransitionNotAllowed):
        evaluating.ask_those_who_came(seminar(), at=timezone.now())


def asked(seminar, count=1):
    event = seminar.days.get().event
    for number in range(count):
        RegistrationFactory(event=event, email=f"gaest{number}@example.dk", has_come=True)
    evaluating.ask_those_who_came(seminar, at=timezone.now())
    seminar.refresh_from_db()
    return list(seminar.asks.all())


def test_an_answer_is_kept_without_who_gave_it():
    (ask,) = asked(yesterday())
    client, url = Client(), reverse("seminars:evaluate", args=[ask_token(ask)])
    typed = {"useful": 5, "heard": 4, "again": 5, "best": "Maden", "better": ""}

    refused = client.post(url, typed | {"heard": "", "better": "Ring 010190-1234"})
    answered = client.post(url, typed)
    again = client.post(url, typed)

    assert "Ring 010190-1234" in refused.content.decode()
    assert answered.status_code == 302
    assert "virker kun én gang" in again.content.decode()
    assert not EvaluationAsk.objects.exists()
    evaluation = Evaluation.objects.get()
    assert {field.name for field in Evaluation._meta.fields} == {
        "id", "seminar", "useful", "heard", "again",
    }  # fmt: skip
    assert str(evaluation) == "5, 4, 5"
    assert EvaluationText.objects.get().state == EvaluationText.State.NEW
    assert client.get(reverse("seminars:evaluate", args=["1~forged"])).status_code == 404


def test_who_has_not_answered_in_two_weeks_is_forgotten(time_machine):
    (ask,) = asked(yesterday())
    time_machine.move_to(timezone.now() + timedelta(days=14, minutes=1))

    tasks.ask_those_who_came()

    assert not EvaluationAsk.objects.exists()
    with pytest.raises(TransitionNotAllowed):
        evaluating.evaluate(ask, useful=1, heard=1, again=1, at=timezone.now())


def answers(seminar, *rows):
    Evaluation.objects.bulk_create(
        Evaluation(seminar=seminar, useful=a, heard=b, again=c) for a, b, c in rows
    )


def test_the_result_is_told_after_two_weeks_and_says_nothing_of_anybody():
    seminar = yesterday()
    asked(seminar)
    answers(seminar, *[(5, 4, 5)] * 7, *[(1, 4, 4)] * 2)
    EvaluationTextFactory(seminar=seminar, text="Maden", state="shown")
    EvaluationTextFactory(seminar=seminar, text="Naboen", state="hidden")
    soon, later = timezone.now(), timezone.now() + timedelta(days=14)

    assert result_of(seminar, soon) is None
    assert texts_of(seminar, soon) == {"best": [], "better": []}
    result = result_of(seminar, later)
    assert result.total == 9
    useful = result.scales[0].counts
    # Two said 1: hidden, among steps that nobody or few have chosen.
    assert useful == (None, None, None, None, 7)
    assert texts_of(seminar, later)["best"] == ["Maden"]


def test_fewer_than_five_are_not_told():
    seminar = yesterday()
    asked(seminar)
    answers(seminar, *[(5, 5, 5)] * 4)
    EvaluationTextFactory(seminar=seminar, state="shown")
    later = timezone.now() + timedelta(days=14)

    assert result_of(seminar, later).total is None
    assert texts_of(seminar, later) == {"best": [], "better": []}


def test_words_are_shown_when_somebody_has_read_them():
    seminar = yesterday()
    row = EvaluationTextFactory(seminar=seminar)
    client = at_work(UserFactory(role=Role.FACILITATOR, department=seminar.department))
    url = reverse("admin:seminars_seminar_texts", args=[seminar.pk])

    assert row.text in client.get(url).content.decode()
    client.post(url, {"text": row.pk, "state": "shown"})
    client.post(url, {"text": "x", "state": "shown"})

    row.refresh_from_db()
    assert row.state == EvaluationText.State.SHOWN


# --- Conclusions --------------------------------------------------------------------------------
def conclude(seminar, text="De unge skal spørges først"):
    return concluding.conclude(
        seminar, text=text, body=BodyFactory(), department=seminar.department, **step()
    )


def test_a_conclusion_owes_a_status_half_yearly_until_it_is_closed(time_machine):
    time_machine.move_to("2026-03-01T12:00Z", tick=False)
    seminar = yesterday()
    conclusion = conclude(seminar)
    person = UserFactory(role=Role.FACILITATOR, department=seminar.department)
    assert [duty for duty in duties_of(person) if conclusion.text in duty.title] == []

    owed = []
    for moment in ("2026-08-25T12:00Z", "2027-02-20T12:00Z", "2027-08-20T12:00Z"):
        time_machine.move_to(moment, tick=False)
        owed += [duty for duty in duties_of(person) if conclusion.text in duty.title]
        concluding.give_status(conclusion, state=State.UNDERWAY, text=moment, **step())
    time_machine.move_to("2028-06-01T12:00Z", tick=False)
    (late,) = [duty for duty in duties_of(person) if conclusion.text in duty.title]
    concluding.give_status(conclusion, state=State.DONE, text="Det er gjort.", **step())

    assert len(owed) == 3
    assert late.is_overdue
    assert [duty for duty in duties_of(person) if conclusion.text in duty.title] == []
    conclusion.refresh_from_db()
    assert (conclusion.closed_on, conclusion.status_due_on) == (local_date(timezone.now()), None)
    with pytest.raises(TransitionNotAllowed):
        concluding.give_status(conclusion, state=State.OPEN, text="Igen", **step())


def test_the_same_line_and_the_same_click_are_one():
    seminar = yesterday()

    first, again = conclude(seminar), conclude(seminar)
    told = {"state": State.UNDERWAY, "text": "I gang", **step()}
    concluding.give_status(first, **told)
    concluding.give_status(first, **told)

    assert first == again
    assert ConclusionStatus.objects.count() == 1
    assert Announcement.objects.filter(kind=concluding.STATUS_GIVEN).count() == 1


def test_one_concludes_when_it_has_begun():
    with pytest.raises(TransitionNotAllowed):
        conclude(SeminarFactory())


def test_conclusions_are_carried_to_the_next_seminar_until_they_are_closed(client):
    year = timedelta(days=365)

    def held(years):
        return SeminarFactory(day__event__starts_at=timezone.now() - years * year)

    first, second, third = held(4), held(2), SeminarFactory()
    closed_early = ConclusionFactory(
        seminar=first, done=True, closed_on=local_date(timezone.now() - 3 * year)
    )
    left_open = ConclusionFactory(seminar=first)
    done = ConclusionFactory(seminar=second, done=True)

    assert set(Conclusion.objects.carried_to(first)) == set()
    assert set(Conclusion.objects.carried_to(second)) == {closed_early, left_open}
    assert set(Conclusion.objects.carried_to(third)) == {left_open, done}
    shown = client.get(third.get_absolute_url()).content.decode()
    assert "Hvad skete der med konklusionerne fra" in shown
    assert left_open.text in shown
    assert done.text in shown
    assert left_open.text in client.get(page(third, "since")).content.decode()


@pytest.mark.parametrize(
    ("role", "is_own", "status"),
    [(Role.FACILITATOR, True, 302), (Role.FACILITATOR, False, 403), (Role.MODERATOR, True, 403)],
)
def test_the_department_of_the_conclusion_tells_how_far_it_is(role, is_own, status):
    follows = DepartmentFactory()
    conclusion = ConclusionFactory(department=follows)
    person = UserFactory(role=role, department=follows if is_own else DepartmentFactory())
    url = reverse("admin:seminars_seminar_status", args=[conclusion.seminar_id, conclusion.pk])

    answer = at_work(person).post(url, {"state": "underway", "text": "Vi er i gang."})

    assert answer.status_code == status
    assert ConclusionStatus.objects.exists() == (status == 302)


def test_the_page_tells_all_that_was_said(client):
    conclusion = ConclusionFactory()
    concluding.give_status(conclusion, state=State.UNDERWAY, text="To møder holdt.", **step())

    shown = client.get(page(conclusion.seminar, "conclusions")).content.decode()

    assert "To møder holdt." in shown
    assert str(conclusion.body) in shown


# --- Materials, the archive, and the way back ---------------------------------------------------
@cache
def pdf_content() -> bytes:
    """The same bytes each time: a document says when it was made."""
    return samples.saved(samples.pdf_document("Oplæg"))


def pdf():
    return inspect_upload(SimpleUploadedFile("oplaeg.pdf", pdf_content()))


def test_the_same_file_is_put_up_once_and_everybody_reads_it(client):
    seminar = yesterday()

    first = materials.add_material(seminar, title="Oplæg", inspected=pdf(), **step())
    again = materials.add_material(seminar, title="Oplæg", inspected=pdf(), **step())
    url = reverse("seminars:material", args=[seminar.pk, seminar.slug, first.pk])

    assert first == again
    assert url in client.get(seminar.get_absolute_url()).content.decode()
    assert fetched(client, url) == 200
    materials.remove_material(first, **step())
    assert fetched(client, url) == 404


def test_who_puts_up_material_chooses_one_of_file_and_film():
    seminar = yesterday()
    client = at_work(UserFactory(role=Role.FACILITATOR, department=seminar.department))
    url = reverse("admin:seminars_seminar_material", args=[seminar.pk])
    upload = SimpleUploadedFile("a.pdf", samples.saved(samples.pdf_document("a")))

    neither = client.post(url, {"title": "Oplæg"})
    one = client.post(url, {"title": "Oplæg", "upload": upload})

    assert "Vælg en fil eller en film" in neither.content.decode()
    assert one.status_code == 302
    assert seminar.materials.count() == 1


def test_the_archive_tells_of_each_what_it_left(client, django_assert_num_queries):
    for _number in range(3):
        seminar = yesterday(report="Godt", report_published_at=timezone.now())
        ConclusionFactory(seminar=seminar)
        RegistrationFactory(event=seminar.days.get().event, people=4)

    with django_assert_num_queries(3):
        shown = client.get(reverse("seminars:seminars")).content.decode()

    assert shown.count("1 konklusion, 1 ikke færdig") == 3
    assert "4 deltagere" in shown


def test_lessons_are_found_by_topic_and_lead_back_to_the_project(client):
    session = SessionFactory(event__title="Det lærte vi")
    row = SeminarLessonFactory(seminar=session.seminar, session=session)
    SeminarLessonFactory(seminar=SeminarFactory(draft=True))
    url = reverse("seminars:lessons")

    everything = client.get(url).content.decode()
    nothing = client.get(url, {"emne": "findes-ikke"}).content.decode()
    project = client.get(row.lesson.project.get_absolute_url()).content.decode()

    assert everything.count(row.lesson.title) == 1
    assert row.lesson.title in nothing  # what cannot be understood is left out
    assert "Fortalt på seminaret" in project
    assert "Det lærte vi" in project


def test_a_project_that_was_told_nowhere_says_nothing_of_it(client):
    lesson = LessonFactory(project=ProjectFactory())

    assert (
        "Fortalt på seminaret" not in client.get(lesson.project.get_absolute_url()).content.decode()
    )


# --- The report ---------------------------------------------------------------------------------
def reported():
    seminar = yesterday(title="Hvem mangler i rummet?")
    SessionFactory(seminar=seminar, event__title="Bank på")
    RegistrationFactory(event=seminar.days.get().event, people=3, has_come=True)
    ConclusionFactory(seminar=seminar, text="De unge skal spørges")
    MaterialFactory(seminar=seminar)
    reporting.publish_report(seminar, report="Vi talte om tal.\n\nOg teater.", **step())
    seminar.refresh_from_db()
    return seminar


def test_the_report_is_a_page_and_a_tagged_pdf(client):
    seminar = reported()

    shown = client.get(page(seminar, "report")).content.decode()
    before = fetched(client, page(seminar, "report_pdf"))
    assert reporting.make_files(at=timezone.now()) == 1

    assert "Vi talte om tal." in shown
    assert "3 var tilmeldt, og 3 kom." in shown
    assert before == 404
    row = ReportFile.objects.get()
    assert row.status == ReportFile.Status.READY
    with row.file.open("rb") as file, pikepdf.open(file) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "da-DK"
        assert str(document.docinfo["/Title"]) == seminar.title
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
    assert fetched(client, page(seminar, "report_pdf")) == 200


def test_the_pdf_follows_what_it_says_and_is_not_made_for_nothing():
    seminar = reported()
    reporting.make_files(at=timezone.now())
    first = ReportFile.objects.get().file.name

    unchanged = reporting.make_files(at=timezone.now())
    conclusion = seminar.conclusions.get()
    concluding.give_status(conclusion, state=State.DONE, text="Gjort.", **step())
    changed = reporting.make_files(at=timezone.now())

    row = ReportFile.objects.get()
    assert (unchanged, changed) == (0, 1)
    assert row.file.name != first
    assert not row.file.storage.exists(first)


def test_a_fault_costs_five_tries_with_pauses_and_then_it_is_said(monkeypatch, caplog):
    reported()

    def breaks(*_args, **_kwargs):
        raise RuntimeError(json.dumps("private"))

    monkeypatch.setattr(reporting, "write_pdf", breaks)
    at = timezone.now()
    for _try in range(6):
        reporting.make_files(at=at)
        at += timedelta(days=1)

    row = ReportFile.objects.get()
    assert (row.status, row.attempts) == (ReportFile.Status.FAILED, 5)
    assert "private" not in caplog.text


def test_a_report_is_told_once_and_mended_in_silence():
    seminar = reported()
    reporting.publish_report(seminar, report="Rettet.", **step())

    assert Announcement.objects.filter(kind=reporting.REPORT_PUBLISHED).count() == 1
    with pytest.raises(TransitionNotAllowed):
        reporting.publish_report(SeminarFactory(), report="For tidligt", **step())


def test_a_report_is_owed_after_two_months():
    seminar = SeminarFactory(held=True)
    person = UserFactory(role=Role.FACILITATOR, department=seminar.department)

    titles = [duty.title for duty in duties_of(person)]

    assert f"Skriv rapporten om »{seminar.title}«" in titles
