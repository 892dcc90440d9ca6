"""The portal's own pages, whose words stand in templates: which they are, and what they say.

Staff do not write them, so they are rows of no app. So that the search finds them as it finds
everything else, each has one, brought up to date before the index is.
"""

import logging

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.context import authority
from core.html import plain_text
from core.languages import ORIGINAL
from portal.models import FixedPage

logger = logging.getLogger(__name__)

# By the names of their addresses; the words of `help` stand in portal/_help.html.
TITLES = {
    "help": _("Hjælp til at deltage"),
    "privacy": _("Privatliv"),
    "accessibility": _("Tilgængelighed"),
}


def read(name: str) -> tuple[str, str]:
    """Return title and words of a page in Danish, without frame, menu and marks."""
    context = {
        "authority": authority(),
        "statement_url": settings.ACCESSIBILITY_STATEMENT_URL,
    }
    with override(ORIGINAL):
        return str(TITLES[name]), plain_text(render_to_string(f"portal/_{name}.html", context))


def keep() -> None:
    """Let the rows say what the templates say; writes only what differs, and may run twice.

    A page that cannot be put together keeps its words, and nothing else waits for it.
    """
    kept = {page.name: (page.title, page.text) for page in FixedPage.objects.all()}
    for name in TITLES:
        try:
            title, text = read(name)
        except Exception:
            logger.exception("The fixed page %s could not be read for the search", name)
            continue
        if kept.get(name) != (title, text):
            FixedPage.objects.update_or_create(name=name, defaults={"title": title, "text": text})
    if gone := kept.keys() - TITLES.keys():
        FixedPage.objects.filter(name__in=gone).delete()
