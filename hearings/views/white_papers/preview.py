"""The white paper as everybody will read it, live from the desk: nothing is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hearings import facts
from hearings.admin.base import permitted_hearing
from hearings.models import WhitePaper
from hearings.views.white_papers.fetching import VIEW, checked, paper_under_way
from hearings.white_paper.content import content_of
from hearings.white_paper.page import Place, is_many, page_of, page_with, responses_page
from hearings.white_paper.parts import Content


@require_safe
def preview(request: HttpRequest, number: int) -> HttpResponse:
    paper = checked(paper_under_way(permitted_hearing(request, number, VIEW)))
    content = content_of(paper)
    place = place_of(paper)
    asked = request.GET.get("svar", "")
    if asked and is_many(content) and (page := page_with(content, asked)):
        return redirect(f"{place.pages}?side={page}")
    return render(request, "hearings/white_paper.html", drawn(paper, content))


@require_safe
def preview_responses(request: HttpRequest, number: int) -> HttpResponse:
    paper = checked(paper_under_way(permitted_hearing(request, number, VIEW)))
    page, entries = responses_page(content_of(paper), request.GET.get("side"))
    context = {
        "hearing": paper.hearing,
        "label": facts.label_of(paper.hearing),
        "paper": paper,
        "page_obj": page,
        "entries": entries,
        "paper_url": place_of(paper).path,
        "is_preview": True,
    }
    return render(request, "hearings/white_paper_responses.html", context)


def drawn(paper: WhitePaper, content: Content) -> dict[str, Any]:
    """Return what the public page shows of a version that is not published."""
    return {
        "hearing": paper.hearing,
        "label": facts.label_of(paper.hearing),
        "paper": paper,
        "back_url": reverse("hearings:desk_white_paper", args=[paper.hearing.number]),
        **page_of(content, place_of(paper)),
    }


def place_of(paper: WhitePaper) -> Place:
    args = [paper.hearing.number]
    return Place(
        path=reverse("hearings:desk_white_paper_preview", args=args),
        pages=reverse("hearings:desk_white_paper_preview_responses", args=args),
        is_preview=True,
    )
