"""Texts of the search in which the words that were looked for are marked."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.search.passages import Parts

register = template.Library()


@register.filter
def with_marks(parts: Parts) -> SafeString:
    """Write (text, whether it is marked) in order, all of it escaped."""
    form = "".join("<mark>{}</mark>" if is_marked else "{}" for _text, is_marked in parts)
    return format_html("{}" + form, "", *(text for text, _is_marked in parts))
