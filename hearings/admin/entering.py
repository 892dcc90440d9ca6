"""Answers that came another way than the web: entered with the same number series."""

from __future__ import annotations

from dataclasses import fields as fields_of
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.clock import received_at
from core.transitions import TransitionNotAllowed
from core.workplace import staff_page
from hearings.admin.base import permitted_hearing, permitted_response
from hearings.exceptions import HearingNotOpen
from hearings.facts import guiding_questions_of
from hearings.forms.desk import EnterForm
from hearings.links import token_for
from hearings.models import Hearing, Response
from hearings.services import Submission, keep_draft
from hearings.services.staff import enter_response

TAKES_ANSWERS = (
    Hearing.Stage.OPEN,
    Hearing.Stage.CLOSED,
    Hearing.Stage.ANSWERED,
    Hearing.Stage.DECIDED,
)


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Ask which hearing the answer belongs to."""
    at = received_at(request)
    hearings = [
        hearing
        for hearing in Hearing.objects.of_departments_of(request.user).select_related("department")
        if hearing.stage(at) in TAKES_ANSWERS
        and request.user.has_perm("hearings.register_response", hearing)
    ]
    context = {"title": _("Indfør et svar"), "hearings": hearings}
    return staff_page(request, "admin/hearings/response/choose.html", context)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    hearing = permitted_hearing(request, pk, "register_response")
    at = received_at(request)
    if hearing.stage(at) not in TAKES_ANSWERS:
        raise TransitionNotAllowed(_("Høringen er ikke åben for svar."))
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EnterForm(*sent, hearing=hearing, at=at)
    if request.method == "POST":
        if form.is_valid() and (response := _enter(request, hearing, form)):
            messages.success(
                request,
                _("Svaret er indført som nr. %(number)d.") % {"number": response.number},
            )
            return redirect("admin:hearings_response_receipt", response.pk)
        _keep_scans(request, hearing, form)
    context = {
        "title": _("Indfør et svar"),
        "hearing": hearing,
        "form": form,
        "kept": _kept(hearing, form),
        "guiding_questions": guiding_questions_of(hearing),
        "back": reverse("admin:hearings_hearing_change", args=[hearing.pk]),
    }
    return staff_page(request, "admin/hearings/response/enter.html", context)


@require_GET
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the paper that the person takes home: number, date, private link.

    Only for answers that staff entered: the link to a web answer is its author's alone.
    """
    response = permitted_response(request, pk, "view_response")
    permitted_hearing(request, response.hearing_id, "register_response")
    if response.registered_by_id is None or response.status == Response.Status.WITHDRAWN:
        raise TransitionNotAllowed(_("Der er ikke en kvittering at udskrive til dette svar."))
    link = settings.SITE_URL + reverse("hearings:mine", args=[token_for(response)])
    context = {
        "title": _("Kvittering for svar nr. %(number)d") % {"number": response.number},
        "response": response,
        "hearing": response.hearing,
        "link": link,
        "is_open": response.may_be_changed(received_at(request)),
    }
    return staff_page(request, "admin/hearings/response/receipt.html", context)


def _enter(request: HttpRequest, hearing: Hearing, form: EnterForm) -> Response | None:
    fields = form.cleaned_data
    if fields["scans"]:
        _keep_scans(request, hearing, form)
    try:
        return enter_response(
            hearing,
            answer=Submission(
                **{f.name: fields[f.name] for f in fields_of(Submission) if f.name in fields}
            ),
            channel=fields["channel"],
            received_at=form.received_at(),
            key=fields["key"],
            by=request.user,
            at=received_at(request),
        )
    except HearingNotOpen:
        form.add_error("received_on", _("Høringen var ikke åben for svar den dag."))
        return None


def _keep_scans(request: HttpRequest, hearing: Hearing, form: EnterForm) -> None:
    """Keep chosen files under the form's key: nobody scans twice because of a typing error."""
    scans = form.cleaned_data.pop("scans", None)
    key = form.cleaned_data.get("key")
    if scans and key:
        keep_draft(hearing, key=key, fields={}, files=scans, person=None, at=received_at(request))


def _kept(hearing: Hearing, form: EnterForm) -> list[Any]:
    key = form.cleaned_data.get("key") if form.is_bound else None
    draft = hearing.drafts.filter(key=key).first() if key else None
    return list(draft.files.all()) if draft else []
