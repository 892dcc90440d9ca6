"""Who speaks, with their picture."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from core.files import InspectedFile
from seminars.models import Speaker, SpeakerPortrait


@transaction.atomic
def set_portrait(
    speaker: Speaker, inspected: InspectedFile, *, alt: str, credit: str, at: datetime
) -> SpeakerPortrait:
    """Store a picture in the place of the one there was."""
    remove_portrait(speaker)
    portrait = SpeakerPortrait.from_inspected(
        inspected, at=at, speaker=speaker, alt=alt, credit=credit
    )
    portrait.save()
    return portrait


def remove_portrait(speaker: Speaker) -> None:
    for portrait in SpeakerPortrait.objects.filter(speaker=speaker):
        portrait.discard()
