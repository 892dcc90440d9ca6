"""What people do with a problem: feel it too, report it, object to its being hidden."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comments.waiting import DAYS, Tab
from core import limits
from core.access import get_visible, person_of
from core.clock import received_at
from core.transitions import TransitionNotAllowed
from projects.forms.problems import ProblemObjectionForm, ProblemReportForm
from projects.models import Problem
from projects.services import problem_moderation, problem_objections, problems

HOUR = 3600
FELT_PER_HOUR = 120
REPORTS_PER_HOUR = 20
REPORTS_OF_ONE_PER_HOUR = 3
OBJECTIONS_PER_HOUR = 20


@require_http_methods(["GET", "POST"])
def feel(request: HttpRequest, number: int) -> HttpResponse:
    """Feel it too, or take that back; who comes from the log-in finds a page with a button."""
    problem, person = _fetch(request, number), request.user
    if request.method == "POST":
        limits.consume("problem.feel", str(person.pk), limit=FELT_PER_HOUR, per_seconds=HOUR)
        if "fortryd" in request.POST:
            problems.unfeel(problem, by=person)
        else:
            problems.feel(problem, by=person, at=received_at(request))
            messages.success(request, _("Tak. Du tæller med, og du får besked, når der er svar."))
        return redirect(problem)
    context = {
        "problem": problem,
        "is_felt": problem.felt.filter(user=person).exists(),
        "is_own": problem.is_raised_by(person),
    }
    return render(request, "projects/problem_feel.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, number: int) -> HttpResponse:
    """The form, without a log-in too. What was typed stands in it again whatever was wrong."""
    problem = _fetch(request, number)
    if not problem.is_visible:
        raise TransitionNotAllowed(_("Problemet kan ikke læses af andre, så det er set på."))
    form = ProblemReportForm(*([request.POST] if request.method == "POST" else []))
    if request.method != "POST" or not form.is_valid():
        return _report_page(request, problem, form)
    if not _may_report(request, problem):
        form.add_error(None, str(limits.LimitExceeded(HOUR)))
        return _report_page(request, problem, form, status=429)
    problem_moderation.report_problem(
        problem, reporter=person_of(request), **form.cleaned_data, at=received_at(request)
    )
    return redirect("projects:problem_reported", number)


@login_not_required
@require_safe
def reported(request: HttpRequest, number: int) -> HttpResponse:
    """Thanks, and what happens now."""
    context = {"problem": _fetch(request, number)}
    return render(request, "projects/problem_reported.html", context)


@require_http_methods(["GET", "POST"])
def object_to(request: HttpRequest, number: int) -> HttpResponse:
    """The author's objection; once it is decided there is none to make."""
    problem, person = _fetch(request, number), request.user
    if not problem.is_raised_by(person):
        raise PermissionDenied
    if not problem_objections.may_object(problem, person):
        return redirect(problem)
    form = ProblemObjectionForm(*([request.POST] if request.method == "POST" else []))
    if request.method != "POST" or not form.is_valid():
        return _objection_page(request, problem, form)
    if not limits.allow(
        "problem.object", str(person.pk), limit=OBJECTIONS_PER_HOUR, per_seconds=HOUR
    ):
        form.add_error(None, str(limits.LimitExceeded(HOUR)))
        return _objection_page(request, problem, form, status=429)
    text = form.cleaned_data["text"]
    problem_objections.make_objection(problem, text=text, by=person, at=received_at(request))
    return redirect(problem)


def _objection_page(
    request: HttpRequest, problem: Problem, form: ProblemObjectionForm, status: int = 200
) -> HttpResponse:
    context = {"problem": problem, "form": form, "objection_days": DAYS[Tab.OBJECTED]}
    return render(request, "projects/problem_objection_form.html", context, status=status)


def _fetch(request: HttpRequest, number: int) -> Problem:
    found = Problem.objects.select_related("author", "organisation")
    problem: Problem = get_visible(request, found, pk=number)
    return problem


def _may_report(request: HttpRequest, problem: Problem) -> bool:
    person = person_of(request)
    who = f"account {person.pk}" if person else limits.client_ip(request)
    of_this = f"{who} {problem.pk}"
    return limits.allow(
        "problem.report", who, limit=REPORTS_PER_HOUR, per_seconds=HOUR
    ) and limits.allow(
        "problem.report.one", of_this, limit=REPORTS_OF_ONE_PER_HOUR, per_seconds=HOUR
    )


def _report_page(
    request: HttpRequest, problem: Problem, form: Any, status: int = 200
) -> HttpResponse:
    context = {"problem": problem, "form": form}
    return render(request, "projects/problem_report.html", context, status=status)
