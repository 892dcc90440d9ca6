"""The page of the search: for people, without script, and for whoever writes into its address."""

import re
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from city.models import Area, Topic
from hearings.models import ResponseFile
from information.models import PageTranslation
from tests.hearings.factories import HearingFactory, HearingTranslationFactory, ResponseFactory
from tests.information.factories import (
    NewsFactory,
    PageVersionFactory,
    PlanFactory,
    RightFactory,
    make_page,
)
from tests.portal.search import refresh

pytestmark = pytest.mark.django_db
PAGE = reverse("portal:search")


def ask(client, **asked) -> str:
    response = client.get(PAGE, asked)
    assert response.status_code == HTTPStatus.OK
    return response.content.decode()


def hits(page: str) -> list[str]:
    """Return the titles of the list, with what is marked in brackets."""
    found = re.findall(r"<h3[^>]*><a [^>]*>(.*?)</a>", page, re.DOTALL)
    return [re.sub(r"</?mark>", lambda tag: "]" if "/" in tag[0] else "[", text).strip()
            for text in found]  # fmt: skip


def choices(page: str) -> list[tuple[str, str]]:
    """Return (text, count) of the choices."""
    return [
        (re.sub(r"<.*?>", "", text).strip(), count)
        for text, count in re.findall(
            r'<a [^>]*>([^<]*|<svg.*?</svg>[^<]*)<span class="numbers">(\d+)', page
        )
    ]


def test_the_search_of_a_hurried_citizen_finds_the_hearing(client):
    hearing = HearingFactory(title="Lukning af skoler i Herstedøster")
    refresh()

    page = ask(client, q="skole lukning herstedoster")

    assert hits(page) == ["[Lukning] af [skoler] i [Herstedøster]"]
    assert f'href="{hearing.get_absolute_url()}"' in page
    assert "1 resultat for »skole lukning herstedoster«" in page


def test_a_hit_says_what_it_is_and_where_it_stands(client):
    area = Area.objects.create(name="Solbyen", slug="solbyen")
    HearingFactory(title="Kanal").areas.add(area)
    HearingFactory(title="Kanalen", decided=True)
    HearingFactory(title="Kanaler", withdrawn=True)
    HearingFactory(title="Kanalerne", closed=True)
    HearingFactory(title="Kanalens", coming=True)
    PlanFactory(title="Kanalplan")
    RightFactory(title="Kanalret")
    refresh()

    page = ask(client, q="kanal")

    assert re.search(r"Åben til \w+ \d+\. \w+ \d{4}</span><span>Solbyen", page)
    for words in (
        "Besluttet",
        "Trukket tilbage",
        "Fristen var",
        "Åbner",
        "Lokalplan, ",
        "Rettighed",
    ):
        assert words in page


def test_a_passage_is_shown_and_marked_and_harmless(client):
    NewsFactory(title="Nyt", lead="Se <script>alert(1)</script> ved kanalen & åen")
    refresh()

    page = ask(client, q="kanal")

    assert "ved <mark>kanalen</mark> &amp; åen" in page
    assert "<script>alert" not in page


def test_a_translation_stands_in_its_own_direction(client):
    page = make_page(title="Sådan svarer du", slug="svar-paa-en-hoering")
    PageTranslation.objects.create(
        page=page, language="ar", title="كيف تجيب", lead="مهم", translated_at=timezone.now()
    )
    refresh()

    found = ask(client, q="تجيب")

    assert '<h3 lang="ar" dir="rtl"><a href="/information/svar-paa-en-hoering/sprog-ar/">' in found


def test_a_hearing_is_found_in_every_language_it_was_translated_into(client):
    hearing = HearingFactory(title="Ny skole")
    HearingTranslationFactory(
        hearing=hearing, language="tr", title="Ayçiçeği okulu", brief_why="Yer gerekiyor"
    )
    arabic = HearingTranslationFactory(hearing=hearing, language="ar")
    refresh()

    found, by_text = ask(client, q="ayciceği"), ask(client, q="gerekiyor", aaben="1")

    address = f"{hearing.get_absolute_url()}kort-fortalt/sprog-tr/"
    assert f'<h3 lang="tr"><a href="{address}">' in found
    assert f'<a href="{address}">' in by_text
    assert "Åben til" in found
    assert f'<h3 lang="ar" dir="rtl"><a href="{arabic.get_absolute_url()}">' in ask(
        client, q="البلدية"
    )


def test_the_english_page_leads_to_english_addresses(client):
    hearing = HearingFactory(title="Kanal")
    refresh()

    page = client.get("/en/soeg/", {"q": "kanal"}).content.decode()

    assert f'<h3 lang="da"><a href="/en{hearing.get_absolute_url()}">' in page


