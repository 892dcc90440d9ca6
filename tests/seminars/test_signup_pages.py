"""Signing up for a seminar on the pages: as a visitor, with an account, and by the private link."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from core.tokens import new_stamp
from events.links import private_path, token_for
from events.models import Event, Registration
from events.mypage import registrations_of
from events.services import cancel_event, cancel_registration, change_event
from notifications.models import Message
from seminars.beside import _sources, panels
from seminars.services.signing_up import sign_up
from seminars.signup_panel import panel
from tests.accounts.factories import UserFactory
from tests.events.factories import RegistrationFactory
from tests.hearings.staff import at_work
from tests.seminars.factories import SeminarDayFactory, SeminarFactory, SessionFactory

pytestmark = pytest.mark.django_db
NEEDS = "Rampe til kørestol"
TRAPPED = "Et skjult felt var udfyldt. Se felterne efter, og send igen."
TOO_FAST = "Det gik for hurtigt. Vent et øjeblik, og send igen."
MOVED_ON = "Programmet er ændret, mens du skrev. Se dine valg efter."
NOT_YET = timezone.now() + timedelta(days=1)


@pytest.fixture
def seminar():
    return SeminarFactory(title="Hvem mangler?", day__event__capacity=20)


def day_of(seminar):
    return seminar.days.first()


def add_day(seminar):
    starts_at = day_of(seminar).event.starts_at + timedelta(days=1)
    return SeminarDayFactory(seminar=seminar, event__starts_at=starts_at, event__capacity=20)


def session_at(seminar, hour=1, *, seats=10, day=None, **more):
    day = day or day_of(seminar)
    starts_at = day.event.starts_at + timedelta(hours=hour)
    values = {"event__starts_at": starts_at, "event__ends_at": starts_at + timedelta(hours=1)}
    return SessionFactory(
        seminar=seminar, day=day, few=True, event__capacity=seats, **{**values, **more}
    )


def address(seminar) -> str:
    return reverse("seminars:sign_up", args=[seminar.pk, seminar.slug])


def own(row: Registration, page: str = "registration") -> str:
    return reverse(f"seminars:{page}", args=[token_for(row)])


def slot(session) -> str:
    starts_at = timezone.localtime(session.event.starts_at)
    return f"kl-{session.day_id}-{starts_at:%Y%m%d%H%M}"


def typed(seminar, *sessions, age=timedelta(minutes=5), **values):
    stamp = new_stamp(f"seminar-sign-up-{seminar.pk}", at=timezone.now() - age)
    chosen = {slot(session): session.pk for session in sessions}
    written = {"name": "Karl Kløver", "email": "karl@example.dk", "people": 1}
    return {"stamp": stamp, **written, **chosen, **values}


def send(client, seminar, *sessions, **values):
    return client.post(address(seminar), typed(seminar, *sessions, **values))


def signs_up(seminar, *sessions, number=1, **more):
    values = {"name": "Karl Kløver", "email": f"karl{number}@example.dk", "at": timezone.now()}
    days = list(seminar.days.all())
    return sign_up(seminar, days=days, sessions=sessions, **{**values, **more})[0]


def errors_of(response) -> dict[str, list[str]]:
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


def logged_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


# --- The form -------------------------------------------------------------------------------
def test_a_visitor_signs_up_with_sessions_and_sees_them_on_the_receipt(client, seminar):
    first, second = session_at(seminar, 1, seats=3), session_at(seminar, 2)

    form = client.get(address(seminar))
    sent = send(client, seminar, first, second, people=2, needs=NEEDS)
    receipt = client.get(sent.headers["Location"])

    place = Registration.objects.get(event=day_of(seminar).event)
    assert (form.status_code, sent.status_code, receipt.status_code) == (200, 302, 200)
    assert "Der er 20 ledige pladser." in form.content.decode()
    assert "3 ledige pladser" in form.content.decode()
    assert sent.headers["Location"] == own(place)
    page = receipt.content.decode()
    assert "Der er 2 pladser til jer." in page
    assert page.count("Du har en plads.") == 2
    assert first.get_absolute_url() in page
    assert NEEDS in page
    assert receipt.headers["Cache-Control"] == "private, no-store"


def test_a_full_session_says_waiting_list_and_gives_a_number(client, seminar):
    session = session_at(seminar, seats=1)
    signs_up(seminar, session)

    form = client.get(address(seminar)).content.decode()
    receipt = client.get(send(client, seminar, session).headers["Location"]).content.decode()

    assert "alle pladser er taget, du kommer på venteliste" in form
    assert "Du er nr. 1 på ventelisten." in receipt
    assert "<h1>Du er tilmeldt</h1>" in receipt


def test_who_waits_for_the_day_sees_the_wishes(client):
    seminar = SeminarFactory(day__event__capacity=1)
    session = session_at(seminar)
    signs_up(seminar)

    form = client.get(address(seminar)).content.decode()
    receipt = client.get(send(client, seminar, session).headers["Location"]).content.decode()

    assert "Skriver du dig på ventelisten nu, er du nr. 1." in form
    assert "<h1>Du er nr. 1 på ventelisten</h1>" in receipt
    assert "Ønsket, når du får en plads på dagen." in receipt


def test_a_clash_is_refused_at_its_field_and_what_was_typed_stands_there(client, seminar):
    one = session_at(seminar, 1)
    other = session_at(seminar, 1.5)

    response = send(client, seminar, one, other, organisation="Kløverskolen")

    assert response.status_code == 200
    (error,) = errors_of(response)[slot(other)]
    assert error == (
        f"»{one}« ({clock(one)}) og »{other}« ({clock(other)}) ligger oven i hinanden. "
        "Du kan kun være ét sted ad gangen: vælg en af dem."
    )
    assert "Kløverskolen" in response.content.decode()
    assert not Registration.objects.exists()


def clock(session) -> str:
    ends = [timezone.localtime(at) for at in (session.event.starts_at, session.event.ends_at)]
    return " til ".join(f"kl. {at.hour}.{at:%M}" for at in ends)


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"name": ""}, {"name": ["Skriv dit navn."]}),
        ({"email": "karl"}, {"email": ["Skriv en hel mailadresse med @, fx navn@eksempel.dk."]}),
        ({"people": 21}, {"people": ["Der er kun 20 pladser i alt. Skriv et mindre antal."]}),
        ({"homepage": "x"}, {"__all__": [TRAPPED]}),
        ({"age": timedelta(0)}, {"__all__": [TOO_FAST]}),
        ({"kl-9-202701010900": "4"}, {"__all__": [MOVED_ON]}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_written(client, seminar, wrong, errors):
    response = send(client, seminar, **wrong)

    assert errors_of(response) == errors
    assert not Registration.objects.exists()


def test_a_session_that_is_not_offered_cannot_be_chosen(client, seminar):
    session, cancelled = session_at(seminar, 1), session_at(seminar, 1)
    cancel_event(cancelled.event, reason="Syg.", by=UserFactory(), at=timezone.now())

    response = send(client, seminar, cancelled)

    assert errors_of(response) == {slot(session): ["Den kan ikke vælges mere. Vælg en anden."]}


def test_a_group_too_large_for_a_session_is_told_which(client, seminar):
    session = session_at(seminar, seats=4)

    response = send(client, seminar, session, people=5)

    (error,) = errors_of(response)["__all__"]
    assert str(session) in error
    assert "har kun 4 pladser i alt" in error


def test_needs_with_a_cpr_number_are_refused(client, seminar):
    response = send(client, seminar, needs="Mit nummer er 010190-1234")

    assert list(errors_of(response)) == ["needs"]
    assert not Registration.objects.exists()


def test_a_double_click_makes_one_and_shows_the_same_receipt(client, seminar):
    session = session_at(seminar)
    form = typed(seminar, session)

    answers = [client.post(address(seminar), form).headers["Location"] for _time in range(2)]

    assert len(set(answers)) == 1
    assert Registration.objects.count() == 2
    assert Message.objects.count() == 1


def test_an_address_that_is_signed_up_gets_its_link_and_the_stranger_does_not(client, seminar):
    signs_up(seminar, session_at(seminar), number="")

    response = send(client, seminar, email="KARL@example.dk")

    assert response.headers["Location"] == f"{address(seminar)}igen/"
    assert client.get(response.headers["Location"]).status_code == 200
    kinds = list(Message.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["seminars.signed_up", "events.link_again"]


def test_a_stranger_who_adds_a_day_sees_only_that_day(client, seminar):
    first = day_of(seminar)
    second = add_day(seminar)
    now = timezone.now()
    sign_up(seminar, days=[first], name="Karl", email="karl@example.dk", needs=NEEDS, at=now)

    sent = send(client, seminar, days=[first.pk, second.pk], name="Karl")
    page = client.get(sent.headers["Location"]).content.decode()

    assert sent.headers["Location"] == own(second.event.registrations.get())
    assert NEEDS not in page
    assert page.count('id="h-day-') == 1


def test_with_two_days_one_chooses_days_and_a_session_of_another_day_is_refused(client, seminar):
    second = add_day(seminar)
    session = session_at(seminar, day=second)

    nothing = send(client, seminar)
    wrong = send(client, seminar, session, days=[day_of(seminar).pk])
    right = send(client, seminar, session, days=[day_of(seminar).pk, second.pk])

    assert errors_of(nothing) == {"days": ["Vælg mindst én dag."]}
    assert list(errors_of(wrong)) == [slot(session)]
    assert client.get(right.headers["Location"]).content.decode().count('id="h-day-') == 2


def test_an_account_needs_no_address_and_comes_back_to_its_own_page(seminar):
    person = UserFactory(email="asta@example.dk")
    client = logged_in(person)

    form = client.get(address(seminar)).content.decode()
    sent = send(client, seminar, email="anden@example.dk")
    again = client.get(address(seminar))

    place = Registration.objects.get()
    assert "asta@example.dk" in form
    assert (place.user, place.email) == (person, "asta@example.dk")
    assert sent.headers["Location"] == again.headers["Location"] == own(place)


@pytest.mark.parametrize(
    ("values", "heading"),
    [
        ({"day__event__sign_up_opens_at": NOT_YET}, "Tilmeldingen er ikke åbnet endnu"),
        ({"day__event__sign_up_closes_at": timezone.now()}, "Tilmeldingen er slut"),
        ({"held": True}, "Tilmeldingen er slut"),
        ({"cancelled": True, "day__event__cancelled": True}, "Seminaret er aflyst"),
        ({"day__event__takes_sign_up": False}, "Der er ingen tilmelding"),
    ],
)  # fmt: skip
def test_what_cannot_be_signed_up_for_says_so(client, values, heading):
    seminar = SeminarFactory(**values)

    page = client.get(address(seminar))

    assert page.status_code == 200
    assert f"<h1>{heading}</h1>" in page.content.decode()


def test_when_it_closes_meanwhile_nothing_is_written_and_all_stands_there(client, seminar):
    form = typed(seminar)
    Event.objects.update(sign_up_closes_at=timezone.now())

    response = client.post(address(seminar), form)

    assert response.status_code == 409
    assert "Karl Kløver" in response.content.decode()
    assert not Registration.objects.exists()


def test_a_draft_is_hidden_from_who_may_not_see_it(client):
    assert client.get(address(SeminarFactory(draft=True))).status_code == 404


# --- Its own pages --------------------------------------------------------------------------
def test_the_events_own_pages_lead_to_the_seminars(client, seminar):
    session = session_at(seminar)
    place = signs_up(seminar, session)
    seat = place.session_choices.get().registration

    for event in (place.event, session.event):
        path = reverse("events:sign_up", args=[event.pk, event.slug])
        assert client.get(path).headers["Location"] == address(seminar)
    for row, page, leads_to in [
        (place, "registration", "registration"),
        (place, "registration_change", "registration_change"),
        (place, "registration_cancel", "registration_cancel"),
        (place, "registration_ics", "registration_ics"),
        (seat, "registration", "registration"),
        (seat, "registration_cancel", "registration_change"),
    ]:
        assert client.get(private_path(row, page)).headers["Location"] == own(place, leads_to)


def test_one_changes_the_sessions_and_keeps_what_was_not_touched(client, seminar):
    kept, dropped, new = (session_at(seminar, hour) for hour in (1, 2, 3))
    place = signs_up(seminar, kept, dropped, needs=NEEDS)
    path = own(place, "registration_change")

    form = client.get(path)
    written = {
        "people": 2,
        "needs": NEEDS,
        slot(kept): kept.pk,
        slot(dropped): "",
        slot(new): new.pk,
    }
    sent = client.post(path, written)

    initial = {session: form.context["form"][slot(session)].initial for session in (kept, new)}
    page = client.get(sent.headers["Location"]).content.decode()
    place.refresh_from_db()
    assert initial == {kept: str(kept.pk), new: ""}
    assert (place.people, place.needs) == (2, NEEDS)
    assert str(new) in page
    assert str(dropped) not in page


def test_a_change_that_is_refused_says_which_session(client, seminar):
    session = session_at(seminar, seats=2)
    place = signs_up(seminar, session)
    signs_up(seminar, session, number=2)

    path = own(place, "registration_change")
    response = client.post(path, {"people": 2, slot(session): session.pk})

    assert "har ikke plads til så mange flere" in errors_of(response)["__all__"][0]
    assert Registration.objects.get(pk=place.pk).people == 1


def test_an_offer_of_a_session_is_taken_on_the_receipt(client, seminar):
    session = session_at(seminar, seats=1)
    first, place = (signs_up(seminar, session, number=number) for number in (1, 2))
    cancel_registration(first, ended="by_person", at=timezone.now())
    seat = place.session_choices.get().registration

    before = client.get(own(place)).content.decode()
    taken = client.post(private_path(seat, "registration_accept"), follow=True)

    assert private_path(seat, "registration_accept") in before
    assert taken.redirect_chain[-1][0] == own(place)
    assert "Du har en plads." in taken.content.decode()


def test_who_has_a_seat_is_led_to_the_questions_of_the_day_and_who_waits_is_not(client):
    seminar = SeminarFactory(day__event__capacity=1)
    asked = SessionFactory(seminar=seminar, takes_questions=True)
    places = [signs_up(seminar, number=number) for number in (1, 2)]

    links = [
        reverse("seminars:questions_by_link", args=[token_for(place), asked.pk]) for place in places
    ]
    pages = [client.get(own(place)).content.decode() for place in places]

    assert [link in page for link, page in zip(links, pages, strict=True)] == [True, False]
    assert client.get(links[0]).status_code == 200


def test_cancelling_asks_first_and_takes_the_sessions_along(client, seminar):
    session = session_at(seminar)
    place = signs_up(seminar, session)
    path = own(place, "registration_cancel")

    asked = client.get(path)
    untouched = Registration.objects.active().count()
    sent = client.post(path)
    page = client.get(sent.headers["Location"]).content.decode()

    assert "<h1>Meld fra seminaret?</h1>" in asked.content.decode()
    assert (untouched, Registration.objects.active().count()) == (2, 0)
    assert "<h1>Du er meldt fra</h1>" in page
    assert client.get(path).headers["Location"] == own(place)
    assert client.get(own(place, "registration_change")).headers["Location"] == own(place)


def test_a_private_page_is_opened_by_its_own_link_alone(client, seminar):
    place, alone = signs_up(seminar, session_at(seminar)), RegistrationFactory()
    seat = place.session_choices.get().registration
    forgotten = signs_up(seminar, number=3)
    Registration.objects.filter(pk=forgotten.pk).forget_people(at=timezone.now())

    pages = ("registration", "registration_change", "registration_cancel", "registration_ics")
    for row in (alone, seat, forgotten):
        assert [client.get(own(row, page)).status_code for page in pages] == [404] * 4
    for page in pages:
        assert client.get(reverse(f"seminars:{page}", args=["1~x"])).status_code == 404


# --- The calendar file ----------------------------------------------------------------------
def test_the_calendar_file_has_the_day_and_the_sessions_with_a_seat(client, seminar):
    session, waited, other = (session_at(seminar, hour, seats=1) for hour in (1, 2, 3))
    signs_up(seminar, waited)
    place = signs_up(seminar, session, waited, number=2)
    new_time = session.event.starts_at + timedelta(minutes=15)
    change_event(session.event, starts_at=new_time, by=UserFactory(), at=timezone.now())

    response = client.get(own(place, "registration_ics"))

    entries = Calendar.from_ical(response.content).walk("VEVENT")
    read = {
        str(e["uid"]).split("@")[0]: (int(e["sequence"]), e.decoded("dtstart")) for e in entries
    }
    day = day_of(seminar).event
    assert read == {
        f"event-{day.pk}": (0, rounded(day.starts_at)),
        f"event-{session.event_id}": (1, rounded(new_time)),
    }
    assert other.event.title not in response.content.decode()
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"


def rounded(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


# --- The panel, Min side --------------------------------------------------------------------
def panel_of(seminar, person=None):
    assert panel in _sources
    return panel(seminar, person, timezone.now())


@pytest.mark.parametrize("count", [1, 3])
def test_the_panel_costs_one_question_for_a_visitor(count, seminar, django_assert_num_queries):
    for _number in range(count - 1):
        add_day(seminar)

    with django_assert_num_queries(1):
        shown = panel_of(seminar)

    assert [day.left for day in shown.context["days"]] == [20] * count
    assert shown.context["is_open"]


def test_the_panel_shows_who_is_signed_up_their_own_page(seminar, django_assert_num_queries):
    person = UserFactory()
    place = signs_up(seminar, user=person, email=person.email)

    shown = panel_of(seminar, person)

    assert shown.context["mine"] == place
    assert shown.is_aside


def test_a_cancelled_seminar_has_no_sign_up():
    seminar = SeminarFactory(cancelled=True, day__event__cancelled=True)

    assert [p.title for p in panels(seminar, None, timezone.now())].count("Tilmelding") == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_and_the_receipt_cost_the_same_for_few_and_many(
    count, client, seminar, django_assert_num_queries
):
    sessions = [session_at(seminar, hour) for hour in range(count)]
    place = signs_up(seminar, *sessions)

    with django_assert_num_queries(4):
        client.get(address(seminar))
    with django_assert_num_queries(5):
        client.get(own(place))


def test_min_side_shows_the_seminar_once_with_its_sessions(seminar):
    person = UserFactory()
    second = add_day(seminar)
    first, other = session_at(seminar), session_at(seminar, day=second)
    signs_up(seminar, first, other, user=person, email=person.email)

    (mine,) = registrations_of(person, timezone.now(), emails=[person.email])

    assert mine.state == "Du er tilmeldt."
    assert [line for line in mine.parts if "du har en plads" in line] == [
        f"{clock(session)}: {session}, Lokale 3 (du har en plads)" for session in (first, other)
    ]
    assert len(mine.parts) == 3
    page = logged_in(person).get(reverse("portal:mypage")).content.decode()
    assert page.count(f">{mine.registration.event.title}</a>") == 1
    assert f"{first}, Lokale 3 (du har en plads)" in page


def test_the_pages_say_nothing_of_others(client, seminar):
    session = session_at(seminar, seats=1)
    signs_up(seminar, session, name="Hemmelige Hanne", needs=NEEDS)
    place = signs_up(seminar, session, number=2)

    for path in (address(seminar), own(place), own(place, "registration_change")):
        page = client.get(path).content.decode()
        assert "Hemmelige Hanne" not in page
        assert NEEDS not in page
    assert settings.SITE_URL in client.get(own(place)).content.decode()


# --- Who may --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "visitor", "citizen", "facilitator"),
    [
        ({"draft": True, "day__event__draft": True}, 404, 404, 200),
        ({}, 200, 200, 200),
        ({"cancelled": True, "day__event__cancelled": True}, 200, 200, 200),
        ({"held": True}, 200, 200, 200),
    ],
)
def test_whoever_sees_the_seminar_sees_whether_one_can_sign_up(
    state, visitor, citizen, facilitator
):
    seminar = SeminarFactory(**state)
    staff = UserFactory(role="facilitator", department=seminar.department)
    people = [
        (visitor, Client()),
        (citizen, logged_in(UserFactory())),
        (facilitator, at_work(staff)),
    ]

    for status, client in people:
        assert client.get(address(seminar)).status_code == status

    posted = Client().post(address(seminar), typed(seminar))
    is_open = state == {}
    assert (posted.status_code == 302, Registration.objects.exists()) == (is_open, is_open)


def test_the_events_own_form_of_change_changes_nothing_of_a_seminar(client, seminar):
    place = signs_up(seminar, people=3)

    sent = client.post(private_path(place, "registration_change"), {"people": 1})

    place.refresh_from_db()
    assert sent.headers["Location"] == own(place, "registration_change")
    assert place.people == 3


def test_the_seminars_page_leads_to_the_form_and_to_ones_own_registration(client, seminar):
    person = UserFactory()
    place = signs_up(seminar, user=person, email=person.email)

    visited = client.get(seminar.get_absolute_url())
    own_page = logged_in(person).get(seminar.get_absolute_url()).content.decode()

    assert f'href="{address(seminar)}"' in visited.content.decode()
    assert "Der er 19 ledige pladser." in visited.content.decode()
    assert not visited.cookies
    assert f'href="{own(place)}"' in own_page
    assert "Du er tilmeldt." in own_page
