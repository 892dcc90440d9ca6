"""What the head of a page says to machines: its one address, its languages, picture and data.

A page that is nobody's business but one person's fills `{% block machines %}` with "noindex",
and says nothing of all this.
"""

import html
import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.template.base import NodeList, Parser, Token
from django.urls import translate_url
from django.utils.encoding import escape_uri_path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core import structured_data as data
from core.html import data_block
from core.pictures import HEIGHT, WIDTH, picture_path
from core.templatetags.icons import request_of

register = template.Library()
PAGE_PARAMETER = "side"
_LATER_PAGE = re.compile(r"[2-9]|[1-9][0-9]{1,4}")
LOCALES = {"da": "da_DK", "en": "en_GB"}


class Remember(template.Node):
    """Keep what stands inside as plain words, so that head and metadata say the same once."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> SafeString:
        # Plain again: it is escaped where it is written, in text and attributes alike.
        words = html.unescape(self.nodelist.render(context))
        context[self.name] = " ".join(words.split())
        return SafeString("")


@register.tag
def remember(parser: Parser, token: Token) -> Remember:
    """Keep the words between {% remember as name %} and {% endremember %}."""
    *_tag, name = token.split_contents()
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return Remember(nodelist, name)


@register.simple_tag(takes_context=True)
def page_address(context: Context) -> str:
    """Return the one address of this page: of the query only the page number counts."""
    request = request_of(context)
    if request is None:
        return settings.SITE_URL
    address = f"{settings.SITE_URL}{_path_of(request)}"
    request.page_address = address  # type: ignore[attr-defined]
    return address


@register.simple_tag(takes_context=True)
def language_links(
    context: Context, translations: Iterable[tuple[str, str]] = (), original: str = ""
) -> SafeString:
    """Write where the page stands in other languages, and those of its (language, path).

    A translation names the path of its original.
    """
    request = request_of(context)
    if request is None:
        return SafeString("")
    path = original or _path_of(request)
    codes = [code for code, _name in settings.LANGUAGES]
    paths = {code: translate_url(path, code) for code in codes}
    found = [*paths.items(), *translations] if len(set(paths.values())) == len(codes) else []
    if found:
        found.append(("x-default", paths[settings.LANGUAGE_CODE]))
    return format_html_join(
        "\n",
        '<link rel="alternate" hreflang="{}" href="{}">',
        ((code, data.absolute(path)) for code, path in found),
    )


@register.simple_tag
def og_locales(language: str) -> SafeString:
    """Write the language of the page, and the others, as OpenGraph spells them."""
    others = [locale for code, locale in LOCALES.items() if code != language]
    first = format_html('<meta property="og:locale" content="{}">', LOCALES.get(language, language))
    rest = format_html_join(
        "", '<meta property="og:locale:alternate" content="{}">', ((other,) for other in others)
    )
    return format_html("{}{}", first, rest)


@register.simple_tag(takes_context=True)
def og_image(context: Context, kind: str = "", number: int = 0, alt: str = "") -> SafeString:
    """Write the drawn picture of a subject such as "hearing" 53, or of the portal itself."""
    return format_html(
        '<meta property="og:image" content="{}"><meta property="og:image:type" '
        'content="image/png"><meta property="og:image:width" content="{}">'
        '<meta property="og:image:height" content="{}"><meta property="og:image:alt" '
        'content="{}">',
        data.absolute(picture_path(kind, number)),
        WIDTH,
        HEIGHT,
        alt or context.get("meta_title") or settings.SITE_NAME,
    )


@register.simple_tag
def feed_link(title: str, path: str) -> SafeString:
    """Write where the feed of this page is. Stands in {% block feeds %}."""
    return format_html(
        '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">', title, path
    )


@register.simple_tag
def structured_data(*things: dict[str, Any] | list[dict[str, Any]] | None) -> SafeString:
    """Write things of schema.org as one block of data that no browser runs."""
    flat: list[dict[str, Any]] = []
    for each in things:
        flat += each if isinstance(each, list) else [each or {}]
    found = data.document(flat)
    return data_block(found) if found else SafeString("")


@register.simple_tag(takes_context=True)
def breadcrumb_data(context: Context) -> SafeString:
    """Write the breadcrumbs of the page once more as data, if it speaks to machines at all."""
    request = request_of(context)
    if not hasattr(request, "page_address"):
        return SafeString("")
    return structured_data(data.breadcrumbs(getattr(request, "crumbs", [])))


def _path_of(request: HttpRequest) -> str:
    number = request.GET.get(PAGE_PARAMETER, "")
    is_later = bool(_LATER_PAGE.fullmatch(number))
    page = f"?{PAGE_PARAMETER}={number}" if is_later else ""
    return f"{escape_uri_path(request.path)}{page}"
