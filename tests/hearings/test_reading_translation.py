import re
from datetime import timedelta

import pytest
from django.test import Client

from city.models import Area
from core.translated_words import WORDS
from hearings.translated import deadline_in
from tests.accounts.factories import UserFactory
from tests.hearings.factories import (
    HearingDocumentFactory,
    HearingFactory,
    HearingKindFactory,
    HearingTranslationFactory,
    ResponseFactory,
    days_from_now,
)
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db


def path_of(hearing, language="ar", prefix=""):
    return f"{prefix}{hearing.get_absolute_url()}kort-fortalt/sprog-{language}/"


def page_of(translation, prefix=""):
    path = path_of(translation.hearing, translation.language, prefix)
    return Client().get(path).content.decode()


def article_of(page):
    return re.search(r"<article.*</article>", page, re.DOTALL)[0]


# --- The page --------------------------------------------------------------------------------
def test_an_arabic_page_runs_from_right_to_left_within_the_danish_frame():
    page = page_of(HearingTranslationFactory())

    assert '<html lang="da">' in page
    assert article_of(page).startswith('<article lang="ar" dir="rtl">')
    for words in ("المخطط المحلي 9.9", "<dt><span>ماذا</span></dt>", "<li>الأشجار</li>"):
        assert words in page


@pytest.mark.parametrize("language", sorted(WORDS))
def test_each_language_has_its_own_labels_without_a_mark_of_another(language):
    words = WORDS[language]

    page = page_of(HearingTranslationFactory(language=language))

    article = article_of(page)
    assert article.startswith(f'<article lang="{language}" dir="{words.direction}">')
    for label in (words.brief, words.what, words.influence, words.answer, words.translated):
        assert f"<span>{label}</span>" in article


def test_a_language_without_labels_gets_english_ones_that_are_marked_so():
    article = article_of(page_of(HearingTranslationFactory(language="fa")))

    assert article.startswith('<article lang="fa" dir="rtl">')
    assert '<dt><span lang="en" dir="ltr">What</span></dt>' in article
    assert '<span lang="en" dir="ltr">Respond to the hearing</span>' in article


def test_parts_that_were_not_written_have_no_label():
    article = article_of(page_of(HearingTranslationFactory(brief_why="", brief_decided="")))

    assert WORDS["ar"].what in article
    assert WORDS["ar"].why not in article
    assert WORDS["ar"].decided not in article


def test_the_documents_are_marked_as_danish():
    translation = HearingTranslationFactory()
    HearingDocumentFactory(hearing=translation.hearing, title="Miljørapport")
    translation.hearing.areas.add(Area.objects.get_or_create(name="Risby", slug="risby")[0])

    article = article_of(page_of(translation))

    assert '<bdi lang="da">Miljørapport</bdi>' in article
    assert '<bdi lang="da">Risby</bdi>' in article
    assert WORDS["ar"].documents_are_danish in article


def test_without_documents_nothing_is_said_about_them():
    assert WORDS["ar"].documents not in page_of(HearingTranslationFactory())


# --- The deadline and the answer ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, ["<span>Today</span>", "<b>Last day to answer</b>"]),
        (1, ["<span>1</span><small>day</small>", "<b>left to answer</b>"]),
        (13, ["<span>13</span><small>days</small>", "<b>left to answer</b>"]),
    ],
)
def test_an_open_hearing_counts_the_days_and_says_the_date(days, said):
    hearing = HearingFactory(opens_at=days_from_now(-5), closes_at=days_from_now(days + 1))

    page = page_of(HearingTranslationFactory(hearing=hearing, language="en"))

    for words in (*said, f"The deadline is {WORDS['en'].spoken(hearing.last_day)}."):
        assert words in page


@pytest.mark.parametrize(
    ("trait", "said", "answers", "calls"),
    [
        ("open", "left to answer", True, True),
        ("coming", "until it opens", False, True),
        ("closed", "The deadline has passed", False, False),
        ("decided", "Decided", False, False),
        ("withdrawn", "The proposal has been withdrawn", False, False),
    ],
)
def test_what_one_can_do_follows_the_stage(trait, said, answers, calls):
    hearing = HearingFactory(**{trait: True})

    page = page_of(HearingTranslationFactory(hearing=hearing, language="en"))

    assert f"<b>{said}</b>" in page
    assert ("/skriv/" in page) == answers
    assert (WORDS["en"].call in page) == calls


def test_a_hearing_that_opens_later_today_says_so():
    opens = days_from_now(7) + timedelta(hours=8)
    hearing = HearingFactory(opens_at=opens, closes_at=days_from_now(42))
    words = WORDS["en"]

    deadline = deadline_in(words, hearing, at=opens - timedelta(hours=1))

    first, last = words.spoken(opens.date()), words.spoken(hearing.last_day)
    assert (deadline.count, deadline.unit, deadline.title) == ("Today", "", "It opens today")
    assert deadline.text == f"You can answer from {first} until and including {last}."


@pytest.mark.parametrize(
    ("language", "form", "is_told"),
    [("ar", "/hoeringer/", True), ("en", "/en/hoeringer/", False)],
)
def test_the_form_is_in_the_readers_language_where_the_portal_speaks_it(language, form, is_told):
    page = page_of(HearingTranslationFactory(language=language))

    words = WORDS[language]
    assert re.search(r'href="([^"]*)skriv/"', article_of(page))[1].startswith(form)
    assert words.any_language in page
    assert (words.form_languages in page) == is_told


# --- The Danish decides ------------------------------------------------------------------------
def test_a_translation_that_is_older_than_the_danish_says_so_in_its_language():
    page = page_of(HearingTranslationFactory(outdated=True))

    assert WORDS["ar"].outdated in page
    assert page.count(WORDS["ar"].read_danish) == 2


