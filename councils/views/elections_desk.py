"""A secretary calls an election, looks after the candidates, and enters the count with another."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.caching import private_page
from core.clock import format_date, last_day, received_at, start_of_day
from core.transitions import TransitionNotAllowed, require_status
from core.workplace import posted, staff_page
from councils.forms.seats_desk import (
    CountForm,
    ElectionForm,
    ReasonForm,
    SeatForm,
    ShortReasonForm,
)
from councils.models import Body, Candidate, Election, ResultEntry
from councils.services import counting, nominating
from councils.services import elections as services
from councils.services.taking_seats import seat_candidate
from councils.views.seats_desk import (
    confirm_page,
    form_page,
    permitted_body,
    permitted_election,
)

Stage = Election.Stage
read_or_act = require_http_methods(["GET", "HEAD", "POST"])


@private_page
@read_or_act
def add(request: HttpRequest, body: int) -> HttpResponse:
    found = permitted_body(request, body, "elect_body")
    form = ElectionForm(*posted(request), body=found)
    if request.method == "POST" and form.is_valid():
        at = received_at(request)
        election = services.create_election(found, **form.values(), by=request.user, at=at)
        return _back(request, election, _("Valget er gemt som kladde. Ingen andre kan se det."))
    title, back = _("Nyt valg"), reverse("councils:desk_seats")
    return form_page(request, found, title=title, button=_("Gem kladden"), form=form, back=back)


@private_page
@read_or_act
def change(request: HttpRequest, pk: int) -> HttpResponse:
    election = permitted_election(request, pk, "change_election")
    require_status(election, Election.Status.DRAFT, Election.Status.PUBLISHED)
    is_out = election.status == Election.Status.PUBLISHED
    initial = ElectionForm.initial_of(election)
    form = ElectionForm(*posted(request), body=election.body, is_out=is_out, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            at = received_at(request)
            services.change_election(election, **form.values(), by=request.user, at=at)
        except TransitionNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return _back(request, election, _("Valget er rettet."))
    title, back = _("Ret valget"), _desk(election)
    return form_page(request, election, title=title, button=_("Gem"), form=form, back=back)


@private_page
@require_http_methods(["GET", "HEAD"])
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who was nominated, how far it is, and who has counted."""
    election = permitted_election(request, pk, "enter_result_election")
    at = received_at(request)
    stage = election.stage(at)
    candidates = list(election.candidates.select_related("user", "member").order_by("number"))
    standing = sum(row.status == Candidate.Status.ACCEPTED for row in candidates)
    context = {
        "title": election.title,
        "object": election,
        "stage": stage,
        "candidates": [(row, _hint(election, row)) for row in candidates],
        "standing": standing,
        "may_change": request.user.has_perm("councils.change_election", election),
        "may_settle": stage == Stage.NOMINATED and 0 < standing <= election.seats,
        "may_rule_out": stage in (Stage.NOMINATION, Stage.NOMINATED),
        **_entries(request, election),
    }
    return staff_page(request, "admin/councils/seats/election.html", context)


def _hint(election: Election, candidate: Candidate) -> str:
    """Warn when a year of birth says that somebody may be too young on the first day."""
    if not candidate.birth_year or not election.minimum_age:
        return ""
    age = election.term_starts_on.year - candidate.birth_year
    return _("Er måske for ung") if age < election.minimum_age else ""


def _entries(request: HttpRequest, election: Election) -> dict[str, Any]:
    """Return who has counted; where they differ is told to those alone who have counted."""
    entries = list(election.entries.select_related("entered_by"))
    own = next((row for row in entries if row.entered_by_id == request.user.pk), None)
    others = [row for row in entries if row is not own]
    differing = own and election.status == Election.Status.PUBLISHED
    return {
        "entries": entries,
        "own_entry": own,
        "differences": [(row, _named(own, row)) for row in others] if own and differing else [],
    }


