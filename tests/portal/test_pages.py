import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

PAGES = {
    "help": "Hjælp til at deltage",
    "privacy": "Hvem ser det, du skriver",
    "accessibility": "Tilgængelighed",
}


@pytest.mark.parametrize(("name", "heading"), PAGES.items())
def test_a_page_of_words_is_one_that_caches_may_keep(client, name, heading):
    response = client.get(reverse(f"portal:{name}"))

    assert f"<h1>{heading}</h1>" in response.content.decode()
    assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert not response.cookies


@pytest.mark.parametrize("name", PAGES)
def test_no_link_on_it_is_dead(client, name):
    page = client.get(reverse(f"portal:{name}")).content.decode()
    links = {part.partition('"')[0] for part in page.split('href="/')[1:]}
    pages = {f"/{link}" for link in links if not link.startswith("static/")}

    statuses = {link: client.get(link.partition("#")[0], follow=True).status_code for link in pages}

    assert {link: code for link, code in statuses.items() if code != 200} == {}


def test_was_leads_to_the_page_here_when_no_statement_is_named(client):
    response = client.get("/was")

    assert response.headers["Location"] == reverse("portal:accessibility")


def test_was_leads_to_the_statement_that_is_named(client, settings):
    settings.ACCESSIBILITY_STATEMENT_URL = "https://was.example/erklaering"

    response = client.get("/was")

    assert response.headers["Location"] == "https://was.example/erklaering"


def test_the_statement_that_is_named_is_linked_from_the_page(client, settings):
    settings.ACCESSIBILITY_STATEMENT_URL = "https://was.example/erklaering"

    page = client.get(reverse("portal:accessibility")).content.decode()

    assert 'href="https://was.example/erklaering"' in page
