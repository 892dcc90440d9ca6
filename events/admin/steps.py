"""The steps of an event as pages: GET says what will happen and who is told, POST does it."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.clock import received_at
from core.transitions import TransitionNotAllowed
from core.workplace import posted, staff_page
from events.admin.base import permitted_event
from events.forms.event import CancelForm, OutcomeForm, StepForm
from events.models import Event
from events.services import cancel_event, publish_event, write_outcome

DRAFT, PUBLISHED = Event.Status.DRAFT, Event.Status.PUBLISHED


def steps_of(event, user, at):
    """Return the steps that can be taken now, as buttons."""
    known = [
        ("publish", _("Offentliggør"), event.status == DRAFT and not event.is_owned, "is_main"),
        (
            "outcome",
            _("Skriv, hvad der kom ud af det"),
            event.status == PUBLISHED and event.starts_at <= at,
            "is_main",
        ),
        ("cancel", _("Aflys"), event.status == PUBLISHED and event.ends_at > at, "is_grave"),
    ]
    return [
        {"label": label, "url": reverse(f"admin:events_event_{code}", args=[event.pk]), look: True}
        for code, label, is_possible, look in known
        if is_possible and user.has_perm(f"events.{_right(code)}_event", event)
    ]


def _right(code):
    return "change" if code == "outcome" else code


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    event = permitted_event(request, pk, "publish")
    if event.is_owned:
        raise TransitionNotAllowed(_("Det bliver offentliggjort sammen med det, det hører til."))
    _require(event, event.status == DRAFT)
    form = StepForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        publish_event(event, by=request.user, at=received_at(request))
        return _done(request, event, _("»%(title)s« er offentliggjort."))
    consequences = [
        _("Alle kan se arrangementet med det samme: i kalenderen og på dets egen side."),
        _("Flytter du det senere, får de tilmeldte besked. Det kan aflyses, men ikke skjules."),
    ]
    return _page(request, event, _("Offentliggør"), form, consequences)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    event = permitted_event(request, pk, "cancel")
    _require(event, event.status == PUBLISHED and event.ends_at > received_at(request))
    form = CancelForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        cancel_event(event, reason=reason, by=request.user, at=received_at(request))
        return _done(request, event, _("»%(title)s« er aflyst."))
    consequences = [
        _("Siden bliver stående med “Aflyst” og din begrundelse."),
        _("Alle tilmeldinger bliver afmeldt, også dem på ventelisten."),
        _("Det bliver aflyst i de kalendere, der følger vores."),
        _("Det kan ikke fortrydes. Skal det holdes alligevel, opretter du et nyt."),
    ]
    signed_up = event.registrations.active()
    told = signed_up.exclude(Q(email="") & Q(user=None)).count()
    unreachable = signed_up.count() - told
    warnings = (
        [_("%(n)d tilmeldt uden mailadresse skal ringes op.") % {"n": unreachable}]
        if unreachable
        else []
    )
    words = {"told": told, "is_grave": True, "warnings": warnings}
    return _page(request, event, _("Aflys"), form, consequences, **words)


@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    event = permitted_event(request, pk, "change")
    _require(event, event.status == PUBLISHED and event.starts_at <= received_at(request))
    form = OutcomeForm(*posted(request), initial={"outcome": event.outcome})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["outcome"]
        write_outcome(event, outcome=text, by=request.user, at=received_at(request))
        return _done(request, event, _("Det står nu på siden for »%(title)s«."))
    consequences = [
        _("Alle kan læse det på arrangementets side, øverst."),
        _("Billeder og referat lægger du op på arrangementets side her i administrationen."),
    ]
    return _page(request, event, _("Gem"), form, consequences)


def _require(event: Event, is_possible: bool) -> None:
    if not is_possible:
        raise TransitionNotAllowed(
            _("Det kan ikke lade sig gøre nu: arrangementet er »%(status)s«.")
            % {"status": event.get_status_display()}
        )


def _page(request, event, step, form, consequences, **more):
    context = {
        "title": step,
        "object": event,
        "step": step,
        "form": form,
        "consequences": consequences,
        "told": 0,
        "cancel_url": reverse("admin:events_event_change", args=[event.pk]),
        "opts": Event._meta,
        **more,
    }
    return staff_page(request, "admin/step_confirm.html", context)


def _done(request: HttpRequest, event: Event, sentence: str) -> HttpResponse:
    messages.success(request, sentence % {"title": event.title})
    return redirect("admin:events_event_change", event.pk)
