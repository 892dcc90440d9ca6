"""A secretary calls for people, reads the applications side by side, and answers them all."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.caching import private_page
from core.clock import format_date, local_date, received_at
from core.transitions import TransitionNotAllowed, require_status
from core.workplace import posted, staff_page
from councils.exceptions import ProposalsChanged
from councils.forms.seats_desk import CallForm, ChoiceForm, ReasonForm, SeatForm
from councils.models import Application, Call
from councils.services import applications as choosing
from councils.services import calls as services
from councils.services.taking_seats import seat_applicant
from councils.views.seats_desk import confirm_page, form_page, permitted_body, permitted_call

Stage = Call.Stage
Status = Application.Status
read_or_act = require_http_methods(["GET", "HEAD", "POST"])


@private_page
@read_or_act
def add(request: HttpRequest, body: int) -> HttpResponse:
    found = permitted_body(request, body, "call_body")
    form = CallForm(*posted(request), body=found)
    if request.method == "POST" and form.is_valid():
        at = received_at(request)
        call = services.create_call(found, **form.values(), by=request.user, at=at)
        return _back(request, call, _("Opslaget er gemt som kladde. Ingen andre kan se det."))
    title, back = _("Nyt opslag"), reverse("councils:desk_seats")
    return form_page(request, found, title=title, button=_("Gem kladden"), form=form, back=back)


@private_page
@read_or_act
def change(request: HttpRequest, pk: int) -> HttpResponse:
    call = permitted_call(request, pk, "call_body")
    require_status(call, Call.Status.DRAFT, Call.Status.PUBLISHED)
    is_out = call.status == Call.Status.PUBLISHED
    initial = CallForm.initial_of(call)
    form = CallForm(*posted(request), body=call.body, is_out=is_out, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            at = received_at(request)
            services.change_call(call, **form.values(), by=request.user, at=at)
        except TransitionNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return _back(request, call, _("Opslaget er rettet."))
    title = _("Ret opslaget")
    return form_page(request, call, title=title, button=_("Gem"), form=form, back=_desk(call))


@private_page
@read_or_act
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The applications side by side. What is in mind is kept as a draft; nobody is told."""
    call = permitted_call(request, pk, "view_applications_call")
    at = received_at(request)
    rows = list(call.applications.select_related("area", "user", "member"))
    waiting = [row for row in rows if row.status == Status.RECEIVED]
    form = ChoiceForm(*posted(request), call=call, waiting=waiting)
    if request.method == "POST" and form.is_valid() and _keep(call, form):
        if "choose" in request.POST:
            return redirect("councils:desk_call_choose", call.pk)
        return _back(request, call, _("Kladden er gemt. Ingen har fået besked."))
    context = {
        "title": call.title,
        "object": call,
        "stage": call.stage(at),
        "form": form,
        "rows": form.rows(),
        "answered": [row for row in rows if row.answered_at],
        "withdrawn": sum(row.status == Status.WITHDRAWN for row in rows),
        "is_late": call.answer_by is not None and call.answer_by < local_date(at),
    }
    return staff_page(request, "admin/councils/seats/call.html", context)


def _keep(call: Call, form: ChoiceForm) -> bool:
    """Keep the draft, or say in the form what somebody else has kept meanwhile."""
    said = form.cleaned_data
    try:
        choosing.keep_proposals(
            call, choices=form.choices(), reason=said["choice_reason"], seen=said["seen"]
        )
    except ProposalsChanged as refusal:
        form.add_error(None, refusal)
        form.see(refusal.call)
        return False
    return True


