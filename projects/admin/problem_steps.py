"""The steps of a problem as pages: GET says what will happen and who is told, POST does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from comments.forms.moderation import HideForm
from core.clock import format_date, local_date, received_at
from core.transitions import TransitionNotAllowed, require_status
from core.workplace import posted, staff_page
from projects.forms.problem_desk import AnswerProblemForm, DecideProblemForm, RerouteForm
from projects.models import Problem, ProblemObjection
from projects.problem_page import clock_of
from projects.services import answering, problem_moderation, problem_objections

State = Problem.State
either = require_http_methods(["GET", "POST"])
RECENT_LINES = 30


@dataclass(frozen=True)
class Step:
    """A button on the problem's desk, and the page that it leads to."""

    code: str
    label: str | Promise
    permission: str
    states: tuple[str, ...]
    is_main: bool = False
    is_grave: bool = False


ANSWER = Step(
    "answer", gettext_lazy("Svar på problemet"), "answer_problem", (State.VISIBLE,), is_main=True
)
RELEASE = Step(
    "release", gettext_lazy("Lad alle læse det"), "moderate_problem", (State.HELD,), is_main=True
)
DECIDE = Step(
    "decide", gettext_lazy("Afgør indsigelsen"), "moderate_problem", (State.HIDDEN,), is_main=True
)
RESTORE = Step("restore", gettext_lazy("Vis det igen"), "moderate_problem", (State.HIDDEN,))
KEEP = Step("keep", gettext_lazy("Lad det blive stående"), "moderate_problem", (State.VISIBLE,))
REROUTE = Step(
    "reroute",
    gettext_lazy("Send til en anden afdeling"),
    "change_problem",
    (State.VISIBLE, State.HELD),
)
HIDE = Step(
    "hide",
    gettext_lazy("Skjul det"),
    "moderate_problem",
    (State.VISIBLE, State.HELD),
    is_grave=True,
)
STEPS = (ANSWER, RELEASE, DECIDE, RESTORE, KEEP, REROUTE, HIDE)


def fetch(request: HttpRequest, pk: int) -> Problem:
    """Fetch a problem of my departments (else 404)."""
    rows = Problem.objects.handled_by(request.user).select_related(
        "author", "organisation", "topic", "department", "project", "body", "thread"
    )
    problem: Problem = get_object_or_404(rows, pk=pk)
    return problem


def permitted(request: HttpRequest, pk: int, step: Step) -> Problem:
    """Fetch a problem of mine (else 404) for a step I may take (else 403), now (else 409)."""
    problem = fetch(request, pk)
    if not request.user.has_perm(f"projects.{step.permission}", problem):
        raise PermissionDenied
    require_status(problem, *step.states, field="state")
    return problem


def possible(
    request: HttpRequest,
    problem: Problem,
    *,
    is_reported: bool,
    objection: ProblemObjection | None,
) -> list[dict[str, Any]]:
    """Return the buttons that somebody may press now. `objection` is the one that waits."""
    left_out = {
        KEEP.code: not is_reported,
        REROUTE.code: problem.is_answered,
        DECIDE.code: (
            objection is None
            or objection.against_id == request.user.pk
            or problem.is_raised_by(request.user)
        ),
        RESTORE.code: objection is not None,
    }
    return [
        {
            "label": _("Ret svaret") if step is ANSWER and problem.is_answered else step.label,
            "url": reverse(f"admin:projects_problem_{step.code}", args=[problem.pk]),
            "is_main": step.is_main and not problem.is_answered,
            "is_grave": step.is_grave,
        }
        for step in STEPS
        if problem.state in step.states
        and not left_out.get(step.code)
        and request.user.has_perm(f"projects.{step.permission}", problem)
    ]


@require_http_methods(["GET", "HEAD"])
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """All that a member of staff needs to judge and answer a problem."""
    problem = fetch(request, pk)
    reports = list(problem.reports.filter(handled_at=None))
    objection = _waiting_objection(problem)
    is_own = objection is not None and objection.against_id == request.user.pk
    context = {
        "title": problem.title,
        "problem": problem,
        "areas": problem.areas.all(),
        "clock": clock_of(problem, local_date(received_at(request))),
        "reports": reports,
        "objection": objection,
        "is_own_decision": is_own,
        "others": problem_objections.who_may_decide(objection) if objection and is_own else [],
        "steps": possible(request, problem, is_reported=bool(reports), objection=objection),
        "lines": problem.history.select_related("by")[:RECENT_LINES],
    }
    return staff_page(request, "admin/projects/problem/desk.html", context)


@either
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    problem = permitted(request, pk, ANSWER)
    form = AnswerProblemForm(*posted(request), problem=problem, by=request.user)
    status = 200
    if request.method == "POST" and form.is_valid():
        step = {**form.cleaned_data, "by": request.user, "at": received_at(request)}
        try:
            answering.answer_problem(problem, **step)
        except ValidationError as error:
            form.add_error(None, error)
            problem.refresh_from_db()
            form.data = {**form.data.dict(), "seen": problem.answer}
            status = 409
        else:
            return _done(request, problem, _("Svaret er givet. Alle kan læse det."))
    told = ngettext(
        "Den, der rejste det, får en mail. %(n)d, der også mærker det, og de, der følger det, "
        "får besked, som de har valgt.",
        "Den, der rejste det, får en mail. %(n)d, der også mærker det, og de, der følger det, "
        "får besked, som de har valgt.",
        problem.felt_count,
    ) % {"n": problem.felt_count}
    return _ask(request, problem, ANSWER, form, _of_an_answer(problem), told=told, status=status)