@pytest.mark.parametrize(
    ("url", "lang", "titles"),
    [
        ("/soeg/", "da", {"Svar nr. 1 fra Asta [Kanal]", "Bilag til svar nr. 1"}),
        ("/en/soeg/", "en", {"Response no. 1 from Asta [Kanal]", "Attachment to response no. 1"}),
    ],
)
def test_what_has_no_title_of_its_own_is_named_in_the_language_of_the_page(
    client, url, lang, titles
):
    response = ResponseFactory(approved=True, show_name=True, name="Asta Kanal", language="ar")
    ResponseFile.objects.create(
        response=response, content_type="image/png", size=1, sha256="0", file="a.png",
        original_name="a.png", uploaded_at=response.received_at,
    )  # fmt: skip
    refresh()

    page = client.get(url, {"q": "kanal"}).content.decode()
    files = client.get(url, {"slags": "dokument"}).content.decode()

    assert f'<html lang="{lang}"' in page
    assert set(hits(page) + hits(files)) == titles
    assert page.count("<h3><a ") == files.count("<h3><a ") == 1


def test_the_choices_stand_as_links_with_counts(client):
    area = Area.objects.create(name="Solbyen", slug="solbyen")
    HearingFactory(title="Kanal").areas.add(area)
    NewsFactory(title="Kanaler")
    refresh()

    page = ask(client, q="kanal")
    chosen = ask(client, q="kanal", bydel="solbyen")

    assert choices(page) == [
        ("Alt", "2"), ("Høringer", "1"), ("Nyheder", "1"), ("Åbent nu", "1"), ("Solbyen", "1"),
    ]  # fmt: skip
    assert 'href="?q=kanal&amp;slags=nyhed"' in page
    assert 'href="?q=kanal&amp;aaben=1"' in page
    assert hits(chosen) == ["[Kanal]"]
    assert "<details open><summary>" in chosen


def test_a_chosen_kind_can_be_left_again(client):
    HearingFactory(title="Kanal")
    refresh()

    page = ask(client, q="kanal", slags="nyhed", aaben="1", side="2")

    assert hits(page) == []
    assert 'href="?q=kanal&amp;aaben=1"' in page
    assert 'href="?q=kanal&amp;slags=nyhed" aria-current="true"' in page
    assert "Vi fandt ikke noget" in page


def test_a_typing_error_is_told_and_can_be_insisted_on(client):
    NewsFactory(title="Lukning af broen")
    refresh()

    page = ask(client, q="broen lukinng")
    exact = ask(client, q="broen lukinng", praecis="1")

    assert hits(page) == ["[Lukning] af [broen]"]
    assert "Vi viser resultater for »broen lukning«." in page
    assert 'href="?q=broen+lukinng&amp;praecis=1"' in page
    assert "Intet har alle ordene." in exact
    assert hits(exact) == ["Lukning af [broen]"]


def test_nothing_found_gives_advice_and_ways_on(client):
    page = ask(client, q="xyzzyxyzzy")

    assert "0 resultater for »xyzzyxyzzy«" in page
    assert "Prøv med færre" in page
    assert f'href="{reverse("hearings:list")}"' in page


@pytest.mark.parametrize("signs", ["???", "…", "%_\\", "🦄", "- -"])
def test_a_question_of_signs_only_finds_nothing_and_says_why(client, signs):
    NewsFactory.create_batch(3)
    refresh()

    page = ask(client, q=signs)

    assert "0 resultater for »" in page
    assert hits(page) == []
    assert "Vi kan kun søge efter ord og tal." in page
    assert "Prøv med færre" not in page
    assert choices(page) == []


def test_a_choice_without_words_lists_everything_of_it(client):
    NewsFactory.create_batch(3)
    refresh()

    assert len(hits(ask(client, slags="nyhed"))) == 3


def test_the_page_without_a_question_helps(client):
    Topic.objects.create(name="Skov & natur", slug="skov")
    HearingFactory()
    NewsFactory.create_batch(2)
    refresh()

    page = ask(client)

    assert choices(page) == [("Høringer", "1"), ("Nyheder", "2")]
    assert 'href="?q=Skov%20%26%20natur"' in page
    assert 'name="robots"' not in page


def test_results_are_kept_out_of_search_engines(client):
    assert '<meta name="robots" content="noindex">' in ask(client, q="kanal")


def test_the_list_has_pages_of_twenty(client):
    NewsFactory.create_batch(21, title="Kanal")
    refresh()

    first, second = ask(client, q="kanal"), ask(client, q="kanal", side="2")

    assert (len(hits(first)), len(hits(second))) == (20, 1)
    assert "?q=kanal&amp;side=2" in first


def test_a_long_question_says_that_only_its_beginning_was_used(client):
    words = "et to tre fire fem seks syv otte ni ti"

    assert "kun søgt på de første otte ord" in ask(client, q=words)
    assert "kun søgt på" not in ask(client, q=words.removesuffix(" ti"))


