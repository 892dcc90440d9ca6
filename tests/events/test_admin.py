from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.clock import local
from events.duties import duties_of
from events.models import Event, EventFile, Registration
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.events.factories import EventFactory, RegistrationFactory
from tests.events.uploads import png
from tests.hearings.factories import HearingMeetingFactory
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db
PAGES = ("publish", "cancel", "outcome", "people", "telephone", "file_add", "change", "history")


@pytest.fixture
def department():
    return DepartmentFactory(name="Plan og Trafik")


@pytest.fixture
def editor(department):
    return UserFactory(role=Role.EDITOR, department=department)


@pytest.fixture
def client(editor):
    return at_work(editor)


def url(page, *args):
    return reverse(f"admin:events_event_{page}", args=args)


def actions(event):
    return [line.action for line in event.history.order_by("pk")]


def form_of(event, **changed):
    begin, end = local(event.starts_at), local(event.ends_at)
    return {
        "kind": event.kind,
        "title": event.title,
        "text": event.text,
        "starts_at_0": f"{begin:%Y-%m-%d}",
        "starts_at_1": f"{begin:%H:%M}",
        "ends_at_0": f"{end:%Y-%m-%d}",
        "ends_at_1": f"{end:%H:%M}",
        "place": event.place,
        "department": event.department_id,
        "offer_hours": 24,
        "reminder_days": "7, 1",
        **changed,
    }


def whole(event):
    """Let an event begin on a whole minute, as forms write it."""
    begin = event.starts_at.replace(second=0, microsecond=0)
    event.starts_at, event.ends_at = begin, begin + timedelta(hours=2)
    event.save()
    return event


def test_an_event_is_written_published_and_found(client, department):
    draft = EventFactory.build(department=department, title="Byvandring", kind="walk")

    client.post(url("add"), form_of(draft, reminder_days="3"))
    event = Event.objects.get()
    client.post(url("publish", event.pk))

    event.refresh_from_db()
    assert (event.status, event.reminder_days, event.title) == ("published", [3], "Byvandring")
    assert actions(event) == ["created", "published"]
    assert "Byvandring" in client.get(url("changelist")).content.decode()


def test_a_move_in_the_form_is_a_move_and_nothing_else_is_changed(client, department):
    event = whole(EventFactory(department=department))

    client.post(url("change", event.pk), form_of(event, place="Biblioteket"))

    event.refresh_from_db()
    assert (event.place, event.ics_sequence, actions(event)) == ("Biblioteket", 1, ["moved"])


def test_nothing_is_written_when_nothing_was_changed(client, department):
    event = whole(EventFactory(department=department))

    client.post(url("change", event.pk), form_of(event))

    assert actions(event) == []


def test_fewer_seats_than_are_given_are_refused_with_the_number(client, department):
    event = whole(EventFactory(department=department, takes_sign_up=True, capacity=10))
    RegistrationFactory(event=event, people=4)

    page = client.post(
        url("change", event.pk), form_of(event, takes_sign_up="on", capacity=3)
    ).content.decode()

    event.refresh_from_db()
    assert "4 pladser er allerede givet." in page
    assert event.capacity == 10


@pytest.mark.parametrize("words", ["x", "7, -1", "7, 7", "99", "1, 2, 3, 4, 5, 6"])
def test_reminders_that_make_no_sense_are_refused(client, department, words):
    event = whole(EventFactory(department=department))

    client.post(url("change", event.pk), form_of(event, reminder_days=words))

    event.refresh_from_db()
    assert event.reminder_days == [7, 1]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [Role.CASE_WORKER, Role.EDITOR, Role.FACILITATOR, Role.MODERATOR])
def test_another_department_s_event_does_not_exist_at_work(page, role):
    event = EventFactory()
    stranger = at_work(UserFactory(role=role))

    assert stranger.get(url(page, event.pk)).status_code in (403, 404)


@pytest.mark.parametrize(
    ("state", "possible"),
    [
        ({"draft": True}, {"publish"}),
        ({}, {"cancel"}),
        ({"cancelled": True}, set()),
        ({"held": True}, {"outcome"}),
    ],
    ids=str,
)
def test_each_step_at_its_time(client, department, state, possible):
    event = EventFactory(department=department, **state)

    answers = {step: client.get(url(step, event.pk)).status_code for step in PAGES[:3]}

    expected = {step: 200 if step in possible else 409 for step in answers}
    assert answers == expected
    shown = client.get(url("change", event.pk)).content.decode()
    assert {step for step in answers if url(step, event.pk) in shown} == possible


def test_an_owned_draft_is_published_with_its_subject_alone(department):
    event = HearingMeetingFactory(hearing__draft=True, hearing__department=department).event
    worker = at_work(UserFactory(role=Role.CASE_WORKER, department=department))

    assert worker.post(url("publish", event.pk)).status_code == 409


