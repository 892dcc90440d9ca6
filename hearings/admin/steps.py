"""The steps of a hearing as pages: GET says what will happen and who is told, POST does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from core.clock import end_of_day, format_date, format_moment, local_date, received_at
from core.transitions import TransitionNotAllowed
from core.workplace import posted, staff_page
from hearings.admin.base import permitted_hearing
from hearings.complaints import last_days_to_complain
from hearings.forms.staff import DecideForm, ExtendForm, StepForm, WithdrawForm
from hearings.models import Hearing
from hearings.party_suggestions import warning_of
from hearings.periods import earliest_decision, judge_period
from hearings.promises import promises_of
from hearings.services import (
    decide_hearing,
    extend_deadline,
    publish_hearing,
    withdraw_hearing,
)
from hearings.services.decisions import CHANGES_ARE_DUE_AFTER, owes_white_paper
from hearings.services.material import draft_next_hearing, is_to_be_heard_again
from hearings.services.telling import Audience, audience_of

Stage = Hearing.Stage


@dataclass(frozen=True)
class Step:
    """A button on the hearing's page, and the page that it leads to."""

    code: str
    label: str | Promise
    stages: tuple[Hearing.Stage, ...]
    is_main: bool = False
    is_grave: bool = False

    @property
    def permission(self) -> str:
        return f"{self.code}_hearing"

    @property
    def url_name(self) -> str:
        return f"admin:hearings_hearing_{self.code}"


PUBLISH = Step("publish", gettext_lazy("Offentliggør"), (Stage.DRAFT,), is_main=True)
EXTEND = Step("extend", gettext_lazy("Forlæng fristen"), (Stage.COMING, Stage.OPEN, Stage.CLOSED))
DECIDE = Step(
    "decide",
    gettext_lazy("Registrér beslutningen"),
    (Stage.CLOSED, Stage.ANSWERED),
    is_main=True,
)
WITHDRAW = Step(
    "withdraw",
    gettext_lazy("Træk høringen tilbage"),
    (Stage.COMING, Stage.OPEN, Stage.CLOSED, Stage.ANSWERED),
    is_grave=True,
)
# Not among STEPS: it changes nothing here, and is offered when a change asks for it.
HEAR_AGAIN = Step("hear_again", gettext_lazy("Lav en ny høring som kladde"), ())
STEPS = (PUBLISH, DECIDE, EXTEND, WITHDRAW)
NOBODY = Audience(told=0, without_address=0)


def possible(hearing: Hearing, at: datetime) -> list[Step]:
    """Return the steps that the hearing can take now."""
    return [step for step in STEPS if hearing.stage(at) in step.stages]


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    hearing = _fetch(request, pk, PUBLISH)
    at = received_at(request)
    form = StepForm(*posted(request))
    if request.method == "POST":
        try:
            publish_hearing(hearing, by=request.user, at=at)
        except ValidationError as error:
            form = StepForm({})
            form.add_error(None, error)
        else:
            return _done(request, hearing, _("Høringen »%(title)s« er offentliggjort."))
    verdict = judge_period(
        hearing.kinds.all(), opens_at=hearing.opens_at, closes_at=hearing.closes_at, at=at
    )
    consequences = [
        _("Alle kan se høringen med det samme: på forsiden, i listen og under sit eget nummer."),
        _("Man kan svare fra %(from)s og til og med %(to)s. Det er %(days)d dage.")
        % {
            "from": format_moment(max(hearing.opens_at, at)),
            "to": format_date(hearing.last_day),
            "days": verdict.days,
        },
        _("Svarene vises %(rule)s.") % {"rule": hearing.get_publication_rule_display()},
        _("Datoerne kan ikke rettes bagefter. Fristen kan kun forlænges, med en begrundelse."),
        *_asked(hearing),
    ]
    against = verdict.warnings if form.errors else [*verdict.errors, *verdict.warnings]
    against = [*against, *warning_of(hearing, at)]
    return _page(request, hearing, PUBLISH, form, consequences, audience=NOBODY, warnings=against)


