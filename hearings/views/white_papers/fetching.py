"""How staff come to their white paper: own department (404), the right (403), the step (409)."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed, require_status
from hearings.admin.base import permitted_hearing
from hearings.models import Hearing, WhitePaper

VIEW = "view_desk_hearing"
WRITE = "write_white_paper_hearing"
APPROVE = "approve_white_paper_hearing"
PUBLISH = "publish_white_paper_hearing"


def paper_under_way(hearing: Hearing) -> WhitePaper | None:
    """Return the version that is not published yet."""
    papers = hearing.white_papers.exclude(status=WhitePaper.Status.PUBLISHED)
    paper: WhitePaper | None = papers.select_related("author", "approver").first()
    if paper:
        paper.hearing = hearing
    return paper


def newest_two(hearing: Hearing) -> tuple[WhitePaper | None, WhitePaper | None]:
    """Return the version under way and the one that everybody reads, without their contents."""
    papers = hearing.white_papers.select_related("author", "approver").defer("content")
    found: dict[bool, WhitePaper] = {}
    for paper in papers:
        paper.hearing = hearing
        found.setdefault(paper.status == WhitePaper.Status.PUBLISHED, paper)
    return found.get(False), found.get(True)


def newest_published(hearing: Hearing) -> WhitePaper | None:
    """Return the version that everybody reads."""
    papers = hearing.white_papers.published().select_related("author", "approver")
    paper: WhitePaper | None = papers.first()
    if paper:
        paper.hearing = hearing
    return paper


def permitted_paper(
    request: HttpRequest, number: int, permission: str, *statuses: WhitePaper.Status
) -> WhitePaper:
    """Fetch the white paper under way in one of these states.

    Raises:
        TransitionNotAllowed: there is none, or it stands elsewhere.
    """
    hearing = permitted_hearing(request, number, permission)
    paper = checked(paper_under_way(hearing))
    require_status(paper, *statuses)
    return paper


def checked(paper: WhitePaper | None) -> WhitePaper:
    """Return the white paper, or say that there is none."""
    if paper is None:
        raise TransitionNotAllowed(_("Der er ikke en hvidbog under arbejde."))
    return paper


def desk_url(hearing: Hearing) -> str:
    return reverse("hearings:desk_white_paper", args=[hearing.number])
