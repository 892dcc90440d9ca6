"""The pages of bodies: axe finds nothing, and nothing scrolls sideways, at both widths."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from city.models import Area
from core.clock import start_of_day
from councils.models import Body, Member
from councils.services import add_substitute, call_in, seat_member, set_fixed_chair, set_seats
from councils.services.bodies import set_term
from tests.councils.factories import BodyFactory, MemberFactory, SeatGroupFactory
from tests.e2e.axe import faults

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
NAMES = """Anna Asp, Bo Birk, Carla Cypres, Dorthe Druehyld, Erik Eg, Fatma Fyr, Gerda Gran,
Hans Hyld, Ida Ildtorn, Jens Jasmin, Karla Kirsebær, Lars Lind, Mona Mirabel, Niels Naur,
Olga Oliven, Per Pil, Rosa Rose, Svend Syren, Tove Taks"""


@pytest.fixture
def council() -> Body:
    """A council of 21 seats, two of them vacant, with a mayor, and one who is away."""
    body = BodyFactory(
        municipal_council=True,
        lead="Kommunalbestyrelsen bestemmer i kommunen. Den vælges af borgerne hvert fjerde år.",
        legal_basis="styrelsesloven § 5",
        mandate="Kommunalbestyrelsen styrer kommunens anliggender.",
    )
    BodyFactory(name="Økonomiudvalget", committee=True, parent=body)
    BodyFactory(name="Ældrerådet")
    group = SeatGroupFactory(body=body, kind="politicians", name="Valgte medlemmer")
    now, begins = timezone.now(), start_of_day(date(2026, 1, 1))
    seats = set_seats(group, 21, by=None, at=now)
    rows = []
    for place, name in enumerate(name.strip() for name in NAMES.split(",")):
        member = MemberFactory(
            name=name, party="Socialdemokratiet" if place % 2 else "Borgerlisten",
            gender=Member.Gender.WOMAN if place < 11 else Member.Gender.MAN,
            birth_year=1950 + 2 * place, area=Area.objects.first() if place < 7 else None,
            is_protected=place == 4, email="medlem@example.org", text="Jeg vil have flere træer.",
        )  # fmt: skip
        title = "borgmester" if place == 0 else ""
        rows.append(
            seat_member(seats[place], member, starts_at=begins, title=title, by=None, at=now)
        )
    listed = add_substitute(group, MemberFactory(name="Ulla Ul"), starts_at=begins, by=None, at=now)
    call_in(rows[2], listed, starts_at=now, by=None, at=now)
    set_fixed_chair(body, rows[0], from_day=date(2026, 1, 1), by=None, at=now)
    set_term(
        body, starts_on=date(2026, 1, 1), ends_on=date(2030, 1, 1),
        uneven_reason="Flere kvinder stillede op.", by=None, at=now,
    )  # fmt: skip
    return body


def test_the_pages_of_bodies_are_for_everybody(open_page, council):
    page = open_page()
    member = council.memberships.first().member

    assert faults(page, reverse("councils:directory")) == []
    assert faults(page, council.get_absolute_url()) == []
    assert faults(page, f"{council.get_absolute_url()}?dag=1999-01-01") == []
    assert faults(page, f"{council.get_absolute_url()}?dag=vrøvl") == []
    assert faults(page, member.get_absolute_url()) == []
