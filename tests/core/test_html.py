import re

import pytest
from django.utils.safestring import SafeString

from core.html import clean_html, link_address, own_path, rich_text
from core.markup import element


@pytest.mark.parametrize(
    "markup",
    [
        "<h2>Hvad</h2><p>Ja, <strong>her</strong> og <em>der</em></p>",
        '<ul><li>en</li></ul><ol start="3"><li>to</li></ol>',
        "<blockquote><p>citat</p></blockquote>",
        '<table><thead><tr><th scope="col">a</th></tr></thead></table>',
        '<table><tbody><tr><td colspan="2">b</td></tr></tbody></table>',
    ],
)
def test_what_staff_write_is_kept(markup: str) -> None:
    assert clean_html(markup) == markup


@pytest.mark.parametrize(
    "address", ["https://x.dk/", "mailto:a@x.dk", "tel:+4543686868", "/hoeringer/"]
)
def test_links_to_good_places_are_kept_without_telling_where_one_comes_from(address: str) -> None:
    assert clean_html(f'<a href="{address}">x</a>') == (
        f'<a href="{address}" rel="noopener noreferrer">x</a>'
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<math><annotation-xml encoding='text/html'><svg onload=alert(1)></annotation-xml></math>",
        "<style>body{position:fixed}</style>",
        "<iframe src=//evil.dk></iframe>",
        "<img src=x onerror=alert(1)>",
        "<form action=//evil.dk><input></form>",
        "<!--[if IE]><script>alert(1)</script><![endif]-->",
    ],
)
def test_what_acts_is_dropped(markup: str) -> None:
    assert clean_html(f"<p>a</p>{markup}") == "<p>a</p>"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
    ],
)
def test_links_that_act_lose_their_address(address: str) -> None:
    assert clean_html(f'<a href="{address}">x</a>') == '<a rel="noopener noreferrer">x</a>'


def test_attributes_that_act_or_decorate_are_dropped() -> None:
    assert (
        clean_html('<p onclick="x()" style="position:fixed" class="a" id="b">x</p>') == "<p>x</p>"
    )


def test_rich_text_is_cleaned_again_when_it_is_shown() -> None:
    shown = rich_text("<p>a<script>x</script></p>")

    assert isinstance(shown, SafeString)
    assert shown == "<p>a</p>"


def test_headings_of_a_text_stand_below_the_heading_of_its_section() -> None:
    shown = rich_text("<h2>a</h2><h3>b</h3><h4>c</h4><hr><p>h2</p>", top_heading=3)

    assert shown == "<h3>a</h3><h4>b</h4><h5>c</h5><hr><p>h2</p>"


# --- What pages have besides ---------------------------------------------------------------
PICTURE = "/information/filer/1/kanalen.png"


@pytest.mark.parametrize(
    "markup",
    [
        f'<figure><img src="{PICTURE}" alt="En kanal"><figcaption>Kanalen</figcaption></figure>',
        "<aside><h3>Fakta</h3><p>12 meter</p></aside>",
        "<details><summary>Hvornår?</summary><p>I maj</p></details>",
    ],
)
def test_pictures_boxes_and_accordions_are_kept_when_a_page_asks_for_them(markup: str) -> None:
    assert clean_html(markup, media=True) == markup
    assert "<img" not in clean_html(markup)
    assert "<aside" not in clean_html(markup)
    assert "<details" not in clean_html(markup)


