"""What is done with one response at the desk: its points, and whether it is about the hearing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.clock import received_at
from core.transitions import TransitionNotAllowed
from hearings.exceptions import ResponseChanged
from hearings.forms.treating import MarkForm, PointForm, ScopeForm
from hearings.models import Hearing, Response, ResponseVersion
from hearings.services import treatment
from hearings.treating.points import gathered
from hearings.treating.queue import next_untreated
from hearings.views.treating.desk import show
from hearings.views.treating.frame import (
    add_refusal,
    desk_url,
    hearing_to_treat,
    point_of,
    refused_as_conflict,
    response_of,
    to_desk,
)

REFUSALS = (ValidationError, TransitionNotAllowed)


@require_POST
def mark(request: HttpRequest, number: int, response_number: int) -> HttpResponse:
    """Make what was chosen in the text a point, or say that a point stands there too."""
    hearing = hearing_to_treat(request, number)
    response = response_of(hearing, response_number)
    shown = response.current_version
    form = MarkForm(request.POST, shown=shown, everything=gathered(hearing))
    if form.is_valid():
        try:
            told = _mark(hearing, response, form, request)
        except REFUSALS as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, told)
            return _on(request, hearing, response)
    return show(request, hearing, response, mark=form)


@require_POST
@refused_as_conflict
def unmark(
    request: HttpRequest, number: int, response_number: int, point_number: int
) -> HttpResponse:
    hearing = hearing_to_treat(request, number)
    response = response_of(hearing, response_number)
    point = point_of(hearing, point_number)
    is_gone = treatment.remove_mention(
        point, response=response, by=request.user, at=received_at(request)
    )
    told = _("%(point)s er fjernet, for den stod ikke i andre svar.")
    if not is_gone:
        told = _("%(point)s er fjernet fra svaret.")
    messages.success(request, told % {"point": point})
    return to_desk(request, hearing, number=response.number)


@require_POST
def scope(request: HttpRequest, number: int, response_number: int) -> HttpResponse:
    """Say that a response is about something else, or that it is not."""
    hearing = hearing_to_treat(request, number)
    response = response_of(hearing, response_number)
    by, at = request.user, received_at(request)
    if "undo" in request.POST:
        treatment.unmark_out_of_scope(response, by=by, at=at)
        messages.success(request, _("Svaret er igen med i høringen."))
        return to_desk(request, hearing, number=response.number)
    form = ScopeForm(request.POST)
    if form.is_valid():
        reason, version = form.cleaned_data["reason"], _version_seen(request, response)
        try:
            treatment.mark_out_of_scope(response, reason=reason, version=version, by=by, at=at)
        except REFUSALS as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Svaret er sat uden for emnet."))
            return _on(request, hearing, response)
    return show(request, hearing, response, scope=form)


@require_POST
@refused_as_conflict
def keep(request: HttpRequest, number: int, response_number: int) -> HttpResponse:
    """Say that the points of an older version still hold."""
    hearing = hearing_to_treat(request, number)
    response = response_of(hearing, response_number)
    version = _version_seen(request, response)
    if version is None:
        raise TransitionNotAllowed(_("Afsenderen har sendt en nyere version. Læs den først."))
    treatment.keep_points(response, version=version, by=request.user, at=received_at(request))
    messages.success(request, _("Det står nu ved den nyeste udgave af svaret."))
    return to_desk(request, hearing, number=response.number)


@require_POST
def point_here(
    request: HttpRequest, number: int, response_number: int, point_number: int
) -> HttpResponse:
    """Save a point with its answer from the desk."""
    hearing = hearing_to_treat(request, number)
    response = response_of(hearing, response_number)
    point = point_of(hearing, point_number)
    form = PointForm(request.POST, point=point, everything=gathered(hearing))
    if save_point(request, form):
        messages.success(request, _("%(point)s er gemt.") % {"point": point})
        return _on(request, hearing, response)
    return show(request, hearing, response, point=form)


def save_point(request: HttpRequest, form: PointForm) -> bool:
    """Save what stands in the form; False when something in it must be mended first."""
    if not form.is_valid():
        return False
    try:
        treatment.save_point(
            form.point,
            theme=form.chosen_theme,
            title=form.cleaned_data["title"],
            seen_revision=form.seen_revision,
            texts=form.texts,
            by=request.user,
            at=received_at(request),
        )
    except REFUSALS as refusal:
        add_refusal(form, refusal)
        return False
    return True


def _mark(hearing: Hearing, response: Response, form: MarkForm, request: HttpRequest) -> str:
    fields = form.cleaned_data
    version = _version_seen(request, response)
    if version is None:
        raise ResponseChanged(response)
    place = {
        "response": response,
        "version": version,
        "passages": fields["passages"],
        "by": request.user,
        "at": received_at(request),
    }
    if known := fields["chosen"]:
        treatment.mention_point(known, **place)
        return _("Svaret har nu også %(point)s.") % {"point": known}
    theme = hearing.themes.filter(pk=fields["theme"]).first() if fields["theme"] else None
    title = fields["title"]
    point = treatment.make_point(hearing, theme=theme or fields["new_theme"], title=title, **place)
    return _("Ny pointe: %(point)s") % {"point": point}


def _version_seen(request: HttpRequest, response: Response) -> ResponseVersion | None:
    """Return the newest version when it is the one that the page showed."""
    seen = request.POST.get("version")
    return response.current_version if seen == str(response.current_version_id) else None


def _on(request: HttpRequest, hearing: Hearing, response: Response) -> HttpResponseRedirect:
    """Stay at the response, or go on to the next that waits when that was asked for."""
    following = None
    if "next" in request.POST:
        following = next_untreated(hearing, after=response.number)
        if following is None:
            messages.info(request, _("Der er ikke flere svar, der mangler behandling."))
    return redirect(desk_url(request, hearing, number=following or response.number))
