"""What the pages of staff share: lists of a department's rows, and pages in the admin's frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from rules.contrib.admin import ObjectPermissionsModelAdmin

from core.lookups import ListedLookups


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

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002 (nothing is deleted, whoever asks)
        obj: Any = None,  # noqa: ARG002
    ) -> bool:
        return False


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


def succeeds(form: Form, act: Callable[[], object]) -> bool:
    """Take a step, whole or not at all; what is refused stands beside what was written."""
    try:
        with transaction.atomic():
            act()
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True
