"""Input that no form of ours can have sent: a page in Danish that says no, never a fault."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory
from tests.hearings.staff import at_work
from tests.once import made_once
from tests.routes import Route, World, all_routes, make_world
from tests.test_urls import group

HUGE = "1" + "0" * 30

# The whole list meets these; every other address meets one of each sort.
SOME = {
    "hearings:list", "hearings:write", "account_login", "portal:mypage", "accounts:settings",
    "admin:hearings_hearing_change", "admin:hearings_hearing_enter", "admin:accounts_user_add",
}  # fmt: skip

# Their pages say in words that the link is not valid any more.
LINKS_FROM_MAILS = {"account_confirm_email", "account_reset_password_from_key"}

BAD_QUERIES = {
    "NUL": "q=a%00b",
    "lone surrogate": "q=%ED%A0%80",
    "invalid UTF-8": "q=%FF%FE",
    "overlong UTF-8": "q=%C0%AF",
    "a page of 10^30": f"page={HUGE}",
    "an id of 10^30": f"area={HUGE}",
    "words of 10,000 letters": "q=" + "a" * 10_000,
}

BAD_BODIES = {
    "NUL": (b"text=a%00b", "application/x-www-form-urlencoded"),
    "lone surrogate": (b"text=%ED%A0%80", "application/x-www-form-urlencoded"),
    "invalid UTF-8": (b"text=%FF%FE", "application/x-www-form-urlencoded"),
    "raw invalid UTF-8": (b"text=\xff\xfe", "application/x-www-form-urlencoded"),
    "an id of 10^30": (f"area={HUGE}".encode(), "application/x-www-form-urlencoded"),
    "1,001 fields": (b"&".join([b"a=1"] * 1001), "application/x-www-form-urlencoded"),
    "3 MB of text": (b"text=" + b"a" * 3 * 1024 * 1024, "application/x-www-form-urlencoded"),
    "multipart without boundary": (b"--x\r\n", "multipart/form-data"),
    "NUL in multipart": (
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\na\x00b\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
    "invalid UTF-8 in multipart": (
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\xfe\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
    "1,001 fields in multipart": (
        b"".join(
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' for _ in range(1001)
        )
        + b"--x--\r\n",
        "multipart/form-data; boundary=x",
    ),
    "21 files": (
        b"".join(
            b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n\r\n1\r\n'
            for _ in range(21)
        )
        + b"--x--\r\n",
        "multipart/form-data; boundary=x",
    ),
}


made_world = made_once(make_world)


@pytest.fixture
def world(made_world, db) -> World:
    return made_world


@pytest.fixture
def clients(world) -> dict[str, Client]:
    """A visitor, a citizen and a case worker at work."""
    citizen = Client()
    citizen.force_login(UserFactory())
    staff = at_work(UserFactory(role=Role.CASE_WORKER, department=world.hearing.department))
    by_group = {"public": Client(), "citizen": citizen, "staff": staff}
    for client in by_group.values():
        client.raise_request_exception = False
    return by_group


def doors(
    clients: dict[str, Client], names: set[str] | None = None
) -> Iterator[tuple[Client, Route]]:
    """Return every address of a page, or those named, with somebody who may open it."""
    for route in all_routes():
        is_wanted = names is None or route.name in names
        if is_wanted and group(route) in clients and route.name != "admin:logout":
            yield clients[group(route)], route


def is_danish_refusal(response: HttpResponse) -> bool:
    return (
        400 <= response.status_code < 500
        and response.headers["Content-Type"].startswith("text/html")
        and '<html lang="da"' in response.content.decode()
    )


@pytest.mark.parametrize("query", BAD_QUERIES.values(), ids=BAD_QUERIES)
def test_a_query_that_is_no_text_is_refused(clients, world, query):
    assert refusing_to_refuse_query(clients, world, query, SOME) == []


@pytest.mark.parametrize("query", ["q=a%00b", f"page={HUGE}"])
def test_no_address_at_all_takes_such_a_query(clients, world, query):
    assert refusing_to_refuse_query(clients, world, query, None) == []


def refusing_to_refuse_query(clients, world, query, names):
    wrong = []
    for client, route in doors(clients, names):
        response = client.generic("GET", world.path(route), QUERY_STRING=query)
        if not is_danish_refusal(response):
            wrong.append((route.name, response.status_code))
    return wrong


@pytest.mark.parametrize("name", BAD_BODIES)
def test_a_body_that_no_form_of_ours_sends_is_refused(clients, world, name):
    assert refusing_to_refuse_body(clients, world, *BAD_BODIES[name], SOME) == []


@pytest.mark.parametrize("name", ["invalid UTF-8 in multipart", "1,001 fields"])
def test_no_address_at_all_takes_such_a_body(clients, world, name):
    assert refusing_to_refuse_body(clients, world, *BAD_BODIES[name], None) == []


def refusing_to_refuse_body(clients, world, body, content_type, names):
    wrong = []
    for client, route in doors(clients, names):
        response = client.generic("POST", world.path(route), body, content_type=content_type)
        if not is_danish_refusal(response):
            wrong.append((route.name, response.status_code))
    return wrong


@pytest.mark.parametrize("bad", [HUGE, "%00", "%FF", "x" * 3000])
def test_an_address_with_an_impossible_part_does_not_exist(clients, world, bad):
    wrong = []
    for client, route in doors(clients):
        # The words after a number are for people: only the number decides.
        for_people = {"slug", "name"} if route.name == "information:attachment" else {"slug"}
        for name in set(route.parameters) - for_people:
            path = _with(world, route, name, bad)
            response = client.generic("GET", path)
            says_so_itself = route.name in LINKS_FROM_MAILS
            if response.status_code >= 500 or (
                response.status_code == HTTPStatus.OK and not says_so_itself
            ):
                wrong.append((route.name, path[:80], response.status_code))

    assert wrong == []


def _with(world: World, route: Route, name: str, bad: str) -> str:
    """Return the route's path with one part replaced by something impossible, as sent."""
    value = str(world.values_for(route)[name])
    path = world.path(route)
    head, _found, tail = path.rpartition(value) if name != "number" else path.partition(value)
    return f"{head}{bad}{tail}"


def test_a_long_search_that_is_text_is_only_a_search(client, db):
    response = client.get(reverse("hearings:list"), {"q": "a" * 1000})

    assert response.status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    "query",
    [
        {"state": "findes-ikke"},
        {"area": "ikke-et-tal"},
        {"kind": "';--"},
        {"topic": "9999999"},
        {"page": "0"},
        {"page": "-3"},
        {"page": "sidste"},
        {"page": "99999"},
        {"q": "%_\\' OR 1=1"},
        {"q": "\u202e\u200b🏳️‍🌈"},
    ],
    ids=str,
)
def test_odd_filters_are_no_faults(client, db, query):
    hearing = HearingFactory()
    client.raise_request_exception = False

    pages = [reverse("hearings:list"), f"{hearing.get_absolute_url()}svar/"]
    statuses = [client.get(page, query).status_code for page in pages]

    assert all(status < 500 for status in statuses)


def test_a_cookie_that_is_no_cookie_is_passed_over(client, db):
    client.cookies["session"] = "a\\000b"

    response = client.get(reverse("portal:front"))

    assert response.status_code == HTTPStatus.OK
