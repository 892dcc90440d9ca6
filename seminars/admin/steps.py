"""The steps of a seminar: GET says what will happen and who is told, POST does it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import local_date, received_at
from core.transitions import require_status
from core.workplace import posted, succeeds
from events.models import Registration
from seminars.admin.base import ask, done, either, permitted_seminar
from seminars.forms.staff import CancelForm, CopyForm, MessageForm, StepForm, WallForm
from seminars.models import Seminar, SeminarMessage, Session
from seminars.services.collecting import collect as collect_all
from seminars.services.copying import copy_seminar
from seminars.services.messages import send_message
from seminars.services.programme import cancel_session as cancel_one
from seminars.services.seminars import cancel_seminar, publish_seminar
from seminars.services.session_walls import hang_wall

Status = Seminar.Status


def steps_of(seminar: Seminar, at: Any) -> list[dict[str, Any]]:
    """Return the buttons for what can be done now, the main one first."""
    collect_step = button(seminar, "collect", _("Saml erfaringer og fokusprojekter"))
    if seminar.status == Status.DRAFT:
        return [button(seminar, "publish", _("Offentliggør"), is_main=True), collect_step]
    copy_step = button(seminar, "copy", _("Kopiér til et nyt"))
    if seminar.is_cancelled:
        return [copy_step]
    message = button(seminar, "message", _("Skriv til deltagerne"))
    conclude_step = button(seminar, "conclusion", _("Skriv en konklusion"))
    material = button(seminar, "material", _("Læg materiale op"))
    if seminar.is_held(at):
        report = button(seminar, "report", _("Skriv rapporten"), is_main=not seminar.has_report)
        texts = button(seminar, "texts", _("Læs deltagernes ord"))
        return [report, conclude_step, material, texts, message, copy_step]
    day = {"label": _("På dagen"), "url": reverse("seminars:desk", args=[seminar.pk])}
    cancel_step = button(seminar, "cancel", _("Aflys"), is_grave=True)
    first = [message | {"is_main": True}, day]
    return [*first, conclude_step, material, collect_step, copy_step, cancel_step]


def button(seminar: Seminar, name: str, label: str, **more: Any) -> dict[str, Any]:
    url = reverse(f"admin:seminars_seminar_{name}", args=[seminar.pk])
    return {"label": label, "url": url, **more}


@either
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    seminar = permitted_seminar(request, pk)
    require_status(seminar, Status.DRAFT)
    form = StepForm(*posted(request))
    step = {"by": request.user, "at": received_at(request)}
    if form.is_bound and succeeds(form, lambda: publish_seminar(seminar, **step)):
        return done(request, seminar, _("Nu kan alle se seminaret og melde sig til."))
    consequences = [
        _("Alle kan se seminaret og programmet, i kalenderen, med søgning og på forsiden."),
        _("Tilmeldingen åbner."),
        _("Det kan ikke skjules igen. Det kan aflyses."),
    ]
    told = _("De, der følger et af emnerne og har bedt om det.")
    title = _("Offentliggør")
    return ask(request, seminar, form, title=title, consequences=consequences, told_text=told)


@either
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    seminar = permitted_seminar(request, pk)
    require_status(seminar, Status.PUBLISHED)
    form = CancelForm(*posted(request))
    if form.is_bound and form.is_valid():
        step = {"by": request.user, "at": received_at(request)}
        cancel_seminar(seminar, reason=form.cleaned_data["reason"], **step)
        return done(request, seminar, _("Seminaret er aflyst."))
    consequences = [
        _("Siden bliver stående med begrundelsen."),
        _("Alle tilmeldinger og pladser i sessioner bliver afmeldt."),
    ]
    told = Registration.objects.active().filter(event__seminar_day__seminar=seminar).count()
    return ask(
        request, seminar, form, title=_("Aflys"), consequences=consequences, told=told,
        is_grave=True,
    )  # fmt: skip


@either
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    seminar = permitted_seminar(request, pk)
    at = received_at(request)
    form = CopyForm(*posted(request), today=local_date(at))
    if form.is_bound and form.is_valid():
        made = copy_seminar(seminar, **form.cleaned_data, by=request.user, at=at)
        return done(request, made, _("Det nye seminar er en kladde. Ret det til."))
    consequences = [
        _("Der bliver lavet en kladde med de samme spor, dage og sessioner."),
        _("Klokkeslættene er de samme. Oplægsholdere, vægge og konklusioner følger ikke med."),
        _("Erfaringer og fokusprojekter siden sidst er samlet i den."),
    ]
    return ask(request, seminar, form, title=_("Kopiér til et nyt"), consequences=consequences)


@either
def collect(request: HttpRequest, pk: int) -> HttpResponse:
    seminar = permitted_seminar(request, pk)
    form = StepForm(*posted(request))
    if form.is_bound:
        found = collect_all(seminar, by=request.user, at=received_at(request))
        told = {"lessons": found.lessons, "focus": found.focus_projects}
        sentence = _("Seminaret har nu %(lessons)d erfaringer og %(focus)d fokusprojekter.") % told
        return done(request, seminar, sentence)
    consequences = [
        _("Det, der er kommet siden det forrige seminar, bliver føjet til."),
        _("Intet bliver taget væk."),
    ]
    title = _("Saml erfaringer og fokusprojekter")
    return ask(request, seminar, form, title=title, consequences=consequences)


@either
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to those who are signed up: by session, waiting, or all."""
    seminar = permitted_seminar(request, pk)
    require_status(seminar, Status.PUBLISHED)
    form = MessageForm(*posted(request), seminar=seminar)
    step = {"by": request.user, "at": received_at(request)}
    sent: list[SeminarMessage] = []
    if form.is_bound and form.is_valid():
        written = form.cleaned_data
        if succeeds(form, lambda: sent.append(send_message(seminar, **written, **step))):
            count = sent[0].count
            told = ngettext("Sendt til %(n)d person.", "Sendt til %(n)d personer.", count)
            return done(request, seminar, told % {"n": count})
    return ask(
        request, seminar, form,
        title=_("Skriv til deltagerne"),
        consequences=[_("Hver får én mail, også den, der kommer begge dage.")],
        told_text=_("Dem, du vælger herunder, som har en mailadresse."),
    )  # fmt: skip


