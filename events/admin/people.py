"""Who comes: the list, the ticks at the door, those who telephone, and the sheet of paper."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.clock import local_date, received_at
from core.workplace import posted, staff_page
from events.admin.base import permitted_event
from events.forms.people import RemoveForm, TelephoneForm
from events.models import Event, Registration
from events.services import cancel_registration, register
from events.services.attending import read_list, write_attendance

VIEW, CHANGE = "view_registrations", "change_registrations"


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """The list, on a phone at the door too: a tick is saved with one button."""
    event = permitted_event(request, pk, VIEW if request.method == "GET" else CHANGE)
    if request.method == "POST":
        came, was = _keys(request, "came"), _keys(request, "was")
        present = write_attendance(
            event,
            came=came - was,
            gone=was - came,
            by=request.user,
            at=received_at(request),
        )
        messages.success(request, _("Gemt. %(n)d tilmeldinger er mødt frem.") % {"n": present})
        return redirect("admin:events_event_people", event.pk)
    at = received_at(request)
    rows = list(event.registrations.active().select_related("user").order_by("name", "number"))
    waiting = [row for row in rows if row.status == Registration.Status.WAITING]
    context = {
        "title": _("Deltagere"),
        "event": event,
        "coming": [row for row in rows if row.holds_seats],
        "waiting": sorted(waiting, key=lambda row: row.number),
        "ticked": [row.pk for row in rows if row.has_come],
        "people": sum(row.people for row in rows if row.holds_seats),
        "may_tick": event.status == Event.Status.PUBLISHED and local_date(at) >= event.day,
        "may_change": event.is_coming(at),
    }
    return staff_page(request, "admin/events/event/people.html", context)


@require_POST
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The list on paper; the fetching is written down."""
    event = permitted_event(request, pk, VIEW)
    rows = read_list(event, by=request.user, at=received_at(request))
    context = {"title": _("Deltagerliste"), "event": event, "rows": rows}
    return staff_page(request, "admin/events/event/sheet.html", context)


@require_http_methods(["GET", "POST"])
def telephone(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter somebody who telephones; a full event puts them on the waiting list."""
    event = permitted_event(request, pk, CHANGE)
    form = TelephoneForm(*posted(request), event=event)
    if request.method == "POST" and form.is_valid():
        written = {**form.cleaned_data, "form_key": UUID(str(form.cleaned_data["form_key"]))}
        try:
            row = register(event, by=request.user, at=received_at(request), **written)
        except ValidationError as error:
            form.add_error("people", error)
        else:
            return _told(request, row)
    return _page(request, event, _("Skriv en deltager på"), form, _of_telephone())


def _told(request: HttpRequest, row: Registration) -> HttpResponse:
    is_waiting = row.status == Registration.Status.WAITING
    sentence = _("%(name)s er på ventelisten.") if is_waiting else _("%(name)s er tilmeldt.")
    messages.success(request, sentence % {"name": row.name})
    return redirect("admin:events_event_people", row.event_id)


def _of_telephone() -> list[str]:
    return [
        _("Er der plads, er personen tilmeldt med det samme. Ellers kommer de på ventelisten."),
        _("Skriver du en mailadresse, får personen en mail med et link til at melde fra."),
    ]


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take one off the list, with the reason that they are told."""
    event = permitted_event(request, pk, CHANGE)
    row = get_object_or_404(event.registrations.active(), number=number)
    form = RemoveForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        cancel_registration(
            row,
            ended=Registration.Ended.BY_STAFF,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=received_at(request),
        )
        messages.success(request, _("%(name)s er meldt fra.") % {"name": row.name})
        return redirect("admin:events_event_people", event.pk)
    consequences = [
        _("%(name)s bliver meldt fra, og pladsen går videre til den næste på ventelisten.")
        % {"name": row.name},
    ]
    told = 1 if row.email or row.user_id else 0
    return _page(request, event, _("Meld fra"), form, consequences, told=told, is_grave=True)


def _keys(request: HttpRequest, name: str) -> set[int]:
    return {int(key) for key in request.POST.getlist(name) if key.isdecimal() and len(key) < 10}


def _page(request, event, step, form, consequences, **more):
    context = {
        "title": step,
        "object": event,
        "step": step,
        "form": form,
        "consequences": consequences,
        "told_text": _("Personen får en mail, hvis der er en adresse.") if not more else "",
        "cancel_url": reverse("admin:events_event_people", args=[event.pk]),
        "opts": Event._meta,
        **more,
    }
    return staff_page(request, "admin/step_confirm.html", context)
