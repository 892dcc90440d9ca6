"""Seats, memberships and substitutes as pages: GET says what will happen, POST does it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.clock import local_date, received_at
from core.workplace import posted, staff_page, succeeds
from councils.admin.base import ask, done, permitted_body
from councils.forms.seating import (
    CallInForm,
    CorrectForm,
    EndForm,
    GroupForm,
    PersonForm,
    SeatForm,
    StepForm,
    as_moment,
)
from councils.models import Body, CallIn, Member, Membership, Seat, SeatGroup
from councils.rules_of_kinds import hints_of
from councils.services import (
    add_substitute,
    call_in,
    correct_membership,
    end_membership,
    release,
    seat_member,
)
from councils.services.members import save_group

either = require_http_methods(["GET", "POST"])


@require_safe
def seats(request: HttpRequest, pk: int) -> HttpResponse:
    """All seats of a body with who sits on them, and the way to each step."""
    body, at = permitted_body(request, pk), received_at(request)
    groups = body.groups.prefetch_related("seats")
    rows = list(body.memberships.filter(ends_at=None) | body.memberships.filter(ends_at__gt=at))
    held = Membership.objects.filter(pk__in=[row.pk for row in rows])
    rows = list(held.select_related("member").order_by("rank", "starts_at", "pk"))
    calls = CallIn.objects.filter(absent__body=body).exclude(ends_at__lte=at)
    context = {
        "title": _("Pladser: %(body)s") % {"body": body},
        "object": body,
        "hints": hints_of(body),
        "groups": [_group_row(group, rows) for group in groups],
        "calls": calls.select_related("absent__member", "substitute__member"),
        "terms": body.terms.all(),
        "turns": body.chair_turns.select_related("chair__member"),
        "now": at,
    }
    return staff_page(request, "admin/councils/body/seats.html", context)


def _group_row(group: SeatGroup, rows: list[Membership]) -> dict[str, Any]:
    """Return a group with its seats, each with who sits there now or later."""
    return {
        "group": group,
        "seats": [
            {"seat": seat, "memberships": [row for row in rows if row.seat_id == seat.pk]}
            for seat in group.seats.all()
            if seat.abolished_at is None
        ],
        "substitutes": [row for row in rows if row.group_id == group.pk and row.is_substitute],
    }


@either
def group(request: HttpRequest, pk: int, group: int | None = None) -> HttpResponse:
    """Make a group of seats, or change its words and number."""
    body, at = permitted_body(request, pk), received_at(request)
    row = get_object_or_404(body.groups, pk=group) if group else SeatGroup(body=body)
    count = row.seats.filter(abolished_at=None).count() if row.pk else 1
    form = GroupForm(*posted(request), instance=row, initial={"count": count})
    if form.is_bound and form.is_valid():
        wanted = form.cleaned_data["count"]
        if succeeds(form, lambda: save_group(row, count=wanted, by=request.user, at=at)):
            return done(request, body, _("Pladserne er gemt."))
    consequences = [
        _("Pladserne vises på organets side med det samme, også de ledige."),
        _("En plads, der bliver nedlagt, bliver stående i historikken med dem, der sad på den."),
    ]
    return ask(request, body, form, title=_("Gem pladserne"), consequences=consequences)


@either
def seat(request: HttpRequest, pk: int, seat: int) -> HttpResponse:
    body, at = permitted_body(request, pk), received_at(request)
    row = get_object_or_404(Seat.objects.select_related("group"), pk=seat, group__body=body)
    form = SeatForm(*posted(request), body=body, initial=_days(body, at))
    if form.is_bound and form.is_valid():
        written = form.cleaned_data
        more = {"title": written["title"], "nominated_by": written["nominated_by"]}
        more |= form.moments(at) | {"by": request.user, "at": at}
        if succeeds(form, lambda: seat_member(row, _person(written), **more)):
            return done(request, body, _("Pladsen er givet."))
    consequences = [
        _("Navnet står på organets side fra den første dag."),
        _("Har personen en konto, får den medlemmets rettigheder, så længe pladsen varer."),
        _("Står personen på listen over stedfortrædere, forlader de listen samme dag."),
    ]
    return ask(request, body, form, title=_("Giv pladsen"), consequences=consequences)


@either
def substitute(request: HttpRequest, pk: int, group: int) -> HttpResponse:
    body, at = permitted_body(request, pk), received_at(request)
    row = get_object_or_404(body.groups, pk=group)
    form = PersonForm(*posted(request), body=body, initial=_days(body, at))
    if form.is_bound and form.is_valid():
        written = form.cleaned_data
        more = form.moments(at) | {"nominated_by": written["nominated_by"]}
        more |= {"by": request.user, "at": at}
        if succeeds(form, lambda: add_substitute(row, _person(written), **more)):
            return done(request, body, _("Stedfortræderen står sidst på listen."))
    consequences = [
        _("Personen står sidst på listen og har ingen rettigheder, før du indkalder dem."),
    ]
    return ask(request, body, form, title=_("Tilføj stedfortræder"), consequences=consequences)


@either
def end(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    body, at = permitted_body(request, pk), received_at(request)
    row = get_object_or_404(body.memberships.select_related("member"), pk=membership)
    form = EndForm(*posted(request), initial={"ends_on": local_date(at)})
    if form.is_bound and form.is_valid():
        written = form.cleaned_data
        more = {"ends_at": as_moment(written["ends_on"], at), "reason": written["reason"]}
        if succeeds(form, lambda: end_membership(row, **more, by=request.user, at=at)):
            return done(request, body, _("%(name)s fratræder.") % {"name": row.member})
    consequences = [
        _("%(name)s kan ikke handle som medlem fra den dag.") % {"name": row.member},
        _("Er der indkaldt en stedfortræder, holder det op samtidig."),
        _("Siden viser stadig, at personen har siddet her. Intet bliver slettet."),
    ]
    return ask(
        request, body, form, title=_("Lad fratræde"), consequences=consequences, is_grave=True
    )


@either
def correct(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    body, at = permitted_body(request, pk), received_at(request)
    row = get_object_or_404(body.memberships.select_related("member"), pk=membership)
    start = {"title": row.title, "nominated_by": row.nominated_by}
    form = CorrectForm(*posted(request), initial=start)
    if form.is_bound and form.is_valid():
        correct_membership(row, **form.cleaned_data, by=request.user, at=at)
        return done(request, body, _("Ordene er rettet."))
    consequences = [
        _("Ret kun, hvad der er skrevet forkert om %(name)s.") % {"name": row.member},
        _("Får personen et nyt hverv, så lad dem fratræde, og giv pladsen igen samme dag."),
        _("Det, der stod før, bliver stående i historikken."),
    ]
    return ask(request, body, form, title=_("Ret ordene"), consequences=consequences)


@either
def call(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    body, at = permitted_body(request, pk), received_at(request)
    rows = body.memberships.select_related("member", "group")
    row = get_object_or_404(rows, pk=membership, seat__isnull=False)
    form = CallInForm(*posted(request), absent=row, at=at, initial={"starts_on": local_date(at)})
    if form.is_bound and form.is_valid():
        written = form.cleaned_data
        more = form.moments(at) | {"reason": written["reason"], "by": request.user, "at": at}
        if succeeds(form, lambda: call_in(row, written["substitute"], **more)):
            return done(request, body, _("Stedfortræderen er indkaldt."))
    consequences = [
        _("Stedfortræderen handler som medlem i stedet for %(name)s.") % {"name": row.member},
        _("%(name)s har ingen rettigheder som medlem så længe.") % {"name": row.member},
    ]
    return ask(request, body, form, title=_("Indkald stedfortræder"), consequences=consequences)


@either
def send_home(request: HttpRequest, pk: int, call: int) -> HttpResponse:
    body = permitted_body(request, pk)
    rows = CallIn.objects.select_related("absent__member", "substitute__member")
    row = get_object_or_404(rows, pk=call, absent__body=body)
    if request.method == "POST":
        release(row, by=request.user, at=received_at(request))
        return done(request, body, _("Stedfortræderen er hjemsendt."))
    consequences = [
        _("%(name)s handler som medlem igen fra det sekund, du trykker.")
        % {"name": row.absent.member},
    ]
    return ask(request, body, StepForm(), title=_("Hjemsend"), consequences=consequences)


def _person(written: dict[str, Any]) -> Member:
    """Return who was chosen, or make the person who was written."""
    chosen: Member | None = written["member"]
    return chosen or Member.objects.create(name=written["new_name"])


def _days(body: Body, at: datetime) -> dict[str, Any]:
    """Offer today, and the end of the term."""
    today = local_date(at)
    term = body.terms.filter(starts_on__lte=today).exclude(ends_on__lte=today)
    ends_on = term.order_by(F("starts_on").desc()).values_list("ends_on", flat=True).first()
    return {"starts_on": today, "ends_on": ends_on}
