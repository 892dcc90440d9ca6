"""Filters of the admin's lists, each with what is in my departments only."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from city.models import Department
from hearings.models import Hearing, HearingKind, ResponseFile


class StageFilter(admin.SimpleListFilter):
    title = _("hvor den er")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return Hearing.Stage.choices

    def queryset(self, request, queryset):
        if self.value() in Hearing.Stage.values:
            return queryset.at_stage(Hearing.Stage(self.value()), timezone.now())
        return queryset


class MineFilter(admin.SimpleListFilter):
    """Choices that are rows, limited to what the person may see."""

    field = ""

    def rows(self, request):
        raise NotImplementedError

    def lookups(self, request, model_admin):
        return [(str(row.pk), str(row)) for row in self.rows(request)]

    def queryset(self, request, queryset):
        chosen = self.value() or ""
        if chosen in {pk for pk, _label in self.lookup_choices}:
            return queryset.filter(**{self.field: int(chosen)})
        return queryset if not chosen else queryset.none()


class DepartmentFilter(MineFilter):
    title = _("afdeling")
    parameter_name = "department"
    field = "department"

    def rows(self, request):
        mine = Hearing.objects.of_departments_of(request.user)
        return Department.objects.filter(pk__in=mine.values("department"))


class KindFilter(MineFilter):
    title = _("høringstype")
    parameter_name = "kind"
    field = "kinds"

    def rows(self, request):
        return HearingKind.objects.all()


class HearingFilter(MineFilter):
    title = _("høring")
    parameter_name = "hearing"
    field = "hearing"

    def rows(self, request):
        return Hearing.objects.of_departments_of(request.user).published()


class LateFilter(admin.SimpleListFilter):
    title = _("frist")
    parameter_name = "late"

    def lookups(self, request, model_admin):
        return [("yes", _("modtaget efter fristen")), ("no", _("i tide"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.late()
        return queryset.in_time() if self.value() == "no" else queryset


class HeldFileFilter(admin.SimpleListFilter):
    title = _("bilag")
    parameter_name = "held"

    def lookups(self, request, model_admin):
        return [("yes", _("holdt tilbage"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            held = ResponseFile.objects.filter(is_held=True, removed_at=None)
            return queryset.filter(pk__in=held.values("response"))
        return queryset
