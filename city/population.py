"""How many people live in the town, by gender, age and area: a table that comes with the portal.

`population.csv` says of each figure from which day it is, its source, and whether it is
provisional: common knowledge that nobody has checked against the source.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("population.csv")


@dataclass(frozen=True)
class Population:
    """The shares of the population (per cent, together 100) in one dimension."""

    shares: dict[str, float]
    on: date
    source: str
    is_provisional: bool


@lru_cache
def population_by(dimension: str) -> Population | None:
    """Return the shares by "gender", "age" or "area" (slugs), or None where nobody knows."""
    rows = [row for row in _read() if row["dimension"] == dimension]
    if not rows:
        return None
    numbers = {row["key"]: float(row["number"]) for row in rows}
    everybody = sum(numbers.values())
    return Population(
        shares={key: 100 * number / everybody for key, number in numbers.items()},
        on=min(date.fromisoformat(row["on"]) for row in rows),
        source=rows[0]["source"],
        is_provisional=any(row["provisional"] == "yes" for row in rows),
    )


def _read() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