# --- htmx, caches -----------------------------------------------------------------------------
def test_htmx_gets_the_part_that_follows_the_question(client):
    HearingFactory(title="Kanal")
    refresh()

    response = client.get(PAGE, {"q": "kanal"}, headers={"HX-Request": "true"})
    page = response.content.decode()

    assert "<html" not in page
    assert hits(page) == ["[Kanal]"]
    assert '<p id="found" hx-swap-oob="innerHTML">1 resultat for »kanal«</p>' in page
    assert "HX-Request" in response.headers["Vary"]


def test_a_visitors_search_has_no_cookie_and_can_be_kept_shortly(client):
    response = client.get(PAGE, {"q": "kanal"})

    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert client.post(PAGE).status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize("objects", [1, 3])
def test_a_search_costs_the_same_for_one_hit_as_for_three(
    client, django_assert_num_queries, objects
):
    areas = [Area.objects.create(name=f"By {n}", slug=f"by-{n}") for n in range(objects)]
    for area in areas:
        hearing = HearingFactory(title="Kanal")
        hearing.areas.add(area)
        ResponseFactory(hearing=hearing, approved=True, show_name=True, text="Kanal")
        NewsFactory(title="Kanal")
        make_page(title="Kanal")
    refresh()
    ask(client, q="kanal")

    with django_assert_num_queries(4):
        ask(client, q="kanal")
    # Until the worker has compared again, what was written to is asked live: all of it at once.
    NewsFactory(draft=True)
    PageVersionFactory(page=make_page(title="Ny"), public_from=None)
    with django_assert_num_queries(6):
        ask(client, q="kanal")


@pytest.mark.parametrize("objects", [1, 3])
def test_a_typing_error_in_each_of_eight_words_costs_little(
    client, django_assert_num_queries, objects
):
    NewsFactory.create_batch(objects, title="Solsikke tulipan hyacint krokus margerit", lead="rose")
    refresh()
    ask(client, q="kanal")

    with django_assert_num_queries(8):
        page = ask(client, q="solsikek tulipna hyacnit krokuss margreit qqqqqqq wwwwwww zzzzzzz")

    assert len(hits(page)) == objects


@pytest.mark.parametrize("objects", [1, 3])
def test_the_page_without_a_question_costs_four_queries(client, django_assert_num_queries, objects):
    NewsFactory.create_batch(objects)
    refresh()
    ask(client)

    with django_assert_num_queries(4):
        ask(client)


# --- Bad input --------------------------------------------------------------------------------
def test_no_parameter_reaches_the_tables(client):
    NewsFactory.create_batch(3, title="Kanal")
    refresh()
    normal = hits(ask(client, q="kanal"))

    response = client.get(
        f"{PAGE}?q=kanal&order=author__password&author__email__startswith=a&_connector=OR"
        "&per_page=1;select pg_sleep(3)&kind=nyhed&area=1&only_open=1&source=news&guard="
    )

    assert hits(response.content.decode()) == normal


@pytest.mark.parametrize("parameter", ["q", "slags", "bydel", "aaben", "praecis", "side", "x"])
@pytest.mark.parametrize("payload", ['"><svg/onload=alert(1)>', "'-alert()-'", "</title><b>"])
def test_what_is_written_into_the_address_stays_text(client, parameter, payload):
    HearingFactory(title="Kanal")
    refresh()

    page = ask(client, **{"q": "kanal", parameter: payload})

    assert "<svg/onload" not in page
    assert "</title><b>" not in page
    assert "'-alert()-'" not in page


@pytest.mark.parametrize(
    "asked",
    [
        {"slags": "findes-ikke"}, {"bydel": "1' OR 1=1"}, {"side": "0"}, {"side": "-3"},
        {"side": "sidste"}, {"side": "99999"}, {"aaben": "måske"}, {"q": "%_\\"}, {"q": "\u202e"},
        {"q": ["a", "kanal"]},
    ],
    ids=str,
)  # fmt: skip
def test_a_choice_that_does_not_exist_is_left_out(client, asked):
    HearingFactory(title="Kanal")
    refresh()

    assert len(hits(ask(client, **({"q": "kanal"} | asked)))) in (0, 1)


def test_two_thousand_letters_are_answered(client):
    assert "kun søgt på" in ask(client, q="kanal " * 340)


@pytest.mark.parametrize("query", ["q=" + "a" * 10_000, "q=a%00b", "q=%FF"])
def test_what_no_form_sends_is_refused_in_danish_with_a_way_on(client, query):
    response = client.get(f"{PAGE}?{query}")
    page = response.content.decode()

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert "Vi kunne ikke læse det, der blev sendt" in page
    assert f'action="{PAGE}"' in page


def test_every_page_and_the_404_page_lead_to_the_search(client):
    front = client.get(reverse("portal:front")).content.decode()
    missing = client.get("/findes-ikke/").content.decode()

    assert f'<form class="search" role="search" action="{PAGE}" method="get">' in front
    assert f'<li class="quiet only-narrow"><a href="{PAGE}">' in front
    assert missing.count(f'action="{PAGE}"') == 2
