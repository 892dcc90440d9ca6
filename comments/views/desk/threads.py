"""One conversation at the desk: its note, opening and closing it, answering in it, its history."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments import services
from comments.exceptions import SummaryChanged
from comments.forms.moderation import AnswerForm, CloseForm, SummaryForm
from comments.models import Comment, Thread
from comments.views.desk.frame import comment_at_desk, desk_page, tab_url, thread_at_desk
from comments.waiting import Tab, comments_of_my_departments, entries
from core.clock import received_at
from core.owners import owner_of
from core.transitions import TransitionNotAllowed

RECENT_LINES = 50


@require_safe
def desk_thread(request: HttpRequest, thread: int) -> HttpResponse:
    return _page(request, thread_at_desk(request, thread))


@require_POST
def summarise(request: HttpRequest, thread: int) -> HttpResponse:
    """Save where the conversation stands; a newer text of somebody else is shown beside (409)."""
    found = thread_at_desk(request, thread, "answer_comments")
    form = SummaryForm(request.POST)
    if not form.is_valid():
        return _page(request, found, summary=form)
    try:
        services.write_summary(found, **form.cleaned_data, by=request.user, at=received_at(request))
    except SummaryChanged as refusal:
        newer = refusal.thread
        form = SummaryForm({"text": form.cleaned_data["text"], "seen": seen_of(newer)})
        form.add_error(None, refusal.messages[0])
        return _page(request, found, summary=form, newer=newer, status=409)
    messages.success(request, _("“Her står samtalen” er gemt."))
    return redirect("comments:desk_thread", thread)


@require_POST
def close(request: HttpRequest, thread: int) -> HttpResponse:
    found = thread_at_desk(request, thread)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, closing=form)
    try:
        services.close_thread(
            found, reason=form.cleaned_data["reason"], by=request.user, at=received_at(request)
        )
    except TransitionNotAllowed as refusal:
        form.add_error(None, refusal.message)
        return _page(request, found, closing=form, status=409)
    messages.success(request, _("Samtalen er lukket."))
    return redirect("comments:desk_thread", thread)


@require_POST
def reopen(request: HttpRequest, thread: int) -> HttpResponse:
    found = thread_at_desk(request, thread)
    services.reopen_thread(found, by=request.user, at=received_at(request))
    messages.success(request, _("Samtalen er åben igen."))
    return redirect("comments:desk_thread", thread)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, thread: int, number: int) -> HttpResponse:
    """Answer for the municipality; what was typed stays when the comment is gone meanwhile."""
    comment = comment_at_desk(request, thread, number, "answer_comments")
    if request.method != "POST":
        return _answer_page(request, comment, AnswerForm(initial={"key": uuid4()}))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _answer_page(request, comment, form)
    try:
        services.answer_comment(
            comment, **form.cleaned_data, by=request.user, at=received_at(request)
        )
    except TransitionNotAllowed as refusal:
        form.add_error(None, refusal.message)
        return _answer_page(request, comment, form, status=409)
    messages.success(request, _("Svaret er lagt ud."))
    return redirect(tab_url(Tab.UNANSWERED))


def seen_of(thread: Thread) -> str:
    return thread.summary_at.isoformat() if thread.summary_at else ""


def _page(
    request: HttpRequest,
    thread: Thread,
    *,
    status: int = 200,
    summary: SummaryForm | None = None,
    closing: CloseForm | None = None,
    newer: Thread | None = None,
) -> HttpResponse:
    owner: Any = owner_of(thread)
    start = {"text": thread.summary, "seen": seen_of(thread)}
    context = {
        "thread": thread,
        "subject": owner,
        "heading": owner.heading(),
        "summary": summary or SummaryForm(initial=start),
        "closing": closing or CloseForm(),
        "newer": newer,
        "summary_form": summary or closing,
        "lines": thread.history.select_related("by", "comment")[:RECENT_LINES],
    }
    return desk_page(request, "thread.html", context, status=status)


def _answer_page(
    request: HttpRequest, comment: Comment, form: AnswerForm, status: int = 200
) -> HttpResponse:
    if status == 200 and not comment.is_visible:
        raise TransitionNotAllowed(_("Kommentaren kan ikke læses, så den kan ikke besvares."))
    owner: Any = owner_of(comment.thread)
    mine = comments_of_my_departments(request.user).filter(pk=comment.pk)
    context = {
        "entry": entries(mine)[0],
        "form": form,
        "summary_form": form,
        "role": owner.role_of(request.user),
        "name": request.user.public_name,
    }
    return desk_page(request, "answer.html", context, status=status)
