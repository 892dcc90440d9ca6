"""Who has signed up for the demo's seminar: invented names, the same in every run."""

from __future__ import annotations

from typing import NamedTuple

_FIRST = (
    "Agnes", "Bo", "Camilla", "Daniel", "Emine", "Frode", "Gerda", "Hassan", "Inger", "Jonas",
    "Katja", "Leif", "Mette", "Nadia", "Oskar", "Pia", "Rune", "Sonja", "Thorkild", "Ulla",
)  # fmt: skip
_LAST = ("Agerskov", "Bruun", "Celik", "Damgaard", "Enevoldsen", "Friis")


class Guest(NamedTuple):
    name: str
    email: str
    people: int
    organisation: str
    needs: str
    # Codes of the sessions chosen.
    sessions: tuple[str, ...]


def guests(count: int) -> list[Guest]:
    """Return so many, a few of them with others; most want the walk, which has twelve seats."""
    found = []
    for number in range(count):
        first, last = _FIRST[number % len(_FIRST)], _LAST[number // len(_FIRST) % len(_LAST)]
        morning = "papir" if number % 5 == 0 else "spise" if number % 5 < 4 else ""
        afternoon = "vandring" if number % 3 == 0 else "ungested" if number % 3 == 1 else ""
        found.append(
            Guest(
                name=f"{first} {last}",
                email=f"{first}.{last}@example.dk".lower(),
                people=4 if number == 7 else 1,
                organisation="Sydskolen, 8. klasse" if number == 7 else "",
                needs="Jeg bruger kørestol." if number == 11 else "",
                sessions=tuple(code for code in (morning, afternoon) if code),
            )
        )
    return found
