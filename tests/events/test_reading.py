from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from city.models import Area, Topic
from core.files import inspect_upload
from core.pictures import picture_path
from events.models import Event
from events.services import add_file
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.councils.factories import MeetingFactory
from tests.events.factories import EventFactory
from tests.events.uploads import png
from tests.hearings.factories import HearingFactory, HearingMeetingFactory
from tests.hearings.staff import at_work
from tests.hearings.uploads import pdf

pytestmark = pytest.mark.django_db


def text(client, event):
    return client.get(event.get_absolute_url()).content.decode()


def test_a_visitor_reads_an_event_without_a_cookie(client):
    event = EventFactory(title="Byvandring", accessibility="Stien er uden trin.")

    response = client.get(event.get_absolute_url())
    page = response.content.decode()

    for words in ("Byvandring", "Kantinen på rådhuset", "Stien er uden trin.", "Borgermøde"):
        assert words in page
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in page
    assert response.headers["Cache-Control"].startswith("public")


def test_a_draft_is_for_who_arranges_it_alone():
    event = EventFactory(draft=True)
    own = UserFactory(role=Role.EDITOR, department=event.department)
    other = UserFactory(role=Role.EDITOR, department=DepartmentFactory())
    path = event.get_absolute_url()

    assert Client().get(path).status_code == 404
    assert at_work(UserFactory()).get(path).status_code == 404
    assert at_work(other).get(path).status_code == 404
    assert at_work(own).get(path).status_code == 200


def test_an_event_says_what_it_belongs_to(client):
    meeting = HearingMeetingFactory(hearing__title="Ny sti")

    page = text(client, meeting.event)

    assert (
        f'<a href="{meeting.hearing.get_absolute_url()}" lang="da">Ny sti</a>'
        in page.replace("  ", " ")
        or "Ny sti" in page
    )


def test_a_cancelled_event_says_why(client):
    event = EventFactory(cancelled=True)

    page = text(client, event)

    assert "<h2>Aflyst</h2>" in page
    assert "Salen er oversvømmet." in page


def test_the_link_to_the_screen_is_for_those_who_come(client):
    link = "https://moede.example.dk/12"
    open_to_all = EventFactory(online_url=link)
    signed_up = EventFactory(online_url=link, sign_up=True)

    assert link in text(client, open_to_all)
    assert link not in text(client, signed_up)
    assert "Linket får du, når du er tilmeldt" in text(client, signed_up)


def test_what_came_of_it_stands_there_with_its_pictures(client):
    staff = UserFactory(role=Role.CASE_WORKER)
    event = EventFactory(held=True, outcome="40 forslag til stien.")
    at = timezone.now()
    picture = add_file(
        event,
        inspect_upload(png("folk.png")),
        by=staff,
        at=at,
        title="Folk om bordet",
        is_outcome=True,
    )
    add_file(event, inspect_upload(pdf("program.pdf", "Program")), by=staff, at=at, title="Program")

    page = text(client, event)
    path = reverse("events:file", args=[event.pk, event.slug, picture.pk])

    assert "40 forslag til stien." in page
    assert f'<img src="{path}" alt="Folk om bordet"' in page
    assert "Program" in page
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "image/png"
    assert b"".join(answer).startswith(b"\x89PNG")
    answer.close()


def test_a_file_is_as_hidden_as_its_event(client):
    staff = UserFactory(role=Role.CASE_WORKER)
    event = EventFactory(draft=True)
    file = add_file(
        event,
        inspect_upload(pdf("program.pdf", "Program")),
        by=staff,
        at=timezone.now(),
        title="Program",
    )

    path = reverse("events:file", args=[event.pk, event.slug, file.pk])

    assert client.get(path).status_code == 404


def test_another_slug_leads_to_the_right_one(client):
    event = EventFactory()

    response = client.get(reverse("events:detail", args=[event.pk, "gammel"]))

    assert (response.status_code, response.headers["Location"]) == (301, event.get_absolute_url())


def test_machines_read_the_event_and_draw_its_picture(client):
    event = EventFactory(title="Byvandring")

    page = text(client, event)

    assert '"@type": "Event"' in page
    assert picture_path("event", event.pk) in page
    assert client.get(picture_path("event", event.pk)).status_code == 200
    assert client.get(picture_path("event", EventFactory(draft=True).pk)).status_code == 404
    assert event.get_absolute_url() in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_an_event_costs_the_same_however_much_there_is(client, django_assert_num_queries, number):
    meeting = HearingMeetingFactory()
    Event.objects.filter(pk=meeting.event_id).update(takes_sign_up=True)
    staff = UserFactory(role=Role.CASE_WORKER)
    for _ in range(number):
        add_file(
            meeting.event,
            inspect_upload(pdf("program.pdf", "Program")),
            by=staff,
            at=timezone.now(),
            title="Program",
        )
    meeting.event.areas.add(*Area.objects.all()[:number])
    meeting.event.topics.add(*Topic.objects.all()[:number])

    with django_assert_num_queries(6):
        client.get(meeting.event.get_absolute_url())


# --- The list ----------------------------------------------------------------------------------
def titles(client, **parameters):
    context = client.get(reverse("events:list"), parameters).context
    return [row["title"] for row in context["rows"]]


def test_the_list_has_what_comes_and_apart_what_was_held(client):
    HearingMeetingFactory(hearing__title="Ny sti", title="Åbent hus")
    HearingMeetingFactory(hearing=HearingFactory(draft=True))
    EventFactory(title="Senere", starts_at=timezone.now() + timedelta(days=30))
    EventFactory(title="Kladde", draft=True)
    EventFactory(title="Holdt", held=True)
    MeetingFactory(is_public=False)

    assert titles(client) == ["Åbent hus: Ny sti", "Senere"]
    assert titles(client, vis="holdt") == ["Holdt"]


def test_an_empty_list_says_what_will_come(client):
    page = client.get(reverse("events:list")).content.decode()

    assert "Der er ingen arrangementer lige nu" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(client, django_assert_num_queries, number):
    for _ in range(number):
        HearingMeetingFactory()
        MeetingFactory(is_public=True)

    with django_assert_num_queries(3):
        client.get(reverse("events:list"))
