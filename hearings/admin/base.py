"""What the pages of staff share: visibility first (404), then the right (403)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from rules.contrib.admin import ObjectPermissionsModelAdmin

from core.lookups import ListedLookups
from hearings.models import Hearing, HearingEvent, Response

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User


class DepartmentAdmin(ListedLookups, ObjectPermissionsModelAdmin):
    """Rows of my departments only, rights by rules.py. Nothing is deleted here."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Return the row, or the 404 page: another department's row does not exist for me."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Give the list the whole width, and its plain name."""
        frame = {
            "is_nav_sidebar_enabled": False,
            "title": capfirst(self.opts.verbose_name_plural),
        }
        return super().changelist_view(request, {**frame, **(extra_context or {})})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def permitted_hearing(request: HttpRequest, pk: int, permission: str) -> Hearing:
    """Fetch a hearing of my departments (else 404) with a right on it (else 403)."""
    hearings = Hearing.objects.of_departments_of(request.user)
    hearing = get_object_or_404(hearings.select_related("department", "feed"), pk=pk)
    if not request.user.has_perm(f"hearings.{permission}", hearing):
        raise PermissionDenied
    return hearing


def permitted_response(request: HttpRequest, pk: int, permission: str) -> Response:
    """Fetch an answer to a hearing of my departments (else 404), with a right on it (else 403)."""
    answers = Response.objects.for_staff(request.user).select_related(
        "hearing__department", "area", "person", "registered_by", "current_version"
    )
    response = get_object_or_404(answers, pk=pk)
    if not request.user.has_perm(f"hearings.{permission}", response):
        raise PermissionDenied
    return response


def reads_answers(user: User, hearing: Hearing) -> bool:
    """Tell whether a person may read the answers to a hearing, and what was done with them."""
    return user.has_perm("hearings.view_response", Response(hearing=hearing))


def history_for(user: User, hearing: Hearing) -> QuerySet[HearingEvent]:
    """Return the lines of a hearing's history that a person may read."""
    lines = hearing.history.select_related("by", "response")
    return lines if reads_answers(user, hearing) else lines.filter(response=None)


def posted(request: HttpRequest, *, with_files: bool = False) -> tuple[Any, ...]:
    """Return what a form is bound to: nothing for a GET, also an empty form for a POST."""
    if request.method != "POST":
        return ()
    return (request.POST, request.FILES) if with_files else (request.POST,)


def staff_page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page of our own inside the admin's frame."""
    request.current_app = admin.site.name
    frame = {**admin.site.each_context(request), "is_nav_sidebar_enabled": False}
    return TemplateResponse(request, template, {**frame, **context}, status=status)
