"""The secretary's workplace: only the own bodies, each step as a page, rights to the second."""

from datetime import timedelta
from http import HTTPStatus
from types import SimpleNamespace

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.clock import local_date
from councils.duties import bodies, duties_of
from councils.models import Body, CallIn, CouncilEvent, Member, Membership
from councils.services import call_in, end_membership
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.core import samples
from tests.councils.factories import (
    BodyFactory,
    MemberFactory,
    MembershipFactory,
    SeatFactory,
    SeatGroupFactory,
    TermFactory,
)
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db


def a_secretary(*bodies: Body):
    user = UserFactory(is_staff=True)
    user.serves.set(bodies)
    return user


@pytest.fixture
def body() -> Body:
    return BodyFactory(name="Ungerådet")


@pytest.fixture
def client_of(body) -> Client:
    return at_work(a_secretary(body))


def url(name: str, *args: int) -> str:
    return reverse(f"admin:councils_body_{name}", args=args)


# --- Who may ----------------------------------------------------------------------------------
@pytest.fixture
def people(body) -> SimpleNamespace:
    group = SeatGroupFactory(body=body)
    member = MembershipFactory(body=body, group=group, account=True)
    substitute = MembershipFactory(body=body, group=group, account=True, substitute=True)
    former = MembershipFactory(body=body, group=group, account=True, former=True)
    return SimpleNamespace(
        visitor=None,
        citizen=UserFactory(),
        member=member.member.user,
        substitute=substitute.member.user,
        former=former.member.user,
        staff=UserFactory(role=Role.CASE_WORKER, department=body.department),
        secretary=a_secretary(body),
        other_secretary=a_secretary(BodyFactory()),
        administrator=UserFactory(role=Role.ADMINISTRATOR),
        rows=SimpleNamespace(member=member, substitute=substitute),
    )


VERBS = ("view", "change", "seat", "propose")
MATRIX = {
    "citizen": "view",
    "member": "view propose",
    "substitute": "view",
    "former": "view",
    "staff": "view",
    "secretary": "view change seat propose",
    "other_secretary": "view",
    "administrator": "view change seat",
}


@pytest.mark.parametrize(("who", "may"), MATRIX.items())
def test_who_may_what_with_a_body(body, people, who, may):
    user = getattr(people, who)

    assert [verb for verb in VERBS if user.has_perm(f"councils.{verb}_body", body)] == [
        verb for verb in VERBS if verb in may.split()
    ]


def test_the_right_of_a_member_ends_in_the_very_second_and_moves_to_who_is_called_in(body, people):
    member, substitute = people.rows.member, people.rows.substitute
    now = timezone.now()
    call_in(
        member, substitute,
        starts_at=now + timedelta(days=1), ends_at=now + timedelta(days=2), by=None, at=now,
    )  # fmt: skip
    end_membership(member, ends_at=now + timedelta(days=3), reason="x", by=None, at=now)

    def acting(moment) -> list[str]:
        with time_machine.travel(moment, tick=False):
            users = {"member": people.member, "substitute": people.substitute}
            perm = "councils.propose_body"
            return [who for who, user in users.items() if user.has_perm(perm, body)]

    instant = timedelta(microseconds=1)
    for days, before, after in [
        (1, ["member"], ["substitute"]),
        (2, ["substitute"], ["member"]),
        (3, ["member"], []),
    ]:
        moment = now + timedelta(days=days)
        assert (acting(moment - instant), acting(moment)) == (before, after)


@pytest.mark.parametrize(
    ("who", "status"),
    [("secretary", 200), ("other_secretary", 404), ("administrator", 200), ("staff", 404)],
)
def test_a_secretary_opens_the_own_bodies_only(body, people, who, status):
    client = at_work(getattr(people, who))

    for path in (url("seats", body.pk), url("chair", body.pk), url("end", body.pk)):
        assert client.get(path).status_code == status


