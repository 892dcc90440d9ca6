"""Members beside the population: counts under 5 are hidden, and cannot be reckoned out."""

from datetime import date
from itertools import product

from city.population import population_by
from councils.composition import LEAST, composition_of, hidden_cells
from councils.models import Member

ON = date(2027, 3, 3)


def members(**counts: int) -> list[Member]:
    return [Member(gender=gender) for gender, count in counts.items() for _ in range(count)]


def told(rows: list[Member]) -> list[tuple[str, int | None, str]]:
    gender = composition_of(rows, ON)[0]
    return [(cell.label, cell.count, cell.hidden) for cell in gender.cells]


def could_be(counts: tuple[int, ...], hidden: set[int]) -> list[tuple[int, ...]]:
    """Return every set of counts that a reader may take for the true one."""
    total = sum(counts)
    ranges = [
        (
            (range(LEAST) if count < LEAST else range(LEAST, total + 1))
            if place in hidden
            else (count,)
        )
        for place, count in enumerate(counts)
    ]
    return [each for each in product(*ranges) if sum(each) == total]


def gives_away(counts: tuple[int, ...]) -> bool:
    hidden = hidden_cells(counts)
    if any(place not in hidden for place, count in enumerate(counts) if count < LEAST):
        return True
    if len(hidden) == len(counts):
        return False
    possible = could_be(counts, hidden)
    return any(len({each[place] for each in possible}) == 1 for place in hidden)


def test_a_count_under_five_is_hidden_and_never_follows_from_the_others():
    every_body = product(range(9), repeat=3)

    assert [counts for counts in every_body if gives_away(counts)] == []


def test_what_is_large_enough_is_shown_with_its_share():
    assert told(members(woman=11, man=10)) == [("Kvinder", 11, ""), ("Mænd", 10, "")]


def test_one_hidden_count_takes_another_with_it():
    assert told(members(woman=12, man=7, other=2)) == [
        ("Kvinder", 12, ""),
        ("Mænd", None, "vises ikke"),
        ("Andet eller ikke oplyst", None, "under 5"),
    ]


def test_of_a_small_body_nothing_is_shown():
    assert told(members(woman=3, man=4)) == []


def test_ages_are_counted_in_bands_beside_the_town():
    rows = [Member(birth_year=1990) for _ in range(8)] + [Member(birth_year=1950) for _ in range(6)]
    rows += [Member(birth_year=1980) for _ in range(5)] + [Member(birth_year=2005)] * 5

    ages = composition_of(rows, ON)[1]

    assert [(cell.label, cell.count, cell.town_share) for cell in ages.cells] == [
        ("Under 25 år", 5, 30),
        ("25-39 år", 8, 20),
        ("40-59 år", 5, 26),
        ("60 år og ældre", 6, 24),
    ]


def test_the_population_says_its_day_its_source_and_that_it_is_provisional():
    gender = population_by("gender")

    assert round(sum(gender.shares.values())) == 100
    assert (gender.on, gender.source) == (date(2021, 1, 1), "Danmarks Statistik, FOLK1A")
    assert gender.is_provisional
    assert population_by("shoe size") is None
