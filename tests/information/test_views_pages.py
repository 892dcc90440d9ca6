"""Pages of the tree: who sees them, where they stand, what stands around them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from information.models import Page
from information.pages import page_context
from tests.hearings.staff import at_work
from tests.information.factories import (
    GlossaryTermFactory,
    PageVersionFactory,
    hours_from_now,
    make_page,
)
from tests.information.people import an_editor
from tests.information.texts import move_away, translate_page

pytestmark = pytest.mark.django_db


def withdrawn(page: Page) -> Page:
    page.withdraw()
    return page


# --- Who sees it --------------------------------------------------------------------------
def test_a_public_page_can_be_read(client):
    page = make_page(title="Deltag", lead="Kort sagt.", body="<p>Hele teksten.</p>")

    shown = client.get(page.get_absolute_url()).content.decode()

    assert "<h1>Deltag</h1>" in shown
    assert "Kort sagt." in shown
    assert "<p>Hele teksten.</p>" in shown
    assert f"Ansvarlig: <span>{page.department}</span>" in shown


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_a_page_that_is_not_public_is_not_found_and_in_no_list(client, state):
    parent = make_page(slug="deltag", title="Deltag")
    beside = make_page(parent=parent, title="Ved siden af")
    moment = {"draft": None, "scheduled": hours_from_now(3), "withdrawn": hours_from_now(-1)}
    page = make_page(parent=parent, title="Hemmelig", public_from=moment[state])
    if state == "withdrawn":
        page.withdraw()

    assert client.get(page.get_absolute_url()).status_code == 404
    for path in ("/information/", parent.get_absolute_url(), beside.get_absolute_url()):
        assert "Hemmelig" not in client.get(path).content.decode(), path


def test_the_newest_version_whose_moment_has_come_is_shown(client):
    page = make_page(title="Første")
    PageVersionFactory(page=page, title="Anden")
    PageVersionFactory(page=page, title="Tredje", public_from=hours_from_now(2))
    PageVersionFactory(page=page, title="Fjerde", public_from=None)

    shown = client.get(page.get_absolute_url()).content.decode()

    assert "<h1>Anden</h1>" in shown
    assert "Tredje" not in shown
    assert "Fjerde" not in shown


def test_a_page_is_kept_until_its_next_version_is_public(client):
    page = make_page()
    PageVersionFactory(page=page, public_from=timezone.now() + timedelta(seconds=12))

    header = client.get(page.get_absolute_url()).headers["Cache-Control"]

    assert int(header.rpartition("=")[2]) <= 12


def test_the_preview_shows_what_the_page_will_show(client):
    page = make_page(title="Nu")
    draft = PageVersionFactory(page=page, title="Næste gang", public_from=None)

    context = page_context(page, draft, at=timezone.now(), person=None)

    assert context["version"] == draft
    assert context["text"].body == "<p>Du behøver ikke logge ind.</p>"


# --- Moved --------------------------------------------------------------------------------
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_who_asks_where_a_page_stood_is_led_on_with_the_question(client, prefix):
    page = make_page(slug="nyt-sted")
    move_away(page, "gammelt/sted")

    response = client.get(f"{prefix}/information/gammelt/sted/?a=1&b=%C3%A5")

    assert response.status_code == 301
    assert response.headers["Location"] == f"{prefix}/information/nyt-sted/?a=1&b=%C3%A5"


def test_a_translation_is_led_on_too(client):
    page = make_page(slug="nyt-sted")
    translate_page(page)
    move_away(page, "gammelt")

    response = client.get("/information/gammelt/sprog-ar/")

    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/information/nyt-sted/sprog-ar/",
    )


def test_nobody_is_led_to_a_page_that_cannot_be_read(client):
    move_away(make_page(public_from=None), "gammelt")
    move_away(withdrawn(make_page()), "andet")

    assert client.get("/information/gammelt/").status_code == 404
    assert client.get("/information/andet/").status_code == 404


def test_a_page_that_stands_there_now_comes_before_one_that_moved_away(client):
    make_page(slug="sted", title="Den nye")
    move_away(make_page(), "sted")

    assert "<h1>Den nye</h1>" in client.get("/information/sted/").content.decode()


# --- Around it ----------------------------------------------------------------------------
def test_the_way_down_the_tree_and_the_pages_near_are_links(client):
    top = make_page(slug="klag", title="Klag")
    middle = make_page(parent=top, slug="aktindsigt", title="Aktindsigt")
    below = make_page(parent=middle, title="Hvor længe", lead="Syv dage.")
    make_page(parent=below, title="For langt nede")

    page = client.get(middle.get_absolute_url())

    assert [row.title for row in page.context["ancestors"]] == ["Klag"]
    assert [row.title for row in page.context["children"]] == ["Hvor længe"]
    assert "Syv dage." in page.content.decode()


def test_the_pages_before_and_after_follow_the_order_of_the_row(client):
    parent = make_page(slug="deltag")
    rows = [make_page(parent=parent, slug=slug, title=slug) for slug in ("c", "b", "a")]
    for position, row in enumerate(rows):
        row.position = position
        row.save()
    make_page(slug="et-andet-sted")

    page = client.get(rows[1].get_absolute_url())

    assert (page.context["previous"].title, page.context["next"].title) == ("c", "a")
    assert [row["title"] for row in page.context["menu"]] == ["c", "b", "a"]
    assert client.get(rows[0].get_absolute_url()).context["previous"] is None
    assert client.get(rows[2].get_absolute_url()).context["next"] is None


def test_a_long_page_has_a_list_of_contents_and_a_short_one_has_none(client):
    headings = ["Først", "Så", "Derefter", "Til sidst"]
    long = make_page(body="".join(f"<h2>{text}</h2><p>x</p>" for text in headings))
    short = make_page(body="<h2>Først</h2><p>x</p>")

    shown = client.get(long.get_absolute_url())

    assert [text for _id, text in shown.context["text"].contents] == headings
    for anchor, _text in shown.context["text"].contents:
        assert f'<h2 id="{anchor}">' in shown.content.decode()
        assert f'href="#{anchor}"' in shown.content.decode()
    assert client.get(short.get_absolute_url()).context["text"].contents == []


def test_a_page_asks_whether_it_was_useful_without_a_form(client):
    page = make_page()

    shown = client.get(page.get_absolute_url()).content.decode()

    assert f'href="/information/side/{page.pk}/nyttig/?svar=ja"' in shown
    assert f'href="/information/side/{page.pk}/nyttig/?svar=nej"' in shown


def test_a_page_costs_the_same_with_one_and_with_three_of_everything(
    client, django_assert_num_queries
):
    parent = make_page(slug="deltag")
    page = make_page(parent=parent, slug="svar", body="<h2>Et</h2><p>En hvidbog.</p>")

    def more(letter: str) -> None:
        make_page(parent=parent, slug=f"ved-{letter}")
        make_page(parent=page, slug=f"under-{letter}")
        translate_page(page, language=letter * 2)
        GlossaryTermFactory(term=f"hvidbog{letter}", slug=f"hvidbog{letter}")

    more("a")
    with django_assert_num_queries(5):
        client.get(page.get_absolute_url())

    more("b")
    more("c")
    with django_assert_num_queries(5):
        client.get(page.get_absolute_url())


# --- Other languages ----------------------------------------------------------------------
def test_a_page_links_to_its_other_languages(client):
    page = make_page()
    for language in ("tr", "ar", "en"):
        translate_page(page, language)

    shown = client.get(page.get_absolute_url())

    assert [link["code"] for link in shown.context["languages"]] == ["en", "tr", "ar"]
    assert 'lang="ar" dir="rtl" hreflang="ar"' in shown.content.decode()


def test_the_reader_of_english_pages_is_offered_the_english_text_first(client):
    page = make_page(slug="svar")
    translate_page(page, "en")

    assert (
        '<a class="button button-secondary" href="/en/information/svar/sprog-en/" hreflang="en">'
        in client.get("/en/information/svar/").content.decode()
    )
    assert (
        "button-secondary"
        not in client.get("/information/svar/").content.decode().partition('class="page-foot"')[0]
    )


def test_a_translation_is_laid_out_in_its_own_direction(client):
    page = make_page()
    translate_page(page)

    shown = client.get(f"{page.get_absolute_url()}sprog-ar/").content.decode()

    assert '<article lang="ar" dir="rtl">' in shown
    assert "<h1>كيف تجيب</h1>" in shown
    assert "هذه ترجمة. النص الدنماركي هو المعتمد." in shown
    assert "تغيّر" not in shown


def test_a_translation_says_in_its_language_that_the_danish_is_newer(client):
    page = make_page()
    translate_page(page)
    PageVersionFactory(page=page, body="<p>Noget andet.</p>")

    shown = client.get(f"{page.get_absolute_url()}sprog-ar/").content.decode()

    assert "تغيّر النص الدنماركي بعد هذه الترجمة" in shown
    assert "notice--warning" in shown


def test_a_language_that_a_page_is_not_in_is_not_found(client):
    page = make_page()
    translate_page(page)

    for language in ("tr", "da", "xx"):
        assert client.get(f"{page.get_absolute_url()}sprog-{language}/").status_code == 404
    page.withdraw()
    assert client.get(f"{page.get_absolute_url()}sprog-ar/").status_code == 404


def test_a_danish_text_is_marked_as_danish_on_an_english_page(client):
    make_page(slug="svar", title="Sådan svarer du")

    shown = client.get("/en/information/svar/").content.decode()

    assert '<h1 lang="da">Sådan svarer du</h1>' in shown


def test_an_editor_reads_the_same_as_everybody(client):
    page = make_page(public_from=None)
    staff = at_work(an_editor(page.department))

    assert staff.get(page.get_absolute_url()).status_code == 404
