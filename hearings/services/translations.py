"""Kort fortalt in other languages: a translation remembers which Danish text it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.languages import digest_of, name_of
from hearings.exceptions import DanishTextChanged
from hearings.models import Hearing, HearingEvent, HearingTranslation
from hearings.services.history import record

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def translate_hearing(
    hearing: Hearing,
    *,
    language: str,
    texts: Mapping[str, str],
    seen: str,
    by: User,
    at: datetime,
) -> HearingTranslation:
    """Save title and Kort fortalt in a language, new or again. `seen` is the Danish's digest.

    Raises:
        DanishTextChanged: the Danish is no longer the one that was translated.
    """
    hearing = Hearing.objects.select_for_update(of=("self",)).get(pk=hearing.pk)
    digest = digest_of(hearing.translated_texts())
    if seen != digest:
        raise DanishTextChanged(
            _("Den danske tekst er ændret, mens du skrev. Se den igennem, og gem igen.")
        )
    translation, _is_new = HearingTranslation.objects.update_or_create(
        hearing=hearing,
        language=language,
        defaults={
            **{name: texts[name] for name in HearingTranslation.TEXTS},
            "original_digest": digest,
            "translated_at": at,
            "translated_by": by,
        },
    )
    record(hearing, HearingEvent.Action.TRANSLATED, by=by, at=at, note=_note(language))
    return translation


@transaction.atomic
def remove_translation(translation: HearingTranslation, *, by: User, at: datetime) -> None:
    """Take a translation away; the history says that it was there."""
    hearing, note = translation.hearing, _note(translation.language)
    translation.delete()
    record(hearing, HearingEvent.Action.TRANSLATION_REMOVED, by=by, at=at, note=note)


def _note(language: str) -> str:
    return f"{name_of(language)} ({language})"
