"""What comes after: conclusions, what became of the last ones, the report, materials, lessons."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from core.access import get_visible, person_of
from core.caching import keep_until, private_page
from core.clock import end_of_day, local_date, received_at
from core.files import serve_file
from core.transitions import TransitionNotAllowed
from core.workplace import posted
from seminars.forms.afterwards import EvaluationForm, LessonFilterForm
from seminars.links import ask_of, is_ours
from seminars.materials import materials_of
from seminars.models import Conclusion, MaterialFile, ReportFile, Seminar, SeminarLesson
from seminars.programme_page import with_everything
from seminars.report import content_of, told_numbers
from seminars.services.evaluating import evaluate as take
from seminars.services.evaluating import takes_answers

PER_PAGE = 20


@login_not_required
@require_safe
def conclusions(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """Each with who answers for it, how far it is, and all that was told about it."""
    seminar = get_visible(request, with_everything(), pk=pk)
    rows = seminar.conclusions.select_related("body").prefetch_related("statuses")
    person = person_of(request)
    context = {
        "seminar": seminar,
        "conclusions": rows,
        "may_tell": person is not None and seminar.is_run_by(person),
    }
    return render(request, "seminars/conclusion_list.html", context)


@login_not_required
@require_safe
def since(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """What became of the conclusions of the seminar before, and of older ones left open."""
    seminar = get_visible(request, with_everything(), pk=pk)
    rows = Conclusion.objects.carried_to(seminar).select_related("body", "seminar")
    context = {"seminar": seminar, "conclusions": rows.prefetch_related("statuses")}
    return render(request, "seminars/conclusions_since.html", context)


@login_not_required
@require_safe
def report(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    seminar, at = _reported(request, pk), received_at(request)
    keep_until(request, end_of_day(local_date(at)))
    content = content_of(seminar, at)
    context = {
        "seminar": seminar,
        "content": content,
        "numbers": told_numbers(content.numbers),
        "documents": materials_of(seminar),
        "has_pdf": ReportFile.objects.filter(seminar=seminar).exclude(file="").exists(),
    }
    return render(request, "seminars/report.html", context)


@login_not_required
@require_safe
def report_pdf(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:  # noqa: ARG001
    seminar = _reported(request, pk)
    stored = get_object_or_404(ReportFile.objects.exclude(file=""), seminar=seminar)
    return serve_file(stored, request, public=seminar.is_visible_to(None))


@login_not_required
@require_safe
def material(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponseBase:  # noqa: ARG001
    seminar = get_visible(request, Seminar.objects, pk=pk)
    stored = get_object_or_404(MaterialFile, material__seminar=seminar, material=number)
    return serve_file(stored, request, public=seminar.is_visible_to(None))


@login_not_required
@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    """All lessons that were told at seminars, by topic."""
    form = LessonFilterForm(request.GET)
    rows = SeminarLesson.objects.filter(seminar__in=Seminar.objects.published())
    rows = form.narrowed(rows.select_related("lesson__project", "seminar", "session__event"))
    pages = Paginator(rows.order_by("-seminar__last_day_ends_at", "-pk").distinct(), PER_PAGE)
    page = pages.get_page(request.GET.get("side"))
    return render(request, "seminars/lesson_list.html", {"form": form, "page_obj": page})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def evaluate(request: HttpRequest, token: str) -> HttpResponse:
    """What one thought of it. Answered without a log-in; nobody is told who said what."""
    ask = ask_of(token)
    if ask is None and not is_ours(token):
        raise Http404
    if ask is None or not takes_answers(ask.seminar, received_at(request)):
        return render(request, "seminars/evaluation_closed.html")
    form = EvaluationForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            take(ask, **form.cleaned_data, at=received_at(request))
        except TransitionNotAllowed:
            return render(request, "seminars/evaluation_closed.html", status=409)
        return redirect("seminars:evaluate", token)
    context = {"seminar": ask.seminar, "form": form}
    return render(request, "seminars/evaluation_form.html", context)


def _reported(request: HttpRequest, pk: int) -> Seminar:
    """Return a seminar whose report everybody may read."""
    seminar: Seminar = get_visible(request, with_everything(), pk=pk)
    if not seminar.has_report:
        raise Http404
    return seminar
