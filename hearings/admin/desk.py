"""The reading desk: one answer, what the public will see of it, and what may be done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.clock import received_at
from core.files import serve_file
from core.transitions import TransitionNotAllowed
from core.workplace import posted, staff_page
from hearings.admin.base import permitted_response
from hearings.admin.reading import approval, neighbours, paragraphs, queue, warnings
from hearings.forms.desk import DeclineForm, MaskForm
from hearings.models import Redaction, Response, ResponseFile, ResponseVersion
from hearings.passages import Passage, public_parts
from hearings.services import approve_response, decline_response, open_original, release_file
from hearings.services.staff import has_read_file, mask_passages, read_file, unmask_passage

RECENT_LINES = 12


@require_safe
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, permitted_response(request, pk, "view_response"))


@require_POST
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the text as it was sent. A POST, because the reading is written down."""
    response = permitted_response(request, pk, "read_original_response")
    open_original(response, by=request.user, at=received_at(request))
    return show(request, response, is_original_open=True)


@require_POST
def mask(request: HttpRequest, pk: int) -> HttpResponse:
    response = permitted_response(request, pk, "moderate_response")
    version = _version_seen(request, response)
    form = MaskForm(request.POST, shown=version)
    if not form.is_valid():
        return show(request, response, mask_form=form)
    if "preview" in request.POST:
        return show(request, response, mask_form=form, pending=form.passages())
    mask_passages(
        response,
        version=version,
        passages=form.passages(),
        by=request.user,
        at=received_at(request),
    )
    messages.success(request, _("Maskeringen er gemt. Se den offentlige udgave."))
    return _back(response, "offentlig")


@require_POST
def unmask(request: HttpRequest, pk: int, redaction_pk: int) -> HttpResponse:
    """Who removes a mask must be allowed to read what is under it."""
    response = permitted_response(request, pk, "read_original_response")
    version = _version_seen(request, response)
    redaction = get_object_or_404(Redaction, pk=redaction_pk, version=version)
    unmask_passage(response, redaction=redaction, by=request.user, at=received_at(request))
    messages.success(request, _("Maskeringen er fjernet."))
    return _back(response, "offentlig")


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    response = permitted_response(request, pk, "moderate_response")
    version = _version_seen(request, response)
    if warnings(response, version) and "seen" not in request.POST:
        messages.error(
            request, _("Svaret er ikke godkendt. Læs advarslen, og sæt kryds, hvis det er i orden.")
        )
        return _back(response, "godkend")
    approve_response(response, version=version, by=request.user, at=received_at(request))
    messages.success(request, _("Svar nr. %(number)d er godkendt.") % {"number": response.number})
    return _on(response)


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    response = permitted_response(request, pk, "moderate_response")
    if response.status not in (Response.Status.RECEIVED, Response.Status.APPROVED):
        raise TransitionNotAllowed(
            _("Svaret kan ikke afvises: det er nu »%(status)s«.")
            % {"status": response.get_status_display()}
        )
    form = DeclineForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        decline_response(response, reason=reason, by=request.user, at=received_at(request))
        messages.success(
            request,
            _("Svar nr. %(number)d bliver ikke offentliggjort.") % {"number": response.number},
        )
        return _on(response)
    is_told = bool(response.email or response.person)
    context = {
        "title": _("Afvis til offentliggørelse"),
        "object": _("%(response)s til %(hearing)s")
        % {"response": response, "hearing": response.hearing},
        "step": _("Afvis svaret"),
        "is_grave": True,
        "form": form,
        "consequences": [
            _("Svaret bliver ikke vist for andre. Er det vist nu, bliver det taget ned."),
            _("Det tæller stadig med i sagen, og politikerne kan læse det."),
            _("Afsenderen kan rette sit svar indtil fristen. Så skal det læses igen."),
        ],
        "told": int(is_told),
        "told_text": _("Afsenderen får en mail med din begrundelse.")
        if is_told
        else _("Vi har ingen mailadresse. Send afsenderen et brev med din begrundelse."),
        "cancel_url": reverse("admin:hearings_response_change", args=[response.pk]),
    }
    return staff_page(request, "admin/step_confirm.html", context)


