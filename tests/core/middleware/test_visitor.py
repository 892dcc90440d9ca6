import gzip

import pytest
from django.test import Client

from tests.accounts.factories import UserFactory
from tests.core.urls import LONG

PUBLIC = "public, max-age=0, s-maxage=30"
PRIVATE = "private, no-store"


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_visitor_gets_a_page_that_anybody_may_keep(client: Client, method: str) -> None:
    response = getattr(client, method)("/side/")

    assert response.headers["Cache-Control"] == PUBLIC
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["ETag"].startswith('W/"')
    assert not response.cookies


def test_a_visitor_costs_no_query_and_no_session() -> None:
    response = Client().get("/hvem/")

    assert response.content == b"None"
    assert response.headers["Cache-Control"] == PUBLIC


def test_neither_language_nor_an_unrelated_cookie_changes_the_page(client: Client) -> None:
    plain = client.get("/side/")
    client.cookies.load({"fremmed": "1", "django_language": "en"})

    other = client.get("/side/", HTTP_ACCEPT_LANGUAGE="en")

    assert other.content == plain.content
    assert dict(other.headers) == dict(plain.headers)


def test_who_has_the_page_already_gets_304_without_a_body(client: Client) -> None:
    etag = client.get("/side/").headers["ETag"]

    response = client.get("/side/", HTTP_IF_NONE_MATCH=etag)

    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["Cache-Control"] == PUBLIC
    assert response.headers["ETag"] == etag


def test_another_page_has_another_etag(client: Client) -> None:
    etags = {client.get(path).headers["ETag"] for path in ("/side/", "/en/side/", "/kort/")}

    assert len(etags) == 3


@pytest.mark.parametrize("accepts", ["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8"])
def test_a_visitor_page_travels_compressed(client: Client, accepts: str) -> None:
    response = client.get("/side/", HTTP_ACCEPT_ENCODING=accepts)

    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Content-Length"] == str(len(response.content))
    assert LONG in gzip.decompress(response.content).decode()
    assert len(response.content) < len(LONG) / 10


@pytest.mark.parametrize("accepts", ["", "br", "identity", "gzip;q=0", "gzip; q=0.0, br"])
def test_who_cannot_read_gzip_gets_the_plain_page(client: Client, accepts: str) -> None:
    response = client.get("/side/", HTTP_ACCEPT_ENCODING=accepts)

    assert "Content-Encoding" not in response.headers
    assert LONG in response.content.decode()


def test_a_short_page_is_not_worth_compressing(client: Client) -> None:
    assert client.get("/kort/", HTTP_ACCEPT_ENCODING="gzip").content == b"kort"


def test_a_page_with_a_form_is_private_and_not_compressed(client: Client) -> None:
    response = client.get("/formular/", HTTP_ACCEPT_ENCODING="gzip")

    assert response.headers["Cache-Control"] == PRIVATE
    assert "Content-Encoding" not in response.headers
    assert "ETag" not in response.headers


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/husk/", "/besked/"])
def test_a_page_that_starts_a_session_is_private(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.headers["Cache-Control"] == PRIVATE
    assert "Cookie" in response.headers["Vary"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/side/", "/kort/", "/findes-ikke/", "/gemt/"])
def test_everything_with_a_session_is_private(client: Client, path: str) -> None:
    client.get("/husk/")

    response = client.get(path, HTTP_ACCEPT_ENCODING="gzip")

    assert response.headers["Cache-Control"] == PRIVATE
    assert "Content-Encoding" not in response.headers


@pytest.mark.django_db
def test_a_made_up_session_cookie_makes_the_page_private_too(client: Client, settings) -> None:
    client.cookies.load({settings.SESSION_COOKIE_NAME: "findes-ikke-1234567890"})

    assert client.get("/side/").headers["Cache-Control"] == PRIVATE


def test_a_page_that_is_a_secret_is_never_kept(client: Client) -> None:
    response = client.get("/privat/")

    assert response.headers["Cache-Control"] == PRIVATE
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_what_a_view_decided_for_visitors_stays(client: Client) -> None:
    assert client.get("/gemt/").headers["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/videre/?status=301", PUBLIC),
        ("/findes-ikke/", PUBLIC),
        ("/videre/?status=302", PRIVATE),
        ("/lukket/", PRIVATE),
        ("/tekst/%00/", PRIVATE),
        ("/fejl/forbidden/", PRIVATE),
    ],
)
def test_only_lasting_answers_may_be_kept(client: Client, path: str, expected: str) -> None:
    assert client.get(path).headers["Cache-Control"] == expected


def test_the_answer_to_a_post_is_never_kept(client: Client) -> None:
    assert client.post("/kort/").headers["Cache-Control"] == PRIVATE


def test_a_missing_page_has_no_etag(client: Client) -> None:
    assert "ETag" not in client.get("/findes-ikke/").headers


@pytest.mark.parametrize(("seconds", "at_most"), [(10, 10), (3600, 30), (0, 0)])
def test_a_page_is_kept_no_longer_than_it_is_true(
    client: Client, seconds: int, at_most: int
) -> None:
    response = client.get(f"/lukker/?seconds={seconds}")

    kept = int(response.headers["Cache-Control"].removeprefix("public, max-age=0, s-maxage="))
    assert max(0, at_most - 2) <= kept <= at_most


@pytest.mark.django_db
def test_a_logged_in_person_is_known_to_the_view(client: Client) -> None:
    person = UserFactory()
    client.force_login(person)

    response = client.get("/hvem/")

    assert response.content == str(person.pk).encode()
    assert response.headers["Cache-Control"] == PRIVATE
