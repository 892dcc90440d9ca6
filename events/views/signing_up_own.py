"""A registration's own pages, behind its private link. GET never changes anything."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import limits
from core.caching import private_page
from core.clock import received_at
from events import ics, services
from events.forms.signing_up import PeopleForm, as_signed_up
from events.links import registration_of
from events.models import Registration
from events.parts import own_page_elsewhere
from events.services.places import LAST_HOURS
from events.showing import number_in_line

HOUR = 3600
CHANGED_PER_HOUR = 60
read_or_act = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@require_safe
@private_page
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """Receipt and state: a seat, an offer to answer, or the place on the waiting list."""
    row = _registration_or_404(token)
    if elsewhere := own_page_elsewhere(row, "registration"):
        return redirect(elsewhere)
    return _page(request, "events/registration_detail.html", row, token)


@login_not_required
@read_or_act
@private_page
def change(request: HttpRequest, token: str) -> HttpResponse:
    """How many come, and what they need."""
    row = _registration_or_404(token)
    if elsewhere := own_page_elsewhere(row, "registration_change"):
        return redirect(elsewhere)
    if request.method == "POST":
        return _take_in(request, row, token)
    if not row.may_be_changed(received_at(request)):
        return redirect("events:registration", token)
    form = PeopleForm(event=row.event, initial=as_signed_up(row))
    return _page(request, "events/registration_change.html", row, token, form=form)


@login_not_required
@read_or_act
@private_page
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Cancel the seat, the place on the waiting list, or say no to what is offered."""
    row = _registration_or_404(token)
    if request.method == "POST":
        ended = Registration.Ended.BY_PERSON
        services.cancel_registration(row, ended=ended, at=received_at(request))
        return redirect("events:registration", token)
    if elsewhere := own_page_elsewhere(row, "registration_cancel"):
        return redirect(elsewhere)
    if not row.may_be_changed(received_at(request)):
        return redirect("events:registration", token)
    return _page(request, "events/registration_confirm_cancel.html", row, token)


@login_not_required
@require_POST
@private_page
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Take the seat that is offered. Pressed twice it is taken once."""
    services.accept_offer(_registration_or_404(token), at=received_at(request))
    return redirect("events:registration", token)


@login_not_required
@require_safe
@private_page
def registration_ics(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    """The event as a calendar file, with the link to take part for who has a seat."""
    row = _registration_or_404(token)
    if elsewhere := own_page_elsewhere(row, "registration_ics"):
        return redirect(elsewhere)
    has_seat = row.status == Registration.Status.CONFIRMED
    content = ics.calendar_of(row.event, is_registered=has_seat)
    return ics.response_with(content, f"arrangement-{row.event_id}.ics")


def _take_in(request: HttpRequest, row: Registration, token: str) -> HttpResponse:
    form = PeopleForm(request.POST, event=row.event)
    if not form.is_valid():
        return _page(request, "events/registration_change.html", row, token, form=form)
    limits.consume("event.change", f"{row.pk}", limit=CHANGED_PER_HOUR, per_seconds=HOUR)
    try:
        services.change_registration(row, **form.cleaned_data, at=received_at(request))
    except ValidationError as error:
        form.add_error("people", error)
        return _page(request, "events/registration_change.html", row, token, form=form)
    return redirect("events:registration", token)


def _registration_or_404(token: str) -> Registration:
    row = registration_of(token)
    if row is None:
        raise Http404
    return row


def _page(
    request: HttpRequest, template: str, row: Registration, token: str, **more: Any
) -> HttpResponse:
    at, event = received_at(request), row.event
    is_waiting = row.status == Registration.Status.WAITING
    line = number_in_line(row) if is_waiting else 0
    context = {
        "registration": row,
        "event": event,
        "token": token,
        "is_offered": row.is_offered(at),
        "may_be_changed": row.may_be_changed(at),
        "number_in_line": line,
        # A first in line who is more than what is free may make themselves fewer.
        "room_for_fewer": line == 1 and bool(event.free),
        "gives_at_once": event.starts_at - at <= LAST_HOURS,
        **more,
    }
    return render(request, template, context)