@either
def session_cancel(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    seminar, session = _session(request, pk, number)
    form = CancelForm(*posted(request))
    if form.is_bound and form.is_valid():
        step = {"by": request.user, "at": received_at(request)}
        cancel_one(session, reason=form.cleaned_data["reason"], **step)
        return done(request, seminar, _("Sessionen er aflyst."))
    consequences = [_("Den står i programmet som aflyst, med begrundelsen.")]
    told = session.event.registrations.active().count()
    title = _("Aflys sessionen »%(title)s«") % {"title": session.event.title}
    return ask(
        request, seminar, form, title=title, consequences=consequences, told=told, is_grave=True
    )


@either
def session_wall(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    seminar, session = _session(request, pk, number)
    if session.wall_id is not None:
        return redirect("walls:desk", session.wall_id)
    form = WallForm(*posted(request))
    step = {"by": request.user, "at": received_at(request)}
    if form.is_bound and form.is_valid():
        hang_wall(session, **form.cleaned_data, **step)
        return done(request, seminar, _("Sessionen har fået en væg."))
    consequences = [
        _("Alle, der kan se seminaret, kan se væggen. Man skriver på den med en konto."),
        _("I styrer den på telefonen på dagen."),
    ]
    title = _("Lav en væg til »%(title)s«") % {"title": session.event.title}
    return ask(request, seminar, form, title=title, consequences=consequences)


def _session(request: HttpRequest, pk: int, number: int) -> tuple[Seminar, Session]:
    seminar = permitted_seminar(request, pk)
    session = get_object_or_404(seminar.sessions.select_related("event", "day"), pk=number)
    session.seminar = seminar
    return seminar, session


PAGES = [
    ("offentliggoer/", "publish", publish),
    ("aflys/", "cancel", cancel),
    ("kopier/", "copy", copy),
    ("saml/", "collect", collect),
    ("besked/", "message", message),
    ("session/<dbint:number>/aflys/", "session_cancel", session_cancel),
    ("session/<dbint:number>/vaeg/", "session_wall", session_wall),
]
