"""Icons: one SVG file each in static/icons, drawn by reference and sent once per page.

`{% icon "search" %}` writes `<use href="#i-search">` and notes the name on the request;
`{% icon_sprite %}` at the end of the body sends the symbols that were used, no others.
Where no page stands around (an htmx answer, a template without request) the icon is drawn whole.
"""

from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse
from django import template
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


def _markup(element: Element) -> SafeString:
    """Return an element of an icon as markup, without its namespace."""
    name = element.tag.rpartition("}")[2]
    attributes = format_html_join("", ' {}="{}"', element.attrib.items())
    inner = format_html_join("", "{}", ((_markup(child),) for child in element))
    return format_html("<{}{}>{}</{}>", name, attributes, inner, name)


@cache
def _drawing(name: str) -> tuple[str, SafeString]:
    """Return the view box and the shapes of an icon file."""
    path = finders.find(f"icons/{name}.svg")
    if not path:
        raise template.TemplateSyntaxError(f"There is no icon {name!r} in static/icons.")
    root = parse(Path(path)).getroot()
    return root.attrib["viewBox"], format_html_join("", "{}", ((_markup(e),) for e in root))


def request_of(context: Context) -> HttpRequest | None:
    """Return the request of a template, also inside `include … only`."""
    return getattr(context, "request", None) or context.get("request")


def draw_icon(context: Context, name: str, css: str = "icon") -> SafeString:
    view_box, shapes = _drawing(name)
    request = request_of(context)
    if request is None or getattr(request, "htmx", False):
        return format_html(
            '<svg class="{}" viewBox="{}" aria-hidden="true" focusable="false">{}</svg>',
            css,
            view_box,
            shapes,
        )
    if not hasattr(request, "icons_used"):
        request.icons_used = {}  # type: ignore[attr-defined]
    request.icons_used[name] = None  # type: ignore[attr-defined]
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>', css, name
    )


@register.simple_tag(takes_context=True)
def icon(context: Context, name: str, css: str = "icon") -> SafeString:
    return draw_icon(context, name, css)


@register.simple_tag(takes_context=True)
def icon_sprite(context: Context) -> SafeString:
    request = request_of(context)
    names = sorted(getattr(request, "icons_used", {}))
    symbols = format_html_join(
        "",
        '<symbol id="i-{}" viewBox="{}">{}</symbol>',
        ((name, *_drawing(name)) for name in names),
    )
    return format_html(
        '<svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false">{}</svg>',
        symbols,
    )
