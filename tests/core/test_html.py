import pytest
from django.utils.safestring import SafeString

from core.html import clean_html, rich_text


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
