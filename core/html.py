"""Rich text of staff: cleaned on the server by an allow-list, whatever the editor sent.

Also the one place in which a block of data becomes part of a page.
"""

import html
import json
import re
from collections.abc import Callable, Collection
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.markup import parse, to_html
from core.nesting import flattened
from core.rewriting import Rewrite, with_texts

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
# What the texts of pages have besides: pictures of our own host, fact boxes, accordions.
MEDIA_TAGS = TAGS | {"aside", "details", "figcaption", "figure", "img", "summary"}
MEDIA_ATTRIBUTES = {**ATTRIBUTES, "img": {"src", "alt"}}
# What the server itself draws into such a text. Nobody can write it: the first cleaning, by the
# lists above, has taken away every class, id and role that was typed.
DRAWN_TAGS = MEDIA_TAGS | {"div", "h5", "h6", "span", "track", "video"}
DRAWN_ATTRIBUTES = {
    **ATTRIBUTES,
    **{f"h{level}": {"id"} for level in range(2, 7)},
    "aside": {"role"},
    "div": {"role", "tabindex", "aria-label"},
    "img": {"src", "alt", "width", "height", "loading"},
    "track": {"src", "kind", "srclang", "label"},
    "video": {"src", "controls", "preload", "poster", "aria-label"},
}
DRAWN_CLASSES = {"div": {"player", "scroll"}, "p": {"player__words"}, "span": {"file-facts"}}
# A sentence that ends by itself needs no other sign before the next block.
_APART = re.compile(r"([.!?:…]) · ")
_HEADING = re.compile(r"(</?h)([2-4])(?=[ >])")
_OWN_PATH = re.compile(r"/(?![/\\])[^\s\\]*")
_LINK = re.compile(
    r"(?:https?://[^\s/?#\\:@]+(?::\d{1,5})?(?:[/?#][^\s\\]*)?|mailto:[^\s@]+@[^\s@]+"
    r"|tel:\+?[\d ()-]+|#[^\s]*)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HOST = re.compile(r"(?:[\w-]+\.)+[a-zæøå]{2,}(?:[/?#][^\s\\:]*)?", re.IGNORECASE)
_REL = "noopener noreferrer"


def clean_html(text: str, *, media: bool = False) -> str:
    """Return the allowed part of a piece of HTML. What is not listed above is dropped.

    Links get `rel="noopener noreferrer"`: what they lead to learns nothing of the reader.
    `media` opts in to pictures, fact boxes and accordions; a picture from elsewhere loses its
    address, and links to our own host lose the host's name. Tags that stand in too many others
    go, too.
    """
    return _cleaned(flattened(text), media=media)


def _cleaned(text: str, *, media: bool) -> str:
    return nh3.clean(
        text,
        tags=MEDIA_TAGS if media else TAGS,
        attributes=MEDIA_ATTRIBUTES if media else ATTRIBUTES,
        attribute_filter=_own_addresses if media else None,
        url_schemes=SCHEMES,
        link_rel=_REL,
        strip_comments=True,
    )


def rich_text(
    text: str,
    *,
    top_heading: int = 2,
    media: bool = False,
    draw: Callable[[Element], Any] | None = None,
) -> SafeString:
    """Clean once more and let templates show it: the only place that declares HTML safe.

    Headings move down so that the largest is `top_heading`: a text inside a section of a page
    must not outrank the section's own heading (WCAG 1.3.1). `draw` changes the cleaned tree;
    what comes out of it is cleaned again, by the list of what the server draws.
    """
    markup = _cleaned(text, media=media)
    if top_heading > 2:
        markup = _HEADING.sub(
            lambda tag: f"{tag[1]}{min(int(tag[2]) + top_heading - 2, 6)}", markup
        )
    if draw:
        root = parse(markup)
        draw(root)
        markup = _clean_drawn(to_html(root))
    return mark_safe(markup)


def data_block(value: Any) -> SafeString:
    """Write a value as JSON-LD. Not ASCII is \\uXXXX, so U+2028 and lone surrogates are, too."""
    text = json.dumps(value, cls=DjangoJSONEncoder).translate(_IN_A_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


def plain_text(markup: str) -> str:
    """Return the words of a piece of HTML as running text, for search and excerpts.

    Cells and headings, which end without a sign, are kept apart by a point in the middle.
    """
    apart = _BLOCK.sub("\n<", " ".join(markup.split()))
    blocks = html.unescape(nh3.clean(apart, tags=set())).split("\n")
    words = filter(None, (" ".join(block.split()) for block in blocks))
    return _APART.sub(r"\1 ", " · ".join(words))


def rewritten(markup: SafeString, rewrite: Rewrite, *, outside: Collection[str]) -> SafeString:
    """Rewrite the texts of clean markup, except inside the elements named; see core.rewriting."""
    if not isinstance(markup, SafeString):  # it would come out safe
        raise TypeError("Only markup that was cleaned may be rewritten.")
    return mark_safe(with_texts(markup, rewrite, outside=outside))


def own_path(address: str) -> str | None:
    """Return the path of an address on our own host, or None when it leads elsewhere."""
    path = address.strip().removeprefix(settings.SITE_URL.rstrip("/"))
    return path if _OWN_PATH.fullmatch(path) else None


def link_address(address: str) -> str | None:
    """Return a link's address as it may be saved, or None when nobody should follow it.

    What people type is completed: www.example.dk, navn@example.dk. An address without a scheme
    that looks like one of ours (`//example.dk`, `https:example.dk`) is refused (RELIABILITY P26).
    """
    address = address.strip()
    if (path := own_path(address)) is not None:
        return path
    if _MAIL.fullmatch(address):
        return f"mailto:{address}"
    if _HOST.fullmatch(address):
        return f"https://{address}"
    return address if _LINK.fullmatch(address) else None


def _own_addresses(tag: str, attribute: str, value: str) -> str | None:
    if (tag, attribute) == ("img", "src"):
        return own_path(value)
    if (tag, attribute) == ("a", "href"):
        return link_address(value)
    return value


def _clean_drawn(markup: str) -> str:
    return nh3.clean(
        markup,
        tags=DRAWN_TAGS,
        attributes=DRAWN_ATTRIBUTES,
        allowed_classes=DRAWN_CLASSES,
        url_schemes=SCHEMES,
        link_rel=_REL,
        strip_comments=True,
    )
