from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from city.models import Area, Topic
from core.clock import end_of_day, start_of_day
from hearings.facts import (
    calendar_stage,
    days_given,
    documents_of,
    facts_of,
    joined_paragraphs,
    label_of,
    legal_lines,
    lines_of,
    short_address,
    tools_of,
)
from hearings.models import Hearing, HearingKind
from tests.hearings.factories import HearingDocumentFactory, HearingFactory, HearingKindFactory

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
pytestmark = pytest.mark.django_db


def plan(**values) -> Hearing:
    return HearingFactory(
        **{
            "opens_at": start_of_day(date(2026, 11, 3)),
            "closes_at": end_of_day(date(2026, 12, 6)),
            **values,
        }
    )


def test_the_legal_basis_stands_beside_what_is_given():
    kinds = HearingKind.objects.filter(code__in=["lokalplan", "kommuneplantillaeg"])
    hearing = plan(kinds=kinds)

    assert list(legal_lines(hearing)) == [
        "Planloven § 24, stk. 4 og 5: mindst 28 dage.",
        "Her er givet 34 dage.",
    ]


def test_a_kind_without_a_minimum_names_its_basis_only():
    hearing = plan(kinds=[HearingKindFactory(legal_basis="Kommunens egen praksis", minimum_days=0)])

    assert list(legal_lines(hearing)) == ["Kommunens egen praksis", "Her er givet 34 dage."]


@pytest.mark.parametrize(
    ("bases", "words"),
    [
        (["Planloven § 24, stk. 5"], "Planloven § 24, stk. 5"),
        (["Planloven § 24, stk. 5", "Planloven § 24, stk. 3"], "Planloven § 24, stk. 3 og 5"),
        (
            ["Planloven § 24, stk. 5", "Planloven § 23 c"],
            "Planloven § 24, stk. 5 og Planloven § 23 c",
        ),
        (["Egen praksis", "Egen praksis"], "Egen praksis"),
        (["Lov a", "Lov b", "Lov c"], "Lov a, Lov b og Lov c"),
    ],
)
def test_paragraphs_are_joined_as_people_say_them(bases, words):
    assert joined_paragraphs(bases) == words


def test_days_count_from_the_publication_when_that_was_late():
    hearing = plan(published_at=datetime(2026, 11, 5, 9, tzinfo=COPENHAGEN))

    assert days_given(hearing) == 31


def test_the_facts_box_has_at_most_ten_rows_and_says_what_people_ask_for():
    hearing = plan(third_party="Bygherren", contact_name="Lone Linealsen")
    hearing.topics.set(Topic.objects.filter(slug="byplan-og-byggeri"))

    facts = {fact["label"]: fact for fact in facts_of(hearing)}

    assert len(facts) == 10
    assert facts["Frist"]["value"] == "søndag 6. december 2026"
    assert facts["Sagsnummer"]["value"] == "01.02.05-P16-9-26"
    assert facts["Tredjepart"]["value"] == "Bygherren"
    assert facts["Spørg"]["lines"] == [hearing.department.name, "Lone Linealsen"]
    assert facts["Spørg"]["links"] == [
        {"text": "00 00 00 00", "url": "tel:+4500000000"},
        {"text": "plan@example.dk", "url": "mailto:plan@example.dk"},
    ]
    assert facts["Emner"]["links"] == [
        {"text": "Byplan og byggeri", "url": "/hoeringer/?emne=byplan-og-byggeri"}
    ]
    assert facts["Svarene offentliggøres"]["value"] == "når de er læst igennem"


def test_a_document_tells_its_type_its_pages_and_its_size():
    hearing = plan()
    document = HearingDocumentFactory(
        hearing=hearing, pages=48, size=6_500_000, note="Resumé på side 5 til 8"
    )
    HearingDocumentFactory(hearing=hearing, original_name="kort.png", pages=None, size=1024)
    HearingDocumentFactory(hearing=hearing, original_name="brev.odt", pages=1, size=2048)

    documents = documents_of(hearing)

    assert [document["detail"] for document in documents] == [
        "PDF, 48 sider, 6,2 MB. Resumé på side 5 til 8",
        "PNG, 1,0 KB",
        "ODT, 1 side, 2,0 KB",
    ]
    assert documents[0]["url"] == f"{hearing.get_absolute_url()}dokumenter/{document.pk}/"


def test_the_way_mark_says_number_and_place():
    hearing = plan()
    hearing.areas.set(Area.objects.filter(slug__in=["albertslund-vest", "risby"]))

    assert label_of(hearing) == f"Høring nr. {hearing.number} · Albertslund Vest, Risby"


def test_a_first_draft_is_called_a_pre_hearing_and_a_draft_page_a_draft():
    hearing = plan(draft=True, kinds=HearingKind.objects.filter(code="foer-hoering"))

    assert label_of(hearing) == f"Kladde · Før-høring nr. {hearing.number}"


@pytest.mark.parametrize(
    ("days", "stage"), [(-1, "coming"), (0, "open"), (33, "open"), (34, "closed")]
)
def test_a_draft_is_drawn_as_it_will_be(days, stage):
    hearing = plan(draft=True)

    assert calendar_stage(hearing, hearing.opens_at + timedelta(days=days)) == stage


def test_a_published_hearing_is_drawn_as_it_is():
    hearing = plan(withdrawn=True)

    assert calendar_stage(hearing, hearing.opens_at) == "withdrawn"


def test_what_stands_on_paper_is_short():
    hearing = plan()

    assert short_address(hearing) == f"http://localhost:8000/h/{hearing.number}/"


def test_the_tools_lead_to_calendar_notice_and_feed():
    hearing = plan()
    path = hearing.get_absolute_url()

    assert [tool["url"] for tool in tools_of(hearing, at=hearing.opens_at)] == [
        f"{path}frist.ics",
        f"{path}opslag/",
        f"{path}atom/",
    ]


def test_when_the_deadline_has_passed_only_the_feed_is_left():
    hearing = plan()

    assert [tool["url"] for tool in tools_of(hearing, at=hearing.closes_at)] == [
        f"{hearing.get_absolute_url()}atom/",
    ]


def test_lines_lose_their_bullets_and_empty_lines():
    assert lines_of("- træer\n\n• stier \n  \nlys") == ["træer", "stier", "lys"]
