import re

import pytest

from core.blocks import blocks_of
from core.html import clean_html, rich_text
from core.markup import DEEPEST, parse, tags_in, to_html
from core.nesting import MOST_DEPTH, flattened, is_too_deep, readable


def depth_of(markup: str) -> int:
    """Return how deep the tags of clean markup stand."""
    depth = deepest = 0
    for end, _tag in re.findall(r"<(/?)(\w+)", re.sub(r"<(?:br|hr|img)\b[^>]*>", "", markup)):
        depth += -1 if end else 1
        deepest = max(deepest, depth)
    return deepest


@pytest.mark.parametrize(
    "piece",
    [
        "<blockquote>",
        "<ul><li>",
        "<ul/>",
        "<b>",
        # What a reader that is less strict than browsers takes for the end of the list.
        "<ul><object></ul></object>",
        '<ul><br title="></ul>">',
        "<ul><!--></ul> -->",
        "<ul><textarea></ul></textarea>",
        "<ul><svg></ul></svg>",
        "<ul><![CDATA[</ul>]]>",
    ],
)
def test_no_tag_stands_deeper_than_the_limit_however_it_is_written(piece: str) -> None:
    cleaned = clean_html(f"{piece * 3000}ord")

    assert depth_of(cleaned) <= MOST_DEPTH
    assert "ord" in cleaned


def test_marks_that_are_left_open_do_not_multiply() -> None:
    text = "".join(f"<p><b title={number}>a</p>" for number in range(1000))

    assert len(clean_html(text)) < 3 * len(text)


def test_what_lies_at_the_limit_stays_as_it_is() -> None:
    deepest = "<ul><li>" * 30 + "ord" + "</li></ul>" * 30
    text = deepest * 3

    assert not is_too_deep(text)
    assert clean_html(text) == text


def test_beyond_the_limit_the_words_stay_and_what_follows_is_whole() -> None:
    text = f"{'<blockquote>' * 99}<b>a &lt; b</b>{'</blockquote>' * 99}<p>Slut</p>"

    assert is_too_deep(text)
    assert flattened(text) == (f"{'<blockquote>' * 60}a &lt; b{'</blockquote>' * 60}<p>Slut</p>")


def test_many_tags_beside_each_other_are_not_deep() -> None:
    rows = "<tr><td>a<td>b<td><p>c" * 100
    text = f"<p>a<p>b{'<p>c' * 100}<ul>{'<li>a<li><p>b' * 100}</ul><table>{rows}</table>"

    assert not is_too_deep(text)
    assert flattened(text) == text


def test_a_stored_text_that_is_too_deep_is_shown() -> None:
    stored = "<blockquote>" * 500 + "ord" + "</blockquote>" * 500

    shown = rich_text(stored + "<p>Slut</p>", draw=lambda _root: None)

    assert (depth_of(shown), "ord" in shown) == (DEEPEST, True)
    assert shown.endswith("<p>Slut</p>")
    assert to_html(parse("<b>a<br>b</b>")) == "<b>a<br>b</b>"


@pytest.mark.parametrize("snag", ["<![x[a", "<![if !x]>a", "<!--a", "<?a", "<! a", "<b <b"])
def test_snags_of_the_reader_are_read(snag: str) -> None:
    text = f"<p>før</p>{snag}"

    assert tags_in(text) == [("p", {})]
    assert blocks_of(text)[0].text == "før"
    assert not is_too_deep(text)


def test_the_reader_gets_no_tag_that_never_ends() -> None:
    assert readable("<p>a</p>" + "<b " * 3) == "<p>a</p>" + "&lt;b " * 3


def test_an_end_tag_is_not_looked_for_in_all_that_is_open() -> None:
    blocks = blocks_of("<ul>" * 5000 + "ord" + "</ol>" * 5000)

    assert [(block.tag, block.text) for block in blocks] == [("ul", "ord")]
