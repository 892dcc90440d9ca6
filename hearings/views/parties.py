"""The case worker's page of who is asked for a statement: asked, suggested, taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.caching import private_page
from core.clock import local_date, received_at
from core.transitions import require_status
from core.workplace import posted, staff_page
from councils.models import Body
from hearings import services
from hearings.admin.base import permitted_hearing
from hearings.forms.parties import AskForm
from hearings.models import ConsultedParty, Hearing
from hearings.parties import takes_statements
from hearings.party_suggestions import due_day, suggestions_for

ASKS = "ask_parties_hearing"


@private_page
@require_safe
def parties(request: HttpRequest, number: int) -> HttpResponse:
    hearing = permitted_hearing(request, number, ASKS)
    at = received_at(request)
    rows = hearing.parties.select_related("body", "statement__meeting__event")
    is_open = takes_statements(hearing)
    context = {
        "title": _("Høringsparter"),
        "hearing": hearing,
        "today": local_date(at),
        "parties": rows.prefetch_related("statement__files"),
        "suggestions": suggestions_for(hearing, at) if is_open else [],
        "is_open": is_open,
        "cancel_url": reverse("admin:hearings_hearing_change", args=[hearing.pk]),
    }
    return staff_page(request, "admin/hearings/parties/list.html", context)


@private_page
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, number: int) -> HttpResponse:
    hearing = _asking(request, number)
    at = received_at(request)
    initial = {"due_on": due_day(None, at)}
    form = AskForm(*posted(request), hearing=hearing, today=local_date(at), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_party(hearing, **form.cleaned_data, by=request.user, at=at)
        except ValidationError as error:
            form.add_error("body", error)
        else:
            return _back(request, hearing, _told(hearing))
    context = {
        "title": _("Bed om en udtalelse"),
        "hearing": hearing,
        "form": form,
        "button": _("Spørg"),
        "cancel_url": reverse("hearings:parties", args=[hearing.number]),
    }
    return staff_page(request, "admin/hearings/decision/form.html", context)


@require_POST
def ask_suggested(request: HttpRequest, number: int, body_pk: int) -> HttpResponse:
    """Ask a body that was suggested, with the day that stood beside it."""
    hearing = _asking(request, number)
    at = received_at(request)
    body = get_object_or_404(Body.objects.existing(local_date(at)), pk=body_pk)
    try:
        services.ask_party(hearing, body=body, due_on=due_day(body, at), by=request.user, at=at)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("hearings:parties", hearing.number)
    return _back(request, hearing, _told(hearing))


@private_page
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    hearing = _asking(request, number)
    party = get_object_or_404(hearing.parties.select_related("body", "hearing"), pk=pk)
    require_status(party, *ConsultedParty.WAITING)
    if request.method == "POST":
        services.take_back_party(party, by=request.user, at=received_at(request))
        return _back(request, hearing, _("%(party)s er ikke spurgt mere.") % {"party": party})
    context: dict[str, Any] = {
        "title": _("Tag spørgsmålet tilbage"),
        "object": hearing,
        "step": _("Tag spørgsmålet tilbage"),
        "is_grave": True,
        "consequences": [
            _("%(party)s kan ikke svare mere og står ikke på høringens side.") % {"party": party},
            _("I historikken bliver det stående, at de var spurgt."),
        ],
        "told": 0,
        "cancel_url": reverse("hearings:parties", args=[hearing.number]),
    }
    return staff_page(request, "admin/step_confirm.html", context)


def _asking(request: HttpRequest, number: int) -> Hearing:
    """Fetch a hearing (404), ask the right (403), and whether it goes on (409)."""
    hearing = permitted_hearing(request, number, ASKS)
    require_status(hearing, Hearing.Status.DRAFT, Hearing.Status.PUBLISHED)
    return hearing


def _told(hearing: Hearing) -> str:
    if hearing.is_published:
        return _("De er spurgt og får en mail med det samme.")
    return _("De er spurgt. De får en mail, når høringen bliver offentliggjort.")


def _back(request: HttpRequest, hearing: Hearing, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("hearings:parties", hearing.number)
