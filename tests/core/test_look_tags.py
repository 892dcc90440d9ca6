import pytest
from django.core.paginator import Paginator
from django.urls import resolve, reverse
from django.utils import translation

from core.templatetags import look
from tests.core.rendering import page_request, render_piece, squeeze

LOAD = "{% load look %}"


@pytest.mark.parametrize(
    ("number", "address"),
    [("43 68 68 68", "tel:+4543686868"), ("+46 8 123", "tel:+468123"), ("", "tel:+45")],
)
def test_a_phone_number_can_be_rung(number: str, address: str) -> None:
    assert look.phone_link(number) == address


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Asta Æblegren", "AÆ"),
        ("Asta Marie Æblegren", "AÆ"),
        ("Handicaprådet", "HA"),
        ("Jens-Peter", "JP"),
        ("", ""),
        ("🌳 Træ", "TR"),
    ],
)
def test_a_face_is_two_letters(name: str, letters: str) -> None:
    assert look.initials(name) == letters


def test_the_same_name_has_the_same_colour_everywhere() -> None:
    assert look.face_colour("Asta") == look.face_colour("Asta")
    assert {look.face_colour(f"Navn {number}") for number in range(40)} == set("abcd")


@pytest.mark.parametrize(
    ("name", "icon"),
    [
        ("plan.PDF", "file-pdf"),
        ("svar.docx", "file-word"),
        ("kort.jpeg", "file-image"),
        ("kort.png", "file-image"),
        ("uden", "file"),
    ],
)
def test_a_document_shows_its_kind(name: str, icon: str) -> None:
    assert look.file_icon(name) == icon


def test_bars_are_a_table_and_the_longest_is_whole() -> None:
    html = squeeze(
        render_piece(
            LOAD + "{% bars rows caption %}", rows=[("Borgere", 31), ("Råd", 1)], caption="32"
        )
    )

    assert "<caption>32</caption>" in html
    assert '<rect width="100.0" height="4"/></svg></td><td>31</td>' in html
    assert '<rect width="3.23" height="4"/></svg></td><td>1</td>' in html


def test_bars_of_nothing_are_empty() -> None:
    assert look.bars([], "Ingen")["rows"] == []
    assert look.bars([("Borgere", 0)], "Ingen")["rows"][0]["width"] == 0


def test_a_qr_code_is_one_path_with_words() -> None:
    html = render_piece(LOAD + "{% qr_code url label %}", url="https://x.dk/h/1", label='Til "h/1"')

    assert html.startswith('<svg class="qr" viewBox="0 0 33 33" role="img"')
    assert 'aria-label="Til &quot;h/1&quot;"' in html
    assert html.count("<path") == 1
    assert "style" not in html


def test_a_qr_code_holds_exactly_its_text() -> None:
    short = render_piece(LOAD + "{% qr_code 'a' 'x' %}")
    long = render_piece(LOAD + "{% qr_code 'b' 'x' %}")

    assert short != long


def test_a_pager_leaves_gaps() -> None:
    page = Paginator(range(500), 10).page(7)

    assert look.page_range(page) == [1, None, 6, 7, 8, None, 50]


def test_a_pager_keeps_the_filters() -> None:
    page = Paginator(range(30), 10).page(2)
    request = page_request("/hoeringer/?state=open&side=2")

    html = render_piece('{% include "components/pager.html" %}', request=request, page_obj=page)

    assert 'href="?state=open&amp;side=3" rel="next"' in html
    assert 'aria-label="Side 2" aria-current="page"' in html


def test_one_page_needs_no_pager() -> None:
    page = Paginator(range(3), 10).page(1)

    html = render_piece(
        '{% include "components/pager.html" %}', request=page_request(), page_obj=page
    )

    assert html.strip() == ""


def test_a_filter_can_be_taken_out_of_the_address() -> None:
    request = page_request("/hoeringer/?state=open")

    assert render_piece(LOAD + "{% query state=None %}", request=request) == "?"
    assert render_piece(LOAD + "{% query page=2 %}") == "?page=2"


def test_breadcrumbs_end_where_one_stands() -> None:
    source = (
        LOAD + '{% crumb "Forside" front %}{% crumb "Høringer" "/hoeringer/" %}{% crumb name %}'
    )

    html = render_piece(
        source, front=reverse("portal:front"), name="<Plan>", request=page_request()
    )

    assert html.count("i-chevron-right") == 2
    assert '<a class="breadcrumbs__link" href="/hoeringer/">Høringer</a>' in html
    assert html.endswith("<span>&lt;Plan&gt;</span></li>")
    assert html.count('aria-current="page"') == 1


def test_a_danish_title_among_english_breadcrumbs_says_so() -> None:
    source = LOAD + '{% crumb name "/h/1/" content=True %}{% crumb name content=True %}'

    with translation.override("en"):
        html = render_piece(source, name="Kanalen", request=page_request())

    assert 'href="/h/1/" lang="da">Kanalen</a>' in html
    assert '<span lang="da">Kanalen</span>' in html


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/hoeringer/", "democracy"),
        ("/projekter/", "innovation"),
        ("/kalender/", "calendar"),
        ("/", ""),
    ],
)
def test_a_page_stands_in_its_way(path: str, way: str) -> None:
    request = page_request(path)
    request.resolver_match = resolve(path)

    assert render_piece(LOAD + "{% way_of_page %}", request=request) == way


def test_a_page_that_was_not_found_stands_in_no_way() -> None:
    assert render_piece(LOAD + "{% way_of_page %}", request=page_request("/x/")) == ""


@pytest.mark.parametrize(
    ("path", "english"),
    [
        ("/hoeringer/?q=plan", "/en/hoeringer/?q=plan"),
        ("/findes-ikke/", "/en/"),
        ("/%00/", "/en/"),
    ],
)
def test_the_language_link_leads_to_the_same_page(path: str, english: str) -> None:
    source = LOAD + '{% page_in_language "en" %}'

    assert render_piece(source, request=page_request(path), LANGUAGE_CODE="da") == english


def test_the_language_link_leads_back_to_danish() -> None:
    with translation.override("en"):
        html = render_piece(
            LOAD + '{% page_in_language "da" %}',
            request=page_request("/en/hoeringer/"),
            LANGUAGE_CODE="en",
        )

    assert html == "/hoeringer/"


def test_danish_words_on_an_english_page_say_that_they_are_danish() -> None:
    source = LOAD + "<h2{% content_lang %}>"

    assert render_piece(source) == "<h2>"
    with translation.override("en"):
        assert render_piece(source) == '<h2 lang="da">'