def _asked(hearing: Hearing) -> list[str]:
    """Say who is told by the publication that they are asked for a statement."""
    names = ", ".join(str(party) for party in hearing.parties.waiting().select_related("body"))
    if not names:
        return []
    return [_("Spurgt om en udtalelse, og får det at vide nu: %(names)s.") % {"names": names}]


@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    hearing = _fetch(request, pk, EXTEND)
    form = ExtendForm(*posted(request), hearing=hearing)
    if request.method == "POST" and form.is_valid():
        extend_deadline(
            hearing,
            closes_at=end_of_day(form.cleaned_data["last_day"]),
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=received_at(request),
        )
        return _done(request, hearing, _("Fristen for »%(title)s« er forlænget."))
    consequences = [
        _("Fristen er nu %(day)s. Den nye frist gælder med det samme.")
        % {"day": format_date(hearing.last_day)},
        _("Den gamle frist bliver stående på siden sammen med din begrundelse."),
        _("Den kan ikke flyttes tilbage igen."),
    ]
    return _page(request, hearing, EXTEND, form, consequences)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    hearing = _fetch(request, pk, WITHDRAW)
    form = WithdrawForm(*posted(request), hearing=hearing)
    if request.method == "POST" and form.is_valid():
        withdraw_hearing(
            hearing,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=received_at(request),
        )
        return _done(request, hearing, _("Høringen »%(title)s« er trukket tilbage."))
    consequences = [
        _("Ingen kan svare mere, fra det øjeblik du trykker."),
        _("Siden bliver stående med din begrundelse. De svar, der er kommet, hører til sagen."),
        _("Det kan ikke fortrydes. Skal forslaget høres igen, opretter du en ny høring."),
    ]
    return _page(request, hearing, WITHDRAW, form, consequences)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    hearing = _fetch(request, pk, DECIDE)
    promises = len(promises_of(hearing))
    form = DecideForm(
        *posted(request),
        hearing=hearing,
        owes_white_paper=owes_white_paper(hearing),
        promises=promises,
        initial={"changes_due_on": local_date(received_at(request)) + CHANGES_ARE_DUE_AFTER},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, hearing, form.cleaned_data)
        except ValidationError as error:
            form = _ask_for_reason(request, hearing, promises)
            form.add_error("no_white_paper_reason", error)
        else:
            return _done(request, hearing, _("Beslutningen om »%(title)s« er registreret."))
    return _page(request, hearing, DECIDE, form, _of_the_decision(hearing, promises, request))


def _decide(request: HttpRequest, hearing: Hearing, written: dict[str, Any]) -> None:
    decide_hearing(
        hearing,
        on=written["decided_on"],
        decision=written["decision"],
        url=written["decision_url"],
        no_white_paper_reason=written.get("no_white_paper_reason", ""),
        changes_due_on=written.get("changes_due_on"),
        by=request.user,
        at=received_at(request),
    )


def _ask_for_reason(request: HttpRequest, hearing: Hearing, promises: int) -> DecideForm:
    """Give back what was written, with the question that an answer in the meantime raised."""
    return DecideForm(request.POST, hearing=hearing, owes_white_paper=True, promises=promises)


def _of_the_decision(hearing: Hearing, promises: int, request: HttpRequest) -> list[str]:
    return [
        _("Beslutningen står på høringens side, så alle kan se, hvad det blev til."),
        *_waiting_rule(hearing),
        *_complaints(hearing, received_at(request)),
        *_planned(promises),
        *_answers_shown(hearing),
        *_unread(hearing),
    ]


def _complaints(hearing: Hearing, at: datetime) -> list[str]:
    return [
        _("Sidste dag at klage bliver %(day)s. Det står på siden og i mailen.")
        % {"day": format_date(day)}
        for day in last_days_to_complain(hearing, at)
    ]


