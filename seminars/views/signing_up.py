"""Signing up for a seminar, with or without an account: one form for days and sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.exceptions import MayNotAct
from core import limits
from core.access import get_visible, person_of
from core.caching import private_page
from core.clock import received_at
from core.tokens import new_stamp
from core.transitions import TransitionNotAllowed
from events.exceptions import GroupTooLarge
from events.forms.signing_up import known_about
from events.links import token_for
from events.models import Registration
from events.showing import Stage
from events.views.signing_up import HOUR, SIGNED_UP_PER_HOUR, TRAP, FormKey, form_key_of
from seminars.exceptions import SessionClosed
from seminars.forms.signing_up import SeminarSignUpForm
from seminars.models import Seminar
from seminars.services.signing_up import key_of
from seminars.services.signing_up import sign_up as write_sign_up
from seminars.signup_panel import DaySeats, days_of, own_days
from seminars.slots import day_label, slots_of

if TYPE_CHECKING:
    from accounts.models import User


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def sign_up(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001  (only the number decides)
    seminar = get_visible(request, Seminar.objects.select_related("department"), pk=pk)
    person, at = person_of(request), received_at(request)
    days = [day for day in days_of(seminar, at) if day.stage == Stage.OPEN]
    if request.method == "POST":
        return _take_in(request, seminar, days or days_of(seminar, at))
    mine = own_days(seminar, person) if person else []
    held = {row.event_id for row in mine}
    left = [day for day in days if day.event.pk not in held]
    if mine and not left:
        return redirect(own_path(mine[0]))
    if not left:
        return _closed_page(request, seminar)
    form = _form_for(request, left, person, initial=known_about(person))
    return _form_page(request, seminar, form, stamp=new_stamp(_form_name(seminar), at=at))


@login_not_required
@require_safe
def signed_up_already(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """That the address is signed up: its link was sent to it, and is not shown to who typed it."""
    seminar = get_visible(request, Seminar.objects, pk=pk)
    return render(request, "seminars/registration_already.html", {"seminar": seminar})


def own_path(row: Registration, page: str = "registration") -> str:
    return reverse(f"seminars:{page}", args=[token_for(row)])


# --- Taking in ------------------------------------------------------------------------------
def _take_in(request: HttpRequest, seminar: Seminar, days: list[DaySeats]) -> HttpResponse:
    if not days:
        return _closed_page(request, seminar)
    form = _form_for(request, days, person_of(request), data=request.POST)
    form_key = form_key_of(request, _form_name(seminar))
    if sent := _sent_before(seminar, form_key):
        return redirect(own_path(sent))
    form.full_clean()
    if form_key.refusal:
        form.add_error(None, form_key.refusal)
    if request.POST.get(TRAP):
        form.add_error(None, _("Et skjult felt var udfyldt. Se felterne efter, og send igen."))
    if not form.is_valid():
        return _form_page(request, seminar, form, stamp=form_key.stamp)
    who = limits.client_ip(request)
    if not limits.allow("event.sign_up", who, limit=SIGNED_UP_PER_HOUR, per_seconds=HOUR):
        form.add_error(None, str(limits.LimitExceeded(HOUR)))
        return _form_page(request, seminar, form, stamp=form_key.stamp, status=429)
    return _register(request, seminar, form, form_key)


def _register(
    request: HttpRequest, seminar: Seminar, form: SeminarSignUpForm, form_key: FormKey
) -> HttpResponse:
    person, written = person_of(request), form.cleaned_data
    known = {"email": person.email} if person else {}
    try:
        places = write_sign_up(
            seminar,
            **written,
            **known,
            user=person,
            language=request.LANGUAGE_CODE,
            form_key=form_key.key,
            at=received_at(request),
        )
    except TransitionNotAllowed as error:
        closed = _("Tilmeldingen lukkede, mens du skrev. Du er ikke tilmeldt.")
        form.add_error(None, str(error) if isinstance(error, SessionClosed) else closed)
        return _form_page(request, seminar, form, stamp=form_key.stamp, status=409)
    except ValidationError as error:
        form.add_error(field_of(error), error)
        return _form_page(request, seminar, form, stamp=form_key.stamp)
    return _after(request, seminar, places, form_key)


def field_of(error: ValidationError) -> str | None:
    """Return the field that a refusal belongs to; one about sessions belongs to the form."""
    if isinstance(error, MayNotAct):
        return "acts_for"
    return "people" if isinstance(error, GroupTooLarge) else None


def _after(
    request: HttpRequest, seminar: Seminar, places: list[Registration], form_key: FormKey
) -> HttpResponse:
    """Show the registration to whose it is: who has just made it, or the account behind it."""
    person = person_of(request)
    is_own = [row for row in places if person is not None and row.user_id == person.pk]
    if shown := _sent_before(seminar, form_key) or next(iter(is_own), None):
        return redirect(own_path(shown))
    return redirect("seminars:signed_up_already", seminar.pk, seminar.slug)


def _sent_before(seminar: Seminar, form_key: FormKey) -> Registration | None:
    """Return what the same showing of the form has made: a double click shows it again."""
    keys = [key_of(form_key.key, day) for day in seminar.days.order_by()]
    return Registration.objects.filter(form_key__in=keys).order_by("event__starts_at").first()


def _form_name(seminar: Seminar) -> str:
    return f"seminar-sign-up-{seminar.pk}"


# --- Pages ----------------------------------------------------------------------------------
def _form_for(
    request: HttpRequest, days: list[DaySeats], person: User | None, **more: Any
) -> SeminarSignUpForm:
    return SeminarSignUpForm(
        days=[day.day for day in days],
        day_labels=[day_label(day.day, left=day.left) for day in days],
        slots=slots_of([day.day for day in days], received_at(request)),
        person=person,
        **more,
    )


def _form_page(
    request: HttpRequest,
    seminar: Seminar,
    form: SeminarSignUpForm,
    *,
    stamp: str,
    status: int = 200,
) -> HttpResponse:
    person = person_of(request)
    days = days_of(seminar, received_at(request))
    context = {
        "seminar": seminar,
        "form": form,
        "stamp": stamp,
        "trap": TRAP,
        "days": days,
        "days_beside": [day.event for day in days],
        "is_full": all(day.left == 0 for day in days if day.stage == Stage.OPEN),
        "email": person.email if person else "",
    }
    return render(request, "seminars/registration_form.html", context, status=status)


def _closed_page(request: HttpRequest, seminar: Seminar) -> HttpResponse:
    """When it opens, or that it is over."""
    days = days_of(seminar, received_at(request))
    coming = [day.event for day in days if day.stage == Stage.COMING]
    context = {"seminar": seminar, "days": days, "opens": next(iter(coming), None)}
    return render(request, "seminars/registration_closed.html", context)