BATTERY = [
    ("<script>alert(1)</script>", ""),
    ("<SCRIPT SRC=//evil.dk/x.js></SCRIPT>", ""),
    ("<svg onload=alert(1)></svg>", ""),
    ("<svg><animate onbegin=alert(1) attributeName=x></svg>", ""),
    ("<svg><a xlink:href=javascript:alert(1)>a</a></svg>", ""),
    ("<math><mi xlink:href=javascript:alert(1)>a</mi></math>", ""),
    ("<math><annotation-xml encoding=text/html><svg onload=alert(1)></annotation-xml></math>", ""),
    (
        "<math><mtext><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=x&gt;'>",
        None,
    ),
    ("<style>body{position:fixed}</style>", ""),
    ('<p style="position:fixed;inset:0">a</p>', "<p>a</p>"),
    ('<p class="button" id="content" role="alert" tabindex="1" hidden>a</p>', "<p>a</p>"),
    ('<p onclick="alert(1)" ONMOUSEOVER="alert(1)">a</p>', "<p>a</p>"),
    ("<iframe src=//evil.dk></iframe>", ""),
    ("<iframe srcdoc='<script>alert(1)</script>'></iframe>", ""),
    ("<object data=javascript:alert(1)></object>", ""),
    ("<embed src=javascript:alert(1)>", ""),
    ("<video src=/film.mp4 autoplay onerror=alert(1)></video>", ""),
    ("<video><source onerror=alert(1)><track src=//evil.dk/a.vtt></video>", ""),
    ("<audio src=x onerror=alert(1)></audio>", ""),
    ("<form action=//evil.dk><button formaction=javascript:x>a</button></form>", "a"),
    ("<base href=//evil.dk/>", ""),
    ("<meta http-equiv=refresh content='0;url=//evil.dk'>", ""),
    ("<link rel=stylesheet href=//evil.dk/a.css>", ""),
    ("<img src=x onerror=alert(1)>", "<img>"),
    ("<img src=javascript:alert(1)>", "<img>"),
    ("<img src=data:image/svg+xml;base64,PHN2Zz4=>", "<img>"),
    ("<img src=https://evil.dk/a.png>", "<img>"),
    ("<img src=//evil.dk/a.png>", "<img>"),
    ("<img src='/\\evil.dk/a.png'>", "<img>"),
    ("<img src='/\t/evil.dk/a.png'>", "<img>"),
    (
        f"<img src='{PICTURE}' srcset='//evil.dk/a.png 2x' style=x width=9 height=9 class=x>",
        f'<img src="{PICTURE}">',
    ),
    ("<picture><source srcset=//evil.dk/a.png></picture>", ""),
    (
        "<details open ontoggle=alert(1)><summary onclick=x>a</summary></details>",
        "<details><summary>a</summary></details>",
    ),
    ("<aside role=alert class=x>a</aside>", "<aside>a</aside>"),
    (
        "<figure class=x style=x><figcaption id=x>a</figcaption></figure>",
        "<figure><figcaption>a</figcaption></figure>",
    ),
    ("<div class=player><span>a</span></div>", "a"),
    (
        "<table background=//evil.dk/a.png><tbody><tr><td>a</td></tr></tbody></table>",
        "<table><tbody><tr><td>a</td></tr></tbody></table>",
    ),
    ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>", None),
    ("<!--><img src=x onerror=alert(1)>-->", None),
    ("<a href=javascript:alert(1)>a</a>", '<a rel="noopener noreferrer">a</a>'),
    ("<a href=' jAvAsCrIpT:alert(1)'>a</a>", '<a rel="noopener noreferrer">a</a>'),
    ("<a href='java&#10;script:alert(1)'>a</a>", '<a rel="noopener noreferrer">a</a>'),
    ("<a href='java&Tab;script:alert(1)'>a</a>", '<a rel="noopener noreferrer">a</a>'),
    ("<a href='&#1;javascript:alert(1)'>a</a>", '<a rel="noopener noreferrer">a</a>'),
    ("<a href=data:text/html,x>a</a>", '<a rel="noopener noreferrer">a</a>'),
    ("<a href=vbscript:x>a</a>", '<a rel="noopener noreferrer">a</a>'),
    (
        "<a href=/a target=_blank rel=opener ping=//evil.dk download>a</a>",
        '<a href="/a" rel="noopener noreferrer">a</a>',
    ),
]


@pytest.mark.parametrize(("written", "kept"), BATTERY)
def test_a_page_keeps_what_is_listed_and_nothing_else(written: str, kept: str | None) -> None:
    cleaned = clean_html(written, media=True)

    if kept is not None:
        assert cleaned == kept
    assert not re.search(
        r"<(?!/?(a|aside|details|figcaption|figure|img|p|summary|table|tbody|tr|td)[ >])", cleaned
    )
    assert not re.search(
        r"\s(on\w+|style|class|id|role|srcset)\s*=", re.sub(r'"[^"]*"', '""', cleaned)
    )
    assert clean_html(cleaned, media=True) == cleaned


@pytest.mark.parametrize("written", [written for written, _kept in BATTERY])
def test_what_the_server_draws_lets_nothing_more_in(written: str) -> None:
    drawn = rich_text(written, media=True, draw=lambda _root: None)

    assert drawn == clean_html(written, media=True)


def test_an_address_on_our_own_host_is_kept_as_a_path(settings) -> None:
    host = settings.SITE_URL

    assert clean_html(f'<img src="{host}{PICTURE}">', media=True) == f'<img src="{PICTURE}">'
    assert clean_html(f'<a href="{host}/hoeringer/">a</a>', media=True) == (
        '<a href="/hoeringer/" rel="noopener noreferrer">a</a>'
    )
    assert own_path(f"{host}.evil.dk/a") is None


def test_what_is_drawn_is_cleaned_by_the_list_of_what_the_server_draws() -> None:
    def draw(root) -> None:
        root.append(element("div", "a", class_="scroll", role="region", tabindex=0, onclick="x"))
        root.append(element("div", "b", class_="scroll button"))
        root.append(element("script", "c"))

    assert rich_text("<p>1 &lt; 2</p>", media=True, draw=draw) == (
        '<p>1 &lt; 2</p><div class="scroll" role="region" tabindex="0">a</div>'
        '<div class="scroll">b</div>'
    )


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("https://www.albertslund.dk/sti?x=1#y", "https://www.albertslund.dk/sti?x=1#y"),
        ("www.albertslund.dk", "https://www.albertslund.dk"),
        (" albertslund.dk/borger ", "https://albertslund.dk/borger"),
        ("kontakt@albertslund.dk", "mailto:kontakt@albertslund.dk"),
        ("mailto:kontakt@albertslund.dk", "mailto:kontakt@albertslund.dk"),
        ("tel:+45 43 68 68 68", "tel:+45 43 68 68 68"),
        ("#afsnit-foerst", "#afsnit-foerst"),
        ("/hoeringer/", "/hoeringer/"),
    ],
)
def test_a_link_is_completed_as_people_mean_it(typed, saved):
    assert link_address(typed) == saved


@pytest.mark.parametrize(
    "typed",
    [
        "//evil.test/x", "/\\evil.test", "https:evil.test", "https:///evil.test", "http://",
        "https://www.albertslund.dk@evil.test/", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "findes-ikke", "", "ftp://x.dk",
    ],
)  # fmt: skip
def test_a_link_that_leads_astray_is_refused(typed):
    assert link_address(typed) is None
    assert "href" not in clean_html(f'<a href="{typed}">her</a>', media=True)
