"""Rights, duties and possibilities: by kind, and each as facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.templatetags.dates import day_date
from information.models import Right
from information.pages import language_links

# The word of each kind in an address, and in which order people meet them.
ANCHORS = {
    Right.Kind.RIGHT: "rettigheder",
    Right.Kind.DUTY: "pligter",
    Right.Kind.OPPORTUNITY: "muligheder",
}


def headings() -> dict[str, tuple[str, str]]:
    """Return what the groups are called, and what they are."""
    return {
        Right.Kind.RIGHT: (_("Rettigheder"), _("Det har du krav på.")),
        Right.Kind.DUTY: (_("Pligter"), _("Det skal du, eller det skal kommunen.")),
        Right.Kind.OPPORTUNITY: (_("Muligheder"), _("Det kan du, hvis du vil.")),
    }


def by_kind(rights: Iterable[Right]) -> list[dict[str, Any]]:
    """Return the groups that have something, in the order of ANCHORS."""
    rows = list(rights)
    told = headings()
    groups = [
        {
            "anchor": anchor,
            "title": told[kind][0],
            "text": told[kind][1],
            "rights": [right for right in rows if right.kind == kind],
        }
        for kind, anchor in ANCHORS.items()
    ]
    return [group for group in groups if group["rights"]]


def in_order(rights: Iterable[Right]) -> list[Right]:
    """Return rights first, then duties, then possibilities."""
    return [right for group in by_kind(rights) for right in group["rights"]]


def validity(first: date | None, last: date | None) -> str:
    """Return "Fra 1. januar 2026 til 31. december 2026"; without dates it holds until further."""
    if first and last:
        return _("Fra %(first)s til og med %(last)s") % {
            "first": day_date(first),
            "last": day_date(last),
        }
    if first:
        return _("Fra %(first)s") % {"first": day_date(first)}
    return _("Til og med %(last)s") % {"last": day_date(last)} if last else ""


def languages_of(right: Right) -> list[dict[str, str]]:
    """Return the languages in which it can be read, beside Danish. Reads `translations.all()`."""
    codes = [row.language for row in right.translations.all()]
    return language_links(codes, "right_translation", right.pk, right.slug)
