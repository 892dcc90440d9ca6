import pytest

from comments.contact import contacts_in
from comments.words import shortened, written_as_html


def link(address: str) -> str:
    return f'<a href="{address}" rel="nofollow ugc noopener">{address}</a>'


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("En\nto\n\ntre", "<p>En<br>\nto</p>\n<p>tre</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        (
            "Se (https://a.dk/b_(c)?d=1&e=2).",
            f"<p>Se ({link('https://a.dk/b_(c)?d=1&amp;e=2')}).</p>",
        ),
        ('https://a.dk/"onclick="x', f"<p>{link('https://a.dk/')}&quot;onclick=&quot;x</p>"),
        ("javascript:alert(1) https:// ftp://x", "<p>javascript:alert(1) https:// ftp://x</p>"),
    ],
)
def test_words_become_paragraphs_and_links_and_nothing_else(text, markup):
    assert written_as_html(text) == markup


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring 43686868 eller 43 68 68 68", ["43686868", "43 68 68 68"]),
        ("+45 43 68 68 68, 4368 6868", ["+45 43 68 68 68", "4368 6868"]),
        ("+46 70 123 45 67", ["+46 70 123 45 67"]),
        (
            "birk.b@example.dk og birk (at) example.dk",
            ["birk.b@example.dk", "birk (at) example.dk"],
        ),
        ("Sag 01.02.05-P16-9-26, 1.234.567 kr., 24. december 2026, 2025-2026", []),
        ("https://example.dk/43686868?m=a@b.dk", []),
    ],
)
def test_numbers_and_addresses_are_found(text, found):
    assert contacts_in(text) == found


def test_a_long_text_is_cut_between_words():
    assert shortened("et to tre", 9) == "et to tre"
    assert shortened("et to, tre", 9) == "et to …"
