from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from defusedxml import ElementTree

from core.clock import end_of_day, start_of_day
from hearings import feeds, services
from hearings.models import Hearing
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOON = datetime(2026, 11, 23, 12, tzinfo=COPENHAGEN)
ATOM = "{http://www.w3.org/2005/Atom}"
pytestmark = pytest.mark.django_db


def plan(**values) -> Hearing:
    return HearingFactory(
        **{
            "title": "Lokalplan 9.9",
            "opens_at": start_of_day(date(2026, 11, 3)),
            "closes_at": end_of_day(date(2026, 12, 6)),
            "published_at": datetime(2026, 10, 30, 9, tzinfo=COPENHAGEN),
            **values,
        }
    )


def all_of_them(at=NOON) -> str:
    return feeds.feed_of_all(
        Hearing.objects.visible_to(None), path="/hoeringer/atom/", link="/hoeringer/", at=at
    )


def one(hearing: Hearing, at=NOON) -> str:
    hearing = Hearing.objects.prefetch_related("extensions", *feeds.told_steps()).get(pk=hearing.pk)
    return feeds.feed_of_one(hearing, path=f"{hearing.get_absolute_url()}atom/", at=at)


def titles(feed: str) -> list[str]:
    root = ElementTree.fromstring(feed)
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def test_the_steps_of_a_hearing_come_newest_first():
    hearing, by = plan(), UserFactory(staff=True)
    services.extend_deadline(
        hearing, closes_at=end_of_day(date(2026, 12, 13)), reason="Bilag 3.", by=by, at=NOON
    )
    later = datetime(2026, 12, 20, tzinfo=COPENHAGEN)
    services.decide_hearing(hearing, on=date(2026, 12, 18), decision="Vedtaget.", by=by, at=later)

    assert titles(one(hearing, later)) == [
        "Besluttet: Lokalplan 9.9",
        "Ny frist: Lokalplan 9.9",
        "Åben for svar: Lokalplan 9.9",
        "Ny høring: Lokalplan 9.9",
    ]
    assert "Fristen var 6. december 2026. Ny frist: 13. december 2026. Bilag 3." in one(
        hearing, later
    )


def test_the_opening_is_told_when_it_has_come():
    hearing = plan()

    before = titles(one(hearing, hearing.opens_at - timedelta(seconds=1)))
    after = titles(one(hearing, hearing.opens_at))

    assert before == ["Ny høring: Lokalplan 9.9"]
    assert after == ["Åben for svar: Lokalplan 9.9", "Ny høring: Lokalplan 9.9"]


def test_a_hearing_that_opened_when_it_was_published_is_told_once():
    hearing = plan(published_at=start_of_day(date(2026, 11, 3)))

    assert titles(one(hearing)) == ["Ny høring: Lokalplan 9.9"]


def test_a_hearing_taken_back_is_told_with_the_reason():
    hearing = plan()
    services.withdraw_hearing(hearing, reason="Tegnes om.", by=UserFactory(staff=True), at=NOON)

    assert titles(all_of_them())[0] == "Trukket tilbage: Lokalplan 9.9"
    assert "Tegnes om." in all_of_them()


def test_published_answers_stand_in_the_feed_of_their_hearing_alone():
    hearing = plan()
    ResponseFactory(hearing=hearing, approved=True, text="Lad poppelrækken stå.")
    ResponseFactory(hearing=hearing, text="Ulæst.")

    feed = one(hearing)

    assert "Svar nr. 1: Borger, navn ikke vist" in titles(feed)
    assert "Lad poppelrækken stå." in feed
    assert "Ulæst." not in feed
    assert "poppelrækken" not in all_of_them()


def test_drafts_are_in_no_feed_not_even_for_staff():
    plan(draft=True)

    feed = feeds.feed_of_all(Hearing.objects.all(), path="/f/", link="/l/", at=NOON)

    assert titles(feed) == []


def test_names_and_addresses_in_the_feed_last():
    hearing = plan()
    number = hearing.number
    hearing.title = "Et nyt navn"
    hearing.save()

    root = ElementTree.fromstring(one(hearing))

    assert root.findtext(f"{ATOM}id") == f"tag:localhost,2026:hearing-{number}"
    assert [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")] == [
        f"tag:localhost,2026:hearing-{number}-opened",
        f"tag:localhost,2026:hearing-{number}-published",
    ]
    assert [entry.find(f"{ATOM}link").get("href") for entry in root.iter(f"{ATOM}entry")] == [
        f"http://localhost:8000/hoeringer/{number}-et-nyt-navn/"
    ] * 2


def test_a_feed_says_the_same_until_something_happens():
    assert all_of_them() == all_of_them()

    plan()

    assert all_of_them() == all_of_them(NOON + timedelta(hours=1))


def test_markup_and_control_characters_do_not_break_the_feed():
    plan(title="<script>&\x0b\x1f", lead="</summary>\x08")

    assert titles(all_of_them()) == ["Åben for svar: <script>&", "Ny høring: <script>&"]


def test_what_a_citizen_wrote_is_no_markup_in_a_reader_of_feeds():
    """A reader takes a summary of type html for HTML once the XML is undone."""
    hearing = plan()
    ResponseFactory(hearing=hearing, approved=True, text="5 < 7 <img src=x onerror=alert(1)>")

    root = ElementTree.fromstring(one(hearing))
    summaries = [entry.find(f"{ATOM}summary") for entry in root.iter(f"{ATOM}entry")]
    [summary] = [found for found in summaries if "onerror" in found.text]

    assert summary.get("type") == "html"
    assert summary.text == "5 &lt; 7 &lt;img src=x onerror=alert(1)&gt;"


def test_the_list_costs_the_same_for_one_hearing_and_for_three(django_assert_num_queries):
    plan()
    with django_assert_num_queries(4):
        all_of_them()

    plan()
    plan()

    with django_assert_num_queries(4):
        all_of_them()
