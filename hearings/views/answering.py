"""Answering a hearing without log-in: write, check, send."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.exceptions import MayNotAct
from accounts.models import Organisation
from core import limits
from core.access import get_visible
from core.caching import private_page
from core.clock import received_at
from core.tokens import new_stamp
from hearings import audience, facts, published, services
from hearings.exceptions import HearingNotOpen
from hearings.forms.answer import AnswerForm, known_about, typed_in
from hearings.links import token_for
from hearings.models import Hearing, Response, ResponseDraft
from hearings.views import drafting

HOUR = 3600
# A town hall with 300 people behind one address stays below; a bot does not.
SENT_PER_HOUR = 400
TYPED_PER_HOUR = 1500


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def write(
    request: HttpRequest,
    number: int,
    slug: str,  # noqa: ARG001  (only the number decides)
    key: UUID | None = None,
) -> HttpResponse:
    """The form. With a key: what was typed before, to go on with."""
    hearing = get_visible(request, Hearing.objects.select_related("department"), pk=number)
    if key and (sent := _sent_under(hearing, key)):
        return _to_receipt(sent)
    if request.method == "POST":
        return _take_in(request, hearing, key)
    if not hearing.is_open(received_at(request)):
        return not_open_page(request, hearing)
    if key is None:
        stamp = new_stamp(_form_name(hearing), at=received_at(request))
        person = request.session_person
        form = AnswerForm(
            initial=known_about(person),
            organisations=Organisation.objects.acted_for_by(person),
        )
        return _form_page(request, hearing, form, stamp=stamp)
    draft = _draft_of(request, hearing, key)
    if not isinstance(draft, ResponseDraft):
        return draft or redirect("hearings:write", hearing.number, hearing.slug)
    return _form_page(request, hearing, _form_of(request, draft), key=key)


@login_not_required
@require_safe
@private_page
def check(
    request: HttpRequest,
    number: int,
    slug: str,  # noqa: ARG001  (only the number decides)
    key: UUID,
) -> HttpResponse:
    """The answer as others will see it, and beside it what only the administration sees."""
    hearing = get_visible(request, Hearing.objects.select_related("department"), pk=number)
    if sent := _sent_under(hearing, key):
        return _to_receipt(sent)
    draft = _draft_of(request, hearing, key)
    if not isinstance(draft, ResponseDraft):
        return draft or redirect("hearings:write", hearing.number, hearing.slug)
    form = _form_of(request, draft)
    if not hearing.is_open(received_at(request)):
        return given_back(request, hearing, form, status=200)
    if not form.is_valid():
        return redirect("hearings:write_again", hearing.number, hearing.slug, key)
    answer = services.Submission(**form.answer())
    context = {"hearing": hearing, "key": key, **_as_seen(hearing, answer, form)}
    return render(request, "hearings/response_check.html", context)


@login_not_required
@require_POST
@private_page
def send(
    request: HttpRequest,
    number: int,
    slug: str,  # noqa: ARG001  (only the number decides)
    key: UUID,
) -> HttpResponse:
    """Send the answer. Twice, from two windows or after "back": the same answer."""
    hearing = get_visible(request, Hearing.objects.select_related("department"), pk=number)
    draft = _draft_of(request, hearing, key)
    if sent := _sent_under(hearing, key):
        return _to_receipt(sent)
    if not isinstance(draft, ResponseDraft):
        return draft or redirect("hearings:write", hearing.number, hearing.slug)
    form = _form_of(request, draft)
    if not hearing.is_open(received_at(request)):
        return given_back(request, hearing, form, status=409)
    if not form.is_valid():
        return redirect("hearings:write_again", hearing.number, hearing.slug, key)
    limits.consume("answer.send", limits.client_ip(request), limit=SENT_PER_HOUR, per_seconds=HOUR)
    return _submit(request, hearing, draft, form)


# --- Taking in ------------------------------------------------------------------------------
def _take_in(request: HttpRequest, hearing: Hearing, key: UUID | None) -> HttpResponse:
    form_key = _key_of(request, hearing, key)
    if sent := _sent_under(hearing, form_key.key):
        return _to_receipt(sent)
    who = limits.client_ip(request)
    if not limits.allow("answer.write", who, limit=TYPED_PER_HOUR, per_seconds=HOUR):
        return given_back(request, hearing, AnswerForm(typed_in(request.POST)), status=429)
    draft, uploads = drafting.keep(request, hearing, form_key.key)
    form = _form_of(request, draft, file_errors=uploads.errors)
    if not hearing.is_open(received_at(request)):
        return given_back(request, hearing, form, status=409)
    form.full_clean()
    if form_key.refusal:
        form.add_error(None, form_key.refusal)
    if drafting.fell_in_trap(request):
        form.add_error(None, _("Et skjult felt var udfyldt. Se svaret efter, og gå videre."))
    if form.is_valid():
        return redirect("hearings:check", hearing.number, hearing.slug, form_key.key)
    return _form_page(request, hearing, form, key=form_key.key)


def _submit(
    request: HttpRequest, hearing: Hearing, draft: ResponseDraft, form: AnswerForm
) -> HttpResponse:
    try:
        response = services.submit_draft(
            draft,
            answer=services.Submission(**form.answer()),
            person=request.session_person,
            language=request.LANGUAGE_CODE,
            at=received_at(request),
        )
    except HearingNotOpen:
        hearing.refresh_from_db()
        return given_back(request, hearing, form, status=409)
    except MayNotAct as error:
        form.add_error("organisation", error)
        return _form_page(request, hearing, form, key=draft.key)
    return _to_receipt(response)


def _form_of(
    request: HttpRequest, draft: ResponseDraft, *, file_errors: Iterable[str] = ()
) -> AnswerForm:
    """Return the form as it was typed; a log-in that was lost meanwhile forgets no organisation."""
    organisations = Organisation.objects.acted_for_by(request.session_person or draft.person)
    return drafting.form_of(draft, file_errors=file_errors, organisations=organisations)


def _key_of(request: HttpRequest, hearing: Hearing, key: UUID | None) -> drafting.FormKey:
    """A form that was shown again is known by its draft; a new one by its stamp."""
    if key:
        drafts = ResponseDraft.objects.alive(received_at(request)).filter(hearing=hearing, key=key)
        draft = drafts.first()
        if draft and _may_go_on(request, draft):
            return drafting.FormKey(key, "")
    return drafting.key_of_form(request, _form_name(hearing))


def _draft_of(
    request: HttpRequest, hearing: Hearing, key: UUID
) -> ResponseDraft | HttpResponse | None:
    """Return the draft, the way to the log-in of its owner, or None when it is gone."""
    drafts = ResponseDraft.objects.alive(received_at(request)).filter(hearing=hearing, key=key)
    draft = drafts.first()
    if draft is None or draft.person_id in (None, getattr(request.session_person, "pk", None)):
        return draft
    if request.session_person is None:
        return redirect_to_login(
            reverse("hearings:check", args=[hearing.number, hearing.slug, key])
        )
    raise Http404


def _may_go_on(request: HttpRequest, draft: ResponseDraft) -> bool:
    """Whoever is logged in may not take over another person's draft; a lost log-in may go on."""
    person = request.session_person
    return person is None or draft.person_id in (None, person.pk)


