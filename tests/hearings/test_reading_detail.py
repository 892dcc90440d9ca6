from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from city.models import Area, Topic
from hearings.models import DeadlineExtension, Hearing, HearingKind
from hearings.views.reading.fetching import read_names
from tests.accounts.factories import UserFactory
from tests.hearings.everything import (
    add_to,
    full_answered_hearing,
    full_decided_hearing,
    full_hearing,
    promise_in,
)
from tests.hearings.factories import (
    HearingDocumentFactory,
    HearingFactory,
    HearingMeetingFactory,
    ResponseFactory,
    days_from_now,
)
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db


def page_of(hearing: Hearing, prefix: str = "") -> str:
    return Client().get(f"{prefix}{hearing.get_absolute_url()}").content.decode()


def answer_everything(hearing: Hearing, count: int) -> None:
    for number in range(count):
        ResponseFactory(hearing=hearing, approved=True, show_name=bool(number % 2))


@pytest.mark.parametrize(
    ("last_day", "words"),
    [
        (0, ["I dag", "Sidste dag at svare"]),
        (1, ["Sidste frist er i morgen, "]),
        (13, ["13<small>dage</small>", "tilbage at svare i"]),
    ],
)
def test_an_open_hearing_counts_the_days_and_asks_for_an_answer(last_day, words):
    hearing = HearingFactory(opens_at=days_from_now(-5), closes_at=days_from_now(last_day + 1))

    page = page_of(hearing)

    for word in words:
        assert word in page
    assert f'href="{hearing.get_absolute_url()}skriv/"' in page


@pytest.mark.parametrize(
    ("trait", "words"),
    [
        ("coming", "Du kan læse forslaget allerede nu."),
        ("closed", "Nu bliver alle svar læst og samlet i en hvidbog"),
        ("decided", "Planen er vedtaget med to ændringer."),
        ("withdrawn", "Forslaget tegnes om."),
        ("draft", "Kun medarbejdere i afdelingen kan se siden."),
    ],
)
def test_a_hearing_that_is_not_open_says_what_stands_instead(trait, words):
    hearing = HearingFactory(**{trait: True})
    client = Client()
    if trait == "draft":
        client = at_work(UserFactory(case_worker=True, department=hearing.department))

    page = client.get(hearing.get_absolute_url()).content.decode()

    assert words in page
    assert f"{hearing.slug}/skriv/" not in page


def test_the_page_tells_what_people_ask_for():
    hearing = HearingFactory(
        formal_title="Forslag til lokalplan 9.9",
        remark="Bevar beplantningen.",
        sent_on=date(2026, 10, 27),
        third_party="Bygherren",
        body="<p>Hele <b>teksten</b><script>alert(1)</script></p>",
        kinds=HearingKind.objects.filter(code="lokalplan"),
    )
    HearingMeetingFactory(hearing=hearing, text="Ingen tilmelding.")
    HearingDocumentFactory(hearing=hearing)

    page = page_of(hearing)

    for words in (
        "»Bevar beplantningen.«",
        "sendt med forslaget 27. oktober 2026",
        "Det kan du påvirke",
        "<li>beplantning</li>",
        "Det er allerede besluttet",
        "Forslag til lokalplan 9.9",
        "Hele <b>teksten</b>",
        "Planloven § 24, stk. 5: mindst 28 dage.",
        "Her er givet 29 dage.",
        "Bygherren",
        "Ingen tilmelding.",
        "Planklagenævnet",
        "Vil du hellere tale eller skrive på papir?",
        "01.02.05-P16-9-26",
        f"http://localhost:8000/h/{hearing.number}/",
    ):
        assert words in page, words
    assert "alert(1)" not in page


def test_the_old_deadline_stays_visible_with_the_reason():
    hearing = HearingFactory()
    DeadlineExtension.objects.create(
        hearing=hearing,
        old_closes_at=days_from_now(5),
        new_closes_at=hearing.closes_at,
        reason="Bilag 3 manglede.",
        by=UserFactory(staff=True),
    )

    page = page_of(hearing)

    assert "Fristen er flyttet" in page
    assert "<del>" in page
    assert "Bilag 3 manglede." in page


def test_the_three_newest_answers_are_shown_and_the_rest_is_one_link_away():
    hearing = HearingFactory()
    answer_everything(hearing, 5)

    page = page_of(hearing)

    shown = [f'id="svar-{number}"' in page for number in (5, 4, 3, 2, 1)]
    assert shown == [True, True, True, False, False]
    assert "Alle 5 offentliggjorte" in page
    assert "5 svar er kommet ind. Alle er offentliggjort." in page


def test_a_past_meeting_has_no_card():
    hearing = HearingFactory()
    past = timezone.now() - timedelta(days=2)
    HearingMeetingFactory(hearing=hearing, starts_at=past, ends_at=past + timedelta(hours=1))

    assert "Læg i kalenderen" not in page_of(hearing)


def test_a_decision_links_to_the_agenda():
    hearing = HearingFactory(decided=True, decision_url="https://example.dk/dagsorden/14")

    assert 'href="https://example.dk/dagsorden/14"' in page_of(hearing)


def test_an_english_page_marks_what_stays_danish():
    hearing = HearingFactory(title="Lokalplan 9.9")
    ResponseFactory(hearing=hearing, approved=True)

    page = page_of(hearing, "/en")

    assert '<html lang="en">' in page
    assert '<h1 lang="da">Lokalplan 9.9</h1>' in page
    assert '<div class="prose" lang="da">' in page
    assert 'lang="da"' not in page_of(hearing).split("<main")[1].split("</main>")[0]


