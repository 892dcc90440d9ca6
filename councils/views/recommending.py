"""The secretaries' pages: advice is given and taken back, answered, and followed until it is done.

Each page says first what will happen and who is told.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import get_permitted
from core.caching import private_page
from core.clock import local_date, received_at
from core.transitions import require_status
from core.workplace import posted, staff_page
from councils.forms.recommendations import AnswerForm, FinishForm, RecommendForm, StatusForm
from councils.models import Body, Recommendation
from councils.recommendation_exceptions import RecommendationChanged
from councils.services import recommendations as services

Status = Recommendation.Status
# Eight weeks: one meeting of a committee can be missed.
ANSWER_DAYS = timedelta(days=56)
page_of_staff = require_http_methods(["GET", "POST"])


@private_page
@page_of_staff
def recommend(request: HttpRequest, body_pk: int) -> HttpResponse:
    body = get_permitted(request, Body.objects, "councils.recommend_body", pk=body_pk)
    at = received_at(request)
    today = local_date(at)
    initial = {"made_on": today, "answer_due_on": today + ANSWER_DAYS}
    form = RecommendForm(*posted(request), body=body, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.make_recommendation(body, **form.cleaned_data, by=request.user, at=at)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Anbefalingen er sendt. Alle kan læse den."))
            return redirect(row)
    return _page(request, body, form, **_of_the_advice(body))


def _of_the_advice(body: Body) -> dict[str, Any]:
    return {
        "title": _("Send en anbefaling"),
        "consequences": [
            _("Den står på rådets side og i listen over alle anbefalinger."),
            _("Den, den er til, får en pligt til at svare."),
            _("Den kan trækkes tilbage, indtil der er svaret."),
        ],
        "told_text": _("De, den er til. Medlemmer og de, der følger %(body)s.") % {"body": body},
        "cancel_url": reverse("councils:body_recommendations", args=[body.pk, body.slug]),
    }


@private_page
@page_of_staff
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    row = _permitted(request, pk, "answer_recommendation")
    require_status(row, Status.SENT, *Recommendation.ANSWERS)
    at = received_at(request)
    form = AnswerForm(*posted(request), row=row, today=local_date(at))
    newer = None
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_recommendation(row, **form.cleaned_data, by=request.user, at=at)
        except RecommendationChanged as error:
            form.add_error(None, error)
            form.show_newer(error.newer)
            newer = error.newer
        else:
            messages.success(request, _("Svaret er givet. Alle kan læse det."))
            return redirect(row)
    return _page(request, row, form, status=409 if newer else 200, **_of_the_answer(row, newer))


def _of_the_answer(row: Recommendation, newer: Recommendation | None) -> dict[str, Any]:
    return {
        "title": _("Svar på anbefalingen"),
        "consequences": [
            *_newer(newer),
            _("Anbefalingen: %(text)s") % {"text": row.text},
            _("Svaret står på anbefalingens side med det samme."),
            _("Følges den, helt eller delvist, skal der skrives status hvert halve år."),
        ],
        "told_text": _told(row),
    }


@private_page
@page_of_staff
def status(request: HttpRequest, pk: int) -> HttpResponse:
    row = _unfinished(request, pk)
    form = StatusForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        services.give_status(row, **form.cleaned_data, by=request.user, at=received_at(request))
        messages.success(request, _("Status er skrevet. Den næste skal komme om et halvt år."))
        return redirect(row)
    return _page(
        request,
        row,
        form,
        title=_("Skriv status"),
        consequences=[
            _("Status står på anbefalingens side."),
            _("Den næste skal komme om et halvt år, hvis den ikke er gennemført inden."),
        ],
        told_text=_told(row),
    )


@private_page
@page_of_staff
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    row = _unfinished(request, pk)
    at = received_at(request)
    form = FinishForm(*posted(request), today=local_date(at))
    if request.method == "POST" and form.is_valid():
        services.finish_recommendation(row, **form.cleaned_data, by=request.user, at=at)
        messages.success(request, _("Anbefalingen er gennemført."))
        return redirect(row)
    return _page(
        request,
        row,
        form,
        title=_("Meld anbefalingen gennemført"),
        consequences=[
            _("Den står som gennemført, med det, du skriver her."),
            _("Der skal ikke skrives status mere. Det kan ikke fortrydes."),
        ],
        told_text=_told(row),
    )


@private_page
@page_of_staff
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_permitted(request, _rows(), "councils.withdraw_recommendation", pk=pk)
    require_status(row, Status.SENT)
    if request.method == "POST":
        services.withdraw_recommendation(row, by=request.user, at=received_at(request))
        messages.success(request, _("Anbefalingen er trukket tilbage."))
        return redirect(row)
    return _page(
        request,
        row,
        None,
        title=_("Træk anbefalingen tilbage"),
        consequences=[
            _("Ingen skal svare på den mere. Den står ikke i listerne."),
            _("Siden bliver stående og siger, at den er trukket tilbage."),
        ],
        is_grave=True,
    )


def _rows() -> Any:
    return Recommendation.objects.select_related("body", "addressed_to")


def _permitted(request: HttpRequest, pk: int, permission: str) -> Recommendation:
    row: Recommendation = get_permitted(request, _rows(), f"councils.{permission}", pk=pk)
    return row


def _unfinished(request: HttpRequest, pk: int) -> Recommendation:
    row = _permitted(request, pk, "follow_up_recommendation")
    row.require_unfinished()
    return row


def _told(row: Recommendation) -> str:
    return _("Medlemmerne og de, der følger %(body)s.") % {"body": row.body}


def _newer(newer: Recommendation | None) -> list[str]:
    if newer is None:
        return []
    told = {"status": newer.get_status_display(), "reason": newer.reason}
    return [_("En anden har svaret imens: %(status)s. %(reason)s") % told]


def _page(
    request: HttpRequest,
    subject: Body | Recommendation,
    form: Form | None,
    *,
    title: str,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "title": title,
        "object": subject,
        "step": title,
        "form": form,
        "told": 0,
        "cancel_url": subject.get_absolute_url(),
        **more,
    }
    return staff_page(request, "admin/step_confirm.html", context, status=status)
