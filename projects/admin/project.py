from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import core.converters  # noqa: F401 - <dbint:…> in the addresses below
from accounts.models import User
from accounts.roles import departments_of
from core.clock import local_date, received_at
from core.workplace import DepartmentAdmin, staff_page
from projects.admin import question_steps, steps, way_steps
from projects.admin.inlines import (
    MilestoneInline,
    PhaseInline,
    save_milestones,
    save_phases,
)
from projects.forms.project_staff import ProjectForm
from projects.models import STAFF_WHO_RUN_PROJECTS, Milestone, Phase, Project
from projects.services.projects import begin_project, change_project, let_comment, missing_words

RECENT_LINES = 12


@admin.register(Project)
class ProjectAdmin(DepartmentAdmin):
    """From the first draft to what was learned. Status and phase change by the steps alone."""

    form = ProjectForm
    change_form_template = "admin/projects/project/change_form.html"
    list_display = ["title", "status", "phase", "department", "facilitator", "started_on"]
    list_filter = ["status", "phase"]
    list_select_related = ["department", "facilitator"]
    list_per_page = 50
    search_fields = ["title"]
    search_help_text = gettext_lazy("Søg i titlen.")
    ordering = ["-started_on", "-pk"]
    view_on_site = False
    fieldsets = [
        (gettext_lazy("1. Problemet"), {"fields": ["title", "lead"]}),
        (
            gettext_lazy("2. Kort fortalt"),
            {"fields": ["brief_problem", "brief_for_whom", "brief_decided", "brief_leads_to"]},
        ),
        (gettext_lazy("3. Mere om projektet"), {"fields": ["text", "areas", "topics"]}),
        (
            gettext_lazy("4. Hvem har ansvaret"),
            {
                "fields": [
                    "body", "department", "facilitator", "contact_phone", "contact_email",
                    "started_on",
                ]
            },
        ),
        (
            gettext_lazy("5. Hvad folk kan give"),
            {"fields": ["takes_ideas", "takes_offers", "takes_comments"]},
        ),
    ]  # fmt: skip
    inlines = [PhaseInline, MilestoneInline]

    def get_urls(self):
        pages = [
            ("offentliggoer/", "publish", steps.publish),
            ("afslut/", "close", steps.close),
            ("aabn-igen/", "reopen", steps.reopen),
            ("erfaring/", "lesson_add", steps.lesson),
            ("erfaring/<dbint:number>/", "lesson", steps.lesson),
            ("gennemfoert/", "implementation_add", steps.implementation),
            ("spoergsmaal/", "question_add", question_steps.add),
            ("spoergsmaal/<dbint:number>/", "question", question_steps.change),
            ("spoergsmaal/<dbint:number>/ret/", "question_reword", question_steps.reword),
            ("fase/", "phase", way_steps.begin),
            ("milepael/<dbint:number>/", "milestone", way_steps.reach),
            ("dokument/", "document_add", way_steps.add),
            ("dokument/<dbint:number>/fjern/", "document_remove", way_steps.remove),
        ]
        own = [
            path(
                f"<dbint:pk>/{address}",
                self.admin_site.admin_view(view),
                name=f"projects_project_{name}",
            )
            for address, name, view in pages
        ]
        return own + super().get_urls()

    # --- What is shown --------------------------------------------------------------------
    def get_queryset(self, request):
        return Project.objects.run_by(request.user).order_by(*self.ordering)

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_changeform_initial_data(self, request):
        departments = list(departments_of(request.user, *STAFF_WHO_RUN_PROJECTS)[:2])
        own = {"department": departments[0]} if len(departments) == 1 else {}
        start = {"facilitator": request.user.pk, "started_on": local_date(received_at(request))}
        return own | start | super().get_changeform_initial_data(request)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "facilitator":
            kwargs["queryset"] = User.objects.filter(is_staff=True, is_active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

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

    def _panel(self, request: HttpRequest, project: Project) -> dict[str, Any]:
        """Return what stands above the form: where it is, the steps, and what belongs to it."""
        missing = [] if project.is_published else missing_words(project)
        return {
            "project": project,
            "steps": steps.steps_of(project),
            "state": steps.state_of(project),
            "missing": missing,
            "questions": project.questions.all(),
            "documents": project.documents.all(),
            "lessons": project.lessons.all(),
            "milestones": project.milestones.filter(reached_on=None),
            "lines": project.history.select_related("by")[:RECENT_LINES],
            "history_url": reverse("admin:projects_project_history", args=[project.pk]),
        }

    def history_view(self, request, object_id, extra_context=None):
        """Show our own history, not Django's log of clicks."""
        project = self.get_object(request, object_id)
        found = project.history.select_related("by")
        lines = self.get_paginator(request, found, 50).get_page(request.GET.get("p"))
        context = {"title": _("Historik"), "object": project, "lines": lines}
        return staff_page(request, "admin/projects/project/history.html", context)

    # --- Saving ---------------------------------------------------------------------------
    def save_model(self, request, obj, form, change):
        step = {"by": request.user, "at": received_at(request)}
        fields = [name for name in form.changed_data if name != "takes_comments"]
        if not change:
            begin_project(obj, **step)
        elif fields:
            change_project(obj, fields=fields, **step)
        let_comment(obj, is_allowed=form.cleaned_data["takes_comments"], **step)

    def save_formset(self, request, form, formset, change):
        savers = {Phase: save_phases, Milestone: save_milestones}
        savers[formset.model](request, form.instance, formset)

    def response_add(self, request, obj, post_url_continue=None) -> HttpResponse:
        """Stay on the draft: questions and the steps are next."""
        request.POST = request.POST.copy()
        request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)