def _named(own: ResultEntry, other: ResultEntry) -> list[str]:
    words = {"drawn": _("lodtrækningen")}
    for name in counting.COUNTED:
        words[name] = str(ResultEntry._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return [
        words.get(name) or _("nr. %(number)s") % {"number": name}
        for name in counting.differences(own, other)
    ]


@private_page
@read_or_act
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    election = permitted_election(request, pk, "change_election")
    require_status(election, Election.Status.DRAFT)
    if request.method == "POST":
        services.publish_election(election, by=request.user, at=received_at(request))
        return _back(request, election, _("Valget er udskrevet."))
    consequences = [
        _("Alle kan se valget med det samme."),
        _("Man kan stille op fra %(first)s til og med %(last)s.")
        % {
            "first": format_date(election.nominations_open_at),
            "last": format_date(election.last_day_of_nominations),
        },
        _("Datoer og antal pladser kan ikke rettes bagefter. Så må valget aflyses."),
    ]
    told = _("De, der følger organet, dets bydele eller emner, får besked, når man kan stille op.")
    return confirm_page(
        request,
        election,
        title=_("Udskriv valget"),
        consequences=consequences,
        back=_desk(election),
        told_text=told,
    )


@private_page
@read_or_act
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    election = permitted_election(request, pk, "change_election")
    require_status(election, Election.Status.PUBLISHED)
    form = ReasonForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        reason, at = form.cleaned_data["reason"], received_at(request)
        services.call_off(election, reason=reason, by=request.user, at=at)
        return _back(request, election, _("Valget er aflyst."))
    consequences = [
        _("Ingen kan stille op eller blive valgt. Kandidaternes navne forsvinder fra siden."),
        _("Siden bliver stående med din begrundelse. Det kan ikke fortrydes."),
    ]
    return confirm_page(
        request,
        election,
        title=_("Aflys valget"),
        consequences=consequences,
        back=_desk(election),
        told=election.candidates.standing().count(),
        form=form,
        is_grave=True,
    )


@private_page
@read_or_act
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Fredsvalg: everybody who stands is elected, and nobody votes."""
    election = permitted_election(request, pk, "change_election")
    require_status(election, Election.Status.PUBLISHED)
    form = ReasonForm(*posted(request), initial={"reason": _note_for(election.body)})
    if request.method == "POST" and form.is_valid():
        note, at = form.cleaned_data["reason"], received_at(request)
        services.settle_uncontested(election, note=note, by=request.user, at=at)
        return _back(request, election, _("Valget er afgjort som fredsvalg."))
    standing = election.candidates.accepted().count()
    consequences = [
        _("%(standing)d stiller op til %(seats)d pladser. De er alle valgt, og ingen stemmer.")
        % {"standing": standing, "seats": election.seats},
        _("Der er ingen stedfortrædere. Begrundelsen står på valgets side."),
        _("Det kan ikke fortrydes."),
    ]
    return confirm_page(
        request,
        election,
        title=_("Afgør som fredsvalg"),
        consequences=consequences,
        back=_desk(election),
        told=standing,
        form=form,
    )


def _note_for(body: Body) -> str:
    """Return the words to begin with; the law is that of the council of the elderly alone."""
    if body.concern == Body.Concern.ELDERLY:
        return _(
            "Der var ikke flere kandidater end pladser. Derfor er alle valgt uden afstemning "
            "(fredsvalg efter ældreloven § 36)."
        )
    return _("Der var ikke flere kandidater end pladser. Derfor er alle valgt uden afstemning.")


@private_page
@read_or_act
def rule_out(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    election = permitted_election(request, pk, "change_election")
    candidate = get_object_or_404(election.candidates.standing(), number=number)
    form = ShortReasonForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        reason, at = form.cleaned_data["reason"], received_at(request)
        nominating.rule_out(candidate, reason=reason, by=request.user, at=at)
        return _back(request, election, _("Kandidaten står ikke på listen mere."))
    consequences = [
        _("%(name)s forsvinder fra listen med det samme.") % {"name": candidate.name},
        _("Begrundelsen står i mailen til kandidaten og ingen andre steder."),
    ]
    return confirm_page(
        request,
        election,
        title=_("Kandidaten kan ikke vælges"),
        consequences=consequences,
        back=_desk(election),
        told=1,
        form=form,
        is_grave=True,
    )


@private_page
@read_or_act
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what was counted, without seeing what the other has entered."""
    election = permitted_election(request, pk, "enter_result_election")
    if election.stage(received_at(request)) != Stage.COUNTING:
        raise TransitionNotAllowed(_("Resultatet indtastes, når afstemningen er slut."))
    candidates = election.candidates.accepted().order_by("number")
    own = election.entries.filter(entered_by=request.user).first()
    form = CountForm(*posted(request), candidates=candidates, initial=_as_entered(own))
    if request.method == "POST" and form.is_valid():
        count, at = counting.Count(**form.values()), received_at(request)
        try:
            counting.enter_result(election, count=count, by=request.user, at=at)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _back(request, election, _after_entry(election))
    title, back = _("Indtast resultatet"), _desk(election)
    lead = _(
        "Tæl selv efter på optællingen. Først når to personer har indtastet det samme, står "
        "resultatet på siden. Hver stemmeseddel er én stemme."
    )
    return form_page(
        request, election, title=title, button=_("Gem"), form=form, back=back, lead=lead
    )


def _as_entered(entry: ResultEntry | None) -> dict[str, Any]:
    if entry is None:
        return {}
    count = counting.Count.of(entry)
    votes = {f"votes_{number}": votes for number, votes in count.votes.items()}
    counted = {name: getattr(count, name) for name in counting.COUNTED}
    return {**counted, **votes, "drawn": ", ".join(map(str, count.drawn))}


def _after_entry(election: Election) -> str:
    election.refresh_from_db()
    if election.status == Election.Status.DECIDED:
        return _(
            "De to indtastninger er ens. Resultatet står på siden, og kandidaterne har besked."
        )
    return _("Gemt. Nu skal en anden indtaste det samme, eller I skal finde forskellen.")


@private_page
@read_or_act
def seat(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Put who was elected on a seat, and substitutes on the list."""
    election = permitted_election(request, pk, "change_election")
    candidate = get_object_or_404(election.candidates.accepted(), number=number)
    has_seat = candidate.is_elected
    form = SeatForm(
        *posted(request), group=election.group, has_seat=has_seat, initial=_term_of(election)
    )
    if request.method == "POST" and form.is_valid():
        try:
            values, at = form.values(), received_at(request)
            seat_candidate(candidate, values.pop("seat"), **values, by=request.user, at=at)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _back(request, election, _("%(n)s er sat på plads.") % {"n": candidate.name})
    title = _("Sæt %(name)s på plads") % {"name": candidate.name}
    return form_page(
        request, election, title=title, button=_("Sæt på plads"), form=form, back=_desk(election)
    )


def _term_of(election: Election) -> dict[str, Any]:
    ends_on = election.term_ends_on
    return {
        "first_day": election.term_starts_on,
        "last_day": last_day(start_of_day(ends_on)) if ends_on else None,
    }


def _desk(election: Election) -> str:
    return reverse("councils:desk_election", args=[election.pk])


def _back(request: HttpRequest, election: Election, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("councils:desk_election", election.pk)
