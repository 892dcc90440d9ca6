"""Publishing and ending a body, its chair and its terms, as pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.clock import local_date, received_at
from core.transitions import TransitionNotAllowed
from core.workplace import posted, succeeds
from councils.admin.base import ask, done, permitted_body
from councils.admin.seat_steps import either
from councils.forms.seating import ChairForm, EndBodyForm, StepForm, TermForm
from councils.models import Body, Term
from councils.rules_of_kinds import hints_of
from councils.services import end_body, publish_body, set_fixed_chair, set_rotation, set_term


@either
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    body = permitted_body(request, pk, "change")
    if body.is_published:
        raise TransitionNotAllowed(_("Organet er allerede offentligt."))
    if request.method == "POST":
        publish_body(body, by=request.user, at=received_at(request))
        return done(request, body, _("Nu kan alle se det."))
    consequences = [
        _("Alle kan se organet, dets pladser og hvem der sidder på dem."),
        _("Det kan findes i oversigten og med søgning. Det kan ikke skjules igen."),
    ]
    title = _("Offentliggør")
    hints = hints_of(body)
    return ask(request, body, StepForm(), title=title, consequences=consequences, warnings=hints)


@either
def end(request: HttpRequest, pk: int) -> HttpResponse:
    body = permitted_body(request, pk, "change")
    if body.ended_on is not None:
        raise TransitionNotAllowed(_("Organet er allerede nedlagt."))
    at = received_at(request)
    form = EndBodyForm(*posted(request), initial={"on": local_date(at)})
    if form.is_bound and form.is_valid():
        step = form.cleaned_data | {"by": request.user, "at": at}
        if succeeds(form, lambda: end_body(body, **step)):
            return done(request, body, _("Organet nedlægges."))
    consequences = [
        _("Alle fratræder den dag, og deres rettigheder holder op."),
        _("Siden, møderne og hvem der har siddet, kan stadig læses."),
        _("Det kan ikke fortrydes."),
    ]
    return ask(request, body, form, title=_("Nedlæg"), consequences=consequences, is_grave=True)


@either
def term(request: HttpRequest, pk: int, term: int | None = None) -> HttpResponse:
    body, at = permitted_body(request, pk), received_at(request)
    row = get_object_or_404(body.terms, pk=term) if term else None
    form = TermForm(*posted(request), instance=row or Term(body=body))
    if form.is_bound and form.is_valid():
        step = form.cleaned_data | {"by": request.user, "at": at, "term": row}
        if succeeds(form, lambda: set_term(body, **step)):
            return done(request, body, _("Valgperioden er gemt."))
    consequences = [
        _("Perioden står på organets side."),
        _("90 dage før den slutter, står det blandt det, der venter på dig."),
        _("Den ændrer ikke de medlemskaber, der er: de slutter den dag, der står på hvert."),
    ]
    return ask(request, body, form, title=_("Gem valgperioden"), consequences=consequences)


@either
def chair(request: HttpRequest, pk: int) -> HttpResponse:
    body, at = permitted_body(request, pk), received_at(request)
    start = {"rule": body.chair_rule, "length": body.chair_length, "from_day": local_date(at)}
    form = ChairForm(*posted(request), body=body, at=at, initial=start)
    if form.is_bound and form.is_valid():
        step = {"by": request.user, "at": at}
        if succeeds(form, lambda: _set_chair(body, form.cleaned_data, step)):
            return done(request, body, _("Formandskabet er gemt."))
    consequences = [
        _("Det står ved hvert kommende møde, hvem der leder det."),
        _("Hvem der har ledet de møder, der er holdt, ændrer sig ikke."),
    ]
    return ask(request, body, form, title=_("Gem formandskabet"), consequences=consequences)


def _set_chair(body: Body, written: dict[str, Any], step: dict[str, Any]) -> None:
    chair, substitute = written["chair"], written["substitute"]
    if written["rule"] == Body.ChairRule.FIXED:
        set_fixed_chair(body, chair, from_day=written["from_day"], substitute=substitute, **step)
        return
    others = [row for row in written["others"] if row != chair]
    set_rotation(
        body,
        [(chair, substitute), *((row, None) for row in others)],
        rule=written["rule"],
        length=written["length"],
        from_day=written["from_day"],
        **step,
    )
