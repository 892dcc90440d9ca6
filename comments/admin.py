"""The words and addresses that make a comment wait, and the history. The rest is at the desk."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, has_role
from comments.forms.terms import WatchedTermForm
from comments.models import Thread, ThreadEvent, WatchedTerm
from core.lookups import ListedLookups
from core.workplace import DepartmentAdmin


@admin.register(WatchedTerm)
class WatchedTermAdmin(ListedLookups):
    """For the whole town; a term is put out of use rather than deleted."""

    form = WatchedTermForm
    list_display = ["term", "kind", "note", "is_active"]
    list_filter = ["kind", "is_active"]
    search_fields = ["term", "note"]
    search_help_text = _("Søg i ordet og i hvorfor.")
    list_per_page = 100

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ThreadEvent)
class ThreadEventAdmin(DepartmentAdmin):
    """Who did what in my departments' conversations: to read, not to touch.

    The data protection officer reads all of it.
    """

    list_display = ["at", "action", "reason", "where", "by_name", "note"]
    list_display_links = None
    list_filter = ["action", "reason"]
    list_select_related = ["thread", "comment"]
    date_hierarchy = "at"
    search_fields = ["by_name", "=comment__number"]
    search_help_text = _("Søg i medarbejderens navn og kommentarens nummer.")
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request):
        lines, user = super().get_queryset(request), request.user
        if has_role(user, Role.DATA_PROTECTION_OFFICER):
            return lines
        return lines.filter(thread__in=Thread.objects.moderated_by(user))

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("comments.view_threadevent")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=_("kommentar"))
    def where(self, line):
        """Return the way to the desk; for who only reads the history it ends in a 404."""
        if line.comment is None:
            path = reverse("comments:desk_thread", args=[line.thread_id])
            return format_html('<a href="{}">{}</a>', path, line.thread)
        path = reverse("comments:desk_comment", args=[line.thread_id, line.comment.number])
        return format_html('<a href="{}">#{}</a>', path, line.comment.number)
