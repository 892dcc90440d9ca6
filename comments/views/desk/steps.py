"""The steps with one comment as pages: GET says what will happen and who is told, POST does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import User
from comments import services
from comments.exceptions import EditedMeanwhile, HiddenByYourself, WrittenByYourself
from comments.forms.moderation import DecisionForm, HideForm, NoteForm, ReleaseForm
from comments.models import Comment, CommentObjection
from comments.services.moderation import wording_of
from comments.services.objections import objections_since_hidden
from comments.services.previews import mail_when_hidden
from comments.views.desk.frame import comment_at_desk, desk_page, tab_url
from comments.waiting import Tab, comments_of_my_departments, entries
from core.clock import received_at
from core.transitions import TransitionNotAllowed

PREVIEW = "preview"


@dataclass(frozen=True)
class Step:
    """A page that asks before something is done with a comment."""

    title: str | Promise
    button: str | Promise
    done: str | Promise
    consequences: tuple[str | Promise, ...]
    tab: Tab
    form: type[forms.Form]
    states: tuple[str, ...]
    is_grave: bool = False
    # To say that a comment may be read is for others than its author.
    is_judgement: bool = True


KEEP = Step(
    title=gettext_lazy("Lad kommentaren stå"),
    button=gettext_lazy("Lad den stå"),
    done=gettext_lazy("Kommentaren bliver stående."),
    consequences=(
        gettext_lazy("Alle anmeldelser af kommentaren er afgjort."),
        gettext_lazy("Hverken forfatteren eller den, der har anmeldt den, får en mail."),
    ),
    tab=Tab.REPORTED,
    form=NoteForm,
    states=(Comment.State.VISIBLE,),
)
HIDE = Step(
    title=gettext_lazy("Skjul kommentaren"),
    button=gettext_lazy("Skjul kommentaren"),
    done=gettext_lazy("Kommentaren er skjult."),
    consequences=(
        gettext_lazy("Ingen kan læse teksten mere. Grunden står i stedet, uden forfatterens navn."),
        gettext_lazy("Svarene under kommentaren bliver stående."),
        gettext_lazy(
            "Forfatteren får en mail med grunden og din forklaring, og kan gøre indsigelse."
        ),
    ),
    tab=Tab.REPORTED,
    form=HideForm,
    states=(Comment.State.VISIBLE, Comment.State.HELD),
    is_grave=True,
    is_judgement=False,
)
RELEASE = Step(
    title=gettext_lazy("Vis kommentaren"),
    button=gettext_lazy("Vis kommentaren"),
    done=gettext_lazy("Alle kan læse kommentaren nu."),
    consequences=(
        gettext_lazy("Alle kan læse kommentaren med det samme."),
        gettext_lazy(
            "Forfatteren får en mail om det, og de, der følger samtalen, får det at vide."
        ),
    ),
    tab=Tab.HELD,
    form=ReleaseForm,
    states=(Comment.State.HELD,),
)
RESTORE = Step(
    title=gettext_lazy("Vis kommentaren igen"),
    button=gettext_lazy("Vis den igen"),
    done=gettext_lazy("Alle kan læse kommentaren igen."),
    consequences=(
        gettext_lazy("Alle kan læse kommentaren igen med det samme."),
        gettext_lazy("Forfatteren får en mail om det."),
    ),
    tab=Tab.REPORTED,
    form=NoteForm,
    states=(Comment.State.HIDDEN,),
)
DECIDE = Step(
    title=gettext_lazy("Afgør indsigelsen"),
    button=gettext_lazy("Afgør indsigelsen"),
    done=gettext_lazy("Indsigelsen er afgjort."),
    consequences=(
        gettext_lazy("Får forfatteren medhold, kan alle læse kommentaren igen med det samme."),
        gettext_lazy("Forfatteren får en mail med afgørelsen og din begrundelse."),
        gettext_lazy("Afgørelsen er endelig. Der kan ikke gøres indsigelse igen."),
    ),
    tab=Tab.OBJECTED,
    form=DecisionForm,
    states=(Comment.State.HIDDEN,),
)
NO_ANSWER = Step(
    title=gettext_lazy("Kommentaren kræver ikke svar"),
    button=gettext_lazy("Tag den af listen"),
    done=gettext_lazy("Kommentaren venter ikke længere på svar."),
    consequences=(
        gettext_lazy("Kommentaren forsvinder fra listen over dem, der venter på svar."),
        gettext_lazy("Den, der har spurgt, får ingen mail."),
    ),
    tab=Tab.UNANSWERED,
    form=NoteForm,
    states=(Comment.State.VISIBLE,),
    is_judgement=False,
)


@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, thread: int, number: int) -> HttpResponse:
    return _ask(request, KEEP, comment_at_desk(request, thread, number), services.keep_comment)


@require_http_methods(["GET", "POST"])
def hide(request: HttpRequest, thread: int, number: int) -> HttpResponse:
    return _ask(request, HIDE, comment_at_desk(request, thread, number), services.hide_comment)


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, thread: int, number: int) -> HttpResponse:
    comment = comment_at_desk(request, thread, number)
    return _ask(request, RELEASE, comment, services.release_comment)


@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, thread: int, number: int) -> HttpResponse:
    comment = comment_at_desk(request, thread, number)
    return _ask(request, RESTORE, comment, services.restore_comment)


@require_http_methods(["GET", "POST"])
def no_answer(request: HttpRequest, thread: int, number: int) -> HttpResponse:
    comment = comment_at_desk(request, thread, number, "answer_comments")
    return _ask(request, NO_ANSWER, comment, services.needs_no_answer)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, thread: int, number: int) -> HttpResponse:
    """Decide an objection; who hid the comment is refused, and told who may (403)."""
    comment = comment_at_desk(request, thread, number)
    objection = objections_since_hidden(comment).first()
    if objection is None:
        raise TransitionNotAllowed(_("Der er ingen indsigelse at afgøre."))
    if objection.against_id == request.user.pk:
        return _refused(request, comment, objection)

    def step(_comment: Comment, *, outcome: str, answer: str, by: User, at: datetime) -> None:
        is_upheld = outcome == CommentObjection.Outcome.UPHELD
        services.decide_objection(objection, is_upheld=is_upheld, answer=answer, by=by, at=at)

    try:
        return _ask(request, DECIDE, comment, step)
    except HiddenByYourself:
        return _refused(request, comment, objection)


def _ask(
    request: HttpRequest, step: Step, comment: Comment, service: Callable[..., Any]
) -> HttpResponse:
    """Show the step, or take it; what was typed stays when it came too late (409)."""
    seen = {"seen": wording_of(comment)}
    form = step.form(request.POST) if request.method == "POST" else step.form(initial=seen)
    if request.method != "POST" or not form.is_valid():
        return _page(request, step, comment, form)
    if PREVIEW in request.POST:
        return _page(
            request, step, comment, form, mail=mail_when_hidden(comment, **form.cleaned_data)
        )
    try:
        service(comment, **form.cleaned_data, by=request.user, at=received_at(request))
    except TransitionNotAllowed as refusal:
        if isinstance(refusal, EditedMeanwhile):
            comment.refresh_from_db(fields=["edited_at"])
            form = step.form({"seen": wording_of(comment)})
        form.add_error(None, refusal.message)
        return _page(request, step, comment, form, status=409)
    messages.success(request, str(step.done))
    return redirect(tab_url(step.tab))


def _page(
    request: HttpRequest,
    step: Step,
    comment: Comment,
    form: forms.Form | None,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    if status == 200 and comment.state not in step.states:
        raise TransitionNotAllowed(
            _("Det kan ikke lade sig gøre: kommentaren er nu “%(state)s”.")
            % {"state": comment.get_state_display()}
        )
    if status == 200 and step.is_judgement and comment.is_written_by(request.user):
        raise WrittenByYourself
    mine = comments_of_my_departments(request.user).filter(pk=comment.pk)
    context = {"step": step, "entry": entries(mine)[0], "form": form, **context}
    return desk_page(request, "step.html", context, status=status)


def _refused(request: HttpRequest, comment: Comment, objection: CommentObjection) -> HttpResponse:
    others = services.who_may_decide(objection)
    return _page(request, DECIDE, comment, None, status=403, is_own=True, others=others)
