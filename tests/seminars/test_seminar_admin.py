"""The whole seminar on one page, each step as a page, and who may what."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.clock import local
from notifications.models import Message
from seminars.models import Seminar, SeminarMessage, Session
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.core import samples
from tests.events.factories import RegistrationFactory
from tests.hearings.staff import at_work
from tests.seminars.factories import (
    SeminarFactory,
    SessionChoiceFactory,
    SessionFactory,
    SpeakerFactory,
)

pytestmark = pytest.mark.django_db
PREFIXES = ("days", "tracks", "speakers", "sessions")


@pytest.fixture
def seminar() -> Seminar:
    return SeminarFactory()


@pytest.fixture
def desk(seminar) -> Client:
    return at_work(UserFactory(role=Role.FACILITATOR, department=seminar.department))


def url(seminar, name="change", *parts):
    return reverse(f"admin:seminars_seminar_{name}", args=[seminar.pk, *parts])


def form_of(client, seminar):
    """Return what a browser sends back when nothing was typed."""
    page = client.get(url(seminar))
    values = {}
    for form in [page.context["adminform"].form, *_formset_forms(page)]:
        for bound in form:
            if bound.field.disabled:
                continue
            value = bound.value()
            if hasattr(bound.field.widget, "decompress"):
                parts = bound.field.widget.decompress(value)
                for number, part in enumerate(parts):
                    values[f"{bound.html_name}_{number}"] = "" if part is None else str(part)
            elif isinstance(value, list | tuple):
                values[bound.html_name] = [getattr(row, "pk", row) for row in value]
            elif value is not None and value is not False:
                values[bound.html_name] = "on" if value is True else value
    return values


def _formset_forms(page):
    for inline in page.context["inline_admin_formsets"]:
        yield inline.formset.management_form
        yield from inline.formset.forms


def moment(name, when):
    here = local(when)
    return {f"{name}_0": here.date().isoformat(), f"{name}_1": f"{here:%H:%M}"}


def new_session(seminar, **fields):
    """Return the fields of one more session in the second hour of the day."""
    day = seminar.days.get()
    starts_at = day.event.starts_at + timedelta(hours=2)
    place = f"sessions-{seminar.sessions.count()}"
    known = {
        f"{place}-kind": "workshop", f"{place}-title": "Tegn din by", f"{place}-day": day.pk,
        f"{place}-place": "Lokale 3", f"{place}-capacity": "16", f"{place}-text": "",
        **moment(f"{place}-starts_at", starts_at),
        **moment(f"{place}-ends_at", starts_at + timedelta(hours=1)),
    }  # fmt: skip
    count = {"sessions-TOTAL_FORMS": seminar.sessions.count() + 1}
    return known | count | {f"{place}-{name}": value for name, value in fields.items()}


def test_a_draft_is_made_and_its_programme_laid_on_the_same_page():
    department = DepartmentFactory()
    client = at_work(UserFactory(role=Role.FACILITATOR, department=department))

    client.post(
        reverse("admin:seminars_seminar_add"), {"title": "Tema", "department": department.pk}
    )
    seminar = Seminar.objects.get()
    starts_at = timezone.now() + timedelta(days=90)
    day = {
        "days-TOTAL_FORMS": 1, "days-0-place": "Salen", "days-0-capacity": "90",
        **moment("days-0-starts_at", starts_at),
        **moment("days-0-ends_at", starts_at + timedelta(hours=7)),
    }  # fmt: skip
    saved = client.post(url(seminar), form_of(client, seminar) | day)

    assert saved.status_code == 302, saved.context["errors"]
    event = seminar.days.get().event
    assert (event.place, event.capacity, event.reminder_days) == ("Salen", 90, [14, 2, 0])
    assert client.post(url(seminar), form_of(client, seminar)).status_code == 302


def test_another_day_is_laid_on_the_same_page_also_when_the_first_is_public(seminar, desk):
    first = seminar.days.get().event
    place = "days-1"
    day = {
        f"{place}-place": "Musikteatret", f"{place}-capacity": "40",
        **moment(f"{place}-starts_at", first.starts_at + timedelta(days=1)),
        **moment(f"{place}-ends_at", first.ends_at + timedelta(days=1)),
    }  # fmt: skip

    saved = desk.post(url(seminar), form_of(desk, seminar) | day)

    assert saved.status_code == 302, saved.context["errors"]
    places = [row.event.place for row in seminar.days.order_by("event__starts_at")]
    assert places == [first.place, "Musikteatret"]
    assert {row.event.status for row in seminar.days.all()} == {"published"}
    assert "Musikteatret" in Client().get(seminar.get_absolute_url()).content.decode()


def test_a_seminar_that_was_held_takes_no_more_days():
    seminar = SeminarFactory(held=True)
    desk = at_work(UserFactory(role=Role.FACILITATOR, department=seminar.department))

    assert form_of(desk, seminar)["days-TOTAL_FORMS"] == 1


def test_sessions_tracks_and_speakers_are_saved_with_one_button(seminar, desk):
    speaker = SpeakerFactory(seminar=seminar)
    picture = SimpleUploadedFile("signe.png", samples.image("PNG"))
    more = {
        "tracks-TOTAL_FORMS": 1, "tracks-0-title": "Prøv det selv", "tracks-0-position": 0,
        "speakers-0-portrait": picture, "speakers-0-portrait_alt": "En kvinde, der smiler",
    }  # fmt: skip

    values = form_of(desk, seminar) | more | new_session(seminar, speakers=[speaker.pk])
    saved = desk.post(url(seminar), values)

    assert saved.status_code == 302, saved.context["errors"]
    session = seminar.sessions.get()
    assert (session.event.title, session.event.capacity) == ("Tegn din by", 16)
    assert session.event.is_published
    assert list(session.speakers.all()) == [speaker]
    assert seminar.tracks.get().title == "Prøv det selv"
    assert speaker.portrait.alt == "En kvinde, der smiler"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"capacity": "0"}, "større end eller lig"),
        ({"place": ""}, "Feltet skal udfyldes"),
        ({"ends_at_1": "00:01"}, "efter at det er begyndt"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stands_there(seminar, desk, fields, words):
    values = form_of(desk, seminar) | new_session(seminar, title="Mit lange navn", **fields)

    page = desk.post(url(seminar), values)

    assert page.status_code == 200
    assert "Mit lange navn" in page.content.decode()
    assert not Session.objects.exists()


def test_seats_that_are_given_are_not_taken_away_by_the_form(seminar, desk):
    session = SessionFactory(seminar=seminar, few=True)
    for _number in range(3):
        RegistrationFactory(event=session.event)

    page = desk.post(url(seminar), form_of(desk, seminar) | {"sessions-0-capacity": "2"})

    assert page.status_code == 200
    assert "3 pladser er allerede givet" in page.content.decode()


def test_moving_a_session_tells_who_is_signed_up(seminar, desk):
    session = SessionFactory(seminar=seminar)
    RegistrationFactory(event=session.day.event)

    saved = desk.post(url(seminar), form_of(desk, seminar) | {"sessions-0-place": "Store sal"})

    assert saved.status_code == 302
    assert Message.objects.filter(kind="seminars.programme_changed").count() == 1


# --- The steps ----------------------------------------------------------------------------------
def test_the_steps_say_first_what_happens_and_then_do_it(desk, seminar):
    session = SessionFactory(seminar=seminar, few=True)
    RegistrationFactory(event=session.event)

    page = desk.get(url(seminar, "session_cancel", session.pk)).content.decode()
    empty = desk.post(url(seminar, "session_cancel", session.pk), {"reason": ""})
    done = desk.post(url(seminar, "session_cancel", session.pk), {"reason": "Syg"})

    assert "En person får en mail." in page
    assert (empty.status_code, done.status_code) == (200, 302)
    session.event.refresh_from_db()
    assert session.event.cancelled_reason == "Syg"


def test_a_draft_is_published_and_a_public_one_cancelled(desk, seminar):
    draft = SeminarFactory(draft=True, department=seminar.department, day__event__draft=True)

    desk.post(url(draft, "publish"))
    desk.post(url(seminar, "cancel"), {"reason": "Salen er oversvømmet."})

    draft.refresh_from_db()
    seminar.refresh_from_db()
    assert (draft.status, seminar.status) == ("published", "cancelled")
    assert "Salen er oversvømmet." in Client().get(seminar.get_absolute_url()).content.decode()


def test_a_copy_is_a_draft_with_another_day(desk, seminar):
    past = desk.post(url(seminar, "copy"), {"title": "Næste", "first_day": "2020-01-01"})
    desk.post(url(seminar, "copy"), {"title": "Næste", "first_day": "2150-03-01"})

    assert "Vælg en dag, der ikke er gået." in past.content.decode()
    copy = Seminar.objects.get(title="Næste")
    assert (copy.status, copy.year) == ("draft", 2150)


def test_a_message_is_sent_once_to_those_who_are_chosen(desk):
    choice = SessionChoiceFactory()
    seminar = choice.session.seminar
    desk = at_work(UserFactory(role=Role.FACILITATOR, department=seminar.department))
    typed = {
        "key": "0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f12", "subject": "Kom lidt før",
        "text": "Døren åbner.", "audience": "session",
    }  # fmt: skip

    without = desk.post(url(seminar, "message"), typed)
    for _click in range(2):
        desk.post(url(seminar, "message"), typed | {"session": choice.session.pk})

    assert "Vælg sessionen." in without.content.decode()
    assert "Døren åbner." in without.content.decode()
    assert SeminarMessage.objects.get().count == 1
    assert Message.objects.filter(kind="seminars.message").count() == 1


def test_a_session_has_a_wall_that_everybody_sees_and_its_runner_facilitates(desk, seminar):
    session = SessionFactory(seminar=seminar)
    step = url(seminar, "session_wall", session.pk)

    bad = desk.post(step, {"question": "Hvad nu?", "columns": " \n "})
    desk.post(step, {"question": "Hvad nu?", "columns": "Før\nBagefter"})
    again = desk.get(step)

    session.refresh_from_db()
    wall = session.wall
    assert bad.status_code == 200
    assert [column.title for column in wall.columns.all()] == ["Før", "Bagefter"]
    assert Client().get(wall.get_absolute_url()).status_code == 200
    assert again.headers["Location"] == reverse("walls:desk", args=[wall.pk])
    assert desk.get(reverse("walls:desk", args=[wall.pk])).status_code == 200
    assert seminar.get_absolute_url() in Client().get(wall.get_absolute_url()).content.decode()


# --- Who may ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "is_own", "status"),
    [
        (Role.FACILITATOR, True, 200),
        (Role.MANAGER, True, 200),
        (Role.EDITOR, True, 200),
        (Role.FACILITATOR, False, 404),
        (Role.CASE_WORKER, True, 404),
        (Role.MODERATOR, True, 404),
    ],
)
def test_who_runs_seminars_of_the_department(seminar, role, is_own, status):
    department = seminar.department if is_own else DepartmentFactory()
    client = at_work(UserFactory(role=role, department=department))

    answers = {client.get(url(seminar, name)).status_code for name in ("change", "copy", "message")}

    assert answers == {status}


def test_a_draft_is_seen_by_who_runs_it_alone(desk, seminar):
    draft = SeminarFactory(draft=True, department=seminar.department)
    session = SessionFactory(seminar=draft)

    for page in (draft, session):
        assert desk.get(page.get_absolute_url()).status_code == 200
        assert Client().get(page.get_absolute_url()).status_code == 404
        assert at_work(UserFactory(staff=True)).get(page.get_absolute_url()).status_code == 404
