"""The way of innovation, and the page of a project: the same for everybody."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.access import get_visible, person_of
from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from projects.project_page import context_of, with_everything

View = Callable[..., HttpResponseBase]


def public_view(view: View) -> View:
    """Mark a view that anybody may ask for, and that changes nothing."""
    return login_not_required(require_safe(view))


@public_view
def project(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    at, person = received_at(request), person_of(request)
    row = get_visible(request, with_everything(), pk=pk)
    if slug != row.slug:
        return moved_to(request, "project", row.pk, row.slug)
    keep_until(request, end_of_day(local_date(at)))
    return render(request, "projects/project_detail.html", context_of(row, person=person, at=at))


def moved_to(request: HttpRequest, name: str, *parts: Any) -> HttpResponsePermanentRedirect:
    """Lead on to the right address, in the same language, with the same question."""
    path = reverse(f"projects:{name}", args=parts)
    asked = request.GET.urlencode()
    return HttpResponsePermanentRedirect(f"{path}?{asked}" if asked else path)
