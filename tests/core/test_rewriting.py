import pytest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.html import rewritten, rich_text


def shouted(text: str) -> list[str]:
    return [text.upper()]


def test_text_is_rewritten_and_tags_pass_through_as_they_are():
    html = rich_text('<p>en <a href="/x?a=1&amp;b=2">to</a> tre<br>fire</p>')

    result = rewritten(html, shouted, outside=())

    assert result == (
        '<p>EN <a href="/x?a=1&amp;b=2" rel="noopener noreferrer">TO</a> TRE<br>FIRE</p>'
    )
    assert isinstance(result, SafeString)


def test_text_inside_the_elements_named_stays():
    html = rich_text("<h2>et <b>to</b></h2><p>tre</p>")

    assert rewritten(html, shouted, outside={"h2"}) == "<h2>et <b>to</b></h2><p>TRE</p>"


def test_what_was_escaped_stays_escaped():
    html = rich_text("<p>&lt;script&gt; &amp; \xa0 5 &lt; 6</p>")

    result = rewritten(html, lambda text: [text], outside=())

    assert result == "<p>&lt;script&gt; &amp; \xa0 5 &lt; 6</p>"


def test_new_text_is_escaped_unless_it_was_declared_safe():
    html = rich_text("<p>ord</p>")

    plain = rewritten(html, lambda _text: ["<i>x</i>"], outside=())
    safe = rewritten(html, lambda _text: [format_html("<i>{}</i>", "<x>")], outside=())

    assert plain == "<p>&lt;i&gt;x&lt;/i&gt;</p>"
    assert safe == "<p><i>&lt;x&gt;</i></p>"


def test_text_that_nobody_cleaned_is_refused():
    with pytest.raises(TypeError, match="cleaned"):
        rewritten("<p>x</p>", shouted, outside=())  # type: ignore[arg-type]


def test_text_before_and_after_all_tags_counts_too():
    html = rich_text("først <b>så</b> til sidst")

    assert rewritten(html, shouted, outside=()) == "FØRST <b>SÅ</b> TIL SIDST"
