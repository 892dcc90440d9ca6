"""What the head of a page says to machines, read as a browser reads it."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from core import structured_data as data
from core.html import data_block, plain_text
from tests.core.rendering import page_request, render_piece

LOAD = "{% load machines %}"
HOSTILE = "</script><script>alert(1)</script><!-- & \u2028 \u2029 ' \" \\ "


def remembered(inside: str, **values: Any) -> str:
    return render_piece(
        LOAD + "{% remember as x %}" + inside + "{% endremember %}[{{ x }}]", **values
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Skole & hjem", "[Skole &amp; hjem]"),
        ("&amp;", "[&amp;amp;]"),
        ('"><img>', "[&quot;&gt;&lt;img&gt;]"),
        ("to\n linjer ", "[to linjer]"),
    ],
)
def test_words_are_escaped_once_however_often_they_are_written(text: str, shown: str) -> None:
    assert remembered("{{ text }}", text=text) == shown


def test_what_a_template_says_itself_is_remembered_as_words() -> None:
    assert remembered("“Byen” & {{ a|truncatechars:3 }}", a="<b>") == "[“Byen” &amp; &lt;b&gt;]"


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/hoeringer/", "/hoeringer/"),
        ("/hoeringer/?side=2", "/hoeringer/?side=2"),
        ("/hoeringer/?utm_source=x&side=3&fbclid=y", "/hoeringer/?side=3"),
        ("/hoeringer/?side=1", "/hoeringer/"),
        ("/hoeringer/?side=0", "/hoeringer/"),
        ("/hoeringer/?side=02", "/hoeringer/"),
        ("/hoeringer/?side=x&emne=skole", "/hoeringer/"),
        ("/hoeringer/?side=9999999", "/hoeringer/"),
        ("/hoeringer/?side=%D9%A3", "/hoeringer/"),
        ("/hoeringer/%C3%A6%22/", "/hoeringer/%C3%A6%22/"),
    ],
)
def test_a_page_has_one_address_whatever_was_added_to_it(asked: str, address: str) -> None:
    shown = render_piece(LOAD + "{% page_address %}", request=page_request(asked))

    assert shown == f"http://localhost:8000{address}"


def test_without_a_request_the_address_is_that_of_the_portal() -> None:
    assert render_piece(LOAD + "{% page_address %}") == "http://localhost:8000"
    assert render_piece(LOAD + "{% language_links %}") == ""


def languages(path: str) -> dict[str, str]:
    with override("en" if path.startswith("/en/") else "da"):
        shown = render_piece(LOAD + "{% language_links %}", request=page_request(path))
    return dict(re.findall(r'hreflang="([^"]+)" href="http://localhost:8000([^"]+)"', shown))


@pytest.mark.parametrize("path", ["/kalender/", "/en/kalender/"])
def test_a_page_names_itself_in_every_language(path: str) -> None:
    assert languages(path) == {
        "da": "/kalender/", "en": "/en/kalender/", "x-default": "/kalender/"
    }  # fmt: skip


def test_a_later_page_of_a_list_is_the_same_in_every_language() -> None:
    assert languages("/hoeringer/?side=2&utm_source=x")["en"] == "/en/hoeringer/?side=2"


def test_an_address_that_exists_in_one_language_only_names_no_other() -> None:
    assert languages("/robots.txt") == {}


def test_translations_of_a_text_stand_beside_the_languages_of_the_portal() -> None:
    shown = render_piece(
        LOAD + "{% language_links extra %}",
        request=page_request("/kalender/"),
        extra=[("ar", "/kalender/sprog-ar/")],
    )

    assert (
        '<link rel="alternate" hreflang="ar" href="http://localhost:8000/kalender/sprog-ar/">'
        in shown
    )


@pytest.mark.parametrize(
    ("language", "first", "other"), [("da", "da_DK", "en_GB"), ("en", "en_GB", "da_DK")]
)
def test_the_language_is_spelled_as_opengraph_wants_it(
    language: str, first: str, other: str
) -> None:
    assert render_piece(LOAD + "{% og_locales language %}", language=language) == (
        f'<meta property="og:locale" content="{first}">'
        f'<meta property="og:locale:alternate" content="{other}">'
    )


def test_a_picture_has_its_size_and_its_words() -> None:
    shown = render_piece(LOAD + '{% og_image "news" 7 title %}', title='"Bænke" & <b>')

    assert re.findall(r'property="([^"]+)" content="([^"]*)"', shown) == [
        ("og:image", "http://localhost:8000/billede/nyhed/7.png"),
        ("og:image:type", "image/png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "&quot;Bænke&quot; &amp; &lt;b&gt;"),
    ]


def test_a_page_without_a_subject_has_the_picture_of_the_portal() -> None:
    shown = render_piece(LOAD + "{% og_image %}", meta_title="Kalender")

    assert "/billede/portal.png" in shown
    assert 'alt" content="Kalender"' in shown


def test_a_feed_is_named_by_its_title() -> None:
    assert render_piece(LOAD + '{% feed_link title "/a/" %}', title='"<') == (
        '<link rel="alternate" type="application/atom+xml" title="&quot;&lt;" href="/a/">'
    )


class _Scripts(HTMLParser):
    """Collects what stands in scripts, as a browser finds it."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str | None] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.kinds.append(dict(attrs).get("type"))

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script" and data.strip():
            self.texts.append(data)


