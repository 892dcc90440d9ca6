"""The report: published once it says something, and as a PDF that follows what it says."""

from __future__ import annotations

import hashlib
import logging
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.files.stored import generated_path
from core.languages import ORIGINAL
from core.transitions import TransitionNotAllowed
from notifications.services import announce
from seminars.models import ReportFile, Seminar, SeminarEvent
from seminars.report import content_of, digest_of
from seminars.report_pdf import write_pdf
from seminars.services.history import record
from seminars.services.locking import locked_seminar

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

REPORT_PUBLISHED = "seminars.report_published"


@transaction.atomic
def publish_report(seminar: Seminar, *, report: str, by: User | None, at: datetime) -> Seminar:
    """Let everybody read the report; written again, it is mended and nobody is told twice.

    Raises:
        TransitionNotAllowed: the seminar has not been held.
    """
    seminar = locked_seminar(seminar.pk)
    if not seminar.is_held(at):
        raise TransitionNotAllowed(_("Rapporten skrives, når seminaret er holdt."))
    is_new = not seminar.has_report
    seminar.report = report
    seminar.save(update_fields=["report"])
    if is_new:
        seminar.publish_report(at=at)
        announce(REPORT_PUBLISHED, about=seminar, feed=seminar.feed, at=at)
        record(seminar, SeminarEvent.Action.REPORT_PUBLISHED, by=by, at=at)
    queue_file(seminar, at=at)
    return seminar


def queue_file(seminar: Seminar, *, at: datetime) -> None:
    """Let the worker make the PDF; the old one is given until then."""
    ReportFile.objects.get_or_create(
        seminar=seminar,
        defaults={
            "original_name": f"rapport-{seminar.pk}.pdf",
            "content_type": "application/pdf",
            "size": 0,
            "uploaded_at": at,
        },
    )
    ReportFile.objects.filter(seminar=seminar).queue(at=at)


def make_files(*, at: datetime) -> int:
    """Make the PDFs that are due, and those whose words have changed; return how many."""
    _queue_outdated(at=at)
    due = ReportFile.objects.due(at).order_by("pk")
    return sum(_make(pk, at=at) for pk in list(due.values_list("pk", flat=True)))


def _queue_outdated(*, at: datetime) -> None:
    for row in ReportFile.objects.ready().select_related("seminar"):
        with override(ORIGINAL):
            if digest_of(content_of(row.seminar, at)) != row.digest:
                queue_file(row.seminar, at=at)


def _make(pk: int, *, at: datetime) -> bool:
    row = ReportFile.objects.claim(pk, at)
    if row is None:
        return False
    try:
        with override(ORIGINAL):
            return _write(row, at=at)
    except Exception as error:  # noqa: BLE001  (whatever the typesetter does: others go on)
        logger.error("The report of seminar %d: %s", row.seminar_id, type(error).__name__)
        row.fail(at=at)
        return False


def _write(row: ReportFile, *, at: datetime) -> bool:
    """Put the new file in the old one's place; it is nobody's when the claim was lost."""
    content = content_of(row.seminar, at)
    storage, old = row.file.storage, str(row.file.name or "")
    with tempfile.TemporaryDirectory(prefix="report-") as folder:
        target = Path(folder, "content.pdf")
        pages = write_pdf(content, target, at=at)
        with target.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            name = storage.save(generated_path(row, target.name), File(file))
        size = target.stat().st_size
    is_kept = row.finish(
        file=name, size=size, sha256=sha256, pages=pages, digest=digest_of(content), uploaded_at=at
    )
    if loser := (old if is_kept else name):
        storage.delete(loser)
    return is_kept
