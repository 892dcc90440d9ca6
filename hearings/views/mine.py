"""An answer's own pages, behind its private link. GET never changes anything."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.exceptions import MayNotAct
from accounts.models import Organisation, OrganisationQuerySet
from core import limits
from core.caching import private_page
from core.clock import received_at
from core.files import serve_file
from core.tokens import new_stamp
from core.transitions import TransitionNotAllowed
from hearings import audience, services
from hearings.exceptions import HearingNotOpen
from hearings.forms.answer import AnswerForm, KeptFile, typed_in
from hearings.journey import journey_of
from hearings.links import response_of
from hearings.models import Response, ResponseDraft, ResponseFile
from hearings.replies import Reply, replies_to
from hearings.services.objections import may_object
from hearings.views import drafting
from hearings.views.answering import HOUR, TYPED_PER_HOUR, form_context, given_back

read_or_act = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@require_safe
@private_page
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Number, time, what happens next, and the private link: to print when there is no mail."""
    response = response_or_404(token)
    return _page(request, "hearings/response_receipt.html", response, token)


@login_not_required
@require_safe
@private_page
def detail(request: HttpRequest, token: str) -> HttpResponse:
    """The answer with its journey, its versions, and what its author may still do."""
    response = response_or_404(token)
    return _page(
        request,
        "hearings/response_mine.html",
        response,
        token,
        steps=journey_of(response, at=received_at(request)),
        reply=_reply_to(response),
        versions=response.versions.order_by("-number"),
        columns=audience.columns(),
        rows=audience.rows_for(response),
        foot=audience.notes(response.hearing),
        objections=response.objections.order_by("-pk"),
        may_object=may_object(response),
    )


@login_not_required
@read_or_act
@private_page
def edit(request: HttpRequest, token: str) -> HttpResponse:
    """The same form again; what is saved becomes a new version and is read again."""
    response = response_or_404(token)
    if request.method == "POST":
        return _take_in(request, response, token)
    if not response.may_be_changed(received_at(request)):
        return redirect("hearings:mine", token)
    form = AnswerForm(
        initial=_as_sent(response),
        kept=map(KeptFile, _files(response)),
        organisations=_organisations(request, response),
    )
    stamp = new_stamp(_form_name(response), at=received_at(request))
    return _edit_page(request, response, token, form, stamp)


@login_not_required
@read_or_act
@private_page
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Take the answer back; the number stays taken."""
    response = response_or_404(token)
    if response.status == Response.Status.WITHDRAWN:
        return redirect("hearings:mine", token)
    if request.method == "POST":
        _withdraw(request, response)
        return redirect("hearings:mine", token)
    if not response.may_be_changed(received_at(request)):
        return redirect("hearings:mine", token)
    return _page(request, "hearings/response_confirm_withdraw.html", response, token)


@login_not_required
@require_safe
@private_page
def file(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """One of the author's own files, also while it is held back from others."""
    response = response_or_404(token)
    return serve_file(get_object_or_404(_files(response), pk=pk), request)


def _reply_to(response: Response) -> Reply | None:
    """Return what the white paper answers, once there is one; nothing to what was taken back."""
    if response.status == Response.Status.WITHDRAWN:
        return None
    return next(iter(replies_to([response])), None)


# --- Editing --------------------------------------------------------------------------------
def _take_in(request: HttpRequest, response: Response, token: str) -> HttpResponse:
    hearing, files = response.hearing, list(_files(response))
    form_key = drafting.key_of_form(request, _form_name(response), min_fill=drafting.NO_WAIT)
    who = limits.client_ip(request)
    if not limits.allow("answer.edit", who, limit=TYPED_PER_HOUR, per_seconds=HOUR):
        return given_back(request, hearing, AnswerForm(typed_in(request.POST)), status=429)
    draft, uploads = drafting.keep(request, hearing, form_key.key, kept_elsewhere=files)
    form = drafting.form_of(
        draft,
        kept_elsewhere=files,
        file_errors=uploads.errors,
        organisations=_organisations(request, response),
    )
    form.full_clean()
    if form_key.refusal:
        form.add_error(None, form_key.refusal)
    if not response.may_be_changed(received_at(request)):
        return given_back(request, hearing, form, status=409)
    if not form.is_valid():
        return _edit_page(request, response, token, form, form_key.stamp)
    try:
        return _save(request, response, token, draft, form)
    except MayNotAct as error:
        form.add_error("organisation", error)
        return _edit_page(request, response, token, form, form_key.stamp)


def _save(
    request: HttpRequest, response: Response, token: str, draft: ResponseDraft, form: AnswerForm
) -> HttpResponse:
    try:
        services.edit_response(
            response,
            answer=services.Submission(**form.answer()),
            draft=draft,
            removed_files=drafting.numbers_of(draft.fields["removed"], ResponseFile),
            by=request.session_person,
            at=received_at(request),
        )
    except HearingNotOpen:
        response.hearing.refresh_from_db()
        return given_back(request, response.hearing, form, status=409)
    return redirect("hearings:mine", token)


def _organisations(request: HttpRequest, response: Response) -> OrganisationQuerySet:
    """Return whom the sender may act for; the link alone shows no more than the answer does."""
    if request.session_person:
        return Organisation.objects.acted_for_by(request.session_person)
    of_sender = Organisation.objects.acted_for_by(response.person)
    return of_sender.filter(pk=response.organisation_id)


def _edit_page(
    request: HttpRequest, response: Response, token: str, form: AnswerForm, stamp: str
) -> HttpResponse:
    context = form_context(response.hearing, form)
    if response.organisation_id:
        may_act = _organisations(request, response).filter(pk=response.organisation_id)
        context["lost_organisation"] = None if may_act.exists() else response.organisation
    return _page(request, "hearings/response_edit.html", response, token, stamp=stamp, **context)


def _as_sent(response: Response) -> dict[str, object]:
    """Return the answer as it stands, to begin the form with."""
    return {
        "text": response.current_version.text if response.current_version else "",
        "organisation": response.organisation_id,
        "sender_kind": response.sender_kind,
        "on_behalf_of": response.on_behalf_of,
        "name": response.name,
        "email": response.email,
        "address": response.address,
        "area": response.area_id,
        "show_name": response.show_name,
        "is_protected": response.is_protected,
    }


def _withdraw(request: HttpRequest, response: Response) -> None:
    try:
        services.withdraw_response(response, at=received_at(request))
    except HearingNotOpen:
        raise TransitionNotAllowed(
            _("Fristen er gået. Svaret er en del af sagen og kan ikke trækkes tilbage mere.")
        ) from None


# --- Shared ---------------------------------------------------------------------------------
def response_or_404(token: str) -> Response:
    response = response_of(token)
    if response is None or response.forgotten_at:
        raise Http404
    return response


def _files(response: Response):
    return response.files.filter(removed_at=None)


def _form_name(response: Response) -> str:
    return f"edit-{response.pk}"


def _page(
    request: HttpRequest, template: str, response: Response, token: str, **more: object
) -> HttpResponse:
    context = {
        "response": response,
        "hearing": response.hearing,
        "token": token,
        "files": _files(response),
        "may_be_changed": response.may_be_changed(received_at(request)),
        "needs_confirmation": bool(response.email and not response.email_confirmed_at),
        **more,
    }
    return render(request, template, context)