@pytest.mark.parametrize("text", [HOSTILE, "]]>", "<!--<script>", "\x00\x1b", "\ud800", "æøå 🌳"])
def test_no_text_gets_out_of_the_data(text: str) -> None:
    block = str(data_block({text: [text]}))
    scripts = _Scripts()
    scripts.feed(block)

    assert scripts.kinds == ["application/ld+json"]
    assert json.loads(scripts.texts[0]) == {text: [text]}
    assert not re.search(r"[<>&\u2028\u2029]", scripts.texts[0])


def test_things_become_one_document_and_nothing_becomes_nothing() -> None:
    one, two = data.thing("WebPage", name="a"), data.thing("Event", name="b")

    assert data.document([one]) == {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": "a",
    }
    assert data.document([{}, one, two]) == {"@context": "https://schema.org", "@graph": [one, two]}
    assert data.document([{}]) == {}
    assert render_piece(LOAD + "{% structured_data a b c %}", a={}, b=[], c=None) == ""


def test_properties_without_a_value_are_left_out() -> None:
    assert data.thing("Place", name="a", address="", image=None, geo=[]) == {
        "@type": "Place",
        "name": "a",
    }


def test_rich_text_becomes_words() -> None:
    markup = "<h2>Planen</h2><p>5 &lt; 7 &amp; <b>mere</b></p><script>alert(1)</script>"

    assert data.words(markup) == "Planen · 5 < 7 & mere"
    assert plain_text("<p>a.</p><p>b</p><p>c</p>") == "a. b · c"


CRUMBS = (
    "{% load look machines %}{% page_address as x %}"
    '{% crumb "Forside" "/" %}{% crumb list "/hoeringer/" %}{% crumb here %}{% breadcrumb_data %}'
)


def test_the_breadcrumbs_are_told_once_more_as_data() -> None:
    shown = render_piece(CRUMBS, request=page_request("/x/"), list="A & B", here="<Her>")
    scripts = _Scripts()
    scripts.feed(shown)

    assert json.loads(scripts.texts[-1])["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Forside", "item": "http://localhost:8000/"},
        {
            "@type": "ListItem",
            "position": 2,
            "name": "A & B",
            "item": "http://localhost:8000/hoeringer/",
        },
        {"@type": "ListItem", "position": 3, "name": "<Her>"},
    ]


def test_a_page_that_says_nothing_to_machines_has_no_breadcrumbs_for_them() -> None:
    piece = CRUMBS.replace("{% page_address as x %}", "")

    assert "ld+json" not in render_piece(piece, request=page_request("/x/"), list="a", here="b")
    assert "ld+json" not in render_piece(piece, list="a", here="b")


def test_one_step_is_no_way() -> None:
    piece = '{% load look machines %}{% page_address as x %}{% crumb "a" %}{% breadcrumb_data %}'

    assert "ld+json" not in render_piece(piece, request=RequestFactory().get("/"))


def test_the_portal_tells_who_is_behind_it_and_how_it_is_searched() -> None:
    with override("en"):
        site = data.website()

    assert data.authority()["name"] == "Albertslund Kommune"
    assert site["url"] == "http://localhost:8000/en/"
    assert site["potentialAction"]["target"]["urlTemplate"] == (
        "http://localhost:8000/en/soeg/?q={words}"
    )