def _form_name(hearing: Hearing) -> str:
    return f"answer-{hearing.pk}"


def _sent_under(hearing: Hearing, key: UUID) -> Response | None:
    return hearing.responses.filter(submission_key=key).first()


def _to_receipt(response: Response) -> HttpResponse:
    return redirect("hearings:receipt", token_for(response))


# --- Pages ----------------------------------------------------------------------------------
def _form_page(
    request: HttpRequest, hearing: Hearing, form: AnswerForm, **where: Any
) -> HttpResponse:
    return render(request, "hearings/response_form.html", {**form_context(hearing, form), **where})


def form_context(hearing: Hearing, form: AnswerForm) -> dict[str, Any]:
    """Return what both forms need: the one for a new answer and the one for editing."""
    return {
        "hearing": hearing,
        "form": form,
        "trap": drafting.TRAP,
        "columns": audience.columns(),
        "rows": audience.rows_for_every_choice(hearing),
        "foot": audience.notes(hearing),
        "guiding_questions": facts.guiding_questions_of(hearing),
        "influence": [line for line in hearing.brief_influence.splitlines() if line.strip()],
    }


def _as_seen(hearing: Hearing, answer: services.Submission, form: AnswerForm) -> dict[str, Any]:
    """Return the answer as it will be seen, by everybody and by the administration."""
    response = Response(hearing=hearing, **answer.identity())
    files = [file.row for file in form.kept]
    shown = [file for file in files if not file.is_held]
    return {
        "response": response,
        "text": answer.text,
        "files": files,
        "shown_name": published.shown_name(response),
        "shown_files": published.named_files(response, shown),
        "columns": audience.columns(),
        "rows": audience.rows_for(response),
        "foot": audience.notes(hearing),
    }


def not_open_page(request: HttpRequest, hearing: Hearing, *, status: int = 200) -> HttpResponse:
    """When it opens, or that it has closed."""
    stage = hearing.stage(received_at(request))
    context = {"hearing": hearing, "stage": stage}
    return render(request, "hearings/response_closed.html", context, status=status)


def given_back(
    request: HttpRequest, hearing: Hearing, form: AnswerForm, *, status: int
) -> HttpResponse:
    """Give the text back to its writer: it came too late, or too often."""
    context = {
        "hearing": hearing,
        "stage": hearing.stage(received_at(request)),
        "text": form.data.get("text", ""),
        "files": [file.row for file in form.kept],
        "is_given_back": True,
        "is_too_often": status == 429,
    }
    return render(request, "hearings/response_closed.html", context, status=status)
