"""Bad input ends in a page of the 400s or is left out: never in an error of ours."""

import pytest
from django.test import Client

from tests.hearings.factories import HearingDocumentFactory, HearingFactory, ResponseFactory

pytestmark = pytest.mark.django_db
HUGE = "1" + "0" * 30
QUERIES = [
    f"side={HUGE}",
    "side=abc",
    "side=-1",
    "side=1e400",
    "side=%D9%A1",
    "q=%00",
    "q=%ED%A0%80",
    "q=%FF%FE",
    "q=" + "x" * 10_000,
    "q=" + "%20a" * 900,
    "q=%F0%9F%8C%B3%E2%80%8B",
    "q=%25_%5C%27%22%3B--",
    f"q={HUGE}",
    "tilstand=draft",
    f"bydel={HUGE}",
    "emne=__class__&emne=x",
    "slags[]=1",
    "order=author__password&author__email__startswith=a&_connector=OR&per_page=1;select",
    "&".join(f"f{number}=1" for number in range(1100)),
    f"afsender={HUGE}",
    "afsender=%00",
]


@pytest.fixture
def hearing():
    hearing = HearingFactory()
    ResponseFactory(hearing=hearing, approved=True)
    return hearing


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_odd_questions_are_refused_or_left_out(hearing, query):
    path = hearing.get_absolute_url()

    for page in ("/hoeringer/", f"{path}svar/", path, "/hoeringer/atom/", f"{path}atom/"):
        assert Client().get(f"{page}?{query}").status_code in (200, 400), page


@pytest.mark.parametrize(
    "number", [HUGE, "99999999999", "2147483648", "2147483647", "0", "-1", "1.5", "%00", "%FF", "x"]
)
def test_numbers_that_no_row_has_are_not_found(hearing, number):
    path = hearing.get_absolute_url()
    HearingDocumentFactory(hearing=hearing)

    for address in (
        f"/hoeringer/{number}/",
        f"/hoeringer/{number}-x/",
        f"/hoeringer/{number}-x/frist.ics",
        f"{path}svar/{number}/",
        f"{path}svar/1/bilag/{number}/",
        f"{path}dokumenter/{number}/",
    ):
        assert Client().get(address).status_code in (400, 404), address


def test_a_slug_of_any_length_only_leads_on(hearing):
    response = Client().get(f"/hoeringer/{hearing.number}-{'x' * 3000}/")

    assert (response.status_code, response.headers["Location"]) == (
        301,
        hearing.get_absolute_url(),
    )


def test_a_question_is_carried_on_as_text_only(hearing):
    response = Client().get(f"/hoeringer/{hearing.number}-x/?next=//evil.dk&x=%0d%0aX:1")

    assert response.headers["Location"] == (
        f"{hearing.get_absolute_url()}?next=%2F%2Fevil.dk&x=%0D%0AX%3A1"
    )
