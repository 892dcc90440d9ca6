import psycopg2
import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse

from portal import errors

PAGES = {
    "bad_request": (errors.bad_request, 400),
    "forbidden": (errors.forbidden, 403),
    "not_found": (errors.not_found, 404),
}


@pytest.mark.parametrize(("view", "status"), PAGES.values(), ids=PAGES)
@pytest.mark.parametrize(("path", "language"), [("/x/", "da"), ("/en/x/", "en")])
def test_an_error_page_speaks_the_language_of_the_path(view, status, path, language):
    response = view(RequestFactory().get(path), Exception())

    assert response.status_code == status
    assert f'<html lang="{language}">' in response.content.decode()


@pytest.mark.django_db
def test_a_missing_page_says_where_to_go(client):
    response = client.get("/findes-ikke/")
    page = response.content.decode()

    assert response.status_code == 404
    assert f'href="{reverse("portal:front")}"' in page


def test_a_fault_of_ours_needs_no_database(client):
    response = errors.server_error(RequestFactory().get("/en/x/"))

    assert response.status_code == 500
    assert '<html lang="en">' in response.content.decode()


def test_a_database_that_is_away_is_no_fault_of_ours_wherever_it_was_asked():
    gone = OperationalError("server closed the connection")
    gone.__cause__ = psycopg2.OperationalError()

    try:
        raise gone
    except OperationalError:
        response = errors.server_error(RequestFactory().get("/min-side/"))

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


@pytest.mark.django_db
def test_a_form_without_its_secret_gets_a_page_of_its_own():
    client = Client(enforce_csrf_checks=True)

    response = client.post(reverse("account_login"), {"login": "asta@example.dk"})

    assert response.status_code == 403
    assert "cookie" in response.content.decode().lower()
