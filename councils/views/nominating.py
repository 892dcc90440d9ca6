"""Standing for election: nominations by anybody, and the candidate's own pages by private link."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import limits
from core.access import get_visible, person_of
from core.caching import private_page
from core.clock import received_at
from core.limits import mail_key
from core.transitions import TransitionNotAllowed
from councils.exceptions import AlreadyNominated, NominationsClosed
from councils.forms.seats import CandidacyForm, NominationForm, known_about
from councils.models import Candidate, Election
from councils.seat_links import candidate_of, candidate_token
from councils.services import nominating as services
from councils.views.applications import HOUR, read_or_act
from councils.views.stamps import TRAP, FormKey, fresh_stamp, key_of

NOMINATED_PER_HOUR = 30
NOMINATED_PER_MAILBOX = 5
WRITTEN_PER_HOUR = 60
Status = Candidate.Status


@login_not_required
@read_or_act
@private_page
def nominate(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001  (only the number decides)
    election = get_visible(request, Election.objects.select_related("body__department"), pk=pk)
    if request.method == "POST":
        return _take_in(request, election)
    if not _is_open(request, election):
        return _closed_page(request, election)
    known = known_about(person_of(request))
    form = NominationForm(initial={name: known.get(name, "") for name in ("name", "email")})
    return _form_page(request, election, form, stamp=fresh_stamp(request, _form_name(election)))


@login_not_required
@require_safe
@private_page
def nominated(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """Thanks, and that the candidate must say yes first. Says nothing of whom."""
    election = get_visible(request, Election.objects.select_related("body__department"), pk=pk)
    return render(request, "councils/candidate_asked.html", {"election": election})


@login_not_required
@require_safe
@private_page
def candidacy(request: HttpRequest, token: str) -> HttpResponse:
    """What a candidate has been asked, has said, and may still do."""
    return _own_page(request, "councils/candidate_mine.html", token, candidate_or_404(token))


@login_not_required
@read_or_act
@private_page
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Say yes, in one's own words; later mend them."""
    candidate = candidate_or_404(token)
    if not may_act(request, candidate) and request.method != "POST":
        return redirect("councils:candidacy", token)
    if request.method == "POST":
        return _take_in_words(request, candidate, token)
    form = CandidacyForm(initial={"text": candidate.text, "birth_year": candidate.birth_year})
    return _own_page(request, "councils/candidate_accept.html", token, candidate, form=form)


@login_not_required
@read_or_act
@private_page
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Say no when asked, or withdraw when standing."""
    candidate = candidate_or_404(token)
    if request.method == "POST":
        services.leave(candidate, at=received_at(request))
        return redirect("councils:candidacy", token)
    if not may_act(request, candidate):
        return redirect("councils:candidacy", token)
    return _own_page(request, "councils/candidate_confirm_leave.html", token, candidate)


def candidate_or_404(token: str) -> Candidate:
    candidate = candidate_of(token)
    if candidate is None:
        raise Http404
    return candidate


def may_act(request: HttpRequest, candidate: Candidate) -> bool:
    """Whether somebody who was asked, or who stands, may still say otherwise."""
    is_in = candidate.status in (Status.NOMINATED, Status.ACCEPTED)
    return is_in and _is_open(request, candidate.election)


def _take_in_words(request: HttpRequest, candidate: Candidate, token: str) -> HttpResponse:
    """Keep a candidate's words. Whatever is wrong is said beside them, so that nothing is lost."""
    key, status = str(candidate.pk), 200
    if limits.allow("seats.candidate", key, limit=WRITTEN_PER_HOUR, per_seconds=HOUR):
        form = CandidacyForm(request.POST, request.FILES)
        if candidate.user is not None and candidate.user.protected:
            form.add_error(None, _protected())
    else:  # the picture is not looked into
        form, status = CandidacyForm(request.POST), 429
        form.add_error(None, str(limits.LimitExceeded(HOUR)))
    if form.is_valid():
        try:
            services.accept(candidate, **form.cleaned_data, at=received_at(request))
        except TransitionNotAllowed as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            return redirect("councils:candidacy", token)
    return _own_page(
        request, "councils/candidate_accept.html", token, candidate, form=form, status=status
    )


def _protected() -> str:
    return _(
        "Din konto har navne- og adressebeskyttelse, og en kandidat står med navn på listen. "
        "Tal med sekretariatet først."
    )


# --- Taking in --------------------------------------------------------------------------------
def _take_in(request: HttpRequest, election: Election) -> HttpResponse:
    form, key = NominationForm(request.POST), key_of(request, _form_name(election))
    if not _is_open(request, election):
        return _closed_page(request, election, status=409, is_given_back=True)
    form.full_clean()
    key.object_to(form, request)
    person = person_of(request)
    if person and person.protected and form.cleaned_data.get("who") == "self":
        form.add_error(None, _protected())
    if not form.is_valid():
        return _form_page(request, election, form, stamp=key.stamp)
    if not _is_within_limits(request, form.cleaned_data["email"]):
        form.add_error(None, str(limits.LimitExceeded(HOUR)))
        return _form_page(request, election, form, stamp=key.stamp, status=429)
    return _nominate(request, election, form, key)


def _is_within_limits(request: HttpRequest, email: str) -> bool:
    who = limits.client_ip(request)
    per_ip = limits.allow("seats.nominate", who, limit=NOMINATED_PER_HOUR, per_seconds=HOUR)
    return per_ip and limits.allow(
        "seats.nominate.mailbox", mail_key(email), limit=NOMINATED_PER_MAILBOX, per_seconds=HOUR
    )


def _nominate(
    request: HttpRequest, election: Election, form: NominationForm, key: FormKey
) -> HttpResponse:
    try:
        candidate = services.nominate(
            election,
            form_key=key.key,
            **form.values(),
            user=person_of(request),
            language=request.LANGUAGE_CODE,
            at=received_at(request),
        )
    except NominationsClosed:
        return _closed_page(request, election, status=409, is_given_back=True)
    except AlreadyNominated:
        form.add_error(
            "email",
            _("Der er allerede en indstilling med den mailadresse. Vi spørger ikke to gange."),
        )
        return _form_page(request, election, form, stamp=key.stamp)
    if candidate.user_id and candidate.user == person_of(request):
        return redirect("councils:candidacy_accept", candidate_token(candidate))
    return redirect("councils:nominated", election.pk, election.slug)


def _form_name(election: Election) -> str:
    return f"nomination-{election.pk}"


def _is_open(request: HttpRequest, election: Election) -> bool:
    return election.stage(received_at(request)) == Election.Stage.NOMINATION


# --- Pages ------------------------------------------------------------------------------------
def _form_page(
    request: HttpRequest, election: Election, form: NominationForm, *, stamp: str, status: int = 200
) -> HttpResponse:
    context = {"election": election, "form": form, "stamp": stamp, "trap": TRAP}
    return render(request, "councils/candidate_form.html", context, status=status)


def _closed_page(
    request: HttpRequest, election: Election, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"election": election, "stage": election.stage(received_at(request)), **more}
    if more:
        context["typed"] = [request.POST.get(name, "") for name in ("name", "email")]
    return render(request, "councils/candidate_closed.html", context, status=status)


def _own_page(
    request: HttpRequest,
    template: str,
    token: str,
    candidate: Candidate,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "candidate": candidate,
        "election": candidate.election,
        "stage": candidate.election.stage(received_at(request)),
        "token": token,
        "may_act": may_act(request, candidate),
        **more,
    }
    return render(request, template, context, status=status)
