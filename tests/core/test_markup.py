import pytest

from core.markup import element, insert_after, parse, remove, replace, tags_in, text_of, to_html


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "a &lt; b &amp; c",
        '<p>a<br>b <a href="/?a=1&amp;b=2">c</a> d</p> e',
        '<figure><img src="/a.png" alt="&quot;x&quot;"></figure>',
        "<details><summary>a</summary><ul><li>b</li></ul></details>",
    ],
)
def test_a_tree_is_written_as_it_was_read(markup: str) -> None:
    assert to_html(parse(markup)) == markup


def test_what_stands_behind_a_piece_stays_when_the_piece_goes() -> None:
    root = parse("a<b>1</b>c<i>2</i>d<u>3</u>e")
    first, second, third = root

    remove(root, first)
    remove(root, second)
    replace(root, third, element("em", "4"))

    assert to_html(root) == "acd<em>4</em>e"


def test_a_piece_stands_behind_another_before_its_text() -> None:
    root = parse("<b>1</b> c")

    insert_after(root, root[0], element("span", "2", class_="x", aria_label=3), space=" ")

    assert to_html(root) == '<b>1</b> <span class="x" aria-label="3">2</span> c'
    assert text_of(root) == "1 2 c"


def test_tags_are_found_in_any_text() -> None:
    assert tags_in("<p><img src=x alt><a href='y'>z</p></div> < b") == [
        ("p", {}),
        ("img", {"src": "x", "alt": ""}),
        ("a", {"href": "y"}),
    ]
