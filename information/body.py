"""The text of a page: cleaned when it is saved, cleaned again when it is shown."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from core.html import clean_html, rich_text

if TYPE_CHECKING:
    from city.models import Department

_ATTACHMENT = re.compile(r"/information/filer/([0-9]{1,9})/")


def clean_body(html: str) -> str:
    """Return the allowed part of a text, for saving."""
    return clean_html(html)


def body_problems(html: str, *, department: Department | None) -> list[str]:
    """Return what is wrong with a text, in Danish."""
    del html, department
    return []


def attachments_in(html: str) -> set[int]:
    """Return the numbers of the pictures and files that a text names."""
    return {int(number) for number in _ATTACHMENT.findall(html)}


def render_body(html: str, *, top_heading: int = 2, at: datetime | None = None) -> SafeString:
    """Return a text as it is shown."""
    del at
    return rich_text(html, top_heading=top_heading)
