"""Reference data of the town: editable afterwards, never overwritten by a second load.

No official list of areas was found, so those marked provisional are common knowledge.
"""

from django.utils.text import slugify

from city.models import Area, Department, Topic
from core.danish import ascii_danish

AREAS = [
    "Albertslund Syd",
    "Albertslund Vest",
    "Albertslund Midtby",
    "Herstedøster",
    "Herstedvester",
    "Vridsløselille",
    "Risby",
    "Hersted Industripark",
    "Coop-byen",
    "Galgebakken",
    "Hyldespjældet",
    "Degnehusene",
    "Godthåbsparken",
    "Morbærhaven",
]
PROVISIONAL_AREAS = ["Albertslund Nord", "Røde Vejrmølle"]
TOPICS = [
    "Byplan og byggeri",
    "Børn og skole",
    "Klima og grønne områder",
    "Trafik og stier",
    "Kultur og fritid",
    "Omsorg og sundhed",
    "Økonomi og service",
    "Affald og genbrug",
]
DEPARTMENTS = [
    "By, Kultur og Miljø",
    "Børn og Unge",
    "Sundhed og Omsorg",
    "Økonomi og Stab",
]


def load() -> None:
    """Create what is missing; what staff have changed stays as they left it."""
    for name in AREAS:
        _ensure(Area, name)
    for name in PROVISIONAL_AREAS:
        _ensure(Area, name, is_provisional=True)
    for name in TOPICS:
        _ensure(Topic, name)
    for name in DEPARTMENTS:
        _ensure(Department, name)


def _ensure(model: type[Area | Topic | Department], name: str, **values: object) -> None:
    slug = slugify(ascii_danish(name))
    if not model.objects.filter(slug=slug).exists():
        model.objects.create(name=name, slug=slug, **values)
