"""Phases and milestones on the project's page; each change has its line."""

from django.contrib import admin

from core.clock import received_at
from projects.forms.project_staff import MilestoneForm, PhaseForm
from projects.models import Milestone, Phase
from projects.services.way import remove_milestone, save_milestone, set_phase


class OfProject:
    """Who may change the project may change what belongs to it."""

    extra = 0

    def _may(self, request, obj):
        return request.user.has_perm("projects.change_project", obj)

    def has_view_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_add_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._may(request, obj)


class PhaseInline(OfProject, admin.StackedInline):
    """When each phase is; where the project is now is changed by a step."""

    model = Phase
    form = PhaseForm
    fields = [("kind", "starts_on", "ends_on"), ("when_text", "text")]
    max_num = 5
    extra = 1

    def has_delete_permission(self, request, obj=None):
        return False


class MilestoneInline(OfProject, admin.TabularInline):
    model = Milestone
    form = MilestoneForm
    extra = 1


def save_phases(request, project, formset):
    formset.save(commit=False)
    formset.new_objects, formset.changed_objects = [], []
    for form in formset.forms:
        if form.has_changed():
            written = dict(form.cleaned_data)
            kind = Phase(kind=written.pop("kind")).kind
            fields = {name: written[name] for name in ("starts_on", "ends_on", "when_text", "text")}
            set_phase(project, kind, by=request.user, at=received_at(request), **fields)


def save_milestones(request, project, formset):
    step = {"by": request.user, "at": received_at(request)}
    for milestone in formset.save(commit=False):
        milestone.project = project
        save_milestone(milestone, **step)
    for milestone in formset.deleted_objects:
        remove_milestone(milestone, **step)
