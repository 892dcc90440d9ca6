from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hearings.models import Response
from portal.front import decisions, open_rows, overview, voices
from tests.accounts.factories import UserFactory
from tests.hearings.factories import (
    HearingFactory,
    HearingMeetingFactory,
    ResponseFactory,
    days_from_now,
)

pytestmark = pytest.mark.django_db


def test_the_four_hearings_that_close_first_are_shown_the_nearest_on_top():
    for days in (30, 5, 12, 20, 8):
        HearingFactory(title=f"Lukker om {days}", closes_at=days_from_now(days))

    titles = [row["title"] for row in open_rows(timezone.now())]

    assert titles == ["Lukker om 5", "Lukker om 8", "Lukker om 12", "Lukker om 20"]


def test_a_row_counts_the_answers_that_count_and_draws_no_period():
    hearing = HearingFactory()
    ResponseFactory(hearing=hearing)
    ResponseFactory(hearing=hearing, withdrawn=True)

    row = open_rows(timezone.now())[0]

    assert "1 svar" in row["meta"]
    assert row["draws_period"] is False


def test_only_approved_answers_are_quoted_under_the_name_that_was_chosen():
    hearing = HearingFactory()
    ResponseFactory(hearing=hearing, approved=True, show_name=True, name="Asta Æblegren")
    ResponseFactory(
        hearing=hearing,
        approved=True,
        sender_kind=Response.SenderKind.ASSOCIATION,
        on_behalf_of="Fem Hække",
    )
    ResponseFactory(
        hearing=hearing,
        approved=True,
        sender_kind=Response.SenderKind.COMPANY,
        on_behalf_of="Skjulte Skærme",
        is_protected=True,
    )
    ResponseFactory(hearing=hearing, name="Ulæst Ugle", show_name=True)

    quoted = [(voice["name"], voice["face"]) for voice in voices()]

    assert quoted == [
        ("Virksomhed, navn ikke vist", "hidden"),
        ("Fem Hække", "house"),
        ("Asta Æblegren", "person"),
    ]


def test_a_masked_passage_is_left_out_of_the_quote():
    response = ResponseFactory(approved=True, text="Min nabo Holger er syg. Byg lavt.")
    response.published_version.redactions.create(
        start=0, end=23, reason="sensitive", by=UserFactory(staff=True)
    )

    excerpt = voices()[0]["excerpt"]

    assert excerpt == "[…] Byg lavt."


def test_the_page_changes_when_a_hearing_opens_or_closes():
    coming, opened = HearingFactory(coming=True), HearingFactory()
    HearingFactory(closed=True)

    seen = overview(timezone.now())

    assert (seen.open, seen.coming, seen.closed) == (1, 1, 1)
    assert seen.changes_at == [coming.opens_at, opened.closes_at, coming.closes_at]


def test_a_shared_cache_drops_the_page_when_the_next_hearing_opens(client):
    HearingFactory(coming=True, opens_at=timezone.now() + timedelta(seconds=10))

    response = client.get(reverse("portal:front"))

    lifetime = int(response.headers["Cache-Control"].rpartition("s-maxage=")[2])
    assert lifetime <= 10


def test_decided_hearings_come_with_their_decision_and_the_number_of_answers():
    hearing = HearingFactory(decided=True)
    ResponseFactory(hearing=hearing)

    assert [(row.title, row.answers) for row in decisions()] == [(hearing.title, 1)]


def test_an_empty_portal_has_a_front_page_that_says_so(client):
    page = client.get(reverse("portal:front")).content.decode()

    assert "Lige nu er der ikke noget, du kan svare på." in page


def test_the_front_page_asks_the_database_the_same_number_of_times_however_much_there_is(
    client, django_assert_num_queries
):
    for number in (1, 2):
        for _ in range(number):
            _fill()
        with django_assert_num_queries(9):
            client.get(reverse("portal:front"))


def _fill():
    hearing = HearingFactory()
    HearingMeetingFactory(hearing=hearing)
    ResponseFactory(hearing=hearing, approved=True)
    HearingFactory(coming=True)
    HearingFactory(decided=True)


def test_the_address_on_paper_leads_to_the_hearing(client):
    hearing = HearingFactory()

    response = client.get(f"/h/{hearing.number}/")

    assert response.headers["Location"] == hearing.get_absolute_url()


def test_the_address_on_paper_hides_a_draft(client):
    hearing = HearingFactory(draft=True)

    assert client.get(f"/h/{hearing.number}/").status_code == 404
