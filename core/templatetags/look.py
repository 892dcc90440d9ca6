"""Tags that the frame of the page and the components share."""

import html
import re
import zlib
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

import segno
from django import template
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.paginator import Page
from django.template import Context
from django.urls import reverse, translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeData, SafeString
from django.utils.translation import override

from core.templatetags import dates, deadlines, icons, languages
from core.templatetags.icons import draw_icon, request_of
from core.templatetags.languages import content_lang

register = template.Library()
for _library in (icons, dates, deadlines, languages):
    register.tags.update(_library.register.tags)
    register.filters.update(_library.register.filters)

# Which of the ways a page belongs to, when its template does not say.
WAYS = {
    "hearings": "democracy",
    "events": "democracy",
    "councils": "democracy",
    "information": "information",
    "projects": "innovation",
    "walls": "innovation",
    "seminars": "seminars",
    "portal:calendar": "calendar",
}
FACE_COLOURS = ("a", "b", "c", "d")


@register.simple_tag(takes_context=True)
def way_of_page(context: Context) -> str:
    """Return information, democracy, innovation, seminars, calendar or nothing."""
    match = getattr(request_of(context), "resolver_match", None)
    if match is None:
        return ""
    return WAYS.get(match.view_name) or WAYS.get(match.namespace, "")


@register.simple_tag(takes_context=True)
def way_icon(context: Context, way: str) -> SafeString:
    return draw_icon(context, f"way-{way}", "way-icon")


@register.simple_tag(takes_context=True)
def page_in_language(context: Context, language: str) -> str:
    """Return the path of this page in another language, or of its front page."""
    request = request_of(context)
    path = request.get_full_path() if request else "/"
    translated = translate_url(path, language)
    if translated != path or context.get("LANGUAGE_CODE") == language:
        return translated
    with override(language):
        return reverse("portal:front")


@register.simple_tag(takes_context=True)
def page_messages(context: Context) -> Iterable[Any]:
    """Return the messages for this person, without opening a session for a visitor."""
    request = request_of(context)
    storage = get_messages(request) if request else []
    has_session = request is not None and settings.SESSION_COOKIE_NAME in request.COOKIES
    return storage if has_session or getattr(storage, "added_new", False) else []


@register.simple_tag(takes_context=True)
def crumb(context: Context, text: str, url: str = "", *, content: bool = False) -> SafeString:
    """Write one step of the breadcrumbs; the last one has no address. `content` is Danish."""
    _note_crumb(context, text, url)
    lang = content_lang() if content else ""
    arrow = "" if url == reverse("portal:front") else draw_icon(context, "chevron-right")
    if not url:
        return format_html(
            '<li class="breadcrumbs__list-item" aria-current="page">{}<span{}>{}</span></li>',
            arrow,
            lang,
            text,
        )
    return format_html(
        '<li class="breadcrumbs__list-item">{}<a class="breadcrumbs__link" href="{}"{}>{}</a></li>',
        arrow,
        url,
        lang,
        text,
    )


def _note_crumb(context: Context, text: str, url: str) -> None:
    """Keep the step for {% breadcrumb_data %}, in plain words."""
    request = request_of(context)
    if request is not None:
        plain = html.unescape(text) if isinstance(text, SafeData) else str(text)
        request.__dict__.setdefault("crumbs", []).append((plain, url))


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """Return this page's query string with some values changed; None or "" removes one."""
    request = request_of(context)
    values = dict(request.GET.lists()) if request else {}
    for name, value in changes.items():
        values[name] = [] if value in (None, "") else [value]
    text = urlencode(values, doseq=True)
    return f"?{text}" if text else "?"


@register.filter
def phone_link(number: str) -> str:
    """Return a Danish number as an address: 43 68 68 68 -> tel:+4543686868"""
    digits = re.sub(r"[^\d+]", "", str(number))
    return f"tel:{digits}" if digits.startswith("+") else f"tel:+45{digits}"


@register.filter
def initials(name: str) -> str:
    """Return at most two letters: Asta Æblegren -> AÆ, Handicaprådet -> HA"""
    words = [word for word in re.split(r"[\s\-]+", str(name)) if word[:1].isalnum()]
    if len(words) > 1:
        return (words[0][0] + words[-1][0]).upper()
    return words[0][:2].upper() if words else ""


@register.filter
def face_colour(name: str) -> str:
    """Return the same one of four colours for the same name, on every page."""
    return FACE_COLOURS[zlib.crc32(str(name).encode()) % len(FACE_COLOURS)]


@register.filter
def file_icon(name: str) -> str:
    """Return the icon for a file name."""
    ending = str(name).rpartition(".")[2].lower()
    kinds = {"pdf": "file-pdf", "docx": "file-word", "jpg": "file-image", "jpeg": "file-image"}
    return kinds.get(ending, "file-image" if ending in ("png", "webp", "gif") else "file")


@register.inclusion_tag("components/bars.html")
def bars(rows: Sequence[tuple[str, int]], caption: str) -> dict[str, Any]:
    """Draw counts as bars: a real table for those who cannot see them."""
    highest = max((count for _label, count in rows), default=0) or 1
    drawn = [
        {"label": label, "count": count, "width": round(100 * count / highest, 2)}
        for label, count in rows
    ]
    return {"rows": drawn, "caption": caption}


@register.simple_tag
def page_range(page: Page) -> list[int | None]:
    """Return the numbers of a pager; None stands for a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.simple_tag
def qr_code(text: str, label: str) -> SafeString:
    """Draw a QR code as one SVG path: no data: address, no inline style."""
    matrix = segno.make(text, error="m", micro=False).matrix
    runs = []
    for y, row in enumerate(matrix):
        for bit, group in groupby(enumerate(row), key=lambda cell: cell[1]):
            cells = list(group)
            if bit:
                runs.append(f"M{cells[0][0] + 4} {y + 4}h{len(cells)}v1h-{len(cells)}z")
    size = len(matrix) + 8
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" '
        'shape-rendering="crispEdges"><rect width="{0}" height="{0}" fill="#fff"/>'
        '<path fill="#000" d="{2}"/></svg>',
        size,
        label,
        "".join(runs),
    )
