from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

import core.converters  # noqa: F401 - <dbint:…> in the addresses below
from core.clock import local, received_at
from core.transitions import TransitionNotAllowed
from core.workplace import DepartmentAdmin, staff_page
from hearings.admin import desk, entering
from hearings.admin.filters import HearingFilter, HeldFileFilter, LateFilter
from hearings.admin.reading import warnings
from hearings.models import Response, ResponseFile
from hearings.services import approve_response

EXCERPT = 160
SHORT_STATES = {
    Response.Status.RECEIVED: gettext_lazy("skal læses"),
    Response.Status.APPROVED: gettext_lazy("godkendt"),
    Response.Status.DECLINED: gettext_lazy("afvist"),
    Response.Status.WITHDRAWN: gettext_lazy("trukket tilbage"),
}


@admin.register(Response)
class ResponseAdmin(DepartmentAdmin):
    """The answers to my departments' hearings. The page of one answer is the reading desk."""

    change_list_template = "admin/hearings/response/change_list.html"
    list_display = ["numbered", "sender", "hearing", "state", "marks", "channel", "received"]
    list_display_links = ["numbered", "sender"]
    list_filter = ["status", HearingFilter, LateFilter, "channel", "sender_kind", HeldFileFilter]
    list_select_related = ["hearing"]
    list_per_page = 50
    search_fields = ["name", "on_behalf_of", "=number"]
    search_help_text = gettext_lazy("Søg i navn, »på vegne af« og nummer.")
    ordering = ["-received_at", "-pk"]
    actions = ["approve_selected"]
    show_full_result_count = False

    def get_urls(self):
        pages = [
            ("<dbint:pk>/change/", "change", desk.desk),
            ("<dbint:pk>/original/", "original", desk.original),
            ("<dbint:pk>/maskering/", "mask", desk.mask),
            ("<dbint:pk>/maskering/<dbint:redaction_pk>/fjern/", "unmask", desk.unmask),
            ("<dbint:pk>/godkend/", "approve", desk.approve),
            ("<dbint:pk>/afvis/", "decline", desk.decline),
            ("<dbint:pk>/bilag/<dbint:file_pk>/", "file", desk.file),
            ("<dbint:pk>/bilag/<dbint:file_pk>/frigiv/", "release", desk.release),
            ("<dbint:pk>/kvittering/", "receipt", entering.receipt),
            ("add/", "add", entering.choose),
        ]
        own = [
            path(address, self.admin_site.admin_view(view), name=f"hearings_response_{name}")
            for address, name, view in pages
        ]
        return own + super().get_urls()

    def get_queryset(self, request):
        held = ResponseFile.objects.filter(response=OuterRef("pk"), is_held=True, removed_at=None)
        mine = Response.objects.for_staff(request.user).annotate(has_held_file=Exists(held))
        return mine.order_by(*self.ordering)

    # --- Rights: what is done with an answer is done at the desk --------------------------
    def has_add_permission(self, request):
        return request.user.has_perm("hearings.register_response", None)

    def has_change_permission(self, request, obj=None):
        return False

    def has_moderate_permission(self, request):
        return request.user.has_perm("hearings.moderate_response", None)

    # --- The list -------------------------------------------------------------------------
    @admin.display(description=gettext_lazy("nr."), ordering="number")
    def numbered(self, response):
        return response.number

    @admin.display(description=gettext_lazy("afsender"), ordering="name")
    def sender(self, response):
        if response.on_behalf_of:
            return f"{response.on_behalf_of} ({response.name})"
        return response.name

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state(self, response):
        return SHORT_STATES[response.status]

    @admin.display(description=gettext_lazy("mærker"))
    def marks(self, response):
        marks = []
        if response.is_late:
            marks.append(_("modtaget efter fristen"))
        if response.is_protected:
            marks.append(_("beskyttet: vis aldrig navn"))
        if response.has_held_file:
            marks.append(_("bilag holdt tilbage"))
        return ", ".join(marks) or "–"

    @admin.display(description=gettext_lazy("modtaget"), ordering="received_at")
    def received(self, response):
        return date_format(local(response.received_at), "j.n.Y")

    # --- Many at once ---------------------------------------------------------------------
    @admin.action(description=gettext_lazy("Godkend de valgte svar"), permissions=["moderate"])
    def approve_selected(self, request, queryset):
        """Show first what would be approved; approve what was shown, in the version shown."""
        chosen = queryset.select_related("hearing", "current_version").prefetch_related(
            "current_version__redactions"
        )[: self.list_per_page]
        ready = [row for row in chosen if self._is_ready(request, row)]
        if "confirmed" in request.POST:
            return self._approve(request, ready)
        context = {
            "title": _("Godkend svar"),
            "rows": [(row, _excerpt(row)) for row in ready],
            "skipped": [row for row in chosen if row not in ready],
            "checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return staff_page(request, "admin/hearings/response/approve_selected.html", context)

    def _is_ready(self, request: HttpRequest, response: Response) -> bool:
        return (
            response.status == Response.Status.RECEIVED
            and request.user.has_perm("hearings.moderate_response", response)
            and not warnings(response, response.current_version)
        )

    def _approve(self, request: HttpRequest, responses: list[Response]) -> None:
        seen = set(request.POST.getlist("seen"))
        approved = 0
        for response in responses:
            version = response.current_version
            if f"{response.pk}-{version.pk}" not in seen:
                continue
            try:
                approve_response(
                    response, version=version, by=request.user, at=received_at(request)
                )
            except TransitionNotAllowed:
                continue
            approved += 1
        messages.success(
            request,
            ngettext("%(count)d svar er godkendt.", "%(count)d svar er godkendt.", approved)
            % {"count": approved},
        )
        if left := len(seen) - approved:
            messages.warning(
                request,
                ngettext(
                    "%(count)d svar er ændret imens og skal læses igen.",
                    "%(count)d svar er ændret imens og skal læses igen.",
                    left,
                )
                % {"count": left},
            )


def _excerpt(response: Response) -> str:
    """Return the beginning of what the public will read."""
    words = "".join(
        part or f"[{reason}]" for part, reason in response.current_version.public_parts()
    )
    return words if len(words) <= EXCERPT else f"{words[:EXCERPT]}…"