def _of_an_answer(problem: Problem) -> list[str]:
    return [
        _("Problemet: %(text)s") % {"text": problem.text},
        _("Svaret står på problemets side med det samme, og fristen holder op med at tælle."),
        _("Bliver det til et projekt, laver vi en kladde, hvor du er tovholder."),
        _("Svaret kan rettes bagefter. Alle får så besked igen."),
    ]


@either
def reroute(request: HttpRequest, pk: int) -> HttpResponse:
    problem = permitted(request, pk, REROUTE)
    if problem.is_answered:
        raise TransitionNotAllowed(_("Problemet er besvaret."))
    form = RerouteForm(*posted(request), problem=problem)
    if request.method == "POST" and form.is_valid():
        department = form.cleaned_data["department"]
        step = {"by": request.user, "at": received_at(request)}
        answering.reroute_problem(problem, department=department, **step)
        messages.success(request, _("%(name)s skal svare nu.") % {"name": department})
        return redirect("admin:projects_problem_changelist")
    consequences = [
        _("Den nye afdeling skal svare senest %(day)s. Fristen bliver ikke længere.")
        % {"day": format_date(problem.answer_due_on)},
        _("Alle kan se på siden, at problemet er sendt videre, og til hvem."),
        _("Du kan ikke svare på det mere, hvis du ikke arbejder i den afdeling."),
    ]
    told = _("Ingen får en mail. Den nye afdeling ser det på arbejdspladsen.")
    return _ask(request, problem, REROUTE, form, consequences, told=told)


@either
def release(request: HttpRequest, pk: int) -> HttpResponse:
    problem = permitted(request, pk, RELEASE)
    if request.method == "POST":
        step = {"by": request.user, "at": received_at(request)}
        problem_moderation.release_problem(problem, **step)
        return _done(request, problem, _("Alle kan læse problemet nu."))
    consequences = [
        _("Problemet: %(text)s") % {"text": problem.text},
        _("Alle kan læse det, og svarfristen begynder i dag."),
    ]
    told = _("Den, der rejste det. De, der følger bydelen eller emnet, hvis de har valgt det.")
    return _ask(request, problem, RELEASE, None, consequences, told=told)


@either
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    problem = permitted(request, pk, RESTORE)
    if request.method == "POST":
        step = {"by": request.user, "at": received_at(request)}
        problem_moderation.restore_problem(problem, **step)
        return _done(request, problem, _("Alle kan læse problemet igen."))
    consequences = [
        _("Problemet: %(text)s") % {"text": problem.text},
        _("Alle kan læse det, og svarfristen begynder i dag.")
        if problem.held_for
        else _("Alle kan læse det igen. Svarfristen er den samme som før."),
    ]
    return _ask(request, problem, RESTORE, None, consequences, told=_("Den, der rejste det."))


@either
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide an objection; who hid the problem is sent back to the desk, which names who may."""
    problem = permitted(request, pk, DECIDE)
    objection = _waiting_objection(problem)
    if objection is None:
        raise TransitionNotAllowed(_("Der er ingen indsigelse at afgøre."))
    if objection.against_id == request.user.pk:
        messages.error(request, _("Du har selv skjult det, så en kollega skal afgøre det."))
        return redirect(_desk_url(problem))
    form = DecideProblemForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        problem_objections.decide_objection(
            objection,
            is_upheld=form.cleaned_data["outcome"] == ProblemObjection.Outcome.UPHELD,
            answer=form.cleaned_data["answer"],
            by=request.user,
            at=received_at(request),
        )
        return _done(request, problem, _("Indsigelsen er afgjort."))
    consequences = [
        _("Problemet: %(text)s") % {"text": problem.text},
        _("Indsigelsen: %(text)s") % {"text": objection.text},
        _("Giver du medhold, kan alle læse problemet igen."),
    ]
    told = _("Den, der rejste det, får afgørelsen og din begrundelse ordret.")
    return _ask(request, problem, DECIDE, form, consequences, told=told)


def _waiting_objection(problem: Problem) -> ProblemObjection | None:
    return problem.objections.waiting().first() if problem.is_hidden else None


@either
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    problem = permitted(request, pk, KEEP)
    if request.method == "POST":
        step = {"by": request.user, "at": received_at(request)}
        problem_moderation.keep_problem(problem, **step)
        return _done(request, problem, _("Problemet bliver stående."))
    consequences = [
        _("Problemet: %(text)s") % {"text": problem.text},
        _("Det bliver stående, som det er. Anmeldelserne er afgjort."),
    ]
    return _ask(request, problem, KEEP, None, consequences)


@either
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    problem = permitted(request, pk, HIDE)
    form = HideForm(*posted(request))
    form.fields["reason"].help_text = ""
    if request.method == "POST" and form.is_valid():
        step = {**form.cleaned_data, "by": request.user, "at": received_at(request)}
        problem_moderation.hide_problem(problem, **step)
        return _done(request, problem, _("Problemet er skjult."))
    consequences = [
        _("Andre kan ikke læse problemet, svaret eller samtalen mere."),
        _("Den, der rejste det, kan stadig læse det og se grunden."),
        _("Det kan vises igen."),
    ]
    told = _("Den, der rejste det, får grunden og din forklaring ordret.")
    return _ask(request, problem, HIDE, form, consequences, told=told)


def _ask(
    request: HttpRequest,
    problem: Problem,
    step: Step,
    form: Form | None,
    consequences: list[str],
    *,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "title": step.label,
        "step": step.label,
        "object": problem,
        "form": form,
        "consequences": consequences,
        "told": 0,
        "told_text": told,
        "is_grave": step.is_grave,
        "cancel_url": _desk_url(problem),
    }
    return staff_page(request, "admin/step_confirm.html", context, status=status)


def _done(request: HttpRequest, problem: Problem, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(_desk_url(problem))


def _desk_url(problem: Problem) -> str:
    return reverse("admin:projects_problem_change", args=[problem.pk])
