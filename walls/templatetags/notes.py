"""Drawing of notes: all who look on at a wall see nearly the same, so each look is drawn once."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from walls.showing import Look, ShownNote, ShownWall

register = template.Library()
# Those of some walls at which people are at the same time; one is about 1 kB.
KEPT_LOOKS = 5000


@register.simple_tag
def wall_note(shown: ShownWall, item: ShownNote, *, tells_column: bool = False) -> SafeString:
    """Draw a note as the person sees it."""
    return _drawn(shown.look_of(item, tells_column=tells_column))


@lru_cache(maxsize=KEPT_LOOKS)
def _drawn(look: Look) -> SafeString:
    return render_to_string("walls/_note.html", {"look": look, "LANGUAGE_CODE": look.language})
