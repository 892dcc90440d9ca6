"""The steps of a white paper as pages: GET says what will happen and who is told, POST does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.clock import received_at
from core.transitions import TransitionNotAllowed
from core.workplace import posted, staff_page
from hearings.exceptions import WhitePaperIncomplete
from hearings.forms.staff import StepForm
from hearings.forms.white_paper import ApproveForm
from hearings.models import Hearing, WhitePaper
from hearings.services import white_papers
from hearings.services.telling import Audience, audience_of_white_paper
from hearings.views.white_papers.fetching import (
    APPROVE,
    PUBLISH,
    WRITE,
    desk_url,
    permitted_paper,
)
from hearings.views.white_papers.preview import drawn
from hearings.white_paper.content import content_of

Status = WhitePaper.Status
NOBODY = Audience(told=0, without_address=0)
step_page = require_http_methods(["GET", "HEAD", "POST"])


@step_page
def submit(request: HttpRequest, number: int) -> HttpResponse:
    paper = permitted_paper(request, number, WRITE, Status.DRAFT)
    if request.method == "POST":
        sentence = _("Hvidbogen er sendt til godkendelse.")
        return _take(request, paper, white_papers.submit, sentence)
    consequences = [
        _("En anden end dig læser hele hvidbogen og godkender den."),
        _("Den kan ikke rettes imens. Du kan tage den tilbage og rette."),
        _("Den er ikke offentlig endnu."),
    ]
    return _ask(request, paper, _("Send til godkendelse"), consequences)


@step_page
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    paper = permitted_paper(request, number, WRITE, Status.SUBMITTED, Status.APPROVED)
    if request.method == "POST":
        sentence = _("Hvidbogen er taget tilbage og kan rettes.")
        return _take(request, paper, white_papers.take_back, sentence)
    consequences = [
        _("Hvidbogen bliver en kladde igen, så teksten kan rettes."),
        _("Den skal sendes til godkendelse og godkendes forfra."),
    ]
    if paper.status == Status.APPROVED:
        consequences.append(_("De filer, der er lavet, bliver slettet og lavet igen."))
    return _ask(request, paper, _("Tag tilbage og ret"), consequences)


@step_page
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """The whole white paper to read; approved is what stands on the page, no more and no less."""
    paper = permitted_paper(request, number, APPROVE, Status.SUBMITTED)
    if not white_papers.may_approve(paper, request.user):
        raise TransitionNotAllowed(
            _("Den, der har skrevet hvidbogen, kan ikke godkende den. Bed en kollega om det.")
        )
    content = content_of(paper)
    form = ApproveForm(*posted(request))
    is_read = form.is_valid() and form.cleaned_data["digest"] == content.digest
    if request.method == "POST" and is_read:
        sentence = _("Hvidbogen er godkendt. Filerne bliver lavet nu.")
        return _take(request, paper, white_papers.approve, sentence, digest=content.digest)
    context = {
        **drawn(paper, content),
        "digest": content.digest,
        "is_changed": request.method == "POST",
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "hearings/white_paper_approve.html", context, status=status)


@step_page
def publish(request: HttpRequest, number: int) -> HttpResponse:
    paper = permitted_paper(request, number, PUBLISH, Status.APPROVED)
    if not white_papers.files_are_ready(paper):
        raise TransitionNotAllowed(
            _("Hvidbogens filer er ikke færdige. Vent, til de er klar, og udgiv så.")
        )
    if request.method == "POST":
        return _take(request, paper, white_papers.publish, _("Hvidbogen er udgivet."))
    audience = audience_of_white_paper(paper.hearing, paper)
    consequences = [
        _("Alle kan læse hvidbogen med det samme og hente den som PDF, Word, Excel og CSV."),
        _("Alle, der har svaret, får én mail med hver af deres pointer og svaret på den."),
        *_responses_shown(paper.hearing),
        _("Den kan ikke trækkes tilbage. Er der en fejl, udgiver du en ny version."),
    ]
    label = _("Udgiv hvidbogen")
    return _ask(request, paper, label, consequences, audience=audience)


def _responses_shown(hearing: Hearing) -> list[str]:
    """Say what else becomes public: responses that have waited for the white paper."""
    if hearing.publication_rule != Hearing.PublicationRule.WITH_WHITE_PAPER:
        return []
    if hearing.shows_responses:
        return []
    return [_("De godkendte svar bliver vist på høringens side fra nu af.")]


# --- Shared -------------------------------------------------------------------------------------
def _take(
    request: HttpRequest,
    paper: WhitePaper,
    step: Callable[..., WhitePaper],
    sentence: str,
    **values: Any,
) -> HttpResponse:
    """Take the step; what is missing is told on the page where it is listed."""
    try:
        step(paper, by=request.user, at=received_at(request), **values)
    except WhitePaperIncomplete as incomplete:
        messages.error(request, incomplete.message)
    else:
        messages.success(request, sentence)
    return redirect(desk_url(paper.hearing))


def _ask(
    request: HttpRequest,
    paper: WhitePaper,
    label: str,
    consequences: list[str],
    *,
    audience: Audience = NOBODY,
) -> HttpResponse:
    context = {
        "title": label,
        "object": f"{paper.hearing}: {paper}",
        "step": label,
        "form": StepForm(),
        "consequences": consequences,
        "told_text": _told(audience) if audience.told else "",
        "told": audience.told,
        "without_address": audience.without_address,
        "cancel_url": desk_url(paper.hearing),
    }
    return staff_page(request, "admin/step_confirm.html", context)


def _told(audience: Audience) -> str:
    return ngettext(
        "En person får en mail: den, der har svaret, med sine pointer; den, der følger, en kort.",
        "%(n)d personer får hver én mail: de, der har svaret, med deres pointer; de, der kun "
        "følger høringen, en kort.",
        audience.told,
    ) % {"n": audience.told}
