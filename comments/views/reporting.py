"""Anybody asks staff to look at a comment; its author objects to it being hidden."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comments import listing, services
from comments.forms.moderation import ObjectionForm, ReportForm
from comments.models import Comment
from comments.services.objections import may_object
from comments.waiting import DAYS, Tab
from core import limits
from core.access import person_of
from core.clock import received_at
from core.transitions import TransitionNotAllowed

HOUR = 3600
# From one address without a log-in; from one account; and of one comment from one address.
REPORTS_PER_HOUR = 20
REPORTS_OF_ONE_PER_HOUR = 3
OBJECTIONS_PER_HOUR = 20


@login_not_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, thread: int, number: int) -> HttpResponse:
    """The form, without a log-in too. What was typed stands in it again whatever was wrong."""
    comment, context = _fetch(request, thread, number)
    if not comment.is_visible:
        raise TransitionNotAllowed(_("Kommentaren kan ikke læses mere, så den er set på."))
    form = ReportForm(*([request.POST] if request.method == "POST" else []))
    if request.method != "POST" or not form.is_valid():
        return _page(request, "report_form.html", form, context)
    if not _may_report(request, comment):
        form.add_error(None, str(limits.LimitExceeded(HOUR)))
        return _page(request, "report_form.html", form, context, status=429)
    services.report_comment(
        comment, reporter=person_of(request), **form.cleaned_data, at=received_at(request)
    )
    return redirect("comments:reported", thread, number)


@login_not_required
@require_safe
def reported(request: HttpRequest, thread: int, number: int) -> HttpResponse:
    """Thanks, and what happens now."""
    _comment, context = _fetch(request, thread, number)
    return render(request, "comments/report_thanks.html", context)


@require_http_methods(["GET", "POST"])
def object_to(request: HttpRequest, thread: int, number: int) -> HttpResponse:
    """The author's objection; once it is decided there is none to make."""
    comment, context = _fetch(request, thread, number)
    if not comment.is_written_by(request.user):
        raise PermissionDenied
    if not may_object(comment, request.user):
        return redirect(comment)
    form = ObjectionForm(*([request.POST] if request.method == "POST" else []))
    if request.method != "POST" or not form.is_valid():
        return _page(request, "objection_form.html", form, context)
    who = f"account {request.user.pk}"
    if not limits.allow("comment.object", who, limit=OBJECTIONS_PER_HOUR, per_seconds=HOUR):
        form.add_error(None, str(limits.LimitExceeded(HOUR)))
        return _page(request, "objection_form.html", form, context, status=429)
    services.make_objection(
        comment, text=form.cleaned_data["text"], by=request.user, at=received_at(request)
    )
    return redirect(comment)


def _fetch(request: HttpRequest, thread: int, number: int) -> tuple[Comment, dict[str, Any]]:
    """Return a comment that has a place on this person's pages (else 404), and the frame."""
    person = person_of(request)
    conversation, owner = listing.thread_seen_by(person, thread)
    comment = listing.comment_seen_by(person, conversation, number)
    if comment.state == Comment.State.DELETED:
        raise Http404
    return comment, {
        "thread": conversation,
        "owner": owner,
        "comment": comment,
        "report_days": DAYS[Tab.REPORTED],
        "objection_days": DAYS[Tab.OBJECTED],
    }


def _may_report(request: HttpRequest, comment: Comment) -> bool:
    person = person_of(request)
    who = f"account {person.pk}" if person else limits.client_ip(request)
    of_this = f"{who} {comment.pk}"
    return limits.allow(
        "comment.report", who, limit=REPORTS_PER_HOUR, per_seconds=HOUR
    ) and limits.allow(
        "comment.report.one", of_this, limit=REPORTS_OF_ONE_PER_HOUR, per_seconds=HOUR
    )


def _page(
    request: HttpRequest, template: str, form: Any, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, f"comments/{template}", {"form": form, **context}, status=status)
