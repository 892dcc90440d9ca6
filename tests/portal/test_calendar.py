from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from city.models import Area, Topic
from core.calendar import Asked
from core.clock import end_of_day, local_date
from portal.calendar import entries_of, stretch_of
from tests.accounts.factories import UserFactory
from tests.councils.factories import BodyFactory, CallFactory, ElectionFactory, MeetingFactory
from tests.events.factories import EventFactory
from tests.hearings.factories import HearingFactory, HearingMeetingFactory, days_from_now

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def asked(**words) -> Asked:
    at = timezone.now()
    return Asked(**{"since": at, "until": at + YEAR, **words})


def titles(**words) -> list[str]:
    return [entry.title for entry in entries_of(asked(**words))]


def page(client, **parameters):
    return client.get(reverse("portal:calendar"), parameters)


def test_openings_deadlines_and_meetings_stand_in_the_calendar_once():
    hearing = HearingFactory(coming=True, title="Ny sti")
    HearingMeetingFactory(hearing=hearing, title="Åbent hus")

    assert [(entry.kind, entry.title) for entry in entries_of(asked())] == [
        ("Åbent hus", "Åbent hus: Ny sti"),
        ("Høring åbner", "Ny sti"),
        ("Frist for at svare", "Ny sti"),
    ]


def test_what_is_over_hidden_or_taken_back_does_not():
    HearingFactory(closed=True)
    HearingFactory(decided=True)
    HearingFactory(withdrawn=True)
    HearingMeetingFactory(hearing=HearingFactory(draft=True))
    EventFactory(draft=True)
    EventFactory(held=True)
    MeetingFactory(is_public=False)

    assert titles() == []


def test_a_deadline_stands_on_its_last_day():
    hearing = HearingFactory()

    deadline = entries_of(asked())[0]

    assert local_date(deadline.at) == hearing.last_day
    assert end_of_day(hearing.last_day) == hearing.closes_at


def test_elections_and_calls_bring_their_days():
    election = ElectionFactory(title="Valg", starts=5)
    CallFactory(title="Opslag")

    assert [(entry.kind, entry.title) for entry in entries_of(asked())] == [
        ("Man kan stille op", "Valg"),
        ("Sidste dag at søge en plads", "Opslag"),
        ("Sidste dag at stille op", "Valg"),
        ("Afstemningen begynder", "Valg"),
        ("Sidste dag at stemme", "Valg"),
    ]
    assert titles(body=election.body_id) == ["Valg"] * 4


def test_a_cancelled_event_stays_and_says_so(client):
    EventFactory(cancelled=True, title="Byvandring")

    (entry,) = entries_of(asked())

    assert (entry.title, entry.is_cancelled) == ("Byvandring", True)
    assert "Aflyst" in page(client).content.decode()


def test_the_sorts_are_apart_and_together_all():
    HearingFactory(title="Frist")
    EventFactory(title="Møde", kind="citizens_meeting")
    EventFactory(title="Tur", kind="walk")

    assert titles(sort="frister") == ["Frist"]
    assert titles(sort="moeder") == ["Møde"]
    assert titles(sort="arrangementer") == ["Tur"]
    assert sorted(titles()) == ["Frist", "Møde", "Tur"]


def test_an_area_has_its_own_and_what_concerns_the_whole_town():
    here, there = Area.objects.all()[:2]
    EventFactory(title="Her").areas.add(here)
    EventFactory(title="Der").areas.add(there)
    EventFactory(title="Overalt")
    HearingFactory(title="Høring her").areas.add(here)
    HearingFactory(title="Høring der").areas.add(there)

    assert sorted(titles(area=here.pk)) == ["Her", "Høring her", "Overalt"]


def test_a_topic_has_what_is_about_it():
    topic = Topic.objects.first()
    EventFactory(title="Om det").topics.add(topic)
    EventFactory(title="Om andet")

    assert titles(topic=topic.pk) == ["Om det"]


def test_a_body_has_its_public_meetings_alone(client):
    meeting = MeetingFactory(is_public=True, event__title="Møde i rådet")
    MeetingFactory(is_public=True, event__title="Et andet råds møde")
    EventFactory(title="Uden råd")
    HearingFactory(title="Høring")

    months = page(client, organ=meeting.body_id).context["months"]

    assert [entry.title for _month, rows in months for entry in rows] == ["Møde i rådet"]


def test_what_cannot_be_understood_is_left_out(client):
    EventFactory(title="Byvandring")

    for words in (
        {"slags": "x", "bydel": "x", "emne": "x", "organ": "x"},
        {"vis": "x", "maaned": "2026-13"},
        {"vis": "maaned", "maaned": "9999-01"},
        {"vis": "uge", "uge": "2026-W60"},
        {"fra": "<b>"},
    ):
        assert page(client, **words).status_code == 200


def test_the_page_is_grouped_by_month(client):
    hearing = HearingFactory(title="Ny sti")

    response = page(client)

    month = hearing.last_day.replace(day=1)
    assert [(first, len(rows)) for first, rows in response.context["months"]] == [(month, 1)]
    assert "Ny sti" in response.content.decode()


