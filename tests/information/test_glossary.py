import re

import pytest

from core.html import rich_text
from information.glossary import MOST, SIGNS, _pattern_of, explain_terms
from tests.information.factories import GlossaryTermFactory, make_page

pytestmark = pytest.mark.django_db


def explained(html: str) -> list[str]:
    """Return the words that became buttons, in the order of the text."""
    body, _terms = explain_terms(rich_text(html))
    return re.findall(r"<button[^>]*>([^<]*)</button>", body)


@pytest.fixture
def words():
    return [
        GlossaryTermFactory(term="høring", slug="hoering", forms="høringen\nhøringer"),
        GlossaryTermFactory(term="før-høring", slug="foer-hoering"),
        GlossaryTermFactory(term="råd", slug="raad", forms="rådet"),
        GlossaryTermFactory(term="§ 17, stk. 4-udvalg", slug="paragraf-17-4"),
    ]


def test_the_first_occurrence_of_a_word_becomes_a_button_that_opens_its_explanation(words):
    body, terms = explain_terms(rich_text("<p>En høring. Endnu en høring.</p>"))

    assert body == (
        '<p>En <span class="held"><button type="button" class="term" '
        'popovertarget="ord-hoering">høring</button>.</span> Endnu en høring.</p>'
    )
    assert terms == [words[0]]


def test_a_form_counts_as_the_word_whatever_its_case(words):
    assert explained("<p>HØRINGEN og høringer</p>") == ["HØRINGEN"]


def test_the_longest_spelling_wins_and_a_part_of_a_word_is_none(words):
    assert explained("<p>En før-høring, et høringssvar, råderum og ihøring.</p>") == ["før-høring"]


def test_a_word_of_several_is_found_over_line_breaks(words):
    assert explained("<p>Et §\xa017,\nstk. 4-udvalg</p>") == ["§\xa017,\nstk. 4-udvalg"]


def test_a_short_word_that_begins_a_sentence_may_be_a_verb(words):
    assert explained("<p>Råd ham til det. Spørg et råd.</p>") == ["råd"]


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Om høring</h2>",
        "<h3>En <b>høring</b></h3>",
        '<p><a href="/hoeringer/">høring</a></p>',
        '<p><abbr title="x">høring</abbr></p>',
        "<table><tbody><tr><th>høring</th></tr></tbody></table>",
    ],
)
def test_headings_links_and_head_cells_are_left_alone(words, html):
    assert explained(html) == []


def test_a_word_in_a_heading_is_explained_in_the_text_below_it(words):
    assert explained("<h2>Høring</h2><p>En høring er en samtale.</p>") == ["høring"]


def test_at_most_twelve_words_are_explained():
    names = [f"ord{letter}" for letter in "abcdefghijklmnop"]
    for name in names:
        GlossaryTermFactory(term=name, slug=name)

    assert explained(f"<p>{' '.join(names)}</p>") == names[:MOST]


def test_a_word_that_is_not_in_use_is_not_explained():
    GlossaryTermFactory(term="moms", slug="moms", is_active=False)

    assert explained("<p>moms</p>") == []


def test_signs_of_a_word_are_no_pattern_and_no_markup():
    GlossaryTermFactory(term="a.b", slug="ab", forms="<i>x</i>\n(", explanation="x")

    body, terms = explain_terms(rich_text("<p>axb a.b &lt;i&gt;x&lt;/i&gt; (</p>"))

    assert re.findall(r"<button[^>]*>([^<]*)</button>", body) == ["a.b"]
    assert "<i>" not in body
    assert len(terms) == 1


def test_a_letter_that_only_looks_the_same_breaks_nothing(words):
    GlossaryTermFactory(term="skole", slug="skole")

    assert explained("<p>\u017fkole \u212aole i\u0131</p>") == ["\u017fkole"]


def test_signs_before_a_word_are_not_read_again_for_each_of_them(words):
    match = _pattern_of(("høring",)).search("»" * 1000 + "høring")

    assert match is not None
    assert len(match["before"]) == SIGNS
    assert explained(f"<p>{'»' * 30}høring«</p>") == ["høring"]


def test_a_text_without_words_stays_as_it_is():
    html = rich_text("<p>Ingen ord.</p>")

    assert explain_terms(html) == (html, [])


def test_words_cost_one_question(words, django_assert_num_queries):
    with django_assert_num_queries(1):
        explain_terms(rich_text("<p>høring, råd</p>"))


def test_a_page_shows_the_explanations_after_the_text(client, words):
    page = make_page(body="<p>En høring i et råd.</p>")

    shown = client.get(page.get_absolute_url()).content.decode()

    assert 'id="ord-hoering" popover' in shown
    assert 'id="ord-raad" popover' in shown
    assert 'id="ord-foer-hoering"' not in shown


# --- The page of all words -------------------------------------------------------------------
def test_all_words_stand_in_danish_order_under_their_letters(client):
    for number, term in enumerate(("årsplan", "zone", "ænder", "øde", "alle", "aabent")):
        GlossaryTermFactory(term=term, slug=f"ord-{number}")

    letters = client.get("/information/ord/").context["letters"]

    assert [(group["anchor"], [term.term for term in group["terms"]]) for group in letters] == [
        ("bogstav-a", ["alle"]),
        ("bogstav-z", ["zone"]),
        ("bogstav-ae", ["ænder"]),
        ("bogstav-oe", ["øde"]),
        ("bogstav-aa", ["aabent", "årsplan"]),
    ]


def test_a_word_that_begins_with_a_sign_has_a_place_of_its_own(client):
    GlossaryTermFactory(term="§ 17, stk. 4", slug="paragraf-17")

    page = client.get("/information/ord/")

    assert page.context["letters"][0]["anchor"] == "bogstav-tegn"
    assert 'id="paragraf-17"' in page.content.decode()


def test_a_word_links_to_its_page_only_when_that_can_be_read(client):
    public, draft = make_page(title="Høringens gang"), make_page(title="K", public_from=None)
    GlossaryTermFactory(term="a", slug="a", page=public)
    GlossaryTermFactory(term="b", slug="b", page=draft)

    page = client.get("/information/ord/").content.decode()

    assert f'href="{public.get_absolute_url()}">Høringens gang</a>' in page
    assert draft.get_absolute_url() not in page
    assert 'id="b"' in page


def test_words_that_are_out_of_use_are_in_no_list(client):
    GlossaryTermFactory(term="gammelt", slug="gammelt", is_active=False)

    page = client.get("/information/ord/").content.decode()

    assert "gammelt" not in page
    assert "Her er ingen ord endnu" in page


def test_the_list_of_words_costs_the_same_for_one_and_for_three(client, django_assert_num_queries):
    GlossaryTermFactory(page=make_page())
    with django_assert_num_queries(2):
        client.get("/information/ord/")

    GlossaryTermFactory(page=make_page())
    GlossaryTermFactory(page=make_page())

    with django_assert_num_queries(2):
        client.get("/information/ord/")