def test_many_meetings_are_drawn_one_below_the_other():
    hearing = HearingFactory()
    assert "timeline--wide" in page_of(hearing)

    for _n in range(3):
        HearingMeetingFactory(hearing=hearing)

    assert "timeline--wide" not in page_of(hearing)


def test_an_open_hearing_with_everything_costs_twelve_queries(client, django_assert_num_queries):
    hearing = full_hearing()
    with django_assert_num_queries(12):
        client.get(hearing.get_absolute_url())

    answer_everything(hearing, 60)
    add_to(hearing, 5)

    with django_assert_num_queries(12):
        page = client.get(hearing.get_absolute_url()).content.decode()
    assert_shown(page, "Det ændrede før-høringen", "Skriv høringssvar", "Hvad med bænkene?")


def test_a_decided_hearing_with_everything_costs_twelve_queries(client, django_assert_num_queries):
    hearing = full_decided_hearing()
    with django_assert_num_queries(12):
        client.get(hearing.get_absolute_url())

    answer_everything(hearing, 60)
    add_to(hearing, 5)
    promise_in(hearing, 5)

    with django_assert_num_queries(12):
        page = client.get(hearing.get_absolute_url()).content.decode()
    assert_shown(page, "Planen er vedtaget.", "Svarene vil bevare træerne.", "Bevar poppelrækken")
    assert_shown(page, "<b>Forsinket</b>", "Kablet kom ikke.", "Frosten kom.", "Klag.")


def test_an_answered_hearing_with_everything_costs_twelve_queries(
    client, django_assert_num_queries
):
    hearing = full_answered_hearing()

    with django_assert_num_queries(12):
        page = client.get(hearing.get_absolute_url()).content.decode()

    assert_shown(page, "Svarene vil bevare træerne.", "Bevar poppelrækken", "Frosten kom.")


@pytest.mark.parametrize("state", ["coming", "closed", "decided", "withdrawn"])
def test_no_state_costs_more_than_twelve_queries(client, django_assert_num_queries, state):
    hearing = full_hearing(**{state: True})
    promise_in(hearing, 2)

    with django_assert_num_queries(12):
        page = client.get(hearing.get_absolute_url()).content.decode()

    assert_shown(page, "Det ændrede før-høringen")


def assert_shown(page: str, *words: str) -> None:
    """Every page with everything shows these, and the words."""
    everywhere = (
        "Åbent hus",
        "/dokumenter/",
        "Frist forlænget",
        "Økonomiudvalget",
        "kort-fortalt/sprog-ar/",
        "emne=",
        "maskeret: personoplysninger",
        "Ny bygherre.",
    )
    assert [each for each in (*everywhere, *words) if each not in page] == []


def test_areas_topics_and_languages_are_read_at_once_as_they_would_be_alone(
    django_assert_num_queries,
):
    hearing = full_hearing()
    hearing.areas.add(*(Area.objects.create(name=name, slug=name) for name in ("åby", "ærø")))
    hearing.topics.add(Topic.objects.create(name="Arkiv", slug="arkiv", is_active=False))
    alone = Hearing.objects.get(pk=hearing.pk)
    lists = ("areas", "topics", "translations")

    with django_assert_num_queries(1):
        read_names(hearing)
    with django_assert_num_queries(0):
        read = [list(getattr(hearing, name).all()) for name in lists]
        languages = [row.get_absolute_url() for row in hearing.translations.all()]

    assert read == [list(getattr(alone, name).all()) for name in lists]
    assert [len(rows) for rows in read] == [4, 3, 3]
    assert languages == [row.get_absolute_url() for row in alone.translations.all()]
    assert [(row.name, row.slug) for row in read[0]] == [
        (row.name, row.slug) for row in alone.areas.all()
    ]


def test_another_slug_leads_to_the_right_one_for_good(client):
    hearing = HearingFactory(title="Lokalplan for Risby")
    path = hearing.get_absolute_url()

    for wrong, right in (
        (f"/hoeringer/{hearing.number}-x/", path),
        (f"/hoeringer/{hearing.number}-x/svar/?afsender=borgere&side=2", None),
        (f"/en/hoeringer/{hearing.number}-x/opslag/", f"/en{path}opslag/"),
    ):
        response = client.get(wrong)
        assert response.status_code == 301
        assert response.headers["Location"] == (right or f"{path}svar/?afsender=borgere&side=2")


def test_the_number_alone_is_enough(client):
    hearing = HearingFactory()

    assert client.get(f"/hoeringer/{hearing.number}/").headers["Location"] == (
        hearing.get_absolute_url()
    )
    assert client.get("/hoeringer/4711/").status_code == 404


def test_the_notice_is_one_sheet_with_the_short_address(client):
    hearing = HearingFactory(title="Lokalplan 9.9", brief_influence="a\nb\nc\nd\ne\nf")
    HearingMeetingFactory(hearing=hearing)

    page = client.get(f"{hearing.get_absolute_url()}opslag/").content.decode()

    address = f"http://localhost:8000/h/{hearing.number}/"
    assert f"<b>{address}</b>" in page
    assert f'aria-label="QR-kode, der fører til {address}"' in page
    assert "Svar senest " in page
    assert 'style="' not in page
    assert ("<li>e</li>" in page, "<li>f</li>" in page) == (True, False)


@pytest.mark.parametrize(
    ("trait", "words"),
    [
        ("coming", "Svar fra "),
        ("closed", "Fristen var "),
        ("withdrawn", "Forslaget er trukket tilbage"),
    ],
)
def test_the_notice_says_where_the_hearing_stands(client, trait, words):
    hearing = HearingFactory(**{trait: True})

    assert words in client.get(f"{hearing.get_absolute_url()}opslag/").content.decode()
