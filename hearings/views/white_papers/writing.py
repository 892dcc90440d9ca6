"""The white paper at work: what is missing, the author's own words, the files, the next step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.clock import received_at
from core.workplace import staff_page
from hearings.admin.base import permitted_hearing
from hearings.completeness import Lack, lacks_of
from hearings.exceptions import WhitePaperChanged
from hearings.forms.white_paper import WhitePaperForm
from hearings.models import Hearing, WhitePaper, WhitePaperFile
from hearings.services import white_paper_files, white_papers
from hearings.services.telling import without_address
from hearings.views.white_papers.fetching import (
    APPROVE,
    PUBLISH,
    VIEW,
    WRITE,
    desk_url,
    newest_published,
    newest_two,
    permitted_paper,
)

Status = WhitePaper.Status
State = WhitePaperFile.State
Texts = Sequence[tuple[str, str]]
# The version under way and the newest published one.
Papers = tuple[WhitePaper | None, WhitePaper | None]


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, number: int) -> HttpResponse:
    """The page; a POST saves the draft's own texts."""
    if request.method == "POST":
        return _save(request, permitted_paper(request, number, WRITE, Status.DRAFT))
    hearing = permitted_hearing(request, number, VIEW)
    paper, published = newest_two(hearing)
    is_part = bool(request.htmx and not request.htmx.history_restore_request)
    if is_part:
        response = _files_alone(request, hearing, (paper, published))
    else:
        form = WhitePaperForm(instance=paper) if paper else None
        response = _page(request, hearing, (paper, published), form)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_POST
def begin(request: HttpRequest, number: int) -> HttpResponse:
    """Begin the first version, or the next one with the words of the last."""
    hearing = permitted_hearing(request, number, WRITE)
    white_papers.open_draft(hearing, by=request.user, at=received_at(request))
    return redirect(desk_url(hearing))


@require_POST
def retry(request: HttpRequest, number: int, version: int, file_format: str) -> HttpResponse:
    """Let a file of a version that failed be made again."""
    hearing = permitted_hearing(request, number, PUBLISH)
    rows = WhitePaperFile.objects.filter(white_paper__hearing=hearing)
    row = get_object_or_404(rows, white_paper__version=version, format=file_format)
    white_paper_files.retry(row, at=received_at(request))
    messages.success(request, _("Filen bliver lavet igen."))
    return redirect(f"{desk_url(hearing)}#files")


def _save(request: HttpRequest, paper: WhitePaper) -> HttpResponse:
    form = WhitePaperForm(request.POST, instance=paper)
    hearing = paper.hearing
    theirs: Texts = ()
    if form.is_valid():
        try:
            white_papers.save_draft(
                paper,
                **form.texts(),
                revision=form.cleaned_data["revision"],
                by=request.user,
                at=received_at(request),
            )
        except WhitePaperChanged as conflict:
            theirs = _texts_of(conflict.newer)
            form = _form_again(request, conflict.newer, conflict)
        else:
            messages.success(request, _("Hvidbogens tekst er gemt."))
            return redirect(desk_url(hearing))
    papers = paper, newest_published(hearing)
    return _page(request, hearing, papers, form, theirs=theirs, status=409 if theirs else 200)


def _form_again(
    request: HttpRequest, newer: WhitePaper, conflict: WhitePaperChanged
) -> WhitePaperForm:
    """Return what was written, to be saved over the newer words or not at all."""
    written = request.POST.copy()
    written["revision"] = str(newer.revision)
    form = WhitePaperForm(written, instance=newer)
    form.add_error(None, conflict)
    return form


# --- The page -----------------------------------------------------------------------------------
def _page(
    request: HttpRequest,
    hearing: Hearing,
    papers: Papers,
    form: WhitePaperForm | None,
    *,
    theirs: Texts = (),
    status: int = 200,
) -> HttpResponse:
    paper, _published = papers
    rights = _rights(request, hearing)
    lacks = lacks_of(hearing)
    context = {
        **_standing(request, hearing, papers, rights),
        "form": form if paper and paper.status == Status.DRAFT and rights[WRITE] else None,
        "theirs": theirs,
        "lacks": lacks,
        "is_over": received_at(request) >= hearing.closes_at,
        "steps": _steps(request, paper, rights, lacks),
    }
    return staff_page(request, "admin/hearings/white_paper/page.html", context, status=status)


def _standing(
    request: HttpRequest, hearing: Hearing, papers: Papers, rights: dict[str, bool]
) -> dict[str, Any]:
    """Return where the white paper is, and who must go on with it."""
    paper, published = papers
    waits = paper is not None and paper.status == Status.SUBMITTED and rights[APPROVE]
    return {
        "title": _("Hvidbog"),
        "hearing": hearing,
        "paper": paper,
        "published": published,
        "may_begin": rights[WRITE] and paper is None and hearing.status in _RUNNING,
        "must_be_another": waits and not white_papers.may_approve(paper, request.user),
        "letters": without_address(hearing).count() if published else 0,
        **_files(request, hearing, papers),
    }


