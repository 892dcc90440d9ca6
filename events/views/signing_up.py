"""Signing up for an event, with or without an account: one form, one receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.exceptions import MayNotAct
from core import limits
from core.access import get_visible, person_of
from core.caching import private_page
from core.clock import received_at
from core.tokens import MIN_FILL_TIME, StampRejected, new_stamp, read_stamp
from events import ics, services
from events.exceptions import SignUpClosed
from events.forms.signing_up import SignUpForm, known_about
from events.links import private_path
from events.models import Event, Registration
from events.parts import sign_up_elsewhere
from events.showing import Stage, registration_of_person, sign_up_of, stage_of

HOUR = 3600
# A town hall or a school with 300 people behind one address stays below; a bot does not.
SIGNED_UP_PER_HOUR = 400
# Invisible to people; whoever fills it in is no reader of the page.
TRAP = "homepage"
NO_WAIT = timedelta(0)


@dataclass(frozen=True)
class FormKey:
    """What makes a double click one registration; `refusal` says what to do again."""

    key: UUID
    stamp: str
    refusal: str = ""


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def sign_up(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001  (only the number decides)
    event = get_visible(request, Event.objects.select_related("department"), pk=pk)
    if elsewhere := sign_up_elsewhere(event):
        return redirect(elsewhere)
    if request.method == "POST":
        return _take_in(request, event)
    person, at = person_of(request), received_at(request)
    if person and (mine := registration_of_person(event, person)):
        return redirect(private_path(mine))
    if stage_of(event, at) != Stage.OPEN:
        return _closed_page(request, event)
    form = SignUpForm(event=event, person=person, initial=known_about(person))
    return _form_page(request, event, form, stamp=new_stamp(_form_name(event), at=at))


@login_not_required
@require_safe
def signed_up_already(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """That the address is signed up: its link was sent to it, and is not shown to who typed it."""
    event = get_visible(request, Event.objects, pk=pk)
    return render(request, "events/registration_already.html", {"event": event})


@login_not_required
@require_safe
def event_ics(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """The event as a calendar file. Whoever has it gets every change under the same name."""
    event = get_visible(request, Event.objects.select_related("department"), pk=pk)
    return ics.response_with(ics.calendar_of(event), f"arrangement-{event.pk}.ics")


# --- Taking in ------------------------------------------------------------------------------
def _take_in(request: HttpRequest, event: Event) -> HttpResponse:
    form = SignUpForm(request.POST, event=event, person=person_of(request))
    form_key = form_key_of(request, _form_name(event))
    if sent := event.registrations.filter(form_key=form_key.key).first():
        return redirect(private_path(sent))
    form.full_clean()
    if form_key.refusal:
        form.add_error(None, form_key.refusal)
    if request.POST.get(TRAP):
        form.add_error(None, _("Et skjult felt var udfyldt. Se felterne efter, og send igen."))
    if not form.is_valid():
        return _form_page(request, event, form, stamp=form_key.stamp)
    who = limits.client_ip(request)
    if not limits.allow("event.sign_up", who, limit=SIGNED_UP_PER_HOUR, per_seconds=HOUR):
        form.add_error(None, str(limits.LimitExceeded(HOUR)))
        return _form_page(request, event, form, stamp=form_key.stamp, status=429)
    return _register(request, event, form, form_key)


def _register(
    request: HttpRequest, event: Event, form: SignUpForm, form_key: FormKey
) -> HttpResponse:
    person, written = person_of(request), form.cleaned_data
    known = {"email": person.email} if person else {}
    try:
        registration = services.register(
            event,
            **written,
            **known,
            user=person,
            language=request.LANGUAGE_CODE,
            form_key=form_key.key,
            at=received_at(request),
        )
    except SignUpClosed:
        event.refresh_from_db()
        form.add_error(None, _("Tilmeldingen lukkede, mens du skrev. Du er ikke tilmeldt."))
        return _form_page(request, event, form, stamp=form_key.stamp, status=409)
    except ValidationError as error:
        form.add_error("acts_for" if isinstance(error, MayNotAct) else "people", error)
        return _form_page(request, event, form, stamp=form_key.stamp)
    return _after(request, event, registration, form_key.key)


def _after(
    request: HttpRequest, event: Event, registration: Registration, key: UUID
) -> HttpResponse:
    """Show the registration to whose it is: who has just made it, or the account behind it."""
    person = person_of(request)
    is_own = person is not None and registration.user_id == person.pk
    if registration.form_key == key or is_own:
        return redirect(private_path(registration))
    return redirect("events:signed_up_already", event.pk, event.slug)


def form_key_of(request: HttpRequest, name: str) -> FormKey:
    """Read the stamp that came back, or begin a new one and say why."""
    at, stamp = received_at(request), request.POST.get("stamp", "")
    try:
        return FormKey(read_stamp(name, stamp, at=at, min_fill=MIN_FILL_TIME).key, stamp)
    except StampRejected as rejection:
        stamp = new_stamp(name, at=at)
        key = read_stamp(name, stamp, at=at, min_fill=NO_WAIT).key
        return FormKey(key, stamp, str(rejection))


def _form_name(event: Event) -> str:
    return f"sign-up-{event.pk}"


# --- Pages ----------------------------------------------------------------------------------
def _form_page(
    request: HttpRequest, event: Event, form: SignUpForm, *, stamp: str, status: int = 200
) -> HttpResponse:
    person, at = person_of(request), received_at(request)
    context: dict[str, Any] = {
        "event": event,
        "form": form,
        "stamp": stamp,
        "trap": TRAP,
        "now": sign_up_of(event, person=None, at=at),
        "email": person.email if person else "",
    }
    return render(request, "events/registration_form.html", context, status=status)


def _closed_page(request: HttpRequest, event: Event) -> HttpResponse:
    """When it opens, or that it is over."""
    context = {"event": event, "stage": stage_of(event, received_at(request))}
    return render(request, "events/registration_closed.html", context)
