import pytest

from core.blocks import Block, blocks_of, texts_of


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        ("", []),
        ("<p>  </p>", []),
        ("løst", [("p", "løst")]),
        ("<h2>A</h2><p>B <b>C</b>\n D</p>", [("h2", "A"), ("p", "B C D")]),
        ("<ul><li>en</li><li><p>to</p></li></ul>", [("li", "en"), ("p", "to")]),
        ("<p>før<br>efter</p>", [("p", "før efter")]),
        ("<blockquote>ord<p>mere</p>hale</blockquote>", [
            ("blockquote", "ord"), ("p", "mere"), ("blockquote", "hale"),
        ]),
        ("<table><tr><th>A</th><td>1 &lt; 2</td></tr></table>", [("th", "A"), ("td", "1 < 2")]),
        ("<details><summary>S</summary><p>T</p></details>", [("summary", "S"), ("p", "T")]),
        ("<script>x()</script><style>y</style><p>z</p>", [("p", "z")]),
        ("</p></script><p>åben", [("p", "åben")]),
        ("<p><a href='/x/'>link</a></p>", [("p", "link")]),
    ],
)  # fmt: skip
def test_a_text_is_read_block_by_block(markup, blocks):
    assert blocks_of(markup) == [Block(tag, text) for tag, text in blocks]


def test_addresses_of_links_and_pictures_can_be_read_along():
    markup = '<p>Se <a href="/x/">kortet</a>, <a>intet</a>. <img src="/b.png" alt="En bro"></p>'

    assert texts_of(blocks_of(markup, with_addresses=True)) == [
        "Se kortet [/x/], intet. [En bro: /b.png]"
    ]
