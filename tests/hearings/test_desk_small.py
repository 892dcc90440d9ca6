"""The one page for small hearings: a row per response, saved by one button, nothing lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from hearings.models import Answer, Point, Redaction
from hearings.services import treatment
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.staff import at_work
from tests.hearings.treating import also_in, answer_to, point_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def hearing():
    return HearingFactory(closed=True, department=DepartmentFactory(name="Plan"))


@pytest.fixture
def client(hearing):
    return at_work(UserFactory(role=Role.CASE_WORKER, department=hearing.department))


def url(hearing) -> str:
    return reverse("hearings:small", args=[hearing.number])


def before(client, hearing) -> dict[str, str]:
    """Return what the fields of the page hold, as a browser would send them back."""
    data = {}
    for card in client.get(url(hearing)).context["cards"]:
        if card["row"].is_editable:
            for field in card["form"]:
                value = field.value()
                if value not in (None, "", False):
                    data[field.html_name] = value
    return data


def row(response, **values) -> dict[str, str]:
    return {f"r{response.number}-{name}": value for name, value in values.items()}


def words(response, **values) -> dict[str, str]:
    said = {
        "theme": "Beplantning", "title": "Bevar poppelrækken", "remark": "Den står.",
        "outcome": "accepted", **values,
    }  # fmt: skip
    return row(response, **said)


def test_rows_make_themes_points_and_answers(client, hearing):
    one, two, three = (ResponseFactory(hearing=hearing) for _time in range(3))
    data = before(client, hearing)
    data |= words(one, change="Bevares", change_place="§ 7.3")
    data |= row(two, is_outside="on", out_of_scope="Handler om busdrift.")

    saved = client.post(url(hearing), data)

    assert saved.status_code == 302
    point = Point.objects.get()
    assert (point.theme.title, point.title, point.answer.change_place) == (
        "Beplantning", "Bevar poppelrækken", "§ 7.3",
    )  # fmt: skip
    assert list(hearing.responses.untreated()) == [three]
    assert "2 rækker er gemt." in client.get(url(hearing)).content.decode()


def test_a_row_with_an_error_is_told_and_the_others_are_saved(client, hearing):
    one, two = (ResponseFactory(hearing=hearing) for _time in range(2))
    data = before(client, hearing) | words(one) | words(two, theme="", remark="Mine lange ord.")

    answer = client.post(url(hearing), data)

    content = answer.content.decode()
    assert answer.status_code == 200
    assert "1 række er gemt." in content
    assert "1 række er ikke gemt" in content
    assert "Mine lange ord." in content
    assert "Skriv, hvilket tema pointen hører under." in content
    assert [point.responses.get() for point in Point.objects.all()] == [one]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"title": ""}, "Skriv pointen kort"),
        ({"title": "x" * 301}, "300"),
        ({"outcome": "måske"}, "måske"),
        ({"is_outside": "on", "out_of_scope": ""}, "Skriv, hvad svaret handler om"),
        ({"is_outside": "on", "out_of_scope": "Busser"}, "skal de andre felter være tomme"),
        ({"remark": "Ring om 010190-1234"}, "cpr"),
    ],
)
def test_a_row_that_cannot_be_saved(client, hearing, values, told):
    response = ResponseFactory(hearing=hearing)

    answer = client.post(url(hearing), before(client, hearing) | words(response, **values))

    assert told in answer.content.decode()
    assert not Point.objects.exists()


def test_nothing_new_changes_nothing(client, hearing):
    response = ResponseFactory(hearing=hearing)
    answer_to(point_in(response))
    ResponseFactory(hearing=hearing)
    lines = hearing.history.count()

    client.post(url(hearing), before(client, hearing))

    assert hearing.history.count() == lines
    assert "ikke noget nyt at gemme" in client.get(url(hearing)).content.decode()


def test_a_row_is_changed_and_emptied(client, hearing):
    response = ResponseFactory(hearing=hearing)
    point = point_in(response)
    answer_to(point)

    client.post(url(hearing), before(client, hearing) | words(response, title="Poplerne"))
    point.refresh_from_db()
    assert point.title == "Poplerne"
    emptied = dict.fromkeys(words(response), "")
    client.post(url(hearing), before(client, hearing) | emptied)

    assert not Point.objects.exists()
    assert list(hearing.responses.untreated()) == [response]


def test_outside_the_subject_is_taken_back(client, hearing):
    response = ResponseFactory(hearing=hearing)
    treatment.mark_out_of_scope(response, reason="Busser.", by=UserFactory(), at=timezone.now())
    data = before(client, hearing)
    assert data["r1-out_of_scope"] == "Busser."
    del data["r1-is_outside"]

    client.post(url(hearing), data)

    assert list(hearing.responses.untreated()) == [response]


def test_two_people_on_the_same_row(client, hearing):
    response = ResponseFactory(hearing=hearing)
    data = before(client, hearing) | words(response, remark="Den andens ord.")
    answer_to(point_in(response), remark="Den enes ord.")

    refused = client.post(url(hearing), data)

    content = refused.content.decode()
    assert "En anden har ændret rækken" in content
    assert "Den andens ord." in content
    assert "Gem min tekst i stedet for den andens" in content
    assert Answer.objects.get().remark == "Den enes ord."
    digest = refused.context["cards"][0]["form"].conflict.digest
    saved = client.post(url(hearing), data | {"r1-anyway": digest})
    assert saved.status_code == 302
    assert Answer.objects.get().remark == "Den andens ord."


def test_a_new_version_from_the_author_is_told(client):
    hearing = HearingFactory(open=True)
    client = at_work(UserFactory(role=Role.CASE_WORKER, department=hearing.department))
    response = ResponseFactory(hearing=hearing)
    data = before(client, hearing) | words(response)
    response.add_version("Noget helt andet.", by=None, at=timezone.now())

    refused = client.post(url(hearing), data)

    assert "En anden har ændret rækken" in refused.content.decode()
    assert not Point.objects.exists()


def test_a_response_with_several_points_leads_to_the_desk(client, hearing):
    response = ResponseFactory(hearing=hearing)
    point_in(response)
    point_in(response, title="Parkering")
    shared = ResponseFactory(hearing=hearing)
    third = ResponseFactory(hearing=hearing)
    also_in(point_in(shared, title="Lys"), third)

    content = client.get(url(hearing)).content.decode()

    assert "2 pointer. De rettes ved bordet." in content
    assert "Samme pointe som svar nr. 2:" in content
    assert 'name="r2-title"' in content
    assert 'name="r3-title"' not in content


def test_masked_passages_are_covered(client, hearing):
    response = ResponseFactory(hearing=hearing, text="Min nabo Holger er syg.")
    Redaction.objects.create(
        version=response.current_version, start=9, end=15, reason="personal", by=UserFactory()
    )

    content = client.get(url(hearing)).content.decode()

    assert "Holger" not in content
    assert "[maskeret:" in content


def test_a_reader_sees_the_rows_without_fields(hearing):
    ResponseFactory(hearing=hearing)
    client = at_work(UserFactory(role=Role.MANAGER, department=hearing.department))

    content = client.get(url(hearing)).content.decode()

    assert "Ikke behandlet endnu." in content
    assert "r1-title" not in content
    assert client.post(url(hearing), {}).status_code == 403


@pytest.mark.parametrize("count", [3, 29])
def test_the_one_page_asks_the_same_few_questions(
    client, hearing, count, django_assert_num_queries
):
    for response in ResponseFactory.create_batch(count, hearing=hearing):
        point_in(response, title=f"Pointe {response.number}")
    client.get(url(hearing))

    with django_assert_num_queries(11):
        client.get(url(hearing))
