"""What editors do with the library and the films. Each change leaves a line in the history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.files import InspectedFile
from core.transitions import TransitionNotAllowed
from information.models import Attachment, InformationEvent, Video
from information.services.history import record

if TYPE_CHECKING:
    from accounts.models import User

Action = InformationEvent.Action


@transaction.atomic
def add_attachment(
    inspected: InspectedFile, *, by: User | None, at: datetime, **fields: Any
) -> Attachment:
    """Put a picture or file into the library; `fields` are title, alt, credit, department."""
    attachment = Attachment.from_inspected(
        inspected, at=at, width=inspected.width, height=inspected.height, **fields
    )
    attachment.save()
    record(attachment, Action.CREATED, by=by, at=at, note=attachment.original_name)
    return attachment


@transaction.atomic
def change_attachment(
    attachment: Attachment, *, changed: Iterable[str], by: User, at: datetime
) -> Attachment:
    """Save the changed words of a picture or file. Another file is another row.

    Raises:
        TransitionNotAllowed: another department, while texts of the old one show it.
    """
    names = list(changed)
    if "department" in names and Attachment.objects.used().filter(pk=attachment.pk).exists():
        raise TransitionNotAllowed(
            _("Billedet eller filen bruges i afdelingens tekster og kan ikke flytte afdeling.")
        )
    if names:
        attachment.save(update_fields=names)
        record(attachment, Action.CHANGED, by=by, at=at, note=_words_of(attachment, names))
    return attachment


@transaction.atomic
def remove_attachment(attachment: Attachment, *, by: User, at: datetime) -> None:
    """Take a picture or file out of the library; the history keeps its name and fingerprint.

    Raises:
        TransitionNotAllowed: a text shows it.
    """
    attachment = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if Attachment.objects.used().filter(pk=attachment.pk).exists():
        raise TransitionNotAllowed(
            _("Billedet eller filen bruges i en tekst. Tag det ud af teksten først.")
        )
    note = f"{attachment.original_name}, SHA-256 {attachment.sha256}"
    record(attachment, Action.WITHDRAWN, by=by, at=at, note=note)
    attachment.discard()


@transaction.atomic
def add_video(inspected: InspectedFile, *, by: User | None, at: datetime, **fields: Any) -> Video:
    """Store a film as a draft; `fields` are title, lead, transcript, poster, department."""
    video = Video.from_inspected(
        inspected, at=at, duration_seconds=inspected.seconds or 0, **fields
    )
    video.save()
    record(video, Action.CREATED, by=by, at=at, note=video.original_name)
    return video


def _words_of(row: Attachment, names: list[str]) -> str:
    fields = [row._meta.get_field(name) for name in names]
    return "; ".join(str(getattr(field, "verbose_name", field.name)) for field in fields)
