from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import core.converters  # noqa: F401 - <dbint:…> in the addresses below
from accounts.roles import departments_of
from core.clock import received_at
from core.workplace import DepartmentAdmin, staff_page
from seminars.admin import after_steps, steps
from seminars.admin.inlines import (
    DayInline,
    SessionInline,
    SpeakerInline,
    TrackInline,
    save_formset,
)
from seminars.forms.staff import SeminarForm
from seminars.models import STAFF_WHO_RUN_SEMINARS, Seminar
from seminars.services.seminars import (
    begin_seminar,
    change_seminar,
    keep_days_with,
    let_comment,
    missing_of,
)

RECENT_LINES = 12


@admin.register(Seminar)
class SeminarAdmin(DepartmentAdmin):
    """The whole seminar with its programme on one page. Status changes by the steps alone."""

    form = SeminarForm
    change_form_template = "admin/seminars/seminar/change_form.html"
    list_display = ["title", "status", "held", "department"]
    list_filter = ["status"]
    list_select_related = ["department"]
    list_per_page = 50
    search_fields = ["title"]
    search_help_text = gettext_lazy("Søg i temaet.")
    view_on_site = False
    fieldsets = [
        (gettext_lazy("1. Temaet"), {"fields": ["title", "lead", "text", "topics"]}),
        (gettext_lazy("2. Praktisk"), {"fields": ["practical", "contact", "department"]}),
        (
            gettext_lazy("3. Tilgængelighed"),
            {
                "fields": [
                    ("has_hearing_loop", "has_interpreter", "has_lift"),
                    "accessibility",
                    "takes_comments",
                ]
            },
        ),
    ]
    inlines = [DayInline, TrackInline, SpeakerInline, SessionInline]

    def get_urls(self):
        pages = [*steps.PAGES, *after_steps.PAGES]
        own = [
            path(
                f"<dbint:pk>/{address}",
                self.admin_site.admin_view(view),
                name=f"seminars_seminar_{name}",
            )
            for address, name, view in pages
        ]
        return own + super().get_urls()

    # --- What is shown --------------------------------------------------------------------
    @admin.display(description=gettext_lazy("dag"), ordering="last_day_ends_at")
    def held(self, seminar):
        return seminar.held_on or "–"

    def get_queryset(self, request):
        return Seminar.objects.run_by(request.user)

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_changeform_initial_data(self, request):
        departments = list(departments_of(request.user, *STAFF_WHO_RUN_SEMINARS)[:2])
        own = {"department": departments[0]} if len(departments) == 1 else {}
        return own | super().get_changeform_initial_data(request)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A choice is a choice: no pencils and plus signs beside it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            field.widget = widget.widget
        return field

    # --- The form page --------------------------------------------------------------------
    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["show_save_and_add_another"] = False
        if obj:
            context |= self._panel(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _panel(self, request: HttpRequest, seminar: Seminar) -> dict[str, Any]:
        """Return what stands above the form: where it is, the steps, and what belongs to it."""
        at = received_at(request)
        return {
            "seminar": seminar,
            "steps": steps.steps_of(seminar, at),
            "state": _("holdt") if seminar.is_held(at) else seminar.get_status_display(),
            "missing": [] if seminar.is_published else missing_of(seminar),
            "sessions": seminar.sessions.in_order(),
            "lessons": seminar.lessons.select_related("lesson__project"),
            "focus": seminar.focus_projects.select_related(
                "designation__project", "designation__year"
            ),
            "sent": seminar.messages.all()[:5],
            "conclusions": seminar.conclusions.all(),
            "materials": seminar.materials.all(),
            "lines": seminar.history.select_related("by")[:RECENT_LINES],
            "history_url": reverse("admin:seminars_seminar_history", args=[seminar.pk]),
        }

    def history_view(self, request, object_id, extra_context=None):
        """Show our own history, not Django's log of clicks."""
        seminar = self.get_object(request, object_id)
        found = seminar.history.select_related("by")
        lines = self.get_paginator(request, found, 50).get_page(request.GET.get("p"))
        context = {"title": _("Historik"), "object": seminar, "lines": lines}
        return staff_page(request, "admin/seminars/seminar/history.html", context)

    # --- Saving ---------------------------------------------------------------------------
    def save_model(self, request, obj, form, change):
        step = {"by": request.user, "at": received_at(request)}
        fields = [name for name in form.changed_data if name != "takes_comments"]
        if not change:
            begin_seminar(obj, **step)
        elif fields:
            change_seminar(obj, fields=fields, **step)
        let_comment(obj, is_allowed=form.cleaned_data["takes_comments"], **step)

    def save_formset(self, request, form, formset, change):
        save_formset(request, form.instance, formset)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and "topics" in form.changed_data:
            keep_days_with(form.instance, by=request.user, at=received_at(request))

    def response_add(self, request, obj, post_url_continue=None) -> HttpResponse:
        """Stay on the draft: the days and the programme are next."""
        request.POST = request.POST.copy()
        request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)
