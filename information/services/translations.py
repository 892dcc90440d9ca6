"""Pages and rights in other languages: each remembers which Danish text it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.languages import digest_of, name_of
from hearings.exceptions import DanishTextChanged
from information.body import clean_body
from information.models import (
    InformationEvent,
    Page,
    PageTranslation,
    PageVersion,
    Right,
    RightTranslation,
)
from information.services.history import record

if TYPE_CHECKING:
    from accounts.models import User

Action = InformationEvent.Action


def danish_of(subject: Page | Right, at: datetime) -> PageVersion | Right | None:
    """Return what is translated: what visitors read, else the newest."""
    if isinstance(subject, Page):
        return subject.public_version(at) or subject.newest_version()
    return subject


def digest_of_danish(subject: Page | Right, at: datetime) -> str:
    danish = danish_of(subject, at)
    return digest_of(danish.translated_texts() if danish else [])


@transaction.atomic
def translate(
    subject: Page | Right,
    *,
    language: str,
    texts: Mapping[str, str],
    seen: str,
    by: User | None,
    at: datetime,
) -> PageTranslation | RightTranslation:
    """Write a page or a right in a language, new or again. `seen` is the Danish's digest.

    Raises:
        DanishTextChanged: the Danish is no longer the one that was translated.
    """
    subject = _locked(subject)
    if seen != digest_of_danish(subject, at):
        raise DanishTextChanged(
            _("Den danske tekst er ændret, mens du skrev. Se den igennem, og gem igen.")
        )
    return keep_translation(subject, language=language, texts=texts, of=seen, by=by, at=at)


@transaction.atomic
def keep_translation(
    subject: Page | Right,
    *,
    language: str,
    texts: Mapping[str, str],
    of: str,
    by: User | None,
    at: datetime,
) -> PageTranslation | RightTranslation:
    """Write what was translated from the Danish with the digest `of`, whatever it says today."""
    subject = _locked(subject)
    values = dict(texts)
    if "body" in values:
        values["body"] = clean_body(values["body"])
    stamp = {"original_digest": of, "translated_at": at, "translated_by": by}
    translation: PageTranslation | RightTranslation
    translation, _is_new = subject.translations.update_or_create(
        language=language, defaults={**values, **stamp}
    )
    record(subject, Action.TRANSLATED, by=by, at=at, note=name_of(language))
    return translation


@transaction.atomic
def remove_translation(
    translation: PageTranslation | RightTranslation, *, by: User, at: datetime
) -> None:
    """Take a translation away; the history says that it was there."""
    subject: Page | Right
    if isinstance(translation, PageTranslation):
        subject = translation.page
    else:
        subject = translation.right
    note = name_of(translation.language)
    translation.delete()
    record(subject, Action.UNTRANSLATED, by=by, at=at, note=note)


def _locked(subject: Page | Right) -> Page | Right:
    rows = type(subject)._default_manager  # noqa: SLF001 (Django's own name)
    found: Page | Right = rows.select_for_update().get(pk=subject.pk)
    return found