@private_page
@require_safe
def print_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Every application in full, for those who choose at a table."""
    call = permitted_call(request, pk, "view_applications_call")
    context = {
        "title": _("Ansøgninger"),
        "object": call,
        "applications": call.applications.standing().select_related("area"),
    }
    return staff_page(request, "admin/councils/seats/call_print.html", context)


@private_page
@read_or_act
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    call = permitted_call(request, pk, "call_body")
    require_status(call, Call.Status.DRAFT)
    if request.method == "POST":
        services.publish_call(call, by=request.user, at=received_at(request))
        return _back(request, call, _("Opslaget er offentliggjort."))
    consequences = [
        _("Alle kan se opslaget med det samme."),
        _("Man kan søge fra %(first)s til og med %(last)s.")
        % {"first": format_date(call.opens_at), "last": format_date(call.last_day)},
        _("Titel, antal pladser og åbning kan ikke rettes bagefter. Fristen kan kun forlænges."),
    ]
    told = _("De, der følger organet, dets bydele eller emner, får besked, når man kan søge.")
    title = _("Offentliggør opslaget")
    return confirm_page(
        request, call, title=title, consequences=consequences, back=_desk(call), told_text=told
    )


@private_page
@read_or_act
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    call = permitted_call(request, pk, "call_body")
    require_status(call, Call.Status.PUBLISHED)
    form = ReasonForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        at = received_at(request)
        services.withdraw_call(call, reason=form.cleaned_data["reason"], by=request.user, at=at)
        return _back(request, call, _("Opslaget er trukket tilbage."))
    consequences = [
        _("Ingen kan søge mere, og ingen bliver valgt."),
        _("Siden bliver stående med din begrundelse. Det kan ikke fortrydes."),
    ]
    return confirm_page(
        request,
        call,
        title=_("Træk opslaget tilbage"),
        consequences=consequences,
        back=_desk(call),
        told=call.applications.waiting().count(),
        form=form,
        is_grave=True,
    )


@private_page
@read_or_act
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer everybody with what stands in the draft: all of them, or nobody."""
    call = permitted_call(request, pk, "choose_call")
    if call.stage(received_at(request)) != Stage.CLOSED:
        raise TransitionNotAllowed(_("Man kan vælge, når fristen er gået, og kun én gang."))
    choices, reason = choosing.proposals_of(call), call.choice_reason
    lacks = choosing.lacks_of(call, choices=choices, reason=reason)
    if request.method == "POST":
        try:
            at = received_at(request)
            choosing.choose(call, choices=choices, reason=reason, by=request.user, at=at)
        except ValidationError as refusal:
            lacks = refusal.messages
        else:
            return _back(request, call, _("Alle, der har søgt, har fået svar."))
    return confirm_page(
        request,
        call,
        title=_("Afgør, og svar alle"),
        consequences=_outcome([status for status, _reason in choices.values()]),
        back=_desk(call),
        told=len(choices),
        warnings=lacks,
    )


def _outcome(statuses: list[str]) -> list[str]:
    counts = {status: statuses.count(status) for status in Application.ANSWERS}
    return [
        _(
            "%(chosen)d bliver valgt, %(reserve)d kommer på reservelisten, "
            "%(rest)d bliver ikke valgt."
        )
        % {
            "chosen": counts[Status.CHOSEN],
            "reserve": counts[Status.RESERVE],
            "rest": counts[Status.NOT_CHOSEN],
        },
        _("Hver ansøger læser sin egen begrundelse og den fælles om, hvordan der blev valgt."),
        _("På siden kan alle læse den fælles begrundelse og tallene, men ingen navne."),
        _("Svarene kan ikke ændres bagefter."),
    ]


@private_page
@read_or_act
def seat(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Put a chosen applicant on a seat: from that day the member's rights begin."""
    call = permitted_call(request, pk, "choose_call")
    application = get_object_or_404(call.applications.exclude(answered_at=None), number=number)
    initial = {"first_day": local_date(received_at(request))}
    form = SeatForm(*posted(request), group=call.group, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            values, at = form.values(), received_at(request)
            seat_applicant(application, values.pop("seat"), **values, by=request.user, at=at)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _back(request, call, _("%(name)s er sat på plads.") % {"name": application.name})
    title = _("Sæt %(name)s på plads") % {"name": application.name}
    return form_page(
        request, call, title=title, button=_("Sæt på plads"), form=form, back=_desk(call)
    )


def _desk(call: Call) -> str:
    return reverse("councils:desk_call", args=[call.pk])


def _back(request: HttpRequest, call: Call, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("councils:desk_call", call.pk)
