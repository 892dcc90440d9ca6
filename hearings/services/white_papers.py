"""The steps of a white paper: draft, submitted, approved by another, published.

Each locks the hearing first, then the white paper, and asks the rule again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core.text import clean_text
from core.transitions import TransitionNotAllowed, require_status
from hearings.completeness import lacks_of
from hearings.exceptions import WhitePaperChanged, WhitePaperIncomplete
from hearings.models import Hearing, HearingEvent, WhitePaper, WhitePaperFile
from hearings.services.history import record
from hearings.services.telling import tell_of_white_paper
from hearings.white_paper.content import digest_of, frozen_content

if TYPE_CHECKING:
    from accounts.models import User

Action = HearingEvent.Action
Status = WhitePaper.Status


@transaction.atomic
def open_draft(hearing: Hearing, *, by: User, at: datetime) -> WhitePaper:
    """Return the version under way, or begin the next one with the last one's words.

    Raises:
        TransitionNotAllowed: the hearing is a draft or withdrawn.
    """
    hearing = _lock_hearing(hearing.pk)
    require_status(hearing, Hearing.Status.PUBLISHED, Hearing.Status.DECIDED)
    if under_way := hearing.white_papers.exclude(status=Status.PUBLISHED).first():
        return under_way
    last = hearing.white_papers.order_by("-version").first()
    paper = WhitePaper.objects.create(
        hearing=hearing,
        version=last.version + 1 if last else 1,
        summary=last.summary if last else "",
        asked=last.asked if last else "",
        author=by,
        created_at=at,
    )
    _record(paper, Action.WHITE_PAPER_CHANGED, by=by, at=at)
    return paper


@transaction.atomic
def save_draft(
    paper: WhitePaper,
    *,
    summary: str,
    asked: str,
    new_in_version: str,
    revision: int,
    by: User,
    at: datetime,
) -> WhitePaper:
    """Save the author's words over the revision that was seen.

    Raises:
        TransitionNotAllowed: it is not a draft any more.
        WhitePaperChanged: somebody else has saved meanwhile; nothing is saved.
    """
    paper = _lock(paper)
    require_status(paper, Status.DRAFT)
    words = {
        "summary": clean_text(summary),
        "asked": clean_text(asked),
        "new_in_version": clean_text(new_in_version),
    }
    is_the_same = all(getattr(paper, name) == text for name, text in words.items())
    if paper.revision != revision and not is_the_same:
        raise WhitePaperChanged(paper)
    if paper.rewrite(**words):
        _record(paper, Action.WHITE_PAPER_CHANGED, by=by, at=at)
    return paper


@transaction.atomic
def submit(paper: WhitePaper, *, by: User, at: datetime) -> WhitePaper:
    """Ask for approval.

    Raises:
        TransitionNotAllowed: it is no draft, or answers still come in.
        WhitePaperIncomplete: something is missing.
    """
    paper = _lock(paper)
    require_status(paper, Status.DRAFT)
    _require_complete(paper.hearing, at)
    paper.submit(at=at)
    _record(paper, Action.WHITE_PAPER_SUBMITTED, by=by, at=at)
    return paper


@transaction.atomic
def take_back(paper: WhitePaper, *, by: User, at: datetime) -> WhitePaper:
    """Go on writing. What was approved must be approved again, and its files are discarded.

    Raises:
        TransitionNotAllowed: it is a draft or published.
    """
    paper = _lock(paper)
    paper.take_back()
    _discard_files(paper)
    _record(paper, Action.WHITE_PAPER_RETURNED, by=by, at=at)
    return paper


@transaction.atomic
def approve(paper: WhitePaper, *, digest: str, by: User, at: datetime) -> WhitePaper:
    """Keep the content that was read, and order its files.

    Raises:
        TransitionNotAllowed: it is not submitted, `by` has written it, or the desk has another
            content than the one with `digest`, which was read.
        WhitePaperIncomplete: something is missing.
    """
    paper = _lock(paper)
    require_status(paper, Status.SUBMITTED)
    if not may_approve(paper, by):
        raise TransitionNotAllowed(
            _("Den, der har skrevet hvidbogen, kan ikke godkende den. Bed en kollega om det.")
        )
    _require_complete(paper.hearing, at)
    content = frozen_content(paper.hearing, paper)
    if digest_of(content) != digest:
        raise TransitionNotAllowed(
            _(
                "Hvidbogen er ændret, siden du læste den. Læs den igen; ændringerne er kommet med, "
                "og der er ikke godkendt noget."
            )
        )
    paper.approve(content=content, by=by, at=at)
    _order_files(paper, at)
    _record(paper, Action.WHITE_PAPER_APPROVED, by=by, at=at)
    return paper


@transaction.atomic
def publish(paper: WhitePaper, *, by: User, at: datetime) -> WhitePaper:
    """Let everybody read it, and tell everyone who answered or follows.

    Raises:
        TransitionNotAllowed: it is not approved (or published already), its files are not ready,
            or responses have come since it was approved.
        WhitePaperIncomplete: something is missing.
    """
    paper = _lock(paper)
    hearing = paper.hearing
    require_status(paper, Status.APPROVED)
    _require_complete(hearing, at)
    _require_same_responses(paper)
    if not files_are_ready(paper):
        raise TransitionNotAllowed(
            _("Hvidbogens filer er ikke færdige. Vent, til de er klar, og udgiv så.")
        )
    paper.publish(at=at)
    hearing.answer_with_white_paper(at=at)
    _record(paper, Action.WHITE_PAPER_PUBLISHED, by=by, at=at)
    tell_of_white_paper(hearing, paper, at=at)
    return paper


# --- What the steps and their pages ask -------------------------------------------------------
def may_approve(paper: WhitePaper, user: User) -> bool:
    """Tell whether a person may approve by relation: who wrote or submitted it may not.

    The setting WHITE_PAPER_NEEDS_ANOTHER_APPROVER lets a tiny administration do without.
    """
    if not settings.WHITE_PAPER_NEEDS_ANOTHER_APPROVER:
        return True
    return user.pk not in authors_of(paper)


def authors_of(paper: WhitePaper) -> set[int]:
    """Return the keys of everyone who has written in this version, or submitted it."""
    lines = HearingEvent.objects.filter(
        hearing=paper.hearing_id, action__in=_WRITING, note=_note(paper)
    )
    written = lines.order_by().values_list("by", flat=True).distinct()
    return {paper.author_id, *(key for key in written if key)}


def written_by(user: User, papers: Iterable[WhitePaper]) -> set[int]:
    """Return the keys of the versions of which `authors_of` names a person: one question."""
    papers = list(papers)
    lines = HearingEvent.objects.filter(
        hearing__in={paper.hearing_id for paper in papers}, action__in=_WRITING, by=user
    )
    written = set(lines.order_by().values_list("hearing", "note").distinct())
    return {
        paper.pk
        for paper in papers
        if paper.author_id == user.pk or (paper.hearing_id, _note(paper)) in written
    }


_WRITING = (Action.WHITE_PAPER_CHANGED, Action.WHITE_PAPER_SUBMITTED)


def files_are_ready(paper: WhitePaper) -> bool:
    """Tell whether there is a file of each format that shows what the public may read now."""
    ready = paper.files.filter(
        state=WhitePaperFile.State.DONE, public_revision=paper.hearing.public_revision
    )
    return ready.count() == len(WhitePaperFile.Format)


# --- Locks, files, history --------------------------------------------------------------------
def _lock_hearing(pk: int) -> Hearing:
    return Hearing.objects.select_for_update(of=("self",)).select_related("department").get(pk=pk)


def _lock(paper: WhitePaper) -> WhitePaper:
    """Lock the hearing, then the white paper: the order in which everybody takes them."""
    hearing = _lock_hearing(paper.hearing_id)
    paper = WhitePaper.objects.select_for_update().get(pk=paper.pk)
    paper.hearing = hearing
    return paper


def _require_complete(hearing: Hearing, at: datetime) -> None:
    require_status(hearing, Hearing.Status.PUBLISHED, Hearing.Status.DECIDED)
    if at < hearing.closes_at:
        raise TransitionNotAllowed(_("Fristen er ikke gået: der kan stadig komme svar."))
    if lacks := lacks_of(hearing):
        raise WhitePaperIncomplete(lacks)


def _require_same_responses(paper: WhitePaper) -> None:
    """A response that came after the approval is not among what was approved."""
    numbers = paper.hearing.responses.order_by("number").values_list("number", flat=True)
    if list(numbers) != (paper.content or {})["numbers"]:
        raise TransitionNotAllowed(
            _(
                "Der er kommet svar, siden hvidbogen blev godkendt. Tag den tilbage, og send den "
                "til godkendelse igen."
            )
        )


def _order_files(paper: WhitePaper, at: datetime) -> None:
    WhitePaperFile.objects.bulk_create(
        WhitePaperFile(white_paper=paper, format=code, not_before=at)
        for code in WhitePaperFile.Format.values
    )


def _discard_files(paper: WhitePaper) -> None:
    for row in paper.files.all():
        if row.file:
            transaction.on_commit(partial(row.file.storage.delete, str(row.file.name)))
        row.delete()


def _note(paper: WhitePaper) -> str:
    return f"version {paper.version}"


def _record(paper: WhitePaper, action: HearingEvent.Action, *, by: User, at: datetime) -> None:
    record(paper.hearing, action, by=by, at=at, note=_note(paper))
