"""The way of innovation with all that is open on it, and the list of all projects."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core.access import person_of
from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from projects.forms.project_filter import ProjectFilterForm
from projects.models import Project
from projects.overview import way_context, with_counts
from projects.views.projects import public_view

PER_PAGE = 20


@public_view
def way(request: HttpRequest) -> HttpResponse:
    today = local_date(received_at(request))
    keep_until(request, end_of_day(today))
    return render(request, "projects/way.html", way_context(today=today))


@public_view
def project_list(request: HttpRequest) -> HttpResponse:
    keep_until(request, end_of_day(local_date(received_at(request))))
    form = ProjectFilterForm(request.GET)
    found = form.narrowed(Project.objects.visible_to(person_of(request)))
    pages = Paginator(with_counts(found.order_by("-started_on", "-pk")), PER_PAGE)
    context = {
        "form": form,
        "page_obj": pages.get_page(request.GET.get("side")),
        "chosen": [
            {"text": words, "url": _without(request, name)} for name, words in form.chosen()
        ],
    }
    return render(request, "projects/project_list.html", context)


def _without(request: HttpRequest, name: str) -> str:
    """Return the address of the list without one of the filters."""
    asked = request.GET.copy()
    asked.pop(name, None)
    asked.pop("side", None)
    path = reverse("projects:list")
    return f"{path}?{asked.urlencode()}" if asked else path
