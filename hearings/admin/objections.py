"""Objections of authors: the list of those that wait, and the page on which one is decided."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

import core.converters  # noqa: F401 - <dbint:…> in the address below
from core.clock import local, received_at
from core.workplace import DepartmentAdmin, posted, staff_page
from hearings.admin.base import permitted_hearing
from hearings.admin.reading import warnings
from hearings.exceptions import DeclinedByYourself
from hearings.forms.desk import ObjectionDecisionForm
from hearings.models import Objection
from hearings.services import decide_objection
from hearings.services.objections import who_may_decide

PERMISSION = "decide_objection_hearing"


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was declined, why, and what its author says; another person than then decides."""
    objection = _permitted(request, pk)
    if objection.declined_by_id == request.user.pk:
        return _page(request, objection, None, status=403)
    found = warnings(objection.response, objection.response.current_version)
    form = ObjectionDecisionForm(*posted(request), warnings=found)
    if request.method != "POST" or not form.is_valid():
        return _page(request, objection, form, warnings=found)
    try:
        decide_objection(
            objection,
            is_upheld=form.cleaned_data["outcome"] == form.UPHELD,
            decision=form.cleaned_data["decision"],
            by=request.user,
            at=received_at(request),
        )
    except DeclinedByYourself:
        return _page(request, objection, None, status=403)
    messages.success(
        request,
        _("Indsigelsen til svar nr. %(number)d er afgjort.")
        % {"number": objection.response.number},
    )
    return redirect("admin:hearings_objection_changelist")


def _permitted(request: HttpRequest, pk: int) -> Objection:
    """Fetch by visibility (404), then ask the right (403)."""
    objections = Objection.objects.for_staff(request.user).select_related(
        "response__hearing__department",
        "response__current_version",
        "response__person",
        "response__area",
        "declined_by",
        "decided_by",
    )
    objection: Objection = get_object_or_404(objections, pk=pk)
    permitted_hearing(request, objection.response.hearing_id, PERMISSION)
    return objection


def _page(
    request: HttpRequest,
    objection: Objection,
    form: ObjectionDecisionForm | None,
    *,
    warnings: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    response = objection.response
    context: dict[str, Any] = {
        "title": _("Indsigelse til svar nr. %(number)d") % {"number": response.number},
        "objection": objection,
        "response": response,
        "hearing": response.hearing,
        "form": form if objection.is_waiting else None,
        "public": response.current_version.public_parts() if response.current_version else [],
        "warnings": warnings or [],
        "is_own": objection.declined_by_id == request.user.pk,
        "others": who_may_decide(objection),
        "is_told": bool(response.email or response.person),
    }
    return staff_page(request, "admin/hearings/objection/decide.html", context, status=status)


@admin.register(Objection)
class ObjectionAdmin(DepartmentAdmin):
    """The objections in my departments, those that wait first. Made by authors alone."""

    list_display = ["response_number", "hearing", "outcome", "declined_by", "made"]
    list_filter = ["outcome"]
    list_select_related = ["response__hearing", "declined_by"]
    list_per_page = 50
    search_fields = ["=response__number", "response__hearing__title"]
    search_help_text = gettext_lazy("Søg i svarets nummer og høringens titel.")
    ordering = ["made_at", "pk"]
    show_full_result_count = False
    actions = None

    def get_urls(self):
        own = path(
            "<dbint:pk>/change/",
            self.admin_site.admin_view(decide),
            name="hearings_objection_change",
        )
        return [own, *super().get_urls()]

    def get_queryset(self, request):
        return Objection.objects.for_staff(request.user).order_by(*self.ordering)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("svar nr."), ordering="response__number")
    def response_number(self, objection):
        return objection.response.number

    @admin.display(description=gettext_lazy("høring"))
    def hearing(self, objection):
        return objection.response.hearing

    @admin.display(description=gettext_lazy("modtaget"), ordering="made_at")
    def made(self, objection):
        return date_format(local(objection.made_at), "j.n.Y")
