"""Languages of content: any that Django knows, beside the Danish original."""

import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

ORIGINAL = "da"


def languages() -> dict[str, str]:
    """Return the codes a text may be translated into, with the name in the language itself."""
    return {
        code: info["name_local"]
        for code, info in sorted(LANG_INFO.items())
        if "name_local" in info and code != ORIGINAL
    }


def name_of(code: str) -> str:
    """Return the language's own name: ar -> العربيّة. An unknown code stays as it is."""
    return str(LANG_INFO.get(code, {}).get("name_local", code))


def direction_of(code: str) -> str:
    """Return "rtl" for Arabic, Urdu and their like, else "ltr" (the value of HTML's `dir`)."""
    return "rtl" if LANG_INFO.get(code, {}).get("bidi") else "ltr"


def portal_language(code: str) -> str:
    """Return the language to frame a text in: its own when the portal speaks it, else today's."""
    return code if code in dict(settings.LANGUAGES) else get_language() or ORIGINAL


def digest_of(texts: Iterable[str]) -> str:
    """Return what tells whether an original is still the one that was translated."""
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:32]


class Translation(models.Model):
    """A text of ours in another language. The Danish original decides; each app has its tables.

    A subclass names its original with `original` (a property that gives the row translated)
    whose `translated_texts()` returns the Danish texts in the order of the fields.
    """

    language = models.CharField(_("sprog"), max_length=12)
    original_digest = models.CharField(max_length=32, editable=False)
    translated_at = models.DateTimeField(_("oversat"), editable=False)
    translated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True

    @property
    def language_name(self) -> str:
        return name_of(self.language)

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    def is_outdated(self, texts: Iterable[str]) -> bool:
        """Tell whether the Danish texts have changed since they were translated."""
        return self.original_digest != digest_of(texts)
