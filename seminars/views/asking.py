"""Questions to a session's speakers: with an account, or with the link of a seat for the day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import limits
from core.access import get_visible, person_of
from core.caching import private_page
from core.clock import received_at
from core.tokens import StampRejected, new_stamp, read_stamp
from events.links import registration_of
from events.models import Registration
from seminars.asking_exceptions import NotAsked
from seminars.asking_panel import ON_SCREEN, mark_of, questions_url, shown_to
from seminars.forms.asking import QuestionForm
from seminars.models import Seminar, Session
from seminars.services.asking import Asker, ask_question, support_question

HOUR = 3600
ASKED_PER_HOUR = 20
SUPPORTED_PER_HOUR = 300
NO_WAIT = timedelta(0)
read_or_ask = require_http_methods(["GET", "HEAD", "POST"])


# --- With an account, or only to read -----------------------------------------------------------
@login_not_required
@read_or_ask
def questions(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:  # noqa: ARG001
    session = _session(request, pk, number)
    return _page(request, session, Asker(user=person_of(request)))


@login_not_required
@require_safe
def rows(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:  # noqa: ARG001
    """The list alone, for who looks on."""
    session = _session(request, pk, number)
    return _rows(request, session, Asker(user=person_of(request)))


@require_POST
def support(request: HttpRequest, pk: int, slug: str, number: int, question: int) -> HttpResponse:  # noqa: ARG001
    session = _session(request, pk, number)
    return _support(request, session, Asker(user=person_of(request)), question)


@login_not_required
@require_safe
def screen(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:  # noqa: ARG001
    """The questions in large type for the wall of the room, with a code that leads to asking."""
    session = _session(request, pk, number)
    open_ones = [row for row in shown_to(session, Asker()) if row.question.is_open]
    context = {
        "seminar": session.seminar,
        "session": session,
        "shown": open_ones[:ON_SCREEN],
        "address": settings.SITE_URL + questions_url(session),
    }
    return render(request, "seminars/question_screen.html", context)


# --- With the link of a seat ------------------------------------------------------------------
@login_not_required
@read_or_ask
@private_page
def questions_by_link(request: HttpRequest, token: str, number: int) -> HttpResponse:
    session, asker = _by_link(token, number)
    return _page(request, session, asker)


@login_not_required
@require_safe
@private_page
def rows_by_link(request: HttpRequest, token: str, number: int) -> HttpResponse:
    session, asker = _by_link(token, number)
    return _rows(request, session, asker)


@login_not_required
@require_POST
@private_page
def support_by_link(request: HttpRequest, token: str, number: int, question: int) -> HttpResponse:
    session, asker = _by_link(token, number)
    return _support(request, session, asker, question)


# --- The same for both --------------------------------------------------------------------------
def _session(request: HttpRequest, pk: int, number: int) -> Session:
    seminar = get_visible(request, Seminar.objects.select_related("department"), pk=pk)
    rows = seminar.sessions.filter(takes_questions=True).select_related("event", "day")
    session = get_object_or_404(rows, pk=number)
    session.seminar = seminar
    return session


def _by_link(token: str, number: int) -> tuple[Session, Asker]:
    """Return the session of the day for which the link has a seat."""
    registration = registration_of(token)
    if registration is None or registration.status != Registration.Status.CONFIRMED:
        raise Http404
    sessions = Session.objects.select_related("seminar__department", "event", "day")
    known = sessions.filter(takes_questions=True, day__event=registration.event_id)
    session = get_object_or_404(known, pk=number)
    return session, Asker(user=registration.user, registration=registration)


def _page(request: HttpRequest, session: Session, asker: Asker) -> HttpResponse:
    may_ask = bool(asker.limit_key) and session.is_asked_at(received_at(request))
    if request.method == "POST":
        if not asker.limit_key:
            raise Http404
        return _ask(request, session, asker)
    form = QuestionForm(initial={"asked_by": asker.name}) if may_ask else None
    return _form_page(request, session, asker, form)


def _ask(request: HttpRequest, session: Session, asker: Asker) -> HttpResponse:
    form = QuestionForm(request.POST)
    key, stamp, refusal = _key(request, session)
    form.full_clean()
    if refusal:
        form.add_error(None, refusal)
    if not form.is_valid():
        return _form_page(request, session, asker, form, stamp=stamp)
    try:
        limits.consume("seminar.ask", asker.limit_key, limit=ASKED_PER_HOUR, per_seconds=HOUR)
        ask_question(session, **form.cleaned_data, asker=asker, key=key, at=received_at(request))
    except limits.LimitExceeded as limit:
        form.add_error(None, str(limit))
        return _form_page(request, session, asker, form, stamp=stamp, status=429)
    except NotAsked as refused:
        form.add_error(None, str(refused))
        return _form_page(request, session, asker, form, stamp=stamp, status=409)
    messages.success(request, _("Dit spørgsmål er stillet."))
    return redirect(questions_url(session, asker))


def _key(request: HttpRequest, session: Session) -> tuple[UUID, str, str]:
    """Read the stamp that came back, or begin a new one and say why."""
    name, at, stamp = f"ask-{session.pk}", received_at(request), request.POST.get("stamp", "")
    try:
        return read_stamp(name, stamp, at=at, min_fill=NO_WAIT).key, stamp, ""
    except StampRejected as rejection:
        stamp = new_stamp(name, at=at)
        return read_stamp(name, stamp, at=at, min_fill=NO_WAIT).key, stamp, str(rejection)


def _support(request: HttpRequest, session: Session, asker: Asker, number: int) -> HttpResponse:
    question = get_object_or_404(session.questions.shown(), number=number)
    limits.consume("seminar.support", asker.limit_key, limit=SUPPORTED_PER_HOUR, per_seconds=HOUR)
    wants = request.POST.get("vil") != "nej"
    support_question(question, asker=asker, wants=wants, at=received_at(request))
    return redirect(f"{questions_url(session, asker)}#s{number}")


def _rows(request: HttpRequest, session: Session, asker: Asker) -> HttpResponse:
    shown = shown_to(session, asker)
    mark = mark_of(shown)
    if constant_time_compare(request.headers.get("If-None-Match", ""), mark):
        return HttpResponseNotModified()
    context = _context(request, session, asker) | {"shown": shown}
    response = render(request, "seminars/_question_rows.html", context)
    response.headers["ETag"] = mark
    return response


def _form_page(
    request: HttpRequest,
    session: Session,
    asker: Asker,
    form: QuestionForm | None,
    *,
    stamp: str = "",
    status: int = 200,
) -> HttpResponse:
    at = received_at(request)
    context = _context(request, session, asker) | {
        "shown": shown_to(session, asker),
        "form": form,
        "stamp": stamp or (new_stamp(f"ask-{session.pk}", at=at) if form else ""),
    }
    return render(request, "seminars/question_list.html", context, status=status)


def _context(request: HttpRequest, session: Session, asker: Asker) -> dict[str, Any]:
    return {
        "seminar": session.seminar,
        "session": session,
        "base": questions_url(session, asker),
        "is_asked": session.is_asked_at(received_at(request)),
        "may_support": bool(asker.limit_key),
    }
