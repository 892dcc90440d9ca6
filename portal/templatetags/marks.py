"""Texts of the search in which the words that were looked for are marked."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal.search.passages import Parts

register = template.Library()


@register.filter
def with_marks(parts: Parts) -> SafeString:
    """Write (text, whether it is marked) in order, all of it escaped."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", text) if is_marked else text,)
            for text, is_marked in parts
        ),
    )
