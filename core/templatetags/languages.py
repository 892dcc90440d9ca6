"""Words in another language than the page's: which one they are, and which way they run."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.languages import direction_of

register = template.Library()


@register.simple_tag
def content_lang(language: str = "da") -> SafeString:
    """Write lang="da" on words that stay Danish when the page is in another language."""
    return format_html(' lang="{}"', language) if get_language() != language else SafeString("")


@register.simple_tag
def lang_dir(language: str, around: str = "") -> SafeString:
    """Write lang="ar" dir="rtl"; nothing when the words around are in the same language."""
    if language == around:
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', language, direction_of(language))
