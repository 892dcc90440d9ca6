"""The demo's translations: one file per language in translations/, named by its code."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.languages import digest_of
from hearings.models import Hearing, HearingTranslation
from hearings.services.translations import translate_hearing

if TYPE_CHECKING:
    from accounts.models import User

FOLDER = Path(__file__).parent / "translations"


def read_translations(folder: Path | None = None) -> dict[str, dict[str, Any]]:
    """Return what the files say, by language. No folder is no translations."""
    files = sorted((folder or FOLDER).glob("*.toml"))
    return {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}


def translate(hearing: Hearing, *, code: str, by: User, at: datetime) -> None:
    """Save the translations of a demo hearing, as staff would."""
    for language, texts in read_translations().items():
        if texts["hearing"] == code:
            translate_hearing(
                hearing,
                language=language,
                texts={name: texts.get(name, "") for name in HearingTranslation.TEXTS},
                seen=digest_of(hearing.translated_texts()),
                by=by,
                at=at,
            )
