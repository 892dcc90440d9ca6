"""The kinds of hearing with the law's periods, and the history that nobody can change."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, has_role
from core.lookups import ListedLookups
from core.workplace import DepartmentAdmin
from hearings.admin.filters import HearingFilter
from hearings.models import Hearing, HearingEvent, HearingKind
from hearings.models.hearing_lists import STAFF_WHO_READ_RESPONSES


@admin.register(HearingKind)
class HearingKindAdmin(ListedLookups):
    """Everybody at work may read the rules; the administrator edits them."""

    list_display = ["name", "legal_basis", "minimum_days", "warn_below_days", "warns_in_holidays"]
    search_fields = ["name", "legal_basis"]
    prepopulated_fields = {"code": ["name"]}

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("hearings.view_hearingkind")

    def has_add_permission(self, request):
        return request.user.has_perm("hearings.change_hearingkind")

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("hearings.change_hearingkind")

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(HearingEvent)
class HearingEventAdmin(DepartmentAdmin):
    """Who did what in my departments' hearings: to read, not to touch.

    The data protection officer reads all of it; what was done with an answer is for those who
    read answers.
    """

    list_display = ["at", "action", "hearing", "response", "by_name", "note"]
    list_display_links = None
    list_filter = ["action", HearingFilter]
    list_select_related = ["hearing", "response"]
    date_hierarchy = "at"
    search_fields = ["by_name", "hearing__title", "hearing__case_number"]
    search_help_text = _("Søg i medarbejderens navn, høringens titel og sagsnummeret.")
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request):
        lines, user = super().get_queryset(request), request.user
        if has_role(user, Role.DATA_PROTECTION_OFFICER):
            return lines
        mine = Hearing.objects.of_departments_of(user)
        read = Hearing.objects.of_departments_of(user, *STAFF_WHO_READ_RESPONSES)
        return lines.filter(Q(hearing__in=mine, response=None) | Q(hearing__in=read))

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("hearings.view_hearing")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
