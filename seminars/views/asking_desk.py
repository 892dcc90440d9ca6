"""The phone of who runs a seminar on the day: who has come, and what is asked."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.clock import received_at
from core.workplace import posted
from events.models import Registration
from seminars.asking_exceptions import NotAsked
from seminars.asking_panel import Asker, desk_url, shown_to
from seminars.forms.asking import HideForm, QuestionForm
from seminars.models import Question, Seminar, Session
from seminars.programme_page import days_of
from seminars.services.asking import ask_question, set_state

State = Question.State


@require_safe
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """All of the day on one page: who has come, and each session with its lists."""
    seminar, at = _seminar(request, pk), received_at(request)
    days = days_of(seminar, at)
    rows = Registration.objects.holding_seats().filter(event__seminar_day__seminar=seminar)
    counted: dict[int, dict[str, int]] = {}
    for event, people, has_come in rows.values_list("event", "people", "has_come"):
        count = counted.setdefault(event, {"people": 0, "come": 0})
        count["people"] += people
        count["come"] += people if has_come else 0
    context = {
        "seminar": seminar,
        "days": [(day, counted.get(day.day.event_id, {"people": 0, "come": 0})) for day in days],
    }
    return render(request, "seminars/day_desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The questions with what can be done about each, and a form for who asks in the room."""
    session = _session(request, pk, number)
    form = QuestionForm(*posted(request), is_from_the_room=True)
    if form.is_bound and form.is_valid() and _ask_from_the_room(request, session, form):
        return redirect(desk_url(session))
    context = _context(session) | {
        "form": form,
        "key": request.POST.get("key") or uuid.uuid4(),
        "is_asked": session.is_asked_at(received_at(request)),
    }
    return render(request, "seminars/question_desk.html", context)


@require_POST
def mark(request: HttpRequest, pk: int, number: int, question: int) -> HttpResponse:
    """Answered, open again, or shown again."""
    session = _session(request, pk, number)
    row = get_object_or_404(session.questions, number=question)
    wanted = request.POST.get("tilstand", "")
    if wanted not in (State.OPEN, State.ANSWERED):
        raise Http404
    set_state(row, state=State(wanted), by=request.user, at=received_at(request))
    return redirect(f"{desk_url(session)}#s{question}")


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, pk: int, number: int, question: int) -> HttpResponse:
    session = _session(request, pk, number)
    row = get_object_or_404(session.questions.shown(), number=question)
    form = HideForm(*posted(request))
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        set_state(row, state=State.HIDDEN, reason=reason, by=request.user, at=received_at(request))
        messages.success(request, _("Spørgsmålet er skjult."))
        return redirect(desk_url(session))
    context = _context(session) | {"question": row, "form": form}
    return render(request, "seminars/question_hide.html", context)


def _ask_from_the_room(request: HttpRequest, session: Session, form: QuestionForm) -> bool:
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        key = uuid.uuid4()
    try:
        ask_question(
            session,
            **form.cleaned_data,
            asker=Asker(),
            is_from_the_room=True,
            key=key,
            at=received_at(request),
        )
    except NotAsked as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _context(session: Session) -> dict[str, Any]:
    hidden = session.questions.filter(state=State.HIDDEN)
    return {
        "seminar": session.seminar,
        "session": session,
        "shown": shown_to(session, Asker()),
        "hidden": hidden,
        "desk": desk_url(session),
    }


def _seminar(request: HttpRequest, pk: int) -> Seminar:
    seminar: Seminar = get_object_or_404(
        Seminar.objects.run_by(request.user).select_related("department"), pk=pk
    )
    if not request.user.has_perm("seminars.change_seminar", seminar):
        raise PermissionDenied
    return seminar


def _session(request: HttpRequest, pk: int, number: int) -> Session:
    seminar = _seminar(request, pk)
    rows = seminar.sessions.filter(takes_questions=True).select_related("event", "day")
    session = get_object_or_404(rows, pk=number)
    session.seminar = seminar
    return session
