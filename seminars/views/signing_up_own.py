"""A registration's own pages, behind its private link. GET never changes anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from core import limits
from core.caching import private_page
from core.clock import received_at
from events.exceptions import NotEnoughSeats
from events.forms.signing_up import as_signed_up
from events.ics import response_with
from events.links import registration_of
from events.models import Registration
from events.views.signing_up_own import CHANGED_PER_HOUR, HOUR
from seminars.booking import Place, booked_with, places_of, seminar_of, with_asked
from seminars.calendar_file import calendar_of
from seminars.exceptions import SessionClosed
from seminars.forms.signing_up import SeminarChangeForm
from seminars.models import Seminar, SeminarDay
from seminars.services.choosing import change_choices
from seminars.services.leaving import leave
from seminars.slots import slots_of
from seminars.views.signing_up import field_of

read_or_act = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Booking:
    """What a private link opens: the registration it names, and the days of the same form."""

    seminar: Seminar
    registration: Registration
    places: list[Place]

    @property
    def changeable(self) -> list[Place]:
        return [place for place in self.places if place.may_be_changed]


@login_not_required
@require_safe
@private_page
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """Receipt and state: the days, and the seat, offer or place in line in each session."""
    booking = _booking_or_404(request, token)
    with_asked(booking.places, received_at(request))
    return _page(request, "seminars/registration_detail.html", booking, token)


@login_not_required
@read_or_act
@private_page
def change(request: HttpRequest, token: str) -> HttpResponse:
    """How many come, what they need, and which sessions."""
    booking = _booking_or_404(request, token)
    if not booking.changeable:
        return redirect("seminars:registration", token)
    form = _change_form(request, booking)
    if request.method == "POST" and form.is_valid():
        return _change(request, booking, form, token)
    return _page(request, "seminars/registration_change.html", booking, token, form=form)


@login_not_required
@read_or_act
@private_page
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Cancel all of it: the days, and with them the sessions."""
    booking = _booking_or_404(request, token)
    if request.method == "POST":
        rows = [place.registration for place in booking.places]
        leave(booking.seminar, rows, at=received_at(request))
        return redirect("seminars:registration", token)
    if not booking.changeable:
        return redirect("seminars:registration", token)
    return _page(request, "seminars/registration_confirm_cancel.html", booking, token)


@login_not_required
@require_safe
@private_page
def registration_ics(request: HttpRequest, token: str) -> HttpResponse:
    """The days and the chosen sessions as one calendar file."""
    booking = _booking_or_404(request, token)
    content = calendar_of(booking.places)
    return response_with(content, f"seminar-{booking.seminar.pk}.ics")


def _change(
    request: HttpRequest, booking: Booking, form: SeminarChangeForm, token: str
) -> HttpResponse:
    who = f"{booking.registration.pk}"
    limits.consume("event.change", who, limit=CHANGED_PER_HOUR, per_seconds=HOUR)
    rows = [place.registration for place in booking.changeable]
    try:
        change_choices(rows, **form.cleaned_data, at=received_at(request))
    except SessionClosed as error:
        form.add_error(None, str(error))
    except ValidationError as error:
        form.add_error("people" if isinstance(error, NotEnoughSeats) else field_of(error), error)
    else:
        return redirect("seminars:registration", token)
    return _page(request, "seminars/registration_change.html", booking, token, form=form)


def _change_form(request: HttpRequest, booking: Booking) -> SeminarChangeForm:
    places = booking.changeable
    row = places[0].registration
    days = SeminarDay.objects.filter(event__in=[place.event for place in places])
    chosen = [each for place in places for each in place.sessions]
    slots = slots_of(list(days.select_related("event")), received_at(request), chosen=chosen)
    data = request.POST if request.method == "POST" else None
    return SeminarChangeForm(data, event=row.event, slots=slots, initial=as_signed_up(row))


def _booking_or_404(request: HttpRequest, token: str) -> Booking:
    row = registration_of(token)
    seminar = seminar_of(row) if row else None
    if row is None or seminar is None:
        raise Http404
    rows = booked_with(row, seminar)
    return Booking(seminar, row, places_of(rows, received_at(request)))


def _page(
    request: HttpRequest, template: str, booking: Booking, token: str, **more: Any
) -> HttpResponse:
    active = [place for place in booking.places if place.registration.is_active]
    context = {
        "seminar": booking.seminar,
        "registration": booking.registration,
        "places": booking.places,
        "days_beside": [place.event for place in active],
        "first": (active or booking.places)[0],
        "has_seat": any(p.registration.status == Registration.Status.CONFIRMED for p in active),
        "may_be_changed": bool(booking.changeable),
        "token": token,
        **more,
    }
    return render(request, template, context)
