"""Whom a person acts for: their own list, asking, proposing, and leaving."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import services
from accounts.forms import AskForm, FindForm, ProposeForm
from accounts.models import Organisation
from core import limits
from core.clock import received_at
from core.workplace import posted

PER_PAGE = 20
DAY = 86_400
ASKED_PER_DAY = 10
read_or_act = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Whom I act for and have asked about, with what was said; what is over stands last."""
    rows = request.user.organisations.select_related("organisation")
    members = sorted(rows.order_by("-asked_at", "-pk"), key=lambda member: not member.is_open)
    return render(request, "accounts/organisation_list.html", {"members": members})


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The approved ones, by name, to ask whether one may act for them."""
    form = FindForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = Organisation.objects.approved().matching(words)
    context = {
        "form": form,
        "words": words,
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("side")),
        "mine": set(request.user.organisations.open().values_list("organisation", flat=True)),
    }
    return render(request, "accounts/organisation_find.html", context)


@read_or_act
def propose(request: HttpRequest) -> HttpResponse:
    form = ProposeForm(*posted(request))
    if form.is_bound and form.is_valid() and _is_proposed(request, form):
        messages.success(request, _("Tak. Du får en mail, når en medarbejder har set på det."))
        return redirect("accounts:organisations")
    return render(request, "accounts/organisation_form.html", {"form": form})


@read_or_act
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.approved(), pk=pk)
    form = AskForm(*posted(request))
    if form.is_bound and form.is_valid() and _has_room(request, form):
        services.ask_to_act(
            organisation, **form.cleaned_data, by=request.user, at=received_at(request)
        )
        messages.success(request, _("Tak. Du får en mail, når en medarbejder har set på det."))
        return redirect("accounts:organisations")
    context = {"form": form, "organisation": organisation}
    return render(request, "accounts/organisation_ask.html", context)


@read_or_act
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the right back, or take the question back. Twice changes nothing more."""
    rows = request.user.organisations.select_related("organisation").order_by("-asked_at", "-pk")
    member = get_object_or_404(rows, pk=pk)
    if not member.is_open:
        return redirect("accounts:organisations")
    if request.method == "POST":
        services.leave(member, at=received_at(request))
        text = _("Du handler ikke længere for %(name)s.") % {"name": member.organisation.name}
        messages.success(request, text)
        return redirect("accounts:organisations")
    return render(request, "accounts/organisation_confirm_leave.html", {"member": member})


def _is_proposed(request: HttpRequest, form: ProposeForm) -> bool:
    """Propose it; what is in the way stands beside what was written."""
    if not _has_room(request, form):
        return False
    try:
        services.propose_organisation(**form.cleaned_data, by=request.user, at=received_at(request))
    except ValidationError as error:
        form.add_error("name", error)
        return False
    return True


def _has_room(request: HttpRequest, form: AskForm) -> bool:
    """Whether the person has asked about few enough today."""
    who = str(request.user.pk)
    if limits.allow("organisation.ask", who, limit=ASKED_PER_DAY, per_seconds=DAY):
        return True
    form.add_error(None, str(limits.LimitExceeded(DAY)))
    return False
