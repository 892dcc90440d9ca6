"""The body of a text, drawn. (Minimal: branch media brings pictures, files, films, fact boxes.)"""

from datetime import datetime

from django.utils.safestring import SafeString

from core.html import rich_text


def render_body(html: str, *, top_heading: int = 2, at: datetime | None = None) -> SafeString:
    """Return the body as pages show it."""
    del at
    return rich_text(html, top_heading=top_heading)