def test_a_month_is_whole_weeks_and_its_days_hold_what_lasts_several_days(client):
    begin = end_of_day(date(2027, 3, 9)) + timedelta(hours=9)
    EventFactory(title="Camp", kind="camp", starts_at=begin, ends_at=begin + timedelta(days=2))
    EventFactory(title="I april", starts_at=begin + timedelta(days=30))

    weeks = page(client, vis="maaned", maaned="2027-03").context["weeks"]

    days = [day for week in weeks for day in week]
    assert (days[0].day, days[-1].day, len(days)) == (date(2027, 3, 1), date(2027, 4, 4), 35)
    assert [day.day.day for day in days if day.entries] == [10, 11, 12]
    assert {entry.title for day in days for entry in day.entries} == {"Camp"}


@pytest.mark.parametrize(
    ("view", "said", "before", "after"),
    [
        ("maaned", "2027-01", {"maaned": "2026-12"}, {"maaned": "2027-02"}),
        ("uge", "2026-W53", {"uge": "2026-W52"}, {"uge": "2027-W01"}),
        ("", "2026-11", {"fra": "2026-08"}, {"fra": "2027-02"}),
        ("maaned", "2029-12", {"maaned": "2029-11"}, None),
    ],
)
def test_one_turns_pages_over_the_year_and_not_for_ever(view, said, before, after):
    stretch = stretch_of(view, said, date(2026, 11, 27))

    assert (stretch.before, stretch.after) == (before, after)


def test_the_week_has_seven_days_and_today_is_marked(client):
    (days,) = page(client, vis="uge").context["weeks"]

    assert [day.day.isoweekday() for day in days] == [1, 2, 3, 4, 5, 6, 7]
    assert [day.day for day in days if day.is_today] == [local_date(timezone.now())]


def test_the_choices_follow_into_every_link(client):
    area = Area.objects.filter(is_active=True).first()

    context = page(client, vis="uge", bydel=area.slug, slags="moeder").context

    for name in ("before_url", "after_url", "webcal_url", "ics_url"):
        assert f"slags=moeder&bydel={area.slug}" in context[name]
    assert context["webcal_url"].startswith("webcal://")


def test_an_empty_calendar_says_where_to_go(client):
    assert "Der er ikke noget i kalenderen" in page(client).content.decode()


def test_a_visitor_gets_no_cookie_and_no_token():
    response = page(Client())

    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()


@pytest.mark.parametrize("number", [3, 200])
@pytest.mark.parametrize("view", ["", "maaned", "uge"])
def test_the_calendar_asks_the_same_questions_however_much_there_is(
    client, django_assert_num_queries, number, view
):
    hearing = HearingFactory()
    MeetingFactory(is_public=True, event__starts_at=timezone.now() + timedelta(minutes=5))
    soon = timezone.now() + timedelta(minutes=5)
    for _ in range(number - 2):
        HearingMeetingFactory(hearing=hearing, starts_at=soon)

    with django_assert_num_queries(9):
        response = page(client, vis=view)

    assert response.content.decode().count("Åbent hus: ") >= number - 2


# --- The subscription --------------------------------------------------------------------------
def follow(client, **parameters):
    response = client.get(reverse("portal:calendar_ics"), parameters)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def test_the_subscription_has_the_names_of_the_single_files(client):
    meeting = HearingMeetingFactory(hearing__title="Ny sti")
    event = EventFactory()
    single = {
        str(part["uid"])
        for url in (
            reverse("hearings:deadline_ics", args=[meeting.hearing.pk, meeting.hearing.slug]),
            reverse("events:ics", args=[event.pk, event.slug]),
            reverse("events:ics", args=[meeting.event.pk, meeting.event.slug]),
        )
        for part in Calendar.from_ical(client.get(url).content).walk("VEVENT")
    }

    parts = follow(client).walk("VEVENT")

    assert {str(part["uid"]) for part in parts} == single
    assert len(parts) == len(single) == 3
    zones = {part["dtstart"].params.get("TZID") for part in parts}
    assert zones == {None, "Europe/Copenhagen"}


def test_what_was_cancelled_or_taken_back_reaches_the_calendars_that_follow(client):
    EventFactory(cancelled=True, ics_sequence=2)
    HearingFactory(withdrawn=True)

    parts = follow(client).walk("VEVENT")

    assert {str(part["status"]) for part in parts} == {"CANCELLED"}
    assert 2 in [part["sequence"] for part in parts]


def test_the_subscription_follows_the_choices_and_shows_nobody_more_than_everybody(client):
    user = UserFactory(admin=True)
    client.force_login(user)
    meeting = MeetingFactory(is_public=False)
    EventFactory(kind="walk", title="Tur")
    EventFactory(kind="meeting", title="Møde")

    found = [str(part["summary"]) for part in follow(client, slags="arrangementer").walk("VEVENT")]
    everything = [str(part["summary"]) for part in follow(client).walk("VEVENT")]

    assert found == ["Tur"]
    assert meeting.event.title not in everything


@pytest.mark.parametrize("number", [1, 3])
def test_the_subscription_costs_the_same_however_much_there_is(
    client, django_assert_num_queries, number
):
    for _ in range(number):
        HearingMeetingFactory()
        ElectionFactory(body=BodyFactory())

    with django_assert_num_queries(11):
        follow(client)


def test_the_days_of_elections_keep_their_names(client):
    election = ElectionFactory(starts=5)

    names = {str(part["uid"]).partition("@")[0] for part in follow(client).walk("VEVENT")}

    assert names == {
        f"election-{election.pk}-{name}"
        for name in (
            "nominations-open", "nominations-close", "voting-opens", "voting-closes",
        )
    }  # fmt: skip
    assert days_from_now(5) == election.nominations_open_at
