"""What a conversation is about, in templates."""

from typing import Any

from django import template

from comments.models import Thread
from core.owners import owner_of

register = template.Library()


@register.filter
def subject(thread: Thread) -> Any:
    """Return the subject of a thread: it has `heading` and `get_absolute_url`."""
    return owner_of(thread)
