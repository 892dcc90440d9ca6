"""The published white paper: a page, its responses by pages of a hundred, its files."""

from __future__ import annotations

from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import ngettext

from hearings import facts
from hearings.models import Hearing, WhitePaper, WhitePaperFile
from hearings.structured_data import of_white_paper
from hearings.views.reading.fetching import hearing_page
from hearings.white_paper.content import content_of
from hearings.white_paper.page import Place, is_many, page_of, page_with, responses_page
from hearings.white_paper.parts import Content

LONGEST_NUMBER = 9


@hearing_page("white_paper", "kinds", "areas")
def white_paper(request: HttpRequest, hearing: Hearing) -> HttpResponseBase:
    """The newest version."""
    papers = _versions(hearing)
    return _page(request, papers[0], papers)


@hearing_page("white_paper_version", "kinds", "areas")
def white_paper_version(request: HttpRequest, hearing: Hearing, version: int) -> HttpResponseBase:
    papers = _versions(hearing)
    return _page(request, _of_version(papers, version), papers)


@hearing_page("white_paper_responses", "kinds", "areas")
def white_paper_responses(request: HttpRequest, hearing: Hearing, version: int) -> HttpResponseBase:
    """The responses with their points and their texts, a hundred on a page."""
    paper = _of_version(_versions(hearing), version)
    content = content_of(paper)
    page, entries = responses_page(content, request.GET.get("side"))
    context = {
        "hearing": hearing,
        "label": facts.label_of(hearing),
        "paper": paper,
        "page_obj": page,
        "entries": entries,
        "paper_url": paper.get_absolute_url(),
    }
    return render(request, "hearings/white_paper_responses.html", context)


def files_of(paper: WhitePaper) -> list[dict[str, str]]:
    """Return the files that may be given now, as components/documents.html wants them."""
    args = [paper.hearing.number, paper.hearing.slug, paper.version]
    rows = {row.format: row for row in paper.files.all()}
    for row in rows.values():
        row.white_paper = paper
    return [
        {
            "url": reverse("hearings:white_paper_file", args=[*args, code]),
            "title": str(label),
            "detail": _detail(rows[code]),
            "name": rows[code].original_name,
        }
        for code, label in WhitePaperFile.Format.choices
        if code in rows and rows[code].is_current
    ]


def _detail(row: WhitePaperFile) -> str:
    """Return "12 sider, 240 KB"."""
    pages = ngettext("%(n)d side", "%(n)d sider", row.pages) % {"n": row.pages} if row.pages else ""
    return ", ".join(filter(None, [pages, filesizeformat(row.size).replace("\xa0", " ")]))


def _page(request: HttpRequest, paper: WhitePaper, papers: list[WhitePaper]) -> HttpResponse:
    content = content_of(paper)
    place = place_of(paper)
    if elsewhere := _page_of_response(request, content, place):
        return HttpResponseRedirect(elsewhere)
    hearing = paper.hearing
    context = {
        "hearing": hearing,
        "label": facts.label_of(hearing),
        "paper": paper,
        "papers": papers,
        "is_newest": paper == papers[0],
        "structured": of_white_paper(paper),
        "files": files_of(paper),
        **page_of(content, place),
    }
    return render(request, "hearings/white_paper.html", context)


def place_of(paper: WhitePaper) -> Place:
    args = [paper.hearing.number, paper.hearing.slug, paper.version]
    return Place(paper.get_absolute_url(), reverse("hearings:white_paper_responses", args=args))


def _page_of_response(request: HttpRequest, content: Content, place: Place) -> str:
    """Return where the asked response stands, "" when it is this page. Browsers keep the #."""
    asked = request.GET.get("svar", "")
    if not asked or len(asked) > LONGEST_NUMBER or not is_many(content):
        return ""
    page = page_with(content, asked)
    return f"{place.pages}?side={page}" if page else ""


def _versions(hearing: Hearing) -> list[WhitePaper]:
    """Return the published versions, the newest first; 404 when there is none."""
    papers = list(hearing.white_papers.published().select_related("author", "approver"))
    if not papers:
        raise Http404
    for paper in papers:
        paper.hearing = hearing
    return papers


def _of_version(papers: list[WhitePaper], version: int) -> WhitePaper:
    found: Any = next((paper for paper in papers if paper.version == version), None)
    if found is None:
        raise Http404
    return found
