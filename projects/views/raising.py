"""Raising a problem. The words are kept from the first POST, also through log-in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.exceptions import MayNotAct
from comments.contact import contacts_in, seal_of
from core import limits
from core.access import get_visible, person_of
from core.caching import private_page
from core.clock import received_at
from core.tokens import StampRejected, new_stamp
from projects.forms.problems import TYPED, RaiseForm
from projects.models import Problem, ProblemDraft
from projects.services.problem_drafts import alive_draft, cut, keep_draft
from projects.services.problems import raise_problem, raised_under, withdraw_problem
from projects.similar import similar_to
from projects.views.form_keys import FORM, key_of_form

HOUR = 3600
# A town hall with 300 people behind one address stays below; a bot does not.
TYPED_PER_HOUR = 600
RAISED_PER_HOUR = 10
# "Mine is another one": kept with what was typed, so that it is asked once.
DIFFERENT = "different"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def raise_one(request: HttpRequest, key: UUID | None = None) -> HttpResponse:
    """The form. With a key: what was typed before, to go on with.

    Nobody is shown what is somebody else's.
    """
    person = person_of(request)
    if key and (sent := raised_under(key, person)):
        return redirect("projects:problem_receipt", sent.pk)
    draft = alive_draft(key, at=received_at(request)) if key else None
    if request.method == "POST":
        return _take_in(request, key, is_expired=bool(key) and draft is None)
    if draft and draft.person_id not in (None, getattr(person, "pk", None)):
        if person is None:
            return redirect_to_login(request.path)
        raise Http404
    if draft is None:
        form = RaiseForm(person=person)
        return _page(request, form, stamp=new_stamp(FORM, at=received_at(request)))
    form = RaiseForm(initial=_initial(draft), person=person)
    return _page(request, form, key=draft.key, is_back=True, is_different=DIFFERENT in draft.typed)


def _take_in(request: HttpRequest, key: UUID | None, *, is_expired: bool) -> HttpResponse:
    """Keep what was typed, look at it, show similar ones, and send it for who is logged in."""
    form_key, person = key_of_form(request, key), person_of(request)
    if sent := raised_under(form_key.key, person):
        return redirect("projects:problem_receipt", sent.pk)
    typed = _typed(request)
    who, form = limits.client_ip(request), RaiseForm(request.POST, person=person)
    if not limits.allow("problem.type", who, limit=TYPED_PER_HOUR, per_seconds=HOUR):
        form.add_error(None, str(limits.LimitExceeded(HOUR)))
        return _page(request, form, key=form_key.key, status=429)
    keep_draft(form_key.key, typed, person=person, at=received_at(request))
    if refusal := form_key.refusal or (str(StampRejected("old")) if is_expired else ""):
        form.add_error(None, refusal)
    if not form.is_valid():
        return _page(request, form, key=form_key.key, is_different=DIFFERENT in typed)
    return _warned(request, form, form_key.key, typed) or _send(request, form, form_key.key)


def _warned(
    request: HttpRequest, form: RaiseForm, key: UUID, typed: dict[str, Any]
) -> HttpResponse | None:
    """Show what the writer should see first: similar ones, the log-in, numbers to be called."""
    written, is_different = form.cleaned_data, DIFFERENT in typed
    if not is_different:
        similar = similar_to(written["title"], written["text"], place=written["place"])
        if similar:
            return _page(request, form, key=key, similar=similar)
    if person_of(request) is None:
        return redirect_to_login(reverse("projects:raise_again", args=[key]))
    contacts = contacts_in("\n".join(str(written.get(name, "")) for name in TYPED))
    seal = seal_of(contacts)
    if contacts and request.POST.get("seen") != seal:
        return _page(
            request, form, key=key, contacts=contacts, seal=seal, is_different=is_different
        )
    return None


def _send(request: HttpRequest, form: RaiseForm, key: UUID) -> HttpResponse:
    person = person_of(request)
    try:
        limits.consume("problem.raise", str(person.pk), limit=RAISED_PER_HOUR, per_seconds=HOUR)
        problem = raise_problem(
            **form.cleaned_data, author=person, key=key, at=received_at(request)
        )
    except limits.LimitExceeded as limit:
        form.add_error(None, str(limit))
        return _page(request, form, key=key, status=429, is_different=True)
    except ValidationError as error:
        form.add_error("organisation" if isinstance(error, MayNotAct) else None, error.messages)
        return _page(request, form, key=key, status=409, is_different=True)
    return redirect("projects:problem_receipt", problem.pk)


@require_safe
@private_page
def receipt(request: HttpRequest, number: int) -> HttpResponse:
    """Thanks, with the number, and what happens now; for its author alone."""
    problem = _own(request, number)
    return render(request, "projects/problem_receipt.html", {"problem": problem})


@require_http_methods(["GET", "POST"])
@private_page
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """The author takes the words away while nobody has answered."""
    problem = _own(request, number)
    problem.require_withdrawable()
    if request.method == "POST":
        withdraw_problem(problem, at=received_at(request))
        messages.success(request, _("Problemet er trukket tilbage, og dine ord er slettet."))
        return redirect("projects:problems")
    return render(request, "projects/problem_confirm_withdraw.html", {"problem": problem})


def _own(request: HttpRequest, number: int) -> Problem:
    """Return a person's own problem: not seen 404, somebody else's 403."""
    found = Problem.objects.select_related("department", "author", "organisation")
    problem: Problem = get_visible(request, found, pk=number)
    if not problem.is_raised_by(request.user):
        raise PermissionDenied
    return problem


def _typed(request: HttpRequest) -> dict[str, Any]:
    """Return the fields as they came, whatever is wrong with them."""
    fields: dict[str, Any] = {name: request.POST.get(name, "") for name in TYPED}
    fields["areas"] = request.POST.getlist("areas")
    if request.POST.get(DIFFERENT):
        fields[DIFFERENT] = "1"
    return cut(fields)


def _initial(draft: ProblemDraft) -> dict[str, Any]:
    return {name: draft.typed.get(name, "") for name in (*TYPED, "areas")}


def _page(
    request: HttpRequest,
    form: RaiseForm,
    *,
    key: UUID | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    action = reverse("projects:raise_again", args=[key]) if key else reverse("projects:raise")
    shown = {"form": form, "action": action, "submit": _("Send problemet"), **context}
    return render(request, "projects/problem_form.html", shown, status=status)