def test_who_cancels_sees_how_many_are_told(client, department):
    event = EventFactory(department=department, sign_up=True)
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, waiting=True)
    RegistrationFactory(event=event, email="", email_key="x")

    page = client.get(url("cancel", event.pk)).content.decode()
    client.post(url("cancel", event.pk), {"reason": "Storm."})

    event.refresh_from_db()
    assert "2 personer får en mail." in page
    assert "1 tilmeldt uden mailadresse" in page
    assert (event.status, event.cancelled_reason, event.taken) == ("cancelled", "Storm.", 0)


def test_a_picture_is_put_up_and_taken_down(client, department):
    event = EventFactory(department=department, held=True)

    client.post(
        url("file_add", event.pk), {"upload": png("folk.png"), "title": "Folk", "is_outcome": "on"}
    )
    file = EventFile.objects.get()
    client.post(url("file_remove", event.pk, file.pk))

    assert file.is_picture
    assert not EventFile.objects.exists()
    assert actions(event) == ["file_added", "file_removed"]


# --- Who comes ---------------------------------------------------------------------------------
def test_two_at_the_door_do_not_undo_each_other(client, department):
    event = EventFactory(
        department=department, takes_sign_up=True, starts_at=timezone.now() - timedelta(minutes=1)
    )
    first, second, third = RegistrationFactory.create_batch(3, event=event)

    client.post(url("people", event.pk), {"came": [first.pk]})
    client.post(url("people", event.pk), {"came": [second.pk, third.pk]})
    client.post(url("people", event.pk), {"was": [second.pk, third.pk], "came": [third.pk]})

    came = {row.pk: row.has_come for row in Registration.objects.all()}
    assert came == {first.pk: True, second.pk: False, third.pk: True}
    assert actions(event) == ["attendance"] * 3


def test_nobody_has_come_before_the_day(client, department):
    row = RegistrationFactory(event__department=department)

    answer = client.post(url("people", row.event_id), {"came": [row.pk]})

    row.refresh_from_db()
    assert (answer.status_code, row.has_come) == (409, None)


def test_the_list_on_paper_is_written_down_and_reading_the_page_is_not(client, department):
    row = RegistrationFactory(event__department=department, name="Karl Kløver")

    client.get(url("people", row.event_id))
    page = client.post(url("sheet", row.event_id)).content.decode()

    assert "Karl Kløver" in page
    assert actions(row.event) == ["list_read"]
    assert client.get(url("sheet", row.event_id)).status_code == 405


def test_a_protected_person_is_a_number_on_every_list(client, department):
    user = UserFactory(protected=True)
    row = RegistrationFactory(event__department=department, user=user, name="Signe Skjult")

    for page in (client.get(url("people", row.event_id)), client.post(url("sheet", row.event_id))):
        assert "Signe Skjult" not in page.content.decode()
        assert "navnet er beskyttet" in page.content.decode()


def test_who_telephones_is_written_down_once(client, department):
    event = EventFactory(department=department, takes_sign_up=True, capacity=1)
    key = "0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f12"
    written = {"name": "Karl Kløver", "people": 1, "form_key": key}

    client.post(url("telephone", event.pk), written)
    client.post(url("telephone", event.pk), written)
    client.post(
        url("telephone", event.pk),
        {**written, "name": "Signe Syren", "form_key": key.replace("0b", "0c")},
    )

    rows = event.registrations.order_by("number").values_list("name", "status")
    assert list(rows) == [("Karl Kløver", "confirmed"), ("Signe Syren", "waiting")]


def test_who_is_taken_off_gives_the_seat_on(client, department):
    event = EventFactory(department=department, takes_sign_up=True, capacity=1)
    row = RegistrationFactory(event=event)
    next_one = RegistrationFactory(event=event, waiting=True)

    client.post(url("person_remove", event.pk, row.number), {"reason": "Du ringede."})

    row.refresh_from_db()
    next_one.refresh_from_db()
    assert (row.status, row.ended) == ("cancelled", "by_staff")
    assert next_one.status == "offered"


# --- Duties ------------------------------------------------------------------------------------
def test_a_week_afterwards_somebody_must_say_what_came_of_it(editor, department):
    now = timezone.now()
    event = EventFactory(department=department, title="Tur", starts_at=now - timedelta(days=8))
    EventFactory(department=department, starts_at=now - timedelta(days=5))
    EventFactory(department=department, starts_at=now - timedelta(days=8), outcome="Godt.")
    EventFactory(starts_at=now - timedelta(days=8))

    (duty,) = duties_of(editor, now)

    assert (duty.title, duty.url) == (
        "Skriv, hvad der kom ud af det: Tur", url("outcome", event.pk),
    )  # fmt: skip
