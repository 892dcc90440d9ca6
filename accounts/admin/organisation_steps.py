"""The steps of an organisation and of who acts for it: GET says what will happen, POST does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import services
from accounts.forms import EmptyForm, ReasonForm
from accounts.models import Organisation, OrganisationMember
from core.clock import received_at
from core.transitions import require_status
from core.workplace import posted, staff_page

Status, MemberStatus = Organisation.Status, OrganisationMember.Status
either = require_http_methods(["GET", "POST"])


def steps_of(organisation: Organisation, user: Any) -> list[dict[str, Any]]:
    """Return the steps that can be taken now, as buttons."""
    if not user.has_perm("accounts.decide_organisation", organisation):
        return []
    known = [
        ("approve", _("Godkend"), (Status.PROPOSED,), "is_main"),
        ("approve", _("Åbn igen"), (Status.CLOSED,), "is_main"),
        ("decline", _("Sig nej"), (Status.PROPOSED,), "is_grave"),
        ("close", _("Luk"), (Status.APPROVED,), "is_grave"),
    ]
    return [
        {"label": label, "url": _url(code, organisation), look: True}
        for code, label, statuses, look in known
        if organisation.status in statuses
    ]


def rows_of(organisation: Organisation, user: Any) -> list[dict[str, Any]]:
    """Return everybody who acts, acted or asks, with what can be decided about each."""
    rows = organisation.members.select_related("user", "decided_by").order_by("-asked_at", "-pk")
    members = sorted(rows, key=lambda row: not row.is_open)
    return [{"member": member, "steps": _steps_of_member(member, user)} for member in members]


def _steps_of_member(member: OrganisationMember, user: Any) -> list[dict[str, Any]]:
    is_settled = member.organisation.status == Status.APPROVED
    if not is_settled or not user.has_perm("accounts.decide_organisationmember", member):
        return []
    known = [
        ("approve_member", _("Sig ja"), MemberStatus.ASKED),
        ("decline_member", _("Sig nej"), MemberStatus.ASKED),
        ("end_member", _("Tag retten tilbage"), MemberStatus.APPROVED),
    ]
    return [
        {"label": label, "url": _url(code, member.organisation, member.pk)}
        for code, label, status in known
        if member.status == status
    ]


# --- The organisation ---------------------------------------------------------------------------
@either
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = _permitted(request, pk)
    require_status(organisation, Status.PROPOSED, Status.CLOSED)
    form = EmptyForm(*posted(request))
    if form.is_bound and form.is_valid():
        _take(services.approve_organisation, request, organisation)
        return _done(request, organisation, _("»%(name)s« er godkendt."))
    first = organisation.members.waiting().order_by("asked_at", "pk").first()
    consequences = [_("Andre kan finde den på listen og spørge, om de må handle for den.")]
    if first:
        consequences.insert(
            0,
            _("%(person)s kan handle for den med det samme: svare på høringer og melde sig til.")
            % {"person": first.user},
        )
    told, title = (1 if first else 0), _("Godkend")
    return _ask(request, organisation, form, title=title, consequences=consequences, told=told)


@either
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = _permitted(request, pk)
    require_status(organisation, Status.PROPOSED)
    form = ReasonForm(*posted(request))
    if form.is_bound and form.is_valid():
        _take(services.decline_organisation, request, organisation, **form.cleaned_data)
        return _done(request, organisation, _("»%(name)s« er ikke godkendt."))
    consequences = [
        _("Ingen kan handle for den, og navnet kan foreslås igen."),
        _("Den, der foreslog den, læser din begrundelse."),
    ]
    told = organisation.members.waiting().count()
    more = {"told": told, "is_grave": True}
    return _ask(request, organisation, form, title=_("Sig nej"), consequences=consequences, **more)


@either
def close(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = _permitted(request, pk)
    require_status(organisation, Status.APPROVED)
    form = ReasonForm(*posted(request))
    if form.is_bound and form.is_valid():
        _take(services.close_organisation, request, organisation, **form.cleaned_data)
        return _done(request, organisation, _("»%(name)s« er lukket."))
    consequences = [
        _("Ingen kan handle for den længere, og ingen kan spørge om det."),
        _("Det, der er skrevet på dens vegne, bliver stående."),
        _("Åbner du den igen, skal alle spørge på ny."),
    ]
    told = organisation.members.open().count()
    more = {"told": told, "is_grave": True}
    return _ask(request, organisation, form, title=_("Luk"), consequences=consequences, **more)


# --- Who acts for it ----------------------------------------------------------------------------
@either
def approve_member(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    row = _permitted_member(request, pk, member)
    require_status(row.organisation, Status.APPROVED)
    require_status(row, MemberStatus.ASKED)
    form = EmptyForm(*posted(request))
    if form.is_bound and form.is_valid():
        _take(services.approve_member, request, row)
        return _done(request, row.organisation, _("Personen kan handle for »%(name)s«."))
    consequences = [
        _("%(person)s kan svare på høringer og melde sig til på vegne af %(name)s.")
        % {"person": row.user, "name": row.organisation},
    ]
    more = {"title": _("Sig ja"), "consequences": consequences, "told": 1}
    return _ask(request, row.organisation, form, **more)


@either
def decline_member(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    row = _permitted_member(request, pk, member)
    require_status(row.organisation, Status.APPROVED)
    require_status(row, MemberStatus.ASKED)
    form = ReasonForm(*posted(request))
    if form.is_bound and form.is_valid():
        _take(services.decline_member, request, row, **form.cleaned_data)
        return _done(request, row.organisation, _("Personen kan ikke handle for »%(name)s«."))
    consequences = [
        _("%(person)s kan ikke handle for %(name)s, og læser din begrundelse.")
        % {"person": row.user, "name": row.organisation},
        _("Personen kan spørge igen."),
    ]
    more = {"title": _("Sig nej"), "consequences": consequences, "told": 1, "is_grave": True}
    return _ask(request, row.organisation, form, **more)


@either
def end_member(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    row = _permitted_member(request, pk, member)
    require_status(row, MemberStatus.APPROVED)
    form = ReasonForm(*posted(request))
    if form.is_bound and form.is_valid():
        _take(services.end_member, request, row, **form.cleaned_data)
        return _done(request, row.organisation, _("Personen handler ikke mere for »%(name)s«."))
    consequences = [
        _("%(person)s kan ikke længere handle for %(name)s. Det gælder med det samme.")
        % {"person": row.user, "name": row.organisation},
        _("Det, personen har skrevet på dens vegne, bliver stående."),
    ]
    more = {"title": _("Tag retten tilbage"), "consequences": consequences}
    return _ask(request, row.organisation, form, told=1, is_grave=True, **more)


# --- Shared -------------------------------------------------------------------------------------
def _permitted(request: HttpRequest, pk: int) -> Organisation:
    """Fetch one (404 for who may read none), then ask the right (403)."""
    may_read = request.user.has_perm("accounts.view_organisation")
    rows = Organisation.objects.all() if may_read else Organisation.objects.none()
    organisation: Organisation = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm("accounts.decide_organisation", organisation):
        raise PermissionDenied
    return organisation


def _permitted_member(request: HttpRequest, pk: int, member: int) -> OrganisationMember:
    may_read = request.user.has_perm("accounts.view_organisation")
    rows = OrganisationMember.objects.select_related("organisation", "user")
    found = rows.filter(organisation=pk) if may_read else rows.none()
    row: OrganisationMember = get_object_or_404(found, pk=member)
    if not request.user.has_perm("accounts.decide_organisationmember", row):
        raise PermissionDenied
    return row


def _take(step: Callable[..., object], request: HttpRequest, subject: Any, **written: Any) -> None:
    step(subject, **written, by=request.user, at=received_at(request))


def _done(request: HttpRequest, organisation: Organisation, sentence: str) -> HttpResponse:
    messages.success(request, sentence % {"name": organisation.name})
    return redirect("admin:accounts_organisation_change", organisation.pk)


def _ask(
    request: HttpRequest, organisation: Organisation, form: Any, *, title: str, **more: Any
) -> HttpResponse:
    context = {
        "title": title,
        "step": title,
        "object": organisation,
        "form": form if form.fields else None,
        "cancel_url": reverse("admin:accounts_organisation_change", args=[organisation.pk]),
        "opts": Organisation._meta,
        **more,
    }
    return staff_page(request, "admin/step_confirm.html", context)


def _url(code: str, organisation: Organisation, *more: int) -> str:
    return reverse(f"admin:accounts_organisation_{code}", args=[organisation.pk, *more])
