"""What the editors' pages share: visibility first (404), then the right (403)."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, departments_of
from core.workplace import DepartmentAdmin
from hearings.admin.filters import MineFilter
from information.models import InformationEvent, Publication

RECENT_LINES = 8


class EditorAdmin(DepartmentAdmin):
    """Texts of my departments, with our own history instead of Django's."""

    list_per_page = 50
    view_on_site = False
    # A new text is a draft: looking at it and publishing it are next.
    stays_on_new = True

    def get_queryset(self, request):
        mine = self.model.objects.of_departments_of(request.user)
        return mine.order_by(*self.get_ordering(request))

    def get_changeform_initial_data(self, request):
        departments = list(departments_of(request.user, Role.EDITOR)[:2])
        initial = {"department": departments[0]} if len(departments) == 1 else {}
        return initial | super().get_changeform_initial_data(request)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "department":
            kwargs["queryset"] = departments_of(request.user, Role.EDITOR)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A choice is a choice: no pencils and plus signs beside it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            field.widget = widget.widget
        return field

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """Whoever saves holds the row, so that nobody saves between the check and the writing."""
        if request.method == "POST" and object_id:
            found = self.get_object(request, unquote(object_id))
            self.model.objects.select_for_update().get(pk=found.pk)
        extra_context = {"is_nav_sidebar_enabled": False, **(extra_context or {})}
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, **kwargs):
        if self.stays_on_new:
            context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        if self.stays_on_new:
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)

    def take_over(self, obj: Any, created: Any) -> None:
        """Let the admin go on with the row that the service made."""
        obj.pk = created.pk
        obj._state.adding = False  # noqa: SLF001 (what Django's own save does)
        obj.refresh_from_db()


def permitted(model: type[models.Model], request: HttpRequest, pk: int, verb: str) -> Any:
    """Fetch a text of my departments (else 404) with a right on it (else 403)."""
    rows = model._default_manager.of_departments_of(request.user)  # noqa: SLF001 (Django's name)
    subject = get_object_or_404(rows.select_related("department"), pk=pk)
    if not request.user.has_perm(f"information.{verb}_{model._meta.model_name}", subject):
        raise PermissionDenied
    return subject


def history_of(subject: models.Model) -> models.QuerySet[InformationEvent]:
    """Return what was done with a text, the newest first."""
    return InformationEvent.objects.filter(
        subject_kind=subject._meta.model_name, subject_id=subject.pk
    )


class StageFilter(admin.SimpleListFilter):
    """Where a text stands, or that it is time to look it through."""

    title = _("hvor den er")
    parameter_name = "stage"
    DUE = "due"

    def lookups(self, request, model_admin):
        return [*Publication.Stage.choices, (self.DUE, _("skal ses efter"))]

    def queryset(self, request, queryset):
        if self.value() in Publication.Stage.values:
            return queryset.at_stage(self.value(), timezone.now())
        return queryset.due_for_review(timezone.now()) if self.value() == self.DUE else queryset


class DepartmentFilter(MineFilter):
    title = _("afdeling")
    parameter_name = "department"
    field = "department"

    def rows(self, request):
        return departments_of(request.user, Role.EDITOR)


class PageDepartmentFilter(DepartmentFilter):
    field = "page__department"
