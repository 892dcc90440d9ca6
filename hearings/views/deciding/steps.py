"""The stops on the way to the decision: written, mended, taken away before they are told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.caching import private_page
from core.clock import local_date, received_at
from core.transitions import TransitionNotAllowed
from core.workplace import posted
from hearings import services
from hearings.forms.after import DecisionStepForm
from hearings.views.deciding.frame import (
    DECIDES,
    back,
    confirm_page,
    form_page,
    permitted_step,
    running_hearing,
)


@private_page
@require_http_methods(["GET", "POST"])
def add_step(request: HttpRequest, number: int) -> HttpResponse:
    hearing = running_hearing(request, number, DECIDES)
    at = received_at(request)
    form = DecisionStepForm(*posted(request), hearing=hearing, today=local_date(at))
    if request.method == "POST" and form.is_valid():
        services.enter_step(hearing, **form.values(), by=request.user, at=at)
        messages.success(request, _("Leddet er skrevet. Alle kan se det på høringens side."))
        return back(request, hearing)
    title = _("Nyt led på vejen til beslutningen")
    return form_page(request, hearing, title=title, button=_("Gem leddet"), form=form)


@private_page
@require_http_methods(["GET", "POST"])
def edit_step(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    step = permitted_step(request, number, pk)
    at = received_at(request)
    today = local_date(at)
    form = DecisionStepForm(*posted(request), hearing=step.hearing, today=today, step=step)
    if request.method == "POST" and form.is_valid():
        services.change_step(step, **form.values(), by=request.user, at=at)
        messages.success(request, _("Leddet er rettet. Det gamle står i historikken."))
        return back(request, step.hearing)
    title = _("Ret leddet: %(step)s") % {"step": step}
    return form_page(request, step.hearing, title=title, button=_("Gem leddet"), form=form)


@private_page
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    step = permitted_step(request, number, pk)
    if step.is_told:
        raise TransitionNotAllowed(_("Leddet er fortalt sammen med beslutningen."))
    if request.method == "POST":
        services.remove_step(step, by=request.user, at=received_at(request))
        messages.success(request, _("Leddet er fjernet."))
        return back(request, step.hearing)
    return confirm_page(
        request,
        step.hearing,
        title=_("Fjern leddet"),
        consequences=[
            _("»%(step)s« forsvinder fra høringens side.") % {"step": step},
            _("I historikken bliver det stående, hvem der skrev det, og hvem der fjernede det."),
        ],
        is_grave=True,
    )
