from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy

from accounts.roles import Role, has_role
from core.clock import received_at
from councils.admin.base import CouncilAdmin
from councils.forms.staff import MemberForm
from councils.models import Member
from councils.services.members import change_member, remove_portrait, set_portrait


@admin.register(Member)
class MemberAdmin(CouncilAdmin):
    """The people of my bodies. Where they sit is changed on the page of the body's seats."""

    form = MemberForm
    list_display = ["name", "party", "is_protected"]
    search_fields = ["name", "party"]
    search_help_text = gettext_lazy("Søg i navn og parti.")
    ordering = ["sort_key", "pk"]
    fieldsets = [
        (
            gettext_lazy("Det kan alle se"),
            {"fields": ["name", "party", "text", "email", "phone", "upload", "credit",
                        "remove_picture"]},
        ),
        (gettext_lazy("Konto og beskyttelse"), {"fields": ["account", "is_protected"]}),
        (
            gettext_lazy("Frivilligt"),
            {
                "fields": ["gender", "birth_year", "area"],
                "description": gettext_lazy(
                    "Kun det, personen selv vil oplyse. Det vises kun som tal på fem eller flere."
                ),
            },
        ),
    ]  # fmt: skip

    def get_queryset(self, request):
        rows = Member.objects.filter(forgotten_at=None).select_related("user")
        if not has_role(request.user, Role.ADMINISTRATOR):
            rows = rows.of_secretary(request.user)
        return rows.order_by(*self.ordering)

    def save_model(self, request, obj, form, change):
        step = {"by": request.user, "at": received_at(request)}
        written = form.cleaned_data
        account_changed = obj.user != written["account"]
        obj.user = written["account"]
        if change:
            fields = [name for name in form.changed_data if name not in form.BESIDE]
            change_member(obj, fields=[*fields, *(["user"] if account_changed else [])], **step)
        else:
            obj.save()
        if written["upload"]:
            set_portrait(obj, written["upload"], credit=written["credit"], **step)
        elif written["remove_picture"]:
            remove_portrait(obj)