@require_POST
def file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """Give a file as it was sent; the reading is written down."""
    response = permitted_response(request, pk, "view_response")
    found = get_object_or_404(ResponseFile, pk=file_pk, response=response)
    if found.is_held:
        permitted_response(request, pk, "read_original_response")
    read_file(found, by=request.user, at=received_at(request))
    return serve_file(found, request)


@require_POST
def release(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """Let a held file be shown: only who has looked at it can answer for it."""
    response = permitted_response(request, pk, "read_original_response")
    held = get_object_or_404(ResponseFile, pk=file_pk, response=response)
    if not held.is_held:
        raise TransitionNotAllowed(_("Bilaget er frigivet i forvejen."))
    if not has_read_file(held, request.user):
        raise TransitionNotAllowed(_("Hent bilaget, og se på det, før du frigiver det."))
    release_file(held, by=request.user, at=received_at(request))
    messages.success(request, _("»%(name)s« er frigivet.") % {"name": held.original_name})
    return _back(response, "bilag")


def show(
    request: HttpRequest,
    response: Response,
    *,
    mask_form: MaskForm | None = None,
    pending: list[Passage] | None = None,
    is_original_open: bool = False,
) -> HttpResponse:
    """Render the desk."""
    version = response.current_version
    masks = list(version.redactions.select_related("by"))
    saved = [(row.start, row.end, row.reason) for row in masks]
    previous, following = neighbours(response)
    may_read_original = request.user.has_perm("hearings.read_original_response", response)
    context: dict[str, Any] = {
        "title": _("Svar nr. %(number)d") % {"number": response.number},
        "response": response,
        "hearing": response.hearing,
        "version": version,
        "paragraphs": paragraphs(version, mask_form),
        "public": public_parts(version.text, [*saved, *(pending or [])]),
        "is_pending": bool(pending),
        "masks": [(row, version.text[row.start : row.end]) for row in masks],
        "mask_form": mask_form or MaskForm(shown=version),
        "is_original_open": is_original_open,
        "versions": response.versions.order_by("-number") if is_original_open else [],
        "may_read_original": may_read_original,
        "may_moderate": request.user.has_perm("hearings.moderate_response", response)
        and response.status != Response.Status.WITHDRAWN,
        "approval": approval(response, mask_count=len(masks)),
        "warnings": warnings(response, version),
        "files": _files(request, response),
        "objections": response.objections.order_by("-pk"),
        "queue": queue(response),
        "previous": previous,
        "following": following,
        "lines": response.history.select_related("by")[:RECENT_LINES],
        "may_print_receipt": response.registered_by_id
        and request.user.has_perm("hearings.register_response", response.hearing),
    }
    return staff_page(request, "admin/hearings/response/desk.html", context)


def _files(request: HttpRequest, response: Response) -> list[tuple[ResponseFile, bool]]:
    """Return each file, and whether this person has looked at it when it is held."""
    return [
        (row, row.is_held and has_read_file(row, request.user))
        for row in response.files.filter(removed_at=None)
    ]


def _version_seen(request: HttpRequest, response: Response) -> ResponseVersion:
    """Return the newest version, when it is the one that the page showed."""
    if request.POST.get("version") != str(response.current_version_id):
        raise TransitionNotAllowed(_("Afsenderen har sendt en nyere version. Læs den først."))
    return response.current_version


def _back(response: Response, anchor: str) -> HttpResponseRedirect:
    url = reverse("admin:hearings_response_change", args=[response.pk])
    return redirect(f"{url}#{anchor}")


def _on(response: Response) -> HttpResponseRedirect:
    """Go on to the next answer that nobody has read, or back to the list."""
    _previous, following = neighbours(response)
    if following:
        return redirect("admin:hearings_response_change", following.pk)
    url = reverse("admin:hearings_response_changelist")
    return redirect(f"{url}?hearing={response.hearing_id}")