_RUNNING = (Hearing.Status.PUBLISHED, Hearing.Status.DECIDED)


def _rights(request: HttpRequest, hearing: Hearing) -> dict[str, bool]:
    return {
        right: request.user.has_perm(f"hearings.{right}", hearing)
        for right in (WRITE, APPROVE, PUBLISH)
    }


def _texts_of(paper: WhitePaper) -> list[tuple[str, str]]:
    """Return what somebody else has saved, with the names of the fields."""
    names = ("new_in_version", "summary", "asked") if paper.version > 1 else ("summary", "asked")
    return [
        (str(WhitePaper._meta.get_field(name).verbose_name), getattr(paper, name))  # type: ignore[union-attr]
        for name in names
    ]


def _steps(
    request: HttpRequest, paper: WhitePaper | None, rights: dict[str, bool], lacks: list[Lack]
) -> list[dict[str, Any]]:
    """Return the buttons of what this person can do now."""
    if paper is None:
        return []
    return [*_onward(request, paper, rights, lacks), *_back(paper, rights)]


def _onward(
    request: HttpRequest, paper: WhitePaper, rights: dict[str, bool], lacks: list[Lack]
) -> list[dict[str, Any]]:
    if lacks or received_at(request) < paper.hearing.closes_at:
        return []
    if paper.status == Status.DRAFT and rights[WRITE]:
        return [_step(paper, "submit", _("Send til godkendelse"), is_main=True)]
    waits = paper.status == Status.SUBMITTED and rights[APPROVE]
    if waits and white_papers.may_approve(paper, request.user):
        return [_step(paper, "approve", _("Læs og godkend"), is_main=True)]
    is_approved = paper.status == Status.APPROVED and rights[PUBLISH]
    if is_approved and white_papers.files_are_ready(paper):
        return [_step(paper, "publish", _("Udgiv hvidbogen"), is_main=True)]
    return []


def _back(paper: WhitePaper, rights: dict[str, bool]) -> list[dict[str, Any]]:
    if paper.status == Status.DRAFT or not rights[WRITE]:
        return []
    return [_step(paper, "take_back", _("Tag tilbage og ret"))]


def _step(paper: WhitePaper, name: str, label: str, *, is_main: bool = False) -> dict[str, Any]:
    url = reverse(f"hearings:desk_white_paper_{name}", args=[paper.hearing.number])
    return {"label": label, "url": url, "is_main": is_main}


# --- The files ----------------------------------------------------------------------------------
def _files_alone(request: HttpRequest, hearing: Hearing, papers: Papers) -> HttpResponse:
    context = {"hearing": hearing, **_files(request, hearing, papers)}
    return staff_page(request, "admin/hearings/white_paper/_files.html", context)


def _files(request: HttpRequest, hearing: Hearing, papers: Papers) -> dict[str, Any]:
    """Return where each file stands; the part asks again while one of them is being made.

    By version: the one under way, the one that everybody reads, and each earlier one with a file
    that failed, since the public is offered that too.
    """
    shown = Q(white_paper__in=[paper for paper in papers if paper])
    failed = Q(white_paper__files__state=State.FAILED)
    rows = WhitePaperFile.objects.filter(shown | failed, white_paper__hearing=hearing).distinct()
    may_retry = request.user.has_perm(f"hearings.{PUBLISH}", hearing)
    versions: dict[WhitePaper, list[dict[str, Any]]] = {}
    is_working = False
    for row in (
        rows.select_related("white_paper")
        .defer("white_paper__content")
        .order_by("-white_paper__version", "pk")
    ):
        versions.setdefault(row.white_paper, []).append(_file(row, hearing, may_retry=may_retry))
        is_working = is_working or row.state in (State.WAITING, State.WORKING)
    return {"versions": versions.items(), "is_working": is_working}


def _file(row: WhitePaperFile, hearing: Hearing, *, may_retry: bool) -> dict[str, Any]:
    """Return a file with its address while it may be given, or where it is ordered again."""
    is_done = row.state == State.DONE
    is_old = is_done and row.public_revision != hearing.public_revision
    args = [hearing.number, hearing.slug, row.white_paper.version, row.format]
    again = [hearing.number, row.white_paper.version, row.format]
    return {
        "row": row,
        "is_old": is_old,
        "url": reverse("hearings:white_paper_file", args=args) if is_done and not is_old else "",
        "retry_url": reverse("hearings:desk_white_paper_retry", args=again)
        if may_retry and row.state == State.FAILED
        else "",
    }
