"""What the panel promises is held against what the model publishes."""

from itertools import product

import pytest

from city.models import Area
from hearings import audience
from hearings.audience import Choice
from hearings.models import Hearing, Response
from tests.hearings.factories import HearingFactory, ResponseFactory

pytestmark = pytest.mark.django_db
Rule = Hearing.PublicationRule
Kind = Response.SenderKind


def table_of(response: Response) -> dict[str, list[bool]]:
    rows = audience.rows_for(response)
    return {row["label"]: [cell[0]["sees"] for cell in row["cells"]] for row in rows}


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize(
    ("kind", "shown", "hidden"), list(product(Kind, [True, False], [True, False]))
)
def test_the_panel_promises_what_the_model_publishes(rule, kind, shown, hidden):
    response = ResponseFactory(
        hearing=HearingFactory(decided=True, publication_rule=rule),
        sender_kind=kind,
        on_behalf_of="" if kind == Kind.CITIZEN else "Vejlauget",
        show_name=shown,
        is_protected=hidden,
        area=Area.objects.create(name="Prøvebyen", slug="proevebyen"),
        address="Gangstien 1",
        approved=True,
    )

    table = table_of(response)

    assert table["Dit svar og bilag"][0] == response.is_public
    assert table["Navn"][0] == (response.is_public and bool(response.public_name))
    assert table["Bydel"][0] == (response.is_public and bool(response.public_area))
    assert (table["Adresse"][0], table["Mail"][0]) == (False, False)
    assert [cells[1] for cells in table.values()] == [True] * 5


def test_protected_people_are_hidden_from_politicians_too():
    response = ResponseFactory(is_protected=True)

    table = table_of(response)

    assert {label: cells[2] for label, cells in table.items()} == {
        "Dit svar og bilag": True,
        "Navn": False,
        "Bydel": False,
        "Adresse": False,
        "Mail": False,
    }


@pytest.mark.parametrize("rule", Rule)
def test_each_choice_shows_exactly_one_answer_in_each_cell_of_the_form(rule):
    hearing = HearingFactory(publication_rule=rule)

    rows = audience.rows_for_every_choice(hearing)

    for cell in (cell for row in rows for cell in row["cells"]):
        if len(cell) == 1:
            assert "when" not in cell[0]
            continue
        choices = [choice for variant in cell for choice in variant["when"].split()]
        assert sorted(choices) == sorted(Choice)
        assert [Choice.HIDDEN in entry["when"].split() for entry in cell] == [
            not entry["waits"] for entry in cell
        ]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule.AFTER_MODERATION, "Ja, når det er læst igennem"),
        (Rule.WITH_WHITE_PAPER, "Ja, sammen med hvidbogen efter fristen"),
        (Rule.NEVER, "Nej, svarene bliver ikke lagt ud"),
    ],
)
def test_the_form_tells_the_publication_rule_and_the_day_of_deletion(client, rule, words):
    hearing = HearingFactory(publication_rule=rule)

    page = client.get(f"{hearing.get_absolute_url()}skriv/").content.decode()

    assert words in page
    assert audience.notes(hearing)[0] in page


def test_the_choice_is_read_from_the_answer():
    citizen, house = Kind.CITIZEN, Kind.COUNCIL

    choices = [
        audience.choice_of(Response(sender_kind=kind, show_name=shown, is_protected=hidden))
        for kind, shown, hidden in [
            (citizen, False, False),
            (citizen, True, False),
            (house, False, False),
            (house, True, True),
            (citizen, True, True),
        ]
    ]

    assert choices == [
        Choice.HIDDEN,
        Choice.NAMED,
        Choice.HOUSE,
        Choice.PROTECTED,
        Choice.PROTECTED,
    ]
