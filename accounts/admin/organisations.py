"""Organisations, for staff: what waits, who may act for which, and the steps as pages."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, Q
from django.urls import path
from django.utils.translation import gettext_lazy

import core.converters  # noqa: F401 - <dbint:…> in the addresses below
from accounts import services
from accounts.admin import organisation_steps as steps
from accounts.forms import OrganisationForm
from accounts.models import Organisation
from core.workplace import DepartmentAdmin

Status = Organisation.Status


@admin.register(Organisation)
class OrganisationAdmin(DepartmentAdmin):
    """They propose themselves on the portal; staff say yes or no, and may correct the words."""

    form = OrganisationForm
    change_form_template = "admin/accounts/organisation/change_form.html"
    list_display = ["name", "kind", "status", "acting", "asking", "created_at"]
    list_filter = ["status", "kind"]
    search_fields = ["name"]
    search_help_text = gettext_lazy("Søg i navnet.")
    ordering = ["sort_key", "pk"]
    list_per_page = 50
    fields = ["name", "kind", "text", "website"]
    view_on_site = False

    def get_urls(self):
        pages = [
            ("godkend/", "approve", steps.approve),
            ("afvis/", "decline", steps.decline),
            ("luk/", "close", steps.close),
            ("medlem/<dbint:member>/godkend/", "approve_member", steps.approve_member),
            ("medlem/<dbint:member>/afvis/", "decline_member", steps.decline_member),
            ("medlem/<dbint:member>/ophoer/", "end_member", steps.end_member),
        ]
        own = [
            path(
                f"<dbint:pk>/{address}",
                self.admin_site.admin_view(view),
                name=f"accounts_organisation_{name}",
            )
            for address, name, view in pages
        ]
        return own + super().get_urls()

    def get_queryset(self, request):
        open_members = Q(members__user__is_active=True)
        return (
            super()
            .get_queryset(request)
            .annotate(
                acting_count=Count("members", open_members & Q(members__status="approved")),
                asking_count=Count("members", open_members & Q(members__status="asked")),
            )
        )

    def has_add_permission(self, request):
        """Who wants to act for it proposes it: then there is somebody to tell."""
        return False

    @admin.display(description=gettext_lazy("kan handle for den"))
    def acting(self, organisation):
        return organisation.acting_count

    @admin.display(description=gettext_lazy("venter"))
    def asking(self, organisation):
        return organisation.asking_count

    def save_model(self, request, obj, form, change):
        services.change_organisation(obj, fields=form.changed_data)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["show_save_and_add_another"] = False
        if obj:
            context |= {
                "organisation": obj,
                "steps": steps.steps_of(obj, request.user),
                "rows": steps.rows_of(obj, request.user),
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
