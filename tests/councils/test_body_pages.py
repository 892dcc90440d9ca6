"""The directory, a body's page and a member's page, as everybody sees them."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from city.models import Area, Topic
from comments.models import Thread
from core.clock import local_date, start_of_day
from councils.beside import Panel, panels, register_panel
from councils.models import Body, ChairTurn
from councils.services import call_in, end_membership, seat_member, set_term
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.comments.factories import CommentFactory
from tests.councils.factories import (
    BodyFactory,
    MeetingFactory,
    MemberFactory,
    MembershipFactory,
    RoomFactory,
    SeatFactory,
    SeatGroupFactory,
)

pytestmark = pytest.mark.django_db


def has_meeting_pages() -> bool:
    try:
        reverse("councils:meeting", args=[1, "raad", 1])
    except NoReverseMatch:
        return False
    return True


def text_of(client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def filled_body(members: int) -> Body:
    thread = Thread.objects.create(department=DepartmentFactory())
    body = BodyFactory(parent=BodyFactory(name=f"Over {members}"), thread=thread)
    CommentFactory(thread=thread)
    group = SeatGroupFactory(body=body)
    rows = [
        MembershipFactory(body=body, group=group, seat=SeatFactory(group=group))
        for _ in range(members)
    ]
    listed = [MembershipFactory(body=body, group=group, substitute=True) for _ in range(members)]
    now = timezone.now()
    for absent, substitute in zip(rows, listed, strict=True):
        call_in(absent, substitute, starts_at=now, by=None, at=now)
        MembershipFactory(body=body, group=group, seat=absent.seat, former=True)
        BodyFactory(parent=body)
        if has_meeting_pages():
            MeetingFactory(body=body)
            MeetingFactory(body=body, held=True)
    ChairTurn.objects.create(body=body, chair=rows[0], from_day=local_date(now))
    body.areas.set(Area.objects.all()[:members])
    body.topics.set(Topic.objects.all()[:members])
    set_term(body, starts_on=local_date(now), ends_on=None, by=None, at=now)
    return body


# --- The directory ----------------------------------------------------------------------------
def test_the_directory_shows_each_body_with_its_seats_below_its_kind(client):
    council = BodyFactory(municipal_council=True)
    BodyFactory(name="Økonomiudvalget", committee=True, parent=council)
    group = SeatGroupFactory(body=council)
    MembershipFactory(body=council, group=group, seat=SeatFactory(group=group))
    SeatFactory(group=group)
    BodyFactory(name="Skjult råd", hidden=True)
    BodyFactory(name="Gammelt råd", ended_on=date(2020, 1, 1))

    text = text_of(client, reverse("councils:directory"))

    assert "1 af 2 pladser besat" in text
    assert text.index("Kommunalbestyrelsen") < text.index("Økonomiudvalget")
    assert text.index("Økonomiudvalget") < text.index("Nedlagt 1. januar 2020")
    assert "Skjult" not in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Ungerådet", "Ældrerådet"]),
        ("q=unger", ["Ungerådet"]),
        ("q=Karla", ["Ældrerådet"]),
        ("q=Hemmelig", []),
        ("slags=council", ["Ungerådet", "Ældrerådet"]),
        ("slags=board", []),
        ("slags=findes-ikke", ["Ungerådet", "Ældrerådet"]),
        ("bydel=risby", ["Ungerådet"]),
        ("emne=omsorg-og-sundhed", ["Ældrerådet"]),
    ],
)
def test_the_directory_is_searched_and_filtered(client, asked, found):
    young, old = BodyFactory(name="Ungerådet"), BodyFactory(name="Ældrerådet")
    young.areas.set([Area.objects.get(slug="risby")])
    old.topics.set([Topic.objects.get(slug="omsorg-og-sundhed")])
    MembershipFactory(body=old, member__name="Karla Kløver")
    MembershipFactory(body=old, member__name="Hemmelig Hansen", member__is_protected=True)

    answer = client.get(f"{reverse('councils:directory')}?{asked}")

    sections = answer.context["sections"]
    assert [body.name for section in sections for body in section.bodies] == found


@pytest.mark.parametrize("bodies", [1, 60])
def test_the_directory_costs_the_same_for_sixty_bodies_and_nine_hundred_memberships(
    client, django_assert_num_queries, bodies
):
    for _ in range(bodies):
        body = BodyFactory(parent=BodyFactory(hidden=True))
        group = SeatGroupFactory(body=body)
        for _ in range(15 if bodies > 1 else 1):
            MembershipFactory(body=body, group=group, seat=SeatFactory(group=group))

    with django_assert_num_queries(3):
        answer = client.get(reverse("councils:directory"))

    assert len(answer.context["sections"][0].bodies) == bodies
    assert "Set-Cookie" not in answer.headers


# --- A body -----------------------------------------------------------------------------------
@pytest.mark.parametrize("members", [1, 3])
def test_the_page_of_a_body_costs_the_same_for_one_member_and_three(
    client, django_assert_num_queries, monkeypatch, members
):
    monkeypatch.setattr("councils.beside._sources", [])
    body = filled_body(members)

    with django_assert_num_queries(9):
        answer = client.get(body.get_absolute_url())

    assert len(answer.context["sitting"].acting) == members
    assert "Set-Cookie" not in answer.headers
    assert b"csrfmiddlewaretoken" not in answer.content


def test_with_what_the_apps_above_show_the_page_of_a_body_asks_twelve_questions_at_most(
    client, django_assert_max_num_queries
):
    body = filled_body(3)

    with django_assert_max_num_queries(12):
        client.get(body.get_absolute_url())


def test_a_body_shows_who_sits_who_is_chair_and_what_is_vacant(client):
    body = BodyFactory(name="Ældrerådet")
    group = SeatGroupFactory(body=body, appointed_by="Ældre Sagen")
    chair = MembershipFactory(
        body=body, group=group, member__name="Gerda Gran", member__party="Ældre Sagen"
    )
    SeatFactory(group=group)
    ChairTurn.objects.create(body=body, chair=chair, from_day=date(2020, 1, 1))

    text = text_of(client, body.get_absolute_url())

    assert "Gerda Gran" in text
    assert '<span class="label label--chair">Formand</span>' in text
    assert "1 ledig plads" in text
    assert "Ældre Sagen" in text


@time_machine.travel("2028-06-01 12:00+02:00", tick=False)
def test_who_represented_me_on_3_march_2027_is_answered(client):
    body = BodyFactory()
    seat = SeatFactory(group=SeatGroupFactory(body=body))
    at = timezone.now()
    first = seat_member(
        seat, MemberFactory(name="Anna Asp"),
        starts_at=start_of_day(date(2026, 1, 1)), by=None, at=at,
    )  # fmt: skip
    change = start_of_day(date(2027, 3, 4))
    end_membership(first, ends_at=change, reason="Flyttet", by=None, at=at)
    seat_member(seat, MemberFactory(name="Bo Birk"), starts_at=change, by=None, at=at)

    on_the_day = client.get(f"{body.get_absolute_url()}?dag=2027-03-03").context["sitting"]
    day_after = client.get(f"{body.get_absolute_url()}?dag=4.3.2027").context["sitting"]
    today = client.get(body.get_absolute_url()).context["sitting"]

    def names(sitting):
        return [person.name for part in sitting.parts for person in part.people]

    assert (names(on_the_day), names(day_after)) == (["Anna Asp"], ["Bo Birk"])
    assert names(today) == ["Bo Birk"]
    text = text_of(client, f"{body.get_absolute_url()}?dag=2027-03-03")
    assert "Sådan så det ud 3. marts 2027" in text


@pytest.mark.parametrize("day", ["igår", "2027-02-30", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_said_plainly_and_today_is_shown(client, day):
    membership = MembershipFactory()

    text = text_of(client, f"{membership.body.get_absolute_url()}?dag={day}")

    assert "Skriv dagen som dag, måned og år" in text
    assert membership.member.name in text


def test_a_hidden_member_has_no_name_no_link_and_no_page(client):
    body = BodyFactory()
    here = MembershipFactory(
        body=body,
        member__name="Hemmelig Hansen",
        member__party="Partiet",
        member__is_protected=True,
    )
    there = MembershipFactory(
        body=body, member__name="Beskyttet Berg", member__user=UserFactory(protected=True)
    )
    former = MembershipFactory(
        body=body, former=True, member__name="Gemt Gran", member__is_protected=True
    )

    text = text_of(client, body.get_absolute_url())

    for word in ("Hemmelig", "Hansen", "Partiet", "Beskyttet", "Gemt", "medlem/"):
        assert word not in text
    assert text.count("<b>Medlem</b>") == 2
    for row in (here, there, former):
        text_of(client, reverse("councils:member", args=[row.member.pk, "x"]), status=404)
        text_of(client, reverse("councils:portrait", args=[row.member.pk, "x"]), status=404)


def test_a_member_who_is_away_stands_with_who_sits_instead(client):
    absent = MembershipFactory(member__name="Anna Asp")
    listed = MembershipFactory(
        body=absent.body, group=absent.group, substitute=True, member__name="Bo Birk"
    )
    now = timezone.now()
    call_in(absent, listed, starts_at=now, reason="sygdom", by=None, at=now)

    text = text_of(client, absent.body.get_absolute_url())

    assert "Er væk lige nu. Bo Birk sidder i stedet." in text
    assert "Sidder lige nu for Anna Asp" in text
    assert "sygdom" not in text


def test_a_body_that_is_not_public_is_seen_by_nobody_but_its_secretary(client):
    body = BodyFactory(hidden=True)

    text_of(client, body.get_absolute_url(), status=404)


def test_an_old_name_leads_to_the_right_address_with_the_same_day(client):
    body = BodyFactory(name="Ungerådet")

    answer = client.get(reverse("councils:body", args=[body.pk, "gammelt"]) + "?dag=2027-03-03")

    assert answer.status_code == 301
    assert answer.headers["Location"] == f"{body.get_absolute_url()}?dag=2027-03-03"


def test_what_the_apps_above_register_stands_on_the_page_in_its_order(monkeypatch):
    monkeypatch.setattr("councils.beside._sources", [])
    register_panel(lambda _body, _user, _at: Panel("Sidst", "x.html", order=90))
    register_panel(lambda _body, _user, _at: None)
    register_panel(lambda _body, _user, _at: Panel("Først", "x.html", order=10))

    found = panels(BodyFactory(), None, timezone.now())

    assert [panel.title for panel in found] == ["Først", "Sidst"]


@pytest.mark.skipif(not has_meeting_pages(), reason="meetings have no page yet")
def test_a_closed_meeting_is_told_to_nobody(client):
    body = BodyFactory()
    MeetingFactory(body=body)
    MeetingFactory(body=body, closed=True)

    answer = client.get(body.get_absolute_url())

    assert [row.meeting.is_public for row in answer.context["coming"]] == [True]


# --- A member ---------------------------------------------------------------------------------
@pytest.mark.parametrize("seats", [1, 3])
def test_a_member_stands_with_the_seats_of_now_and_before(client, django_assert_num_queries, seats):
    member = MemberFactory(name="Gerda Gran", email="gerda@example.org")
    for _ in range(seats):
        MembershipFactory(member=member)
        MembershipFactory(member=member, former=True)
        MembershipFactory(member=member, body=BodyFactory(hidden=True))

    with django_assert_num_queries(2):
        answer = client.get(member.get_absolute_url())

    assert (len(answer.context["now"]), len(answer.context["before"])) == (seats, seats)
    assert b"gerda@example.org" in answer.content


def test_somebody_who_only_sits_in_a_hidden_body_has_no_page(client):
    member = MembershipFactory(body=BodyFactory(hidden=True)).member

    text_of(client, member.get_absolute_url(), status=404)


# --- Feed -------------------------------------------------------------------------------------
def test_the_feed_tells_of_bodies_and_seats_and_names_nobody_who_is_hidden(client):
    MembershipFactory(member__name="Gerda Gran", body__name="Ungerådet")
    MembershipFactory(member__name="Gemt Gran", member__is_protected=True)
    BodyFactory(name="Skjult råd", hidden=True)

    text = text_of(client, reverse("councils:feed"))

    assert "Gerda Gran har fået plads i Ungerådet" in text
    assert "Gemt" not in text
    assert "Skjult" not in text


def test_who_comes_tomorrow_is_shown_tomorrow(client):
    seat = SeatFactory(group=SeatGroupFactory())
    now = timezone.now()
    seat_member(
        seat, MemberFactory(name="Ny Nielsen"), starts_at=now + timedelta(days=1), by=None, at=now
    )

    assert "Ny Nielsen" not in text_of(client, seat.group.body.get_absolute_url())
    later: datetime = now + timedelta(days=1, seconds=1)
    with time_machine.travel(later, tick=False):
        assert "Ny Nielsen" in text_of(client, seat.group.body.get_absolute_url())


def test_the_way_to_agendas_and_room_is_shown_to_members_and_secretary_alone(client):
    body = RoomFactory().body
    member = MembershipFactory(body=body, account=True).member.user
    former = MembershipFactory(body=body, account=True, former=True).member.user

    def sees_the_way(user) -> bool:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return b"Medlemsrum" in client.get(body.get_absolute_url()).content

    assert sees_the_way(member)
    assert not sees_the_way(former)
    assert not sees_the_way(UserFactory())
