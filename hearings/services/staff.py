"""What staff do in the admin beside the steps: each change leaves a line in the history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from comments.services.opening import keep_department
from core.clock import format_deadline, format_moment
from core.cpr import find_cpr
from core.files import InspectedFile
from core.transitions import TransitionNotAllowed
from hearings.material import Assessed
from hearings.models import (
    Hearing,
    HearingDocument,
    HearingEvent,
    Redaction,
    Response,
    ResponseDraft,
    ResponseFile,
    ResponseVersion,
)
from hearings.services.history import record, renew_files
from hearings.services.material import write_document_change, write_text_changes
from hearings.services.moderation import redact_response
from hearings.services.responses import Submission, register_response

if TYPE_CHECKING:
    from accounts.models import User

Passage = tuple[int, int, str]

# What people were told when it was published: from then on the steps alone may touch it.
SEALED = ("opens_at", "closes_at", "publication_rule", "kinds")
# Of these the history says what stood before and what stands now.
TOLD_IN_FULL = (
    "opens_at",
    "closes_at",
    "publication_rule",
    "delete_personal_data_on",
    "white_paper_due_on",
    "department",
    "case_number",
)


@transaction.atomic
def change_hearing(
    hearing: Hearing,
    *,
    changed: Iterable[str],
    assessed: Assessed | None = None,
    by: User,
    at: datetime,
) -> Hearing:
    """Save the changed fields of a hearing, and write which they were.

    After the opening, what everybody reads is changed with `assessed` only; see tell_of_changes.

    Raises:
        TransitionNotAllowed: the period, its kinds or the publication rule of a published hearing;
            a text of an opened one without saying why.
    """
    names = list(changed)
    before = Hearing.objects.select_for_update().get(pk=hearing.pk)
    if before.is_published and set(names) & set(SEALED):
        raise TransitionNotAllowed(
            _(
                "Høringen er offentliggjort. Datoerne og reglen for, hvornår svarene vises, kan "
                "ikke rettes mere. Brug »Forlæng fristen«."
            )
        )
    if not names:
        return hearing
    columns = [name for name in names if not _field(name).many_to_many]
    write_text_changes(before, hearing, changed=names, assessed=assessed, by=by, at=at)
    hearing.save(update_fields=columns)
    keep_department(hearing.thread, hearing.department)
    note = "; ".join(_change_of(name, before, hearing) for name in names)
    record(hearing, HearingEvent.Action.CHANGED, by=by, at=at, note=note)
    if "title" in names:
        renew_files(hearing)
    return hearing


def note_change(hearing: Hearing, *, note: str, by: User, at: datetime) -> HearingEvent:
    """Write that something that belongs to a hearing was changed."""
    return record(hearing, HearingEvent.Action.CHANGED, by=by, at=at, note=note)


@transaction.atomic
def add_document(
    hearing: Hearing,
    inspected: InspectedFile,
    *,
    assessed: Assessed | None = None,
    by: User,
    at: datetime,
    **fields: Any,
) -> HearingDocument:
    """Store a document of the proposal; `fields` are its title, note and position.

    Raises:
        TransitionNotAllowed: the hearing has opened, and nobody has said why.
    """
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    document = HearingDocument.from_inspected(inspected, at=at, hearing=hearing, **fields)
    document.save()
    note = _name_of(document)
    write_document_change(hearing, added=note, assessed=assessed, by=by, at=at)
    record(hearing, HearingEvent.Action.DOCUMENT_ADDED, by=by, at=at, note=note)
    return document


@transaction.atomic
def remove_document(
    document: HearingDocument, *, assessed: Assessed | None = None, by: User, at: datetime
) -> None:
    """Take a document away; the history keeps its name and the fingerprint of its content.

    Raises:
        TransitionNotAllowed: the hearing has opened, and nobody has said why.
    """
    hearing = Hearing.objects.select_for_update().get(pk=document.hearing_id)
    write_document_change(hearing, removed=_name_of(document), assessed=assessed, by=by, at=at)
    note = f"{_name_of(document)}, SHA-256 {document.sha256}"
    document.discard()
    record(hearing, HearingEvent.Action.DOCUMENT_REMOVED, by=by, at=at, note=note)


@transaction.atomic
def enter_response(
    hearing: Hearing,
    *,
    answer: Submission,
    channel: str,
    received_at: datetime,
    key: UUID,
    by: User,
    at: datetime,
) -> Response:
    """Register an answer that came another way, with the scans kept under the form's key.

    A CPR number that staff let stand in the original is masked from the first moment. The scans
    are held back: a letter bears its sender's name, address and signature.
    """
    Hearing.objects.select_for_update().get(pk=hearing.pk)
    draft = ResponseDraft.objects.select_for_update().filter(key=key, hearing=hearing).first()
    if sent := Response.objects.filter(submission_key=key).first():
        _discard(draft)
        return sent
    response = register_response(
        hearing,
        answer=answer,
        channel=channel,
        received_at=received_at,
        key=key,
        by=by,
        at=at,
    )
    for file in draft.files.all() if draft else ():
        file.move_to(ResponseFile(response=response, is_held=True))
    _discard(draft)
    _mask_cpr(response, by=by, at=at)
    return response


@transaction.atomic
def mask_passages(
    response: Response,
    *,
    version: ResponseVersion,
    passages: Iterable[Passage],
    by: User,
    at: datetime,
) -> Response:
    """Mask further passages of a version; those masked already stay masked."""
    Hearing.objects.select_for_update().get(pk=response.hearing_id)
    all_passages = [*_masked(version.redactions.all()), *passages]
    return redact_response(response, version=version, passages=all_passages, by=by, at=at)


@transaction.atomic
def unmask_passage(response: Response, *, redaction: Redaction, by: User, at: datetime) -> Response:
    """Let the public read one passage again."""
    Hearing.objects.select_for_update().get(pk=response.hearing_id)
    others = redaction.version.redactions.exclude(pk=redaction.pk)
    return redact_response(
        response, version=redaction.version, passages=_masked(others), by=by, at=at
    )


def read_file(file: ResponseFile, *, by: User, at: datetime) -> HearingEvent:
    """Write that a member of staff fetches a file as it was sent."""
    return record(
        file.response.hearing,
        HearingEvent.Action.ORIGINAL_READ,
        by=by,
        response=file.response,
        at=at,
        note=_file_note(file),
    )


def has_read_file(file: ResponseFile, by: User) -> bool:
    """Tell whether a member of staff has looked at a file before."""
    lines = HearingEvent.objects.filter(
        response=file.response, action=HearingEvent.Action.ORIGINAL_READ, by=by
    )
    return lines.filter(note=_file_note(file)).exists()


def _discard(draft: ResponseDraft | None) -> None:
    if draft is None:
        return
    for file in draft.files.all():
        file.discard()
    draft.delete()


def _mask_cpr(response: Response, *, by: User, at: datetime) -> None:
    version = response.current_version
    hits = find_cpr(version.text) if version else []
    if version and hits:
        passages = [(hit.start, hit.end, Redaction.Reason.CPR.value) for hit in hits]
        redact_response(response, version=version, passages=passages, by=by, at=at)


def _masked(redactions: Iterable[Redaction]) -> list[Passage]:
    return [(row.start, row.end, row.reason) for row in redactions]


def _file_note(file: ResponseFile) -> str:
    return _("Bilag %(pk)d: %(name)s") % {"pk": file.pk, "name": file.original_name}


def _name_of(document: HearingDocument) -> str:
    return f"{document.title} ({document.original_name})"


def _field(name: str) -> Any:
    return Hearing._meta.get_field(name)


def _change_of(name: str, before: Hearing, after: Hearing) -> str:
    label = str(_field(name).verbose_name)
    if name not in TOLD_IN_FULL:
        return label
    return f"{label}: {_shown(before, name)} -> {_shown(after, name)}"


def _shown(hearing: Hearing, name: str) -> str:
    value = getattr(hearing, name)
    if isinstance(value, datetime):
        return format_deadline(value) if name == "closes_at" else format_moment(value)
    if isinstance(_field(name), models.CharField) and _field(name).choices:
        return str(dict(_field(name).flatchoices)[value])
    return str(value)
