from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import core.converters  # noqa: F401 - <dbint:…> in the addresses below
from accounts.roles import departments_of
from core.clock import format_moment, received_at
from core.owners import owner_of
from core.workplace import DepartmentAdmin, staff_page
from events.admin import files, people, steps
from events.admin.base import arranged_by
from events.forms.event import EventForm
from events.models import STAFF_WHO_ARRANGE, Event
from events.services import change_event, create_event

RECENT_LINES = 8


class WhenFilter(admin.SimpleListFilter):
    title = gettext_lazy("hvornår")
    parameter_name = "when"

    def lookups(self, request, model_admin):
        return [("coming", _("Kommende")), ("held", _("Holdt")), ("silent", _("Uden udbytte"))]

    def queryset(self, request, queryset):
        now = timezone.now()
        if self.value() == "coming":
            return queryset.filter(ends_at__gt=now)
        if self.value() == "held":
            return queryset.held(now)
        return queryset.held(now).filter(outcome="") if self.value() == "silent" else queryset


@admin.register(Event)
class EventAdmin(DepartmentAdmin):
    """From an empty draft to what came of it. Status changes by the steps alone."""

    form = EventForm
    change_form_template = "admin/events/event/change_form.html"
    list_display = ["title", "kind", "when", "status", "seats", "department"]
    list_filter = [WhenFilter, "status", "kind"]
    list_select_related = ["department"]
    list_per_page = 50
    search_fields = ["title", "place"]
    search_help_text = gettext_lazy("Søg i titel og sted.")
    ordering = ["-starts_at", "-pk"]
    view_on_site = False
    fieldsets = [
        (gettext_lazy("1. Hvad"), {"fields": ["kind", "title", "text"]}),
        (
            gettext_lazy("2. Hvornår og hvor"),
            {
                "fields": ["starts_at", "ends_at", "place", "online_url", "accessibility"],
                "description": gettext_lazy(
                    "Flytter du et offentliggjort arrangement, får de tilmeldte en mail."
                ),
            },
        ),
        (
            gettext_lazy("3. Tilmelding"),
            {
                "fields": [
                    "takes_sign_up",
                    "capacity",
                    "sign_up_opens_at",
                    "sign_up_closes_at",
                    "asks_needs",
                    "offer_hours",
                    "reminder_days",
                ]
            },
        ),
        (
            gettext_lazy("4. Hvem og hvad det handler om"),
            {"fields": ["department", "contact", "areas", "topics"]},
        ),
    ]

    def get_urls(self):
        pages = [
            ("offentliggoer", "publish", steps.publish),
            ("aflys", "cancel", steps.cancel),
            ("udbytte", "outcome", steps.outcome),
            ("deltagere", "people", people.people),
            ("deltagere/liste", "sheet", people.sheet),
            ("deltagere/skriv-paa", "telephone", people.telephone),
            ("deltagere/<dbint:number>/meld-fra", "person_remove", people.remove),
            ("filer/ny", "file_add", files.add),
            ("filer/<dbint:number>/fjern", "file_remove", files.remove),
        ]
        own = [
            path(
                f"<dbint:pk>/{address}/",
                self.admin_site.admin_view(view),
                name=f"events_event_{name}",
            )
            for address, name, view in pages
        ]
        return own + super().get_urls()

    # --- What is shown --------------------------------------------------------------------
    def get_queryset(self, request):
        return arranged_by(request.user).order_by(*self.ordering)

    def has_change_permission(self, request, obj=None):
        """What is cancelled is read only: it stays as people were told."""
        may = super().has_change_permission(request, obj)
        return may and not (obj and obj.is_cancelled)

    def get_readonly_fields(self, request, obj=None):
        """What belongs to a subject follows the subject's department, areas and topics."""
        return ["department", "areas", "topics"] if obj and obj.is_owned else []

    def get_changeform_initial_data(self, request):
        departments = list(departments_of(request.user, *STAFF_WHO_ARRANGE)[:2])
        own = {"department": departments[0]} if len(departments) == 1 else {}
        return own | super().get_changeform_initial_data(request)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "department":
            kwargs["queryset"] = departments_of(request.user, *STAFF_WHO_ARRANGE)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A choice is a choice: no pencils and plus signs beside it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            field.widget = widget.widget
        return field

    @admin.display(description=gettext_lazy("begynder"), ordering="starts_at")
    def when(self, event):
        return format_moment(event.starts_at)

    @admin.display(description=gettext_lazy("pladser"))
    def seats(self, event):
        if not event.takes_sign_up:
            return "–"
        most = event.capacity if event.capacity is not None else "∞"
        return f"{event.taken} / {most}"

    # --- The form page --------------------------------------------------------------------
    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["show_save_and_add_another"] = False
        if obj:
            context |= self._panel(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _panel(self, request: HttpRequest, event: Event) -> dict[str, Any]:
        """Return what stands above the form: where it is, the steps, who comes, the files."""
        owner: Any = owner_of(event) if event.is_owned else None
        return {
            "event": event,
            "subject": {"url": owner.get_absolute_url(), "text": owner.heading()}
            if owner
            else None,
            "steps": steps.steps_of(event, request.user, received_at(request)),
            "confirmed": event.registrations.holding_seats().count(),
            "waiting": event.registrations.waiting().count(),
            "files": event.files.all(),
            "lines": event.history.select_related("by", "registration")[:RECENT_LINES],
            "history_url": reverse("admin:events_event_history", args=[event.pk]),
        }

    def history_view(self, request, object_id, extra_context=None):
        """Show our own history, not Django's log of clicks."""
        event = self.get_object(request, object_id)
        found = event.history.select_related("by", "registration")
        lines = self.get_paginator(request, found, 50).get_page(request.GET.get("p"))
        context = {"title": _("Historik"), "event": event, "lines": lines, "opts": self.opts}
        return staff_page(request, "admin/events/event/history.html", context)

    # --- Saving ---------------------------------------------------------------------------
    def save_model(self, request, obj, form, change):
        by, at = request.user, received_at(request)
        if not change:
            made = create_event(by=by, at=at, **form.cleaned_data)
            obj.pk = made.pk
            return
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        saved = change_event(Event.objects.get(pk=obj.pk), by=by, at=at, **changed)
        if saved.ics_sequence != obj.ics_sequence and event_has_people(saved):
            messages.info(request, _("De tilmeldte får en mail om den nye tid eller det nye sted."))

    def save_related(self, request, form, formsets, change):
        """Areas and topics are saved by the service, with their line."""

    def response_add(self, request, obj, post_url_continue=None) -> HttpResponse:
        """Stay on the draft: files and the steps are next."""
        request.POST = request.POST.copy()
        request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)


def event_has_people(event: Event) -> bool:
    return event.registrations.active().exists()
