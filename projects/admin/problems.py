"""The problems of my departments, the most urgent first; and who answers which."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rules.contrib.admin import ObjectPermissionsModelAdmin

import core.converters  # noqa: F401 - <dbint:…> in the addresses below
from city.models import Department
from core.clock import local_date
from core.lookups import ListedLookups
from core.workplace import DepartmentAdmin
from projects.admin import problem_steps
from projects.models import Problem, ProblemObjection, ProblemReport, ProblemRoute
from projects.problem_page import clock_of

WAITING, OVERDUE, HELD, REPORTED, HIDDEN = "venter", "over-tid", "holdt", "anmeldt", "skjult"
OBJECTED = "indsigelse"


class WaitsFilter(admin.SimpleListFilter):
    """What has to be done with it."""

    title = _("hvad der venter")
    parameter_name = "vis"

    def lookups(self, request, model_admin):
        return [
            (WAITING, _("Venter på svar")),
            (OVERDUE, _("Venter, over tiden")),
            (HELD, _("Venter på at blive læst")),
            (REPORTED, _("Anmeldt")),
            (HIDDEN, _("Skjult")),
            (OBJECTED, _("Indsigelse, der venter")),
        ]

    def queryset(self, request, queryset):
        chosen = self.value()
        if chosen == WAITING:
            return queryset.waiting()
        if chosen == OVERDUE:
            return queryset.overdue()
        if chosen == HELD:
            return queryset.held()
        if chosen == REPORTED:
            return queryset.filter(is_reported=True)
        if chosen == OBJECTED:
            waiting = ProblemObjection.objects.waiting().filter(problem=OuterRef("pk"))
            return queryset.filter(Exists(waiting))
        return queryset.filter(state=Problem.State.HIDDEN) if chosen == HIDDEN else queryset


class DepartmentFilter(admin.SimpleListFilter):
    """The departments whose problems I see."""

    title = _("afdeling")
    parameter_name = "afdeling"

    def lookups(self, request, model_admin):
        mine = Problem.objects.handled_by(request.user).values("department")
        rows = Department.objects.filter(pk__in=mine)
        return [(str(row.pk), row.name) for row in rows]

    def queryset(self, request, queryset):
        chosen = self.value() or ""
        if chosen in {pk for pk, _label in self.lookup_choices}:
            return queryset.filter(department=int(chosen))
        return queryset if not chosen else queryset.none()


@admin.register(Problem)
class ProblemAdmin(DepartmentAdmin):
    """Read and answered by steps alone: the words are the citizens' own."""

    list_display = ["title", "stands", "due", "felt", "department", "reported"]
    list_filter = [WaitsFilter, DepartmentFilter, "answer"]
    list_select_related = ["department"]
    list_per_page = 50
    search_fields = ["title", "text", "=pk"]
    search_help_text = _("Søg i problemets ord, eller skriv dets nummer.")
    ordering = ["answer_due_on", "pk"]
    show_full_result_count = False
    actions = None
    view_on_site = False

    def get_urls(self):
        pages = [
            ("change/", "change", problem_steps.desk),
            ("svar/", "answer", problem_steps.answer),
            ("vis/", "release", problem_steps.release),
            ("vis-igen/", "restore", problem_steps.restore),
            ("indsigelse/", "decide", problem_steps.decide),
            ("behold/", "keep", problem_steps.keep),
            ("send-videre/", "reroute", problem_steps.reroute),
            ("skjul/", "hide", problem_steps.hide),
        ]
        own = [
            path(
                f"<dbint:pk>/{address}",
                self.admin_site.admin_view(view),
                name=f"projects_problem_{name}",
            )
            for address, name, view in pages
        ]
        return own + super().get_urls()

    def get_queryset(self, request):
        waiting = ProblemReport.objects.waiting().filter(problem=OuterRef("pk"))
        rows = Problem.objects.handled_by(request.user)
        return rows.annotate(is_reported=Exists(waiting)).order_by(*self.ordering)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=_("står"))
    def stands(self, problem):
        if problem.is_visible:
            return problem.get_answer_display()
        return problem.get_state_display()

    @admin.display(description=_("svarfrist"), ordering="answer_due_on")
    def due(self, problem):
        return clock_of(problem, local_date(timezone.now())).brief if problem.is_visible else ""

    @admin.display(description=_("mærker det også"), ordering="felt_count")
    def felt(self, problem):
        return problem.felt_count

    @admin.display(description=_("anmeldt"))
    def reported(self, problem):
        return _("ja") if problem.is_reported else ""


@admin.register(ProblemRoute)
class ProblemRouteAdmin(ListedLookups, ObjectPermissionsModelAdmin):
    """Which department answers problems of which topic, and within how many days."""

    list_display = ["__str__", "days"]
    list_select_related = ["topic", "department"]
    fields = ["topic", "department", "days"]

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_delete_permission(self, request, obj=None):
        """The line for everything else stays: without it nobody could raise a problem."""
        is_last = obj is not None and obj.topic_id is None
        return not is_last and super().has_delete_permission(request, obj)
