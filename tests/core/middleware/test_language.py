import pytest
from django.test import Client
from django.utils.translation import get_language


@pytest.mark.parametrize(
    ("path", "language"),
    [("/side/", "da"), ("/en/side/", "en"), ("/en/findes-ikke/", "en"), ("/fil/", "da")],
)
def test_the_path_alone_decides_the_language(client: Client, path: str, language: str) -> None:
    client.cookies.load({"django_language": "de"})

    response = client.get(path, HTTP_ACCEPT_LANGUAGE="de,en;q=0.9")

    assert response.headers["Content-Language"] == language
    assert "Accept-Language" not in response.headers.get("Vary", "")


def test_the_language_of_one_request_is_forgotten_before_the_next(client: Client) -> None:
    client.get("/en/side/")

    assert get_language() == "da"
    assert client.get("/side/").content.startswith(b"<p>da")


def test_danish_has_one_address_only(client: Client) -> None:
    assert client.get("/da/side/").status_code == 404
