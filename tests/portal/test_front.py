from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from city.models import Area
from core.clock import local_date
from hearings.models import Response
from portal.front import decisions, newest_news, open_rows, overview, this_week, voices
from tests.accounts.factories import UserFactory
from tests.hearings.factories import (
    HearingFactory,
    HearingMeetingFactory,
    ResponseFactory,
    days_from_now,
)
from tests.information.factories import NewsFactory, PlanFactory, RightFactory

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

    counts = seen.counts
    assert (counts["open"], counts["coming"], counts["closed"]) == (1, 1, 1)
    assert seen.changes_at == [coming.opens_at, opened.closes_at]


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
        with django_assert_num_queries(12):
            client.get(reverse("portal:front"))


def _fill():
    hearing = HearingFactory()
    HearingMeetingFactory(hearing=hearing)
    ResponseFactory(hearing=hearing, approved=True)
    HearingFactory(coming=True)
    HearingFactory(decided=True)
    NewsFactory()
    PlanFactory()
    RightFactory()


def test_nothing_hidden_is_counted_behind_the_doors():
    HearingFactory(draft=True)
    for factory_class in (NewsFactory, PlanFactory, RightFactory):
        factory_class()
        factory_class(draft=True)
        factory_class(scheduled=True)
        factory_class(withdrawn=True)

    counts = overview(timezone.now()).counts

    assert counts["news"] == counts["plans"] == counts["rights"] == counts["in_register"] == 1


def test_a_shared_cache_drops_the_page_when_planned_news_become_public():
    news = NewsFactory(scheduled=True)

    assert overview(timezone.now()).changes_at == [news.public_from]


@pytest.fixture
def herstedoster():
    return Area.objects.get(slug="herstedoester")


def test_who_chooses_an_area_sees_what_is_there_and_what_concerns_the_whole_town(herstedoster):
    here, there = HearingFactory(title="Her"), HearingFactory(title="Der")
    here.areas.set([herstedoster, Area.objects.get(slug="risby")])
    there.areas.set([Area.objects.get(slug="risby")])
    HearingFactory(title="Overalt")
    news_there = NewsFactory()
    news_there.areas.set(there.areas.all())
    news_everywhere = NewsFactory()
    at = timezone.now()

    assert {row["title"] for row in open_rows(at, herstedoster)} == {"Her", "Overalt"}
    assert newest_news(at, herstedoster) == [news_everywhere]


@pytest.mark.parametrize("asked", ["", "findes-ikke", "herstedoester' OR 1=1", "1", "æøå"])
def test_an_area_that_does_not_exist_is_no_choice(client, asked):
    page = client.get(reverse("portal:front"), {"bydel": asked})

    assert page.context["area"] is None
    assert page.headers["Cache-Control"].startswith("public")


def test_the_chosen_area_stays_in_the_address_and_no_cookie_keeps_it(client, herstedoster):
    page = client.get(reverse("portal:front"), {"bydel": herstedoster.slug})

    assert page.context["area"] == herstedoster
    assert not page.cookies


def test_the_next_seven_days_hold_openings_deadlines_and_meetings_in_their_order():
    at = timezone.now()
    HearingFactory(title="Lukker", closes_at=days_from_now(3))
    HearingFactory(title="Åbner", coming=True, opens_at=days_from_now(1))
    HearingFactory(title="Lukker sent", closes_at=days_from_now(9))
    HearingFactory(draft=True, closes_at=days_from_now(2))
    meeting = HearingMeetingFactory(
        title="Åbent hus",
        hearing__title="Møde",
        starts_at=at + timedelta(hours=30),
        ends_at=at + timedelta(hours=32),
    )

    week = this_week(at)

    assert sorted((entry.kind, entry.title) for entry in week) == sorted(
        [("Høring åbner", "Åbner"), (meeting.title, "Møde"), ("Sidste dag at svare", "Lukker")]
    )
    assert [entry.at for entry in week] == sorted(entry.at for entry in week)


def test_the_eighth_day_is_not_in_the_next_seven():
    HearingFactory(title="Lukker den syvende", closes_at=days_from_now(7))
    HearingFactory(title="Åbner den ottende", coming=True, opens_at=days_from_now(7))

    assert [entry.title for entry in this_week(timezone.now())] == ["Lukker den syvende"]


def test_the_last_day_to_answer_is_shown_as_that_day():
    HearingFactory(closes_at=days_from_now(3))

    entry = this_week(timezone.now())[0]

    assert local_date(entry.at) == local_date(days_from_now(2))


def test_the_address_on_paper_leads_to_the_hearing(client):
    hearing = HearingFactory()

    response = client.get(f"/h/{hearing.number}/")

    assert response.headers["Location"] == hearing.get_absolute_url()


def test_the_address_on_paper_hides_a_draft(client):
    hearing = HearingFactory(draft=True)

    assert client.get(f"/h/{hearing.number}/").status_code == 404
