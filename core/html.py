"""Rich text of staff: cleaned on the server by an allow-list, whatever the editor sent."""

import re
from collections.abc import Collection

import nh3
from django.utils.safestring import SafeString, mark_safe

from core.markup import Rewrite, with_anchors, with_texts

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


def rewritten(markup: SafeString, rewrite: Rewrite, *, outside: Collection[str]) -> SafeString:
    """Rewrite the texts of clean markup, except inside the elements named; see core.markup."""
    return mark_safe(with_texts(_clean(markup), rewrite, outside=outside))


def anchored(
    markup: SafeString, *, tag: str = "h2", prefix: str = "s-"
) -> tuple[SafeString, list[tuple[str, str]]]:
    """Give the headings of clean markup ids to point at; return (id, text) of each as well."""
    written, found = with_anchors(_clean(markup), tag, prefix)
    return mark_safe(written), found


def _clean(markup: SafeString) -> SafeString:
    """Refuse what nobody has declared safe: it would come out safe."""
    if not isinstance(markup, SafeString):
        raise TypeError("Only markup that was cleaned may be rewritten.")
    return markup
