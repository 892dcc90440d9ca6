"""Applying for a seat without log-in, and the applicant's own pages behind the private link."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from core import limits
from core.access import get_visible, person_of
from core.caching import private_page
from core.clock import received_at
from core.limits import mail_key
from councils.exceptions import AlreadyApplied, CallNotOpen
from councils.forms.seats import ApplicationForm, known_about
from councils.models import Application, Call
from councils.seat_links import application_of, application_token
from councils.services import applications as services
from councils.views.stamps import TRAP, FormKey, fresh_stamp, key_of

HOUR = 3600
# A library with many behind one address stays below; a bot does not.
SENT_PER_HOUR = 60
SENT_PER_MAILBOX = 10

read_or_act = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@read_or_act
@private_page
def apply(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001  (only the number decides)
    call = get_visible(request, Call.objects.select_related("body__department"), pk=pk)
    if request.method == "POST":
        return _take_in(request, call)
    if not call.is_open(received_at(request)):
        return _closed_page(request, call)
    form = ApplicationForm(initial=known_about(person_of(request)))
    return _form_page(request, call, form, stamp=fresh_stamp(request, _form_name(call)))


@login_not_required
@require_safe
@private_page
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Number, time, what happens next, and the private link: to print when there is no mail."""
    return _own_page(request, "councils/application_receipt.html", token)


@login_not_required
@require_safe
@private_page
def detail(request: HttpRequest, token: str) -> HttpResponse:
    """The application, the answer to it once there is one, and the way to take it back."""
    return _own_page(request, "councils/application_mine.html", token)


@login_not_required
@read_or_act
@private_page
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    application = application_or_404(token)
    if application.status == Application.Status.WITHDRAWN:
        return redirect("councils:application", token)
    if request.method == "POST":
        services.withdraw_application(application, at=received_at(request))
        return redirect("councils:application", token)
    if not may_be_withdrawn(application):
        return redirect("councils:application", token)
    return _own_page(request, "councils/application_confirm_withdraw.html", token)


def application_or_404(token: str) -> Application:
    application = application_of(token)
    if application is None:
        raise Http404
    return application


def may_be_withdrawn(application: Application) -> bool:
    """Whether it is not answered yet, and its call goes on."""
    is_waiting = application.status == Application.Status.RECEIVED
    return is_waiting and application.call.status == Call.Status.PUBLISHED


# --- Taking in --------------------------------------------------------------------------------
def _take_in(request: HttpRequest, call: Call) -> HttpResponse:
    form, key = ApplicationForm(request.POST), key_of(request, _form_name(call))
    if sent := call.applications.filter(form_key=key.key).first():
        return _to_receipt(sent)
    if not call.is_open(received_at(request)):
        return _given_back(request, call, form, status=409)
    form.full_clean()
    key.object_to(form, request)
    if not form.is_valid():
        return _form_page(request, call, form, stamp=key.stamp)
    if not _is_within_limits(request, form.cleaned_data["email"]):
        return _given_back(request, call, form, status=429)
    return _apply(request, call, form, key)


def _is_within_limits(request: HttpRequest, email: str) -> bool:
    who = limits.client_ip(request)
    per_ip = limits.allow("seats.apply", who, limit=SENT_PER_HOUR, per_seconds=HOUR)
    return per_ip and limits.allow(
        "seats.apply.mailbox", mail_key(email), limit=SENT_PER_MAILBOX, per_seconds=HOUR
    )


def _apply(request: HttpRequest, call: Call, form: ApplicationForm, key: FormKey) -> HttpResponse:
    try:
        application = services.apply(
            call,
            form_key=key.key,
            **form.cleaned_data,
            user=person_of(request),
            language=request.LANGUAGE_CODE,
            at=received_at(request),
        )
    except CallNotOpen:
        call.refresh_from_db()
        return _given_back(request, call, form, status=409)
    except AlreadyApplied as refusal:
        services.send_link_again(refusal.application)
        return _given_back(request, call, form, status=409, is_known=True)
    return _to_receipt(application)


def _form_name(call: Call) -> str:
    return f"application-{call.pk}"


def _to_receipt(application: Application) -> HttpResponse:
    return redirect("councils:application_receipt", application_token(application))


# --- Pages ------------------------------------------------------------------------------------
def _form_page(
    request: HttpRequest, call: Call, form: ApplicationForm, *, stamp: str
) -> HttpResponse:
    context = {"call": call, "form": form, "stamp": stamp, "trap": TRAP}
    return render(request, "councils/application_form.html", context)


def _closed_page(
    request: HttpRequest, call: Call, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"call": call, "stage": call.stage(received_at(request)), **more}
    return render(request, "councils/application_closed.html", context, status=status)


def _given_back(
    request: HttpRequest, call: Call, form: ApplicationForm, *, status: int, is_known: bool = False
) -> HttpResponse:
    """Give the text back to its writer: it came too late, too often, or for the second time."""
    more = {
        "is_given_back": True,
        "is_too_often": status == 429,
        "is_known": is_known,
        "text": form.data.get("motivation", ""),
    }
    return _closed_page(request, call, status=status, **more)


def _own_page(request: HttpRequest, template: str, token: str) -> HttpResponse:
    application = application_or_404(token)
    context = {
        "application": application,
        "call": application.call,
        "token": token,
        "may_be_withdrawn": may_be_withdrawn(application),
    }
    return render(request, template, context)