def test_the_list_shows_a_secretary_the_own_bodies(body, client_of):
    BodyFactory(name="Andres råd")

    page = client_of.get(url("changelist")).content.decode()

    assert "Ungerådet" in page
    assert "Andres råd" not in page


def test_a_secretary_without_the_second_factor_is_a_citizen(body):
    user = a_secretary(body)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(url("seats", body.pk)).status_code != HTTPStatus.OK


# --- Steps ------------------------------------------------------------------------------------
def test_a_secretary_makes_seats_gives_one_and_lets_the_member_leave(body, client_of):
    today = local_date(timezone.now())
    group = {"kind": "citizens", "position": 0, "count": 2, "appointed_by": "", "name": ""}
    client_of.post(url("add_group", body.pk), group)
    seat = body.groups.get().seats.first()

    given = {"new_name": "Gerda Gran", "title": "formand", "starts_on": today}
    answer = client_of.post(url("seat", body.pk, seat.pk), given)

    membership = Membership.objects.get()
    assert answer.status_code == HTTPStatus.FOUND
    assert (membership.member.name, membership.title) == ("Gerda Gran", "formand")
    assert list(body.memberships.acting()) == [membership]
    client_of.post(
        url("end_membership", body.pk, membership.pk), {"ends_on": today, "reason": "Flyttet"}
    )
    assert list(body.memberships.acting()) == []
    assert list(body.history.values_list("action", flat=True)) == [
        "member_left", "member_joined", "seats_changed",
    ]  # fmt: skip


def test_what_is_refused_is_shown_with_what_was_written_and_nobody_is_made(body, client_of):
    held = MembershipFactory(body=body)
    today = local_date(timezone.now())

    answer = client_of.post(
        url("seat", body.pk, held.seat.pk), {"new_name": "Ny Nielsen", "starts_on": today}
    )

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.OK
    assert "Pladsen er besat" in page
    assert 'value="Ny Nielsen"' in page
    assert not Member.objects.filter(name="Ny Nielsen").exists()


def test_a_substitute_is_called_in_and_sent_home(body, client_of):
    absent = MembershipFactory(body=body)
    today = local_date(timezone.now())
    client_of.post(
        url("substitute", body.pk, absent.group.pk), {"new_name": "Bo Birk", "starts_on": today}
    )
    listed = body.memberships.substitutes().get()

    step = {"substitute": listed.pk, "starts_on": today, "reason": "orlov"}
    client_of.post(url("call_in", body.pk, absent.pk), step)
    assert list(body.memberships.acting()) == [listed]

    client_of.post(url("release", body.pk, CallIn.objects.get().pk))
    assert list(body.memberships.acting()) == [absent]


def test_a_chair_a_rotation_and_a_term_are_set(body, client_of):
    group = SeatGroupFactory(body=body)
    first, second = (MembershipFactory(body=body, group=group) for _ in range(2))
    today = local_date(timezone.now())
    chair = {"rule": "fixed", "from_day": today, "length": 1, "chair": first.pk}

    client_of.post(url("chair", body.pk), chair)
    turns = chair | {"rule": "meetings", "chair": second.pk, "others": [first.pk]}
    client_of.post(url("chair", body.pk), turns)
    client_of.post(url("add_term", body.pk), {"starts_on": today, "uneven_reason": "Få."})

    body.refresh_from_db()
    assert body.chair_rule == "meetings"
    rotation = body.chair_turns.filter(from_day=None).order_by("position")
    assert [turn.chair for turn in rotation] == [second, first]
    assert body.terms.get().uneven_reason == "Få."


def test_publishing_asks_first_and_happens_once(client_of, body):
    hidden = BodyFactory(hidden=True)
    client = at_work(a_secretary(hidden))

    assert client.get(url("publish", hidden.pk)).status_code == HTTPStatus.OK
    hidden.refresh_from_db()
    assert not hidden.is_published
    assert client.post(url("publish", hidden.pk)).status_code == HTTPStatus.FOUND
    assert client.post(url("publish", hidden.pk)).status_code == HTTPStatus.CONFLICT


