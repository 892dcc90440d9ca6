"""Which places in the tree are free, asked by the form and again under the lock."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from information.exceptions import AddressNotPossible
from information.models import Page
from information.models.page import MAX_PATH, RESERVED_SLUGS

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# The addresses of translations begin so.
_LANGUAGE_PREFIX = "sprog-"


def check_place(parent: Page | None, slug: str, *, page: Page | None = None) -> None:
    """Ask whether a page, new or with all that is below it, can stand there.

    Raises:
        AddressNotPossible: with the message at `parent` or `slug`.
    """
    if page and parent and (parent.pk == page.pk or parent.path.startswith(f"{page.path}/")):
        raise AddressNotPossible({"parent": _("En side kan ikke ligge under sig selv.")})
    if not _SLUG.fullmatch(slug):
        message = _("Skriv adressen med små bogstaver a-z, tal og bindestreg.")
        raise AddressNotPossible({"slug": message})
    if slug.startswith(_LANGUAGE_PREFIX) or (parent is None and slug in RESERVED_SLUGS):
        raise AddressNotPossible({"slug": _("Den adresse er optaget af portalen. Vælg en anden.")})
    _check_path(f"{parent.path}/{slug}" if parent else slug, page)


def taken() -> AddressNotPossible:
    return AddressNotPossible({"slug": _("Der ligger en side på den adresse. Vælg en anden.")})


def _check_path(path: str, page: Page | None) -> None:
    others = Page.objects.filter(path=path)
    moving = [page.path] if page else []
    if page:
        others = others.exclude(pk=page.pk)
        moving += Page.objects.below(page).values_list("path", flat=True)
    if others.exists():
        raise taken()
    longest = len(path) + max((len(old) - len(moving[0]) for old in moving), default=0)
    if longest > MAX_PATH:
        message = _("Adressen bliver for lang: højst %(limit)d tegn.") % {"limit": MAX_PATH}
        raise AddressNotPossible({"slug": message})