def test_a_current_translation_says_only_that_it_is_one():
    page = page_of(HearingTranslationFactory())

    assert WORDS["ar"].outdated not in page
    assert WORDS["ar"].translated in page
    assert page.count(WORDS["ar"].read_danish) == 1


# --- Who may see it ----------------------------------------------------------------------------
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_drafts_translation_is_seen_by_its_department_only(prefix):
    translation = HearingTranslationFactory(hearing__draft=True)
    path = path_of(translation.hearing, prefix=prefix)
    department = translation.hearing.department
    citizen = Client()
    citizen.force_login(UserFactory())
    stranger = at_work(UserFactory(case_worker=True))
    own = at_work(UserFactory(case_worker=True, department=department))

    statuses = [who.get(path).status_code for who in (Client(), citizen, stranger, own)]

    assert statuses == [404, 404, 404, 200]
    assert "notice--warning" in own.get(path).content.decode()


@pytest.mark.parametrize("language", ["tr", "da", "AR", "x", "arabisk"])
def test_a_language_that_is_not_there_is_no_page(language):
    hearing = HearingTranslationFactory().hearing

    assert Client().get(path_of(hearing, language)).status_code == 404


def test_another_slug_leads_to_the_right_address():
    hearing = HearingTranslationFactory().hearing

    answer = Client().get(f"/hoeringer/{hearing.number}-gammel/kort-fortalt/sprog-ar/")

    assert (answer.status_code, answer.headers["Location"]) == (301, path_of(hearing))


def test_a_visitors_page_has_no_cookie_and_may_be_kept():
    hearing = HearingTranslationFactory().hearing

    page = Client().get(path_of(hearing))

    assert not page.cookies
    assert page.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert "csrf" not in page.content.decode().casefold()


def test_the_page_costs_the_same_with_one_language_and_with_three(
    client, django_assert_num_queries
):
    hearing = HearingTranslationFactory().hearing
    HearingDocumentFactory(hearing=hearing)
    with django_assert_num_queries(5):
        client.get(path_of(hearing))

    for language in ("tr", "en"):
        HearingTranslationFactory(hearing=hearing, language=language)
        HearingDocumentFactory(hearing=hearing)

    with django_assert_num_queries(5):
        client.get(path_of(hearing))


# --- The ways to it ------------------------------------------------------------------------------
def links_on(path):
    page = Client().get(path).content.decode()
    return re.findall(
        r'href="[^"]*/sprog-[^"]*" (hreflang="[^>]*)>(?:<svg.*?</svg>)?([^<]*)<', page
    )


def test_the_danish_page_leads_to_each_language_in_its_own_words():
    hearing = HearingFactory()
    assert links_on(hearing.get_absolute_url()) == []

    for language in ("ar", "tr", "en"):
        HearingTranslationFactory(hearing=hearing, language=language)

    assert links_on(hearing.get_absolute_url()) == [
        ('hreflang="en" lang="en" dir="ltr"', "English"),
        ('hreflang="tr" lang="tr" dir="ltr"', "Türkçe"),
        ('hreflang="ar" lang="ar" dir="rtl"', "العربيّة"),
    ]


def test_the_english_page_puts_the_english_text_first():
    hearing = HearingFactory()
    for language in ("ar", "en"):
        HearingTranslationFactory(hearing=hearing, language=language)

    links = links_on(f"/en{hearing.get_absolute_url()}")

    assert [attributes for attributes, _text in links] == [
        'hreflang="en"',
        'hreflang="ar" lang="ar" dir="rtl"',
    ]


def test_a_translation_leads_to_the_others_and_back():
    translation = HearingTranslationFactory()
    HearingTranslationFactory(hearing=translation.hearing, language="tr")

    article = article_of(page_of(translation))

    assert re.findall(r'/sprog-(\w+)/" hreflang', article) == ["tr"]
    assert f'href="{translation.hearing.get_absolute_url()}" hreflang="da"' in article


@pytest.mark.parametrize("part", ["", "kort-fortalt/sprog-ar/"])
def test_search_engines_are_told_of_all_the_languages(part):
    hearing = HearingFactory(title="Kanalen")
    for language in ("ar", "en"):
        HearingTranslationFactory(hearing=hearing, language=language)
    root = f"/hoeringer/{hearing.number}-kanalen/"

    page = Client().get(f"{root}{part}").content.decode()

    assert re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]*)">', page) == [
        ("da", f"http://localhost:8000{root}"),
        ("en", f"http://localhost:8000/en{root}"),
        ("ar", f"http://localhost:8000{root}kort-fortalt/sprog-ar/"),
        ("x-default", f"http://localhost:8000{root}"),
    ]
    assert f'<link rel="canonical" href="http://localhost:8000{root}{part}">' in page


def test_a_hearing_in_danish_alone_has_the_languages_of_the_portal():
    page = Client().get(HearingFactory().get_absolute_url()).content.decode()

    found = re.findall(r'hreflang="([\w-]+)"', page.split("</head>")[0])
    assert found == ["da", "en", "x-default"]


def test_the_hearings_page_costs_eleven_queries_however_many_languages(
    client, django_assert_num_queries
):
    hearing = HearingFactory(follows=HearingFactory(), kinds=[HearingKindFactory()])
    ResponseFactory(hearing=hearing, approved=True)
    HearingTranslationFactory(hearing=hearing)
    with django_assert_num_queries(11):
        client.get(hearing.get_absolute_url())

    for language in ("tr", "en"):
        HearingTranslationFactory(hearing=hearing, language=language)

    with django_assert_num_queries(11):
        client.get(hearing.get_absolute_url())
