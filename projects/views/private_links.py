"""Pages behind the links in mails: an invitation to a team, and whether a promise was kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import person_of
from core.caching import private_page
from core.clock import received_at
from core.transitions import TransitionNotAllowed
from core.workplace import posted
from projects.forms.giving import InvitationForm, PromiseForm
from projects.giving_links import ask_of, invitation_of, is_ours
from projects.models import PromiseAnswer, TeamMember
from projects.services import promises
from projects.services import team as services
from projects.views.stepping import read_or_act


@login_not_required
@read_or_act
@private_page
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Yes or no to an invitation. Without an account it is made first; the link stays good."""
    member = invitation_of(token)
    if member is None or not member.project.is_visible_to(None):
        raise Http404
    form = InvitationForm(*posted(request), is_known=person_of(request) is not None)
    if "nej" in request.POST:
        services.decline_invitation(member, at=received_at(request))
        return redirect("projects:invitation", token)
    if "ja" in request.POST and form.is_valid():
        if person_of(request) is None:
            return redirect_to_login(request.path)
        return _take(request, member, form)
    return _invitation_page(request, member, form)


def _take(request: HttpRequest, member: TeamMember, form: InvitationForm) -> HttpResponse:
    person, at = person_of(request), received_at(request)
    try:
        services.take_invitation(member, user=person, **form.cleaned_data, at=at)
    except TransitionNotAllowed:
        member.refresh_from_db()
        return _invitation_page(request, member, form, status=409)
    messages.success(request, _("Velkommen på holdet."))
    return redirect(member.project)


def _invitation_page(
    request: HttpRequest, member: TeamMember, form: InvitationForm, *, status: int = 200
) -> HttpResponse:
    is_open = member.status == TeamMember.Status.INVITED and member.project.is_active
    context = {"project": member.project, "member": member, "is_open": is_open, "form": form}
    return render(request, "projects/invitation.html", context, status=status)


@login_not_required
@read_or_act
@private_page
def promise(request: HttpRequest, token: str) -> HttpResponse:
    """Holdt vi det? Answered without a log-in; nobody is told who said what."""
    ask = ask_of(token)
    if ask is None and not is_ours(token):
        raise Http404
    if ask is None or not ask.activity.takes_answers(received_at(request)):
        return render(request, "projects/promise_closed.html")
    form = PromiseForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        written: dict[str, Any] = form.cleaned_data
        kept = PromiseAnswer.Kept(written["kept"])
        try:
            promises.answer_promise(ask, kept=kept, text=written["text"], at=received_at(request))
        except TransitionNotAllowed:
            return render(request, "projects/promise_closed.html", status=409)
        return redirect("projects:promise", token)
    context = {"ask": ask, "activity": ask.activity, "project": ask.activity.project, "form": form}
    return render(request, "projects/promise_form.html", context)
