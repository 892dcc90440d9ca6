"""What the law says of a kind: told to the secretary, with the paragraph; never a block."""

from datetime import date

import pytest

from councils.models import Body
from councils.rules_of_kinds import hints_of, rule_of
from tests.councils.factories import (
    BodyFactory,
    MembershipFactory,
    SeatFactory,
    SeatGroupFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
Kind, Concern = Body.Kind, Body.Concern


def with_seats(body: Body, **seats: int) -> Body:
    for kind, count in seats.items():
        group = SeatGroupFactory(body=body, kind=kind)
        for _ in range(count):
            SeatFactory(group=group)
    return body


def test_an_elderly_council_has_five_members_substitutes_and_at_most_four_years():
    body = with_seats(BodyFactory(concern=Concern.ELDERLY), citizens=4)
    TermFactory(body=body, starts_on=date(2026, 1, 1), ends_on=date(2031, 1, 1))

    assert hints_of(body) == [
        "Der skal mindst være 5 medlemmer. Der er 4 pladser. (ældreloven §§ 34-37)",
        "Der skal være stedfortrædere. Der er ingen. (ældreloven §§ 34-37)",
        "Valgperioden må højst vare 4 år. (ældreloven §§ 34-37)",
    ]


def test_an_elderly_council_as_the_law_wants_it_has_no_hints():
    body = with_seats(BodyFactory(concern=Concern.ELDERLY), citizens=5)
    MembershipFactory(body=body, substitute=True)
    TermFactory(body=body, starts_on=date(2026, 1, 1), ends_on=date(2030, 1, 1))

    assert hints_of(body) == []


@pytest.mark.parametrize(
    ("organisations", "politicians", "hints"), [(3, 3, 0), (7, 7, 0), (2, 3, 1), (8, 2, 2)]
)
def test_a_disability_council_has_three_to_seven_of_each(organisations, politicians, hints):
    body = BodyFactory(concern=Concern.DISABILITY)
    with_seats(body, organisations=organisations, politicians=politicians)

    assert len(hints_of(body)) == hints


@pytest.mark.parametrize(
    ("parents", "staff", "pupils", "hints"), [(7, 2, 2, 0), (4, 2, 2, 1), (7, 1, 1, 2)]
)
def test_a_school_board_has_a_majority_of_parents(parents, staff, pupils, hints):
    body = BodyFactory(kind=Kind.BOARD, concern=Concern.SCHOOLS)
    with_seats(body, parents=parents, staff=staff, pupils=pupils)

    assert len(hints_of(body)) == hints


@pytest.mark.parametrize(("seats", "hints"), [(21, 0), (20, 1)])
def test_a_municipal_council_is_uneven(seats, hints):
    body = with_seats(BodyFactory(municipal_council=True), politicians=seats)

    assert len(hints_of(body)) == hints


def test_of_other_kinds_the_law_says_nothing_here():
    assert rule_of(BodyFactory(kind=Kind.TRIBUNAL)) is None
    assert hints_of(BodyFactory(concern=Concern.YOUTH)) == []
