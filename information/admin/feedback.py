from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.roles import Role, departments_of
from core.clock import format_moment, received_at
from core.workplace import DepartmentAdmin
from hearings.admin.filters import MineFilter
from information.admin.base import PageDepartmentFilter
from information.models import Feedback, Page
from information.services.feedback import handle_feedback


class UnreadFilter(admin.SimpleListFilter):
    title = _("læst")
    parameter_name = "unread"

    def lookups(self, request, model_admin):
        return [("yes", _("ikke læst")), ("no", _("læst"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.filter(handled_at=None)
        return queryset.exclude(handled_at=None) if self.value() == "no" else queryset


class PageFilter(MineFilter):
    title = _("side")
    parameter_name = "page"
    field = "page"

    def rows(self, request):
        return Page.objects.of_departments_of(request.user).exclude(feedback=None).distinct()


@admin.register(Feedback)
class FeedbackAdmin(DepartmentAdmin):
    """What readers say about my departments' pages: words that nobody has read come first."""

    list_display = ["about", "useful", "text", "written", "seen"]
    list_display_links = None
    list_filter = [UnreadFilter, "is_useful", PageFilter, PageDepartmentFilter]
    list_select_related = ["page", "version", "handled_by"]
    search_fields = ["text"]
    actions = ["mark_seen"]
    list_per_page = 50
    change_list_template = "admin/information/feedback/change_list.html"

    def get_urls(self):
        view = self.admin_site.admin_view(see)
        return [path("<dbint:pk>/set/", view, name="information_feedback_see"), *super().get_urls()]

    def get_queryset(self, request):
        mine = departments_of(request.user, Role.EDITOR)
        return Feedback.objects.filter(page__department__in=mine)

    def get_ordering(self, request):
        is_silent = Case(When(text="", then=1), default=0)
        is_read = Case(When(handled_at=None, then=0), default=1)
        return [is_read.asc(), is_silent.asc(), "-at", "-pk"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=_("side"))
    def about(self, feedback):
        address = reverse("admin:information_page_change", args=[feedback.page_id])
        return format_html('<a href="{}">{}</a>', address, feedback.version.title)

    @admin.display(description=_("nyttig"))
    def useful(self, feedback):
        return _("ja") if feedback.is_useful else _("nej")

    @admin.display(description=_("skrevet"), ordering="at")
    def written(self, feedback):
        return format_moment(feedback.at)

    @admin.display(description=_("set"))
    def seen(self, feedback):
        if feedback.handled_at:
            return f"{format_moment(feedback.handled_at)}, {feedback.handled_by or ''}"
        address = reverse("admin:information_feedback_see", args=[feedback.pk])
        return format_html(
            '<button type="submit" form="see" formaction="{}" class="link">{}</button>',
            address,
            _("Markér som set"),
        )

    @admin.action(description=_("Markér de valgte som set"))
    def mark_seen(self, request, queryset):
        waiting = list(queryset.filter(handled_at=None).select_related("page", "version"))
        for feedback in waiting:
            handle_feedback(feedback, by=request.user, at=received_at(request))
        count = len(waiting)
        text = ngettext("Én mening er set.", "%(count)d meninger er set.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)


@require_POST
def see(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Feedback.objects.filter(page__department__in=departments_of(request.user, Role.EDITOR))
    feedback = get_object_or_404(mine.select_related("page", "version"), pk=pk)
    handle_feedback(feedback, by=request.user, at=received_at(request))
    messages.success(request, _("Meningen er set."))
    return redirect("admin:information_feedback_changelist")
