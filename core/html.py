"""Rich text of staff: cleaned on the server by an allow-list, whatever the editor sent.

Also the one place in which a block of data becomes part of a page.
"""

import html
import json
import re
from typing import Any

import nh3
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "em", "h2", "h3", "h4", "hr", "i", "li",
    "ol", "p", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title", "hreflang", "lang"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
# As Django's json_script does it: nothing in the data can end the element or begin a comment.
_IN_A_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
_BLOCK = re.compile(r"<(?=/?(?:p|li|h[1-6]|t[dhr]|br|hr|div|blockquote|caption)\b)")
_HEADING = re.compile(r"(</?h)([2-4])(?=[ >])")


def clean_html(text: str) -> str:
    """Return the allowed part of a piece of HTML. What is not listed above is dropped.

    Links get `rel="noopener noreferrer"`: what they lead to learns nothing of the reader.
    """
    return nh3.clean(
        text,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def rich_text(text: str, *, top_heading: int = 2) -> SafeString:
    """Clean once more and let templates show it: the only place that declares HTML safe.

    Headings move down so that the largest is `top_heading`: a text inside a section of a page
    must not outrank the section's own heading (WCAG 1.3.1).
    """
    markup = clean_html(text)
    if top_heading > 2:
        markup = _HEADING.sub(
            lambda tag: f"{tag[1]}{min(int(tag[2]) + top_heading - 2, 6)}", markup
        )
    return mark_safe(markup)


def data_block(value: Any) -> SafeString:
    """Write a value as JSON-LD. Not ASCII is \\uXXXX, so U+2028 and lone surrogates are, too."""
    text = json.dumps(value, cls=DjangoJSONEncoder).translate(_IN_A_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


def plain_text(markup: str) -> str:
    """Return the words of a piece of HTML as running text, for search and excerpts."""
    text = html.unescape(nh3.clean(_BLOCK.sub(" <", markup), tags=set()))
    return " ".join(text.split())
