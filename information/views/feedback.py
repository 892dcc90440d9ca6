""" "Var siden nyttig?": a form with an address of its own, so that pages stay without cookies."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import limits
from core.access import person_of
from core.caching import private_page
from core.clock import received_at
from core.tokens import MIN_FILL_TIME, StampRejected, new_stamp, read_stamp
from information.forms.feedback import ANSWERS, FeedbackForm
from information.models import Feedback, Page, PageVersion
from information.services.feedback import give_feedback
from information.views.fetching import public_view

GIVEN_PER_HOUR = 10
HOUR = 3600
# Invisible to people; whoever fills it in is no reader of the page.
TRAP = "homepage"
NO_WAIT = timedelta(0)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def feedback(request: HttpRequest, number: int) -> HttpResponse:
    page, version = _page(request, number)
    if request.method == "POST":
        return _take_in(request, page, version)
    said = request.GET.get("svar", "")
    form = FeedbackForm(initial={"useful": said} if said in ANSWERS else None)
    stamp = new_stamp(_form_name(page), at=received_at(request))
    return _form_page(request, page, version, form, stamp=stamp)


@public_view
def feedback_thanks(request: HttpRequest, number: int) -> HttpResponse:
    page, version = _page(request, number)
    context = {"page": page, "version": version}
    return render(request, "information/feedback_thanks.html", context)


def _page(request: HttpRequest, number: int) -> tuple[Page, PageVersion]:
    at = received_at(request)
    page = get_object_or_404(Page.objects.visible_to(person_of(request), at), pk=number)
    version = page.public_version(at)
    if version is None:  # taken back between two questions
        raise Http404
    return page, version


def _take_in(request: HttpRequest, page: Page, version: PageVersion) -> HttpResponse:
    at = received_at(request)
    form = FeedbackForm(request.POST)
    key, stamp, refusal = _key_of(request, page, at)
    thanks = redirect("information:feedback_thanks", page.pk)
    if Feedback.objects.filter(key=key).exists():
        return thanks
    form.full_clean()
    if refusal:
        form.add_error(None, refusal)
    if request.POST.get(TRAP):
        form.add_error(None, _("Et skjult felt var udfyldt. Se svaret efter, og send igen."))
    if not form.is_valid():
        return _form_page(request, page, version, form, stamp=stamp)
    who = limits.client_ip(request)
    if not limits.allow("feedback", who, limit=GIVEN_PER_HOUR, per_seconds=HOUR):
        form.add_error(None, str(limits.LimitExceeded(HOUR)))
        return _form_page(request, page, version, form, stamp=stamp, status=429)
    give_feedback(page, version=version, key=key, at=at, **form.said())
    return thanks


def _key_of(request: HttpRequest, page: Page, at: datetime) -> tuple[UUID, str, str]:
    """Return the form's key, its stamp, and what is wrong with it: a new one then stands there."""
    name, stamp = _form_name(page), request.POST.get("stamp", "")
    try:
        return read_stamp(name, stamp, at=at, min_fill=MIN_FILL_TIME).key, stamp, ""
    except StampRejected as rejection:
        stamp = new_stamp(name, at=at)
        return read_stamp(name, stamp, at=at, min_fill=NO_WAIT).key, stamp, str(rejection)


def _form_name(page: Page) -> str:
    return f"feedback-{page.pk}"


def _form_page(
    request: HttpRequest,
    page: Page,
    version: PageVersion,
    form: FeedbackForm,
    *,
    stamp: str,
    status: int = 200,
) -> HttpResponse:
    context = {"page": page, "version": version, "form": form, "stamp": stamp, "trap": TRAP}
    return render(request, "information/feedback_form.html", context, status=status)
