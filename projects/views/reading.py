"""The pages below a project: its questions, what is new, its course, files, and all lessons."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from core.access import get_visible, person_of
from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from core.feeds import CONTENT_TYPE
from core.files import serve_file
from events.ics import response_with
from projects.calendar_file import calendar_of
from projects.course import by_year, drawing_of, rows_of
from projects.feeds import feed_of_project, feed_of_projects
from projects.forms.lesson_filter import LessonFilterForm
from projects.models import Lesson, Project, UpdatePicture
from projects.moments import told_of
from projects.views.projects import public_view

PER_PAGE = 20


def _project(request: HttpRequest, pk: int) -> Project:
    found: Project = get_visible(request, Project.objects.select_related("department"), pk=pk)
    return found


@public_view
def question(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:  # noqa: ARG001 (may be old)
    project = _project(request, pk)
    row = get_object_or_404(project.questions, pk=number)
    context = {"project": project, "question": row, "changes": row.changes.all()}
    return render(request, "projects/question_detail.html", context)


@public_view
def updates(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    project, person = _project(request, pk), person_of(request)
    pages = Paginator(project.updates.prefetch_related("pictures"), PER_PAGE)
    page = pages.get_page(request.GET.get("side"))
    for row in page:
        row.project = project
    may_write = bool(person and person.has_perm("projects.write_update_project", project))
    context = {"project": project, "page_obj": page, "may_write": may_write}
    return render(request, "projects/update_list.html", context)


@public_view
def update(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:  # noqa: ARG001
    project, person = _project(request, pk), person_of(request)
    row = get_object_or_404(project.updates, pk=number)
    may_mend = bool(person and person.has_perm("projects.write_update_project", project))
    context = {
        "project": project,
        "update": row,
        "pictures": row.pictures.all(),
        "may_mend": may_mend,
    }
    return render(request, "projects/update_detail.html", context)


@public_view
def course(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    project, today = _project(request, pk), local_date(received_at(request))
    told = told_of(project)
    rows = rows_of(project, told.moments, told.phases, today=today)
    keep_until(request, end_of_day(today))
    context = {
        "project": project,
        "drawing": drawing_of(project, rows, told.phases, today=today),
        "years": by_year(rows),
    }
    return render(request, "projects/project_course.html", context)


@public_view
def calendar(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """All that one can come to in a project; a draft has no calendar, whoever asks."""
    project = get_object_or_404(Project.objects.published(), pk=pk)
    return response_with(calendar_of(project), f"projekt-{project.pk}.ics")


@public_view
def picture(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponseBase:  # noqa: ARG001
    project = _project(request, pk)
    row = get_object_or_404(UpdatePicture, pk=number, update__project=project)
    return serve_file(row, request, public=project.is_published)


@public_view
def document(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponseBase:  # noqa: ARG001
    project = _project(request, pk)
    row = get_object_or_404(project.documents, pk=number)
    return serve_file(row, request, public=project.is_published)


@public_view
def lessons(request: HttpRequest) -> HttpResponse:
    form = LessonFilterForm(request.GET)
    shown = Project.objects.published().order_by().values("pk")
    found = form.narrowed(Lesson.objects.filter(project__in=shown).select_related("project"))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("side"))
    context = {"form": form, "page_obj": page}
    return render(request, "projects/lesson_list.html", context)


@public_view
def feed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(feed_of_projects(path=request.path), content_type=CONTENT_TYPE)


@public_view
def project_feed(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """What one project tells; a draft has no feed, whoever asks."""
    project = get_object_or_404(Project.objects.published(), pk=pk)
    return HttpResponse(feed_of_project(project, path=request.path), content_type=CONTENT_TYPE)
