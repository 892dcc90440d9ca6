"""Giving a statement: the secretary at work, and who is outside by their private link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core import limits
from core.caching import private_page
from core.clock import received_at
from core.transitions import TransitionNotAllowed
from core.workplace import posted, staff_page
from councils.models import Body
from hearings import services
from hearings.exceptions import StatementChanged
from hearings.forms.parties import StatementForm
from hearings.models import ConsultedParty, Hearing, Statement
from hearings.parties import takes_statements
from hearings.party_links import party_of

HOUR = 3600
STATEMENTS_PER_HOUR = 30
read_or_act = require_http_methods(["GET", "HEAD", "POST"])


# --- A body of ours ---------------------------------------------------------------------------
@private_page
@read_or_act
def statement(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """The question, what was answered, and the form as long as one may answer."""
    party = _served(request, number, pk)
    form = StatementForm(*posted(request, with_files=True), party=party, at=received_at(request))
    if request.method != "POST":
        return _work_page(request, party, form)
    taken, newer = _taken(request, party, form, by=request.user)
    if not taken:
        return _work_page(request, party, form, newer=newer, status=409 if newer else 200)
    messages.success(request, _("Udtalelsen er modtaget. Alle kan læse den på høringens side."))
    return redirect("hearings:statement", number, pk)


@require_POST
def statement_open(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """The secretary says that the question has been seen."""
    services.note_opened(_served(request, number, pk), at=received_at(request))
    return redirect("hearings:statement", number, pk)


@require_POST
def statement_none(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    party = _served(request, number, pk)
    services.have_no_remarks(party, by=request.user, at=received_at(request))
    messages.success(request, _("Det er noteret, at der ikke er bemærkninger."))
    return redirect("hearings:statement", number, pk)


def _served(request: HttpRequest, number: int, pk: int) -> ConsultedParty:
    """Fetch a question to a body of mine (else 404) that I may answer (else 403)."""
    parties = ConsultedParty.objects.filter(
        hearing=number,
        hearing__in=Hearing.objects.published(),
        body__in=Body.objects.visible_to(request.user),  # type: ignore[arg-type]
    ).exclude(status=ConsultedParty.Status.TAKEN_BACK)
    party = get_object_or_404(
        parties.select_related("hearing__department", "body", "statement"), pk=pk
    )
    if not request.user.has_perm("hearings.answer_consultedparty", party):
        raise PermissionDenied
    return party


def _work_page(
    request: HttpRequest,
    party: ConsultedParty,
    form: StatementForm,
    *,
    newer: Statement | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **_context(party, form, newer),
        "title": _("Udtalelse fra %(body)s") % {"body": party.body},
        "open_url": reverse("hearings:statement_open", args=[party.hearing_id, party.pk]),
        "none_url": reverse("hearings:statement_none", args=[party.hearing_id, party.pk]),
        "cancel_url": party.hearing.get_absolute_url(),
    }
    return staff_page(request, "admin/hearings/parties/statement.html", context, status=status)


# --- Somebody outside -------------------------------------------------------------------------
@login_not_required
@private_page
@read_or_act
def party(request: HttpRequest, token: str) -> HttpResponse:
    """The same for who has no account: what was typed stands there whatever was wrong."""
    asked = _invited(token)
    form = StatementForm(*posted(request, with_files=True), party=asked, at=received_at(request))
    if request.method != "POST":
        return _outside_page(request, asked, token, form)
    who = limits.client_ip(request)
    if not limits.allow("statement.give", who, limit=STATEMENTS_PER_HOUR, per_seconds=HOUR):
        form.add_error(None, str(limits.LimitExceeded(HOUR)))
        return _outside_page(request, asked, token, form, status=429)
    taken, newer = _taken(request, asked, form, by=None)
    if not taken:
        code = 409 if newer else 200
        return _outside_page(request, asked, token, form, newer=newer, status=code)
    return redirect("hearings:party", token)


@login_not_required
@require_POST
@private_page
def party_open(request: HttpRequest, token: str) -> HttpResponse:
    services.note_opened(_invited(token), at=received_at(request))
    return redirect("hearings:party", token)


@login_not_required
@require_POST
@private_page
def party_none(request: HttpRequest, token: str) -> HttpResponse:
    limits.consume(
        "statement.give", limits.client_ip(request), limit=STATEMENTS_PER_HOUR, per_seconds=HOUR
    )
    services.have_no_remarks(_invited(token), by=None, at=received_at(request))
    return redirect("hearings:party", token)


def _invited(token: str) -> ConsultedParty:
    """Return the party of a private link; what was taken back or is a draft is not there."""
    asked = party_of(token)
    if asked is None or not asked.hearing.is_published:
        raise Http404
    if asked.status == ConsultedParty.Status.TAKEN_BACK:
        raise TransitionNotAllowed(_("Vi har taget spørgsmålet tilbage. Tak, fordi I kiggede."))
    return asked


def _outside_page(
    request: HttpRequest,
    asked: ConsultedParty,
    token: str,
    form: StatementForm,
    *,
    newer: Statement | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **_context(asked, form, newer),
        "open_url": reverse("hearings:party_open", args=[token]),
        "none_url": reverse("hearings:party_none", args=[token]),
    }
    return render(request, "hearings/statement_form.html", context, status=status)


# --- Both -------------------------------------------------------------------------------------
def _taken(
    request: HttpRequest, party: ConsultedParty, form: StatementForm, *, by: Any
) -> tuple[bool, Statement | None]:
    """Take a statement in; else say whether another came first, and what it says."""
    if not form.is_valid():
        return False, None
    try:
        services.give_statement(party, **form.cleaned_data, by=by, at=received_at(request))
    except StatementChanged as error:
        form.add_error(None, error)
        form.show_newer(error.newer)
        return False, error.newer
    return True, None


def _context(party: ConsultedParty, form: StatementForm, newer: Statement | None) -> dict[str, Any]:
    return {
        "party": party,
        "hearing": party.hearing,
        "form": form,
        "newer": newer,
        "is_open": takes_statements(party.hearing),
    }