def test_a_seat_of_another_body_is_not_found_below_mine(body, client_of):
    elsewhere = MembershipFactory()
    paths = [
        url("seat", body.pk, elsewhere.seat.pk),
        url("end_membership", body.pk, elsewhere.pk),
        url("group", body.pk, elsewhere.group.pk),
    ]

    assert {client_of.get(path).status_code for path in paths} == {404}


def test_an_administrator_makes_a_body_and_a_secretary_changes_it_and_nothing_else(body):
    boss = at_work(UserFactory(role=Role.ADMINISTRATOR))
    department = DepartmentFactory()
    written = {
        "name": "Ældrerådet", "kind": "council", "concern": "elderly", "lead": "Ældre.",
        "department": department.pk,
    }  # fmt: skip
    boss.post(url("add"), written)
    made = Body.objects.get(name="Ældrerådet")
    made.secretaries.set([secretary := a_secretary(made)])

    changed = written | {"lead": "Ældre mennesker.", "kind": "board", "takes_comments": "on"}
    at_work(secretary).post(url("change", made.pk), changed)

    made.refresh_from_db()
    assert (made.lead, made.kind) == ("Ældre mennesker.", "council")
    assert made.thread.is_open
    assert made.history.filter(action=CouncilEvent.Action.CREATED).count() == 1
    assert at_work(secretary).get(url("add")).status_code == HTTPStatus.FORBIDDEN


# --- Members ----------------------------------------------------------------------------------
def member_url(name: str, *args: int) -> str:
    return reverse(f"admin:councils_member_{name}", args=args)


def test_a_secretary_changes_the_members_of_the_own_bodies(body, client_of, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    mine = MembershipFactory(body=body).member
    other = MembershipFactory().member
    account = UserFactory()
    picture = SimpleUploadedFile("gerda.png", samples.image("PNG"))

    answer = client_of.post(
        member_url("change", mine.pk),
        {"name": "Gerda Gran", "account": account.email, "upload": picture, "credit": "Bo"},
    )

    mine.refresh_from_db()
    assert answer.status_code == HTTPStatus.FOUND
    assert (mine.name, mine.user, mine.portrait.credit) == ("Gerda Gran", account, "Bo")
    assert body.has_acting_member(account)
    page = Client().get(reverse("councils:portrait", args=[mine.pk, mine.slug]))
    assert page.getvalue()
    assert page.headers["Content-Type"] == "image/png"
    assert client_of.get(member_url("change", other.pk)).status_code == HTTPStatus.NOT_FOUND


def test_an_account_belongs_to_one_member_and_must_exist(body, client_of):
    mine = MembershipFactory(body=body).member
    taken = MemberFactory(user=UserFactory())

    for email in (taken.user.email, "ingen@example.org"):
        page = client_of.post(member_url("change", mine.pk), {"name": "Gerda", "account": email})
        assert page.status_code == HTTPStatus.OK
    mine.refresh_from_db()
    assert mine.user is None


# --- Duties -----------------------------------------------------------------------------------
@pytest.mark.parametrize("count", [1, 3])
def test_vacancies_terms_that_end_and_missing_chairs_wait_for_the_secretary(
    django_assert_num_queries, count
):
    now = timezone.now()
    mine = []
    for _ in range(count):
        body = BodyFactory()
        MembershipFactory(body=body)
        SeatFactory(group=SeatGroupFactory(body=body))
        TermFactory(body=body, ends_on=local_date(now) + timedelta(days=80))
        mine.append(body)
    secretary = a_secretary(*mine)
    TermFactory(body__name="Andres", ends_on=local_date(now) + timedelta(days=80))

    found = duties_of(secretary, now)

    names = [duty.title for duty in found]
    assert sum("1 ledig plads" in name for name in names) == count
    assert sum("Valgperioden slutter" in name for name in names) == count
    assert sum("Ingen formand" in name for name in names) == count
    assert not any("Andres" in name for name in names)
    with django_assert_num_queries(3):
        bodies.duties_of(secretary, now)
