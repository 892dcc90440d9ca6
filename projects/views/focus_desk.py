"""The secretary's pages: what the council decided; and the evaluation by who runs a project.

Each page says first what will happen and who is told.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.caching import private_page
from core.clock import received_at
from core.transitions import TransitionNotAllowed
from core.workplace import posted, staff_page
from projects.focus_pages import pointed_at_by_year
from projects.focus_years import years_at
from projects.forms.focus import AppointForm, UndoForm
from projects.forms.involvement import EvaluationForm
from projects.models import FocusDesignation, Project
from projects.parts.focus import shown_flags
from projects.services import appointing, evaluating
from projects.views.giving_back import gives_back

page_of_staff = require_http_methods(["GET", "POST"])


@private_page
@gives_back
@page_of_staff
def appoint(request: HttpRequest, year: int) -> HttpResponse:
    at = received_at(request)
    _require_secretary(request)
    if year not in years_at(at):
        raise Http404
    form = AppointForm(*posted(request), **_choices(request, year), at=at)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            appointing.appoint(year=year, **form.cleaned_data, by=request.user, at=at)
        except (ValidationError, TransitionNotAllowed) as refusal:
            status = _refuse(form, refusal)
        else:
            messages.success(request, _("Beslutningen er skrevet ind. Alle kan se den."))
            return redirect("projects:focus_year", year)
    subject = _("Fokusprojekter %(year)s") % {"year": year}
    return _page(request, subject, form, status=status, **_of_the_choice(year))


def _require_secretary(request: HttpRequest) -> None:
    if not request.user.has_perm("projects.appoint_focusdesignation"):
        raise PermissionDenied


def _choices(request: HttpRequest, year: int) -> dict[str, Any]:
    """Return the projects that can be appointed; first those at which most members point."""
    flags = shown_flags(received_at(request)).filter(year__year=year).select_related("project")
    counts = {
        row.project.pk: row.pointed_at.standing
        for row in pointed_at_by_year(list(flags)).get(year, [])
    }
    told = _("%(count)s af %(seats)s peger på det")
    rows = [
        (row, told % vars(counts[row.pk]) if row.pk in counts else "")
        for row in Project.objects.active()
    ]
    rows.sort(key=lambda row: -counts[row[0].pk].count if row[0].pk in counts else 0)
    return {"projects": rows}


def _refuse(form: Form, refusal: ValidationError | TransitionNotAllowed) -> int:
    """Say in the form why it cannot be; return the status of the page."""
    if isinstance(refusal, ValidationError):
        form.add_error(None, refusal)
        return 200
    form.add_error(None, refusal.message)
    return 409


def _of_the_choice(year: int) -> dict[str, Any]:
    return {
        "title": _("Skriv kommunalbestyrelsens valg for %(year)s ind") % {"year": year},
        "step": _("Skriv valget ind"),
        "consequences": [
            _("Projektet bliver fokusprojekt for %(year)s. Alle kan se dato og begrundelse.")
            % {"year": year},
            _("Der skal være en inddragelsesplan, også for dem, der ikke kommer af sig selv."),
            _("Medlemmerne kan ikke længere pege på projekter for %(year)s.") % {"year": year},
            _("Projektet kan ikke afsluttes, før det er evalueret."),
            _("Der kan højst være to. Et ventes. Det kan kun ophæves ved en ny beslutning."),
        ],
        "told_text": _told(),
        "cancel_url": reverse("projects:focus"),
    }


def _told() -> str:
    return _(
        "Tovholderen, holdet, de, der følger projektet, og kommunalbestyrelsens medlemmer med en "
        "konto."
    )


@private_page
@gives_back
@page_of_staff
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    _require_secretary(request)
    row = _designation(pk)
    if not row.stands:
        raise TransitionNotAllowed(_("Udpegningen er allerede ophævet."))
    at = received_at(request)
    form = UndoForm(*posted(request), at=at)
    if request.method == "POST" and form.is_valid():
        try:
            appointing.undo(row, **_decision(form), by=request.user, at=at)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Udpegningen er ophævet. Alle kan se hvorfor."))
            return redirect(row)
    return _page(request, str(row), form, **_of_the_undoing(row))


def _designation(pk: int) -> FocusDesignation:
    rows = FocusDesignation.objects.select_related("project__department", "year")
    found: FocusDesignation = get_object_or_404(rows, pk=pk)
    return found


def _decision(form: UndoForm) -> dict[str, Any]:
    found = form.cleaned_data
    return {
        "on": found["decided_on"],
        "item": found["item"],
        "url": found["decision_url"],
        "reason": found["reason"],
    }


def _of_the_undoing(row: FocusDesignation) -> dict[str, Any]:
    return {
        "title": _("Ophæv udpegningen for %(year)s") % {"year": row.year},
        "consequences": [
            _("Projektet er ikke længere fokusprojekt. Det fortsætter som andre projekter."),
            _("Udpegningen og ophævelsen står begge på årets side."),
            _("Er der ikke udpeget andre, kan medlemmerne pege på projekter igen."),
        ],
        "told_text": _told(),
        "cancel_url": row.get_absolute_url(),
        "is_grave": True,
    }


@private_page
@gives_back
@page_of_staff
def evaluate(request: HttpRequest, pk: int) -> HttpResponse:
    row = _designation(pk)
    if not request.user.has_perm("projects.evaluate_project", row):
        raise PermissionDenied
    form = EvaluationForm(*posted(request), designation=row)
    if request.method == "POST" and form.is_valid():
        at = received_at(request)
        evaluating.evaluate(row, **form.words(), by=request.user, at=at)
        messages.success(request, _("Evalueringen er gemt. Alle kan læse den."))
        return redirect(row)
    if not row.stands:
        raise TransitionNotAllowed(_("Udpegningen er ophævet."))
    return _page(request, str(row), form, **_of_the_evaluation(row))


def _of_the_evaluation(row: FocusDesignation) -> dict[str, Any]:
    return {
        "title": _("Evaluér fokusprojektet"),
        "step": _("Gem evalueringen"),
        "consequences": [
            _("Evalueringen står på siden for %(year)s. Alle kan læse den.") % {"year": row.year},
            _("Derefter kan projektet afsluttes. Du kan rette den, når du vil."),
            _("Skriv ikke navne på borgere. Tæl hver person én gang."),
        ],
        "told_text": _("Ingen får en mail."),
        "cancel_url": row.get_absolute_url(),
    }


def _page(
    request: HttpRequest, subject: str, form: Form, *, title: str, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"title": title, "object": subject, "step": title, "form": form, "told": 0, **more}
    return staff_page(request, "admin/step_confirm.html", context, status=status)
