from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, departments_of, has_role
from core.workplace import DepartmentAdmin
from information.admin.base import DepartmentFilter
from information.models import InformationEvent


@admin.register(InformationEvent)
class InformationEventAdmin(DepartmentAdmin):
    """Who did what with my departments' texts: to read, not to touch.

    The data protection officer reads all of it; words of the glossary are everybody's.
    """

    list_display = ["at", "action", "subject_title", "by_name", "note"]
    list_display_links = None
    list_filter = ["action", DepartmentFilter]
    date_hierarchy = "at"
    search_fields = ["by_name", "subject_title"]
    search_help_text = _("Søg i medarbejderens navn og tekstens titel.")
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request):
        lines, user = super().get_queryset(request), request.user
        if has_role(user, Role.DATA_PROTECTION_OFFICER):
            return lines
        mine = lines.filter(department__in=departments_of(user, Role.EDITOR))
        return mine | lines.filter(department=None)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("information.view_informationevent")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