def _planned(promises: int) -> list[str]:
    if not promises:
        return []
    return [
        ngettext(
            "%(n)d ændring fra hvidbogen bliver lovet i offentlighed og fulgt, til den er udført.",
            "%(n)d ændringer fra hvidbogen bliver lovet i offentlighed og fulgt, til de er udført.",
            promises,
        )
        % {"n": promises}
    ]


@require_http_methods(["GET", "POST"])
def hear_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a draft of the next hearing about the same matter."""
    hearing = permitted_hearing(request, pk, "add_hearing")
    if not is_to_be_heard_again(hearing):
        raise TransitionNotAllowed(
            _("Ingen ændring siger, at forslaget skal høres igen, eller den nye høring er lavet.")
        )
    if request.method == "POST":
        draft = draft_next_hearing(hearing, by=request.user, at=received_at(request))
        messages.success(request, _("Kladden er lavet. Ret teksten, og sæt en ny periode."))
        return redirect("admin:hearings_hearing_change", draft.pk)
    consequences = [
        _("Der bliver lavet en kladde med de samme tekster, høringstyper, bydele og emner."),
        _("Den hænger sammen med denne høring, så alle kan se, hvad der kom før."),
        _("Ret perioden, og læg dokumenterne op, før du offentliggør den."),
        _("De, der har svaret her, får en mail, når den bliver offentliggjort."),
    ]
    return _page(request, hearing, HEAR_AGAIN, StepForm(), consequences, audience=NOBODY)


def _waiting_rule(hearing: Hearing) -> list[str]:
    kinds = hearing.kinds.all()
    earliest = earliest_decision(kinds, closes_at=hearing.closes_at)
    if earliest is None:
        return []
    days = max(kind.decision_wait_days for kind in kinds)
    return [
        _(
            "Er der indsigelser, må der tidligst besluttes noget %(days)d dage efter fristen: "
            "%(day)s."
        )
        % {"days": days, "day": format_date(earliest)}
    ]


def _answers_shown(hearing: Hearing) -> list[str]:
    if hearing.publication_rule != Hearing.PublicationRule.WITH_WHITE_PAPER:
        return []
    return [_("De godkendte svar bliver vist på siden fra nu af.")]


def _unread(hearing: Hearing) -> list[str]:
    count = hearing.responses.waiting().count()
    if not count:
        return []
    return [
        ngettext(
            "OBS: %(count)d svar er ikke læst igennem endnu.",
            "OBS: %(count)d svar er ikke læst igennem endnu.",
            count,
        )
        % {"count": count}
    ]


def _fetch(request: HttpRequest, pk: int, step: Step) -> Hearing:
    """Fetch by visibility (404), ask the right (403), then the moment (409)."""
    hearing = permitted_hearing(request, pk, step.permission)
    stage = hearing.stage(received_at(request))
    if stage not in step.stages:
        raise TransitionNotAllowed(
            _("»%(step)s« kan ikke lade sig gøre: høringen er nu »%(stage)s«.")
            % {"step": step.label, "stage": stage.label}
        )
    return hearing


def _page(
    request: HttpRequest,
    hearing: Hearing,
    step: Step,
    form: Form,
    consequences: list[str],
    **more: Any,
) -> HttpResponse:
    audience = more.pop("audience", None) or audience_of(hearing)
    context = {
        "title": step.label,
        "object": hearing,
        "step": step.label,
        "is_grave": step.is_grave,
        "form": form,
        "consequences": consequences,
        "told": audience.told,
        "without_address": audience.without_address,
        "cancel_url": reverse("admin:hearings_hearing_change", args=[hearing.pk]),
        **more,
    }
    return staff_page(request, "admin/step_confirm.html", context)


def _done(request: HttpRequest, hearing: Hearing, sentence: str) -> HttpResponse:
    messages.success(request, sentence % {"title": hearing.title})
    return redirect("admin:hearings_hearing_change", hearing.pk)
