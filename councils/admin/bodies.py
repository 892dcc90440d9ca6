from __future__ import annotations

from django.contrib import admin
from django.forms import CheckboxSelectMultiple
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

import core.converters  # noqa: F401 - <dbint:…> in the addresses below
from accounts.models import User
from accounts.roles import Role, has_role
from core.clock import received_at
from core.workplace import staff_page
from councils.admin import body_steps, seat_steps
from councils.admin.base import RECENT_LINES, CouncilAdmin, bodies_of, permitted_body, seats_url
from councils.directory import with_counts
from councils.forms.staff import BodyForm
from councils.models import Body
from councils.rules_of_kinds import hints_of, rule_of
from councils.services import change_body, create_body, let_comment


@admin.register(Body)
class BodyAdmin(CouncilAdmin):
    """What a body is; who sits in it and when is changed by the steps alone."""

    form = BodyForm
    change_form_template = "admin/councils/body/change_form.html"
    list_display = ["name", "kind", "seats_taken", "department", "is_published", "ended_on"]
    list_filter = ["kind", "is_published"]
    list_select_related = ["department"]
    search_fields = ["name"]
    search_help_text = gettext_lazy("Søg i navnet.")
    ordering = ["sort_key", "pk"]
    fieldsets = [
        (gettext_lazy("Hvad det er"), {"fields": ["name", "kind", "concern", "parent", "lead"]}),
        (
            gettext_lazy("Grundlag"),
            {"fields": ["mandate", "legal_basis", "begins_on", "is_mandatory_party"]},
        ),
        (gettext_lazy("Hvor og hvad"), {"fields": ["areas", "topics"]}),
        (
            gettext_lazy("Sekretariat og kontakt"),
            {
                "fields": [
                    "department", "secretaries", "contact_name", "contact_phone", "contact_email",
                ]
            },
        ),
        (gettext_lazy("Åbenhed"), {"fields": ["publishes_votes", "takes_comments"]}),
    ]  # fmt: skip
    # Who looks after a body, and what it is, is the administrator's.
    ADMINISTRATORS_ALONE = ("kind", "concern", "is_mandatory_party", "department", "secretaries")

    def get_urls(self):
        pages = [
            ("pladser/", "seats", seat_steps.seats),
            ("pladser/gruppe/", "add_group", seat_steps.group),
            ("pladser/gruppe/<dbint:group>/", "group", seat_steps.group),
            ("pladser/<dbint:seat>/giv/", "seat", seat_steps.seat),
            ("stedfortraeder/<dbint:group>/", "substitute", seat_steps.substitute),
            ("medlemskab/<dbint:membership>/fratraed/", "end_membership", seat_steps.end),
            ("medlemskab/<dbint:membership>/ret/", "correct_membership", seat_steps.correct),
            ("medlemskab/<dbint:membership>/indkald/", "call_in", seat_steps.call),
            ("indkaldelse/<dbint:call>/hjemsend/", "release", seat_steps.send_home),
            ("formand/", "chair", body_steps.chair),
            ("periode/", "add_term", body_steps.term),
            ("periode/<dbint:term>/", "term", body_steps.term),
            ("offentliggoer/", "publish", body_steps.publish),
            ("nedlaeg/", "end", body_steps.end),
        ]
        own = [
            path(
                f"<dbint:pk>/{address}",
                self.admin_site.admin_view(view),
                name=f"councils_body_{name}",
            )
            for address, name, view in pages
        ]
        return own + super().get_urls()

    def get_queryset(self, request):
        rows = with_counts(bodies_of(request.user), timezone.now())
        return rows.select_related("thread").order_by(*self.ordering)

    def get_readonly_fields(self, request, obj=None):
        return [] if has_role(request.user, Role.ADMINISTRATOR) else self.ADMINISTRATORS_ALONE

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = CheckboxSelectMultiple
        if db_field.name == "secretaries":
            kwargs["queryset"] = User.objects.filter(is_staff=True, is_active=True)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("pladser besat"))
    def seats_taken(self, body):
        return f"{body.taken}/{body.seats}"

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            rule = rule_of(obj)
            context |= {
                "body": obj,
                "hints": hints_of(obj),
                "usual_basis": rule.legal_basis if rule and not obj.legal_basis else "",
                "steps": self._steps(obj),
                "lines": obj.history.select_related("by")[:RECENT_LINES],
                "history_url": reverse("admin:councils_body_history", args=[obj.pk]),
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _steps(self, body):
        found = [{"label": gettext_lazy("Pladser og medlemmer"), "url": seats_url(body)}]
        if not body.is_published:
            url = reverse("admin:councils_body_publish", args=[body.pk])
            found.append({"label": gettext_lazy("Offentliggør"), "url": url, "is_main": True})
        if body.ended_on is None:
            url = reverse("admin:councils_body_end", args=[body.pk])
            found.append({"label": gettext_lazy("Nedlæg"), "url": url, "is_grave": True})
        return found

    def history_view(self, request, object_id, extra_context=None):
        """Show our own history, not Django's log of clicks."""
        body = permitted_body(request, self.get_object(request, object_id).pk, "change")
        found = body.history.select_related("by")
        lines = self.get_paginator(request, found, 50).get_page(request.GET.get("p"))
        context = {"title": gettext_lazy("Historik"), "object": body, "lines": lines}
        return staff_page(request, "admin/councils/body/history.html", context)

    def save_model(self, request, obj, form, change):
        step = {"by": request.user, "at": received_at(request)}
        fields = [name for name in form.changed_data if name != "takes_comments"]
        if not change:
            create_body(obj, **step)
        elif fields:
            change_body(obj, fields=fields, **step)
        let_comment(obj, is_allowed=form.cleaned_data["takes_comments"], **step)
