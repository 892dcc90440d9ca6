"""The worker makes the files of white papers: claim a row, write the file outside, mark it.

Every step may run twice, and at once: what counts is the conditional update. A file shows what
the public may read at the hearing's `public_revision`, which is read before the content: when it
moves on meanwhile, the file is outdated and made again.
"""

from __future__ import annotations

import hashlib
import logging
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from core.files.stored import generated_path
from core.languages import ORIGINAL
from core.transitions import TransitionNotAllowed
from core.typesetting import TypesettingFailed
from hearings.models import WhitePaper, WhitePaperFile
from hearings.white_paper.content import content_of
from hearings.white_paper.docx import write_docx
from hearings.white_paper.parts import Content
from hearings.white_paper.pdf import write_pdf
from hearings.white_paper.sheets import write_csv, write_xlsx

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
# After the first failure a minute, then 4, 16 and 64.
FIRST_PAUSE = timedelta(minutes=1)
SAY_EVERY_SECONDS = 1.0
TOO_LARGE = _("Filen blev ikke lavet: den er for stor til den tid og hukommelse, der er til den.")
BROKEN = _("Filen blev ikke lavet på grund af en fejl hos os. Fejlen står i driftens log.")
INTERRUPTED = _("Filen blev ikke lavet: arbejdet blev afbrudt hver gang.")

Writer = Callable[[Content, Path, Callable[[int], None]], int | None]


def _pages_of_pdf(content: Content, target: Path, tell: Callable[[int], None]) -> int:
    return write_pdf(content, target, tell).pages


_WRITERS: dict[str, Writer] = {
    WhitePaperFile.Format.PDF: _pages_of_pdf,
    WhitePaperFile.Format.DOCX: write_docx,
    WhitePaperFile.Format.XLSX: write_xlsx,
    WhitePaperFile.Format.CSV: write_csv,
}


@dataclass(frozen=True)
class _Made:
    """A file as it was stored."""

    name: str
    size: int
    sha256: str
    pages: int | None
    parts: int


def make_files(*, at: datetime, seconds: float = 45) -> int:
    """Make the files that are due, one after the other; return how many were made.

    One at a time in the whole house: setting a long PDF takes half a gigabyte.
    """
    free_stale_claims(at=at)
    queue_outdated(at=at)
    ends_at, made = time.monotonic() + seconds, 0
    while time.monotonic() < ends_at and not WhitePaperFile.objects.working().exists():
        row = _claim_next(at)
        if row is None:
            break
        made += make_file(row)
    return made


def _claim_next(at: datetime) -> WhitePaperFile | None:
    due = WhitePaperFile.objects.due(at).order_by("not_before", "pk")
    for pk in due.values_list("pk", flat=True)[:10]:
        if row := WhitePaperFile.objects.claim(pk, timezone.now()):
            return row
    return None


def make_file(row: WhitePaperFile) -> bool:
    """Make one claimed file and mark what became of it; True when it is ready."""
    hearing = row.white_paper.hearing
    hearing.refresh_from_db(fields=["public_revision"])
    try:
        with override(ORIGINAL):
            made = _write(row)
    except TypesettingFailed as error:
        _fail(row, str(TOO_LARGE if error.is_too_large else BROKEN), str(error))
        return False
    except Exception as error:  # noqa: BLE001  (whatever a writer does: the other files go on)
        # Where it happened, not what was said: that may quote a response.
        place = traceback.extract_tb(error.__traceback__)[-1]
        _fail(row, str(BROKEN), f"{type(error).__name__} in {place.name}:{place.lineno}")
        return False
    return _keep(row, made, hearing.public_revision)


def _write(row: WhitePaperFile) -> _Made:
    content = content_of(row.white_paper)
    total = len(content.lines) + 1
    row.say_progress(0, total, at=timezone.now())
    with tempfile.TemporaryDirectory(prefix="white-paper-") as folder:
        target = Path(folder, f"content.{row.format}")
        pages = _WRITERS[row.format](content, target, _teller(row, total))
        with target.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            name = row.file.storage.save(generated_path(row, target.name), File(file))
        return _Made(name, target.stat().st_size, digest, pages, total)


def _teller(row: WhitePaperFile, total: int) -> Callable[[int], None]:
    """Return what says how many responses are written, once a second at most."""
    said_at = time.monotonic()

    def tell(done: int) -> None:
        nonlocal said_at
        if time.monotonic() - said_at >= SAY_EVERY_SECONDS or done == total - 1:
            said_at = time.monotonic()
            row.say_progress(done, total, at=timezone.now())

    return tell


def _keep(row: WhitePaperFile, made: _Made, public_revision: int) -> bool:
    """Put the new file in the old one's place; it is nobody's when the claim was lost."""
    storage, old = row.file.storage, str(row.file.name or "")
    with transaction.atomic():
        is_kept = row.finish(
            file=made.name,
            size=made.size,
            sha256=made.sha256,
            pages=made.pages,
            public_revision=public_revision,
            parts_done=made.parts,
            parts_total=made.parts,
            made_at=timezone.now(),
        )
        useless = old if is_kept else made.name
        if useless:
            transaction.on_commit(partial(storage.delete, useless))
    return is_kept


def _fail(row: WhitePaperFile, told: str, logged: str) -> None:
    """Try again later, or give up and say so to staff."""
    if row.attempts >= MOST_ATTEMPTS:
        row.give_up(told, public_revision=row.white_paper.hearing.public_revision)
        logger.error("White paper file %s was given up: %s", row.pk, logged)
        return
    pause = FIRST_PAUSE * 4 ** (row.attempts - 1)
    row.retry_at(timezone.now() + pause, told)
    logger.warning("White paper file %s is tried again in %s: %s", row.pk, pause, logged)


def free_stale_claims(*, at: datetime) -> int:
    """Give back what dead workers held; say loudly what is given up."""
    freed = 0
    for row in WhitePaperFile.objects.stale(at).select_related("white_paper__hearing"):
        if row.attempts >= MOST_ATTEMPTS:
            row.give_up(str(INTERRUPTED), public_revision=row.white_paper.hearing.public_revision)
            logger.error("White paper file %s was given up: its worker died each time", row.pk)
        else:
            freed += row.retry_at(at, gettext("Arbejdet blev afbrudt og begynder forfra."))
    return freed


def queue_outdated(*, at: datetime) -> int:
    """Let what shows an older state of the responses be made again; it is not given meanwhile."""
    outdated = WhitePaperFile.objects.outdated().filter(
        white_paper__status__in=[WhitePaper.Status.APPROVED, WhitePaper.Status.PUBLISHED]
    )
    return outdated.update(
        state=WhitePaperFile.State.WAITING, attempts=0, not_before=at, parts_done=0, error=""
    )


@transaction.atomic
def retry(row: WhitePaperFile, *, at: datetime) -> None:
    """Let staff order a file that failed once more.

    Raises:
        TransitionNotAllowed: it has not failed (or is ordered again already).
    """
    failed = WhitePaperFile.objects.filter(pk=row.pk, state=WhitePaperFile.State.FAILED)
    ordered = failed.update(
        state=WhitePaperFile.State.WAITING, attempts=0, not_before=at, parts_done=0, error=""
    )
    if not ordered:
        raise TransitionNotAllowed(_("Filen er ikke mislykket, eller den er bestilt igen."))
