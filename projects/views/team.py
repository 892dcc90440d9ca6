"""The team's own pages: who joins, who offers help, which hands are wanted, who takes part."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import limits
from core.access import get_visible
from core.caching import private_page
from core.clock import received_at
from core.workplace import posted
from projects.forms.team import AnswerRequestForm, InviteForm, RemoveForm
from projects.models import ActorGroup, Project, TeamMember
from projects.services import team as services
from projects.team_page import team_page
from projects.views.stepping import done, permitted_project, read_or_act, step_page, team_url

HOUR = 3600
INVITED_PER_HOUR = 20


@require_safe
@private_page
def team(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001  (only the number decides)
    """What waits for the team. It says who one is and how to reach people: nobody else sees it."""
    project = permitted_project(request, pk, "answer_offers")
    context = {"project": project, **team_page(project, request.user, received_at(request))}
    return render(request, "projects/team.html", context)


@read_or_act
@private_page
def invite(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    project = permitted_project(request, pk, "invite")
    services.require_active(project)
    form = InviteForm(*posted(request), chooses_group=project.is_run_by(request.user))
    if request.method == "POST" and form.is_valid():
        who = str(request.user.pk)
        if limits.allow("project.invite", who, limit=INVITED_PER_HOUR, per_seconds=HOUR):
            words = {"group": ActorGroup.CITIZENS, **form.cleaned_data}
            services.invite(project, **words, by=request.user, at=received_at(request))
            return done(request, _("Invitationen er sendt."), team_url(project))
        form.add_error(None, str(limits.LimitExceeded(HOUR)))
    return step_page(
        request,
        project,
        form=form,
        title=_("Invitér til holdet"),
        button=_("Send invitationen"),
        consequences=[
            _("Der bliver sendt én mail med et link. Vi skriver ikke igen."),
            _("Den, der siger ja, kommer på holdet med det samme."),
        ],
        cancel_url=team_url(project),
    )


@read_or_act
@private_page
def answer_request(request: HttpRequest, pk: int, slug: str, member: int) -> HttpResponse:  # noqa: ARG001
    project = permitted_project(request, pk, "invite")
    row = _member(project, member, TeamMember.Status.ASKED)
    form = AnswerRequestForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        services.answer_request(
            row,
            is_welcome=form.cleaned_data["answer"] == "yes",
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=received_at(request),
        )
        return done(request, _("Der er svaret."), team_url(project))
    return step_page(
        request,
        project,
        form=form,
        title=_("Svar på ønsket om at komme med"),
        button=_("Send svaret"),
        stands=_about(row),
        told=_("Den, der har spurgt, får en mail."),
        cancel_url=team_url(project),
    )


@read_or_act
@private_page
def remove(request: HttpRequest, pk: int, slug: str, member: int) -> HttpResponse:  # noqa: ARG001
    """Take somebody off the team; who runs the project alone does so."""
    project = permitted_project(request, pk, "change")
    row = _member(project, member, TeamMember.Status.ON_TEAM)
    form = RemoveForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        services.take_off_team(row, reason=reason, by=request.user, at=received_at(request))
        return done(request, _("Personen er ikke længere på holdet."), team_url(project))
    return step_page(
        request,
        project,
        form=form,
        title=_("Tag af holdet"),
        button=_("Tag af holdet"),
        stands=_about(row),
        told=_("Personen får en mail med din begrundelse."),
        is_grave=True,
        cancel_url=team_url(project),
    )


@require_POST
@private_page
def take_back(request: HttpRequest, pk: int, slug: str, member: int) -> HttpResponse:  # noqa: ARG001
    """Take an invitation back that nobody has taken."""
    project = permitted_project(request, pk, "invite")
    row = _member(project, member, TeamMember.Status.INVITED)
    services.decline_invitation(row, by=request.user, at=received_at(request))
    return done(request, _("Invitationen er trukket tilbage."), team_url(project))


@read_or_act
@private_page
def leave(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """Leave the team, or take one's own question back."""
    project = get_visible(request, Project.objects, pk=pk)
    row = services.open_place(project, request.user)
    if row is None:
        raise PermissionDenied
    if request.method == "POST":
        services.leave_team(row, at=received_at(request))
        return done(request, _("Du er ikke med på holdet."), project.get_absolute_url())
    return step_page(
        request,
        project,
        title=_("Forlad holdet"),
        button=_("Forlad holdet"),
        consequences=[
            _("Dit navn kommer væk fra projektets side."),
            _("Det, du har skrevet, bliver stående. Du kan bede om at komme med igen."),
        ],
        is_grave=True,
        cancel_url=project.get_absolute_url(),
    )


def _member(project: Project, pk: int, status: TeamMember.Status) -> TeamMember:
    rows: Any = project.team.select_related("user", "organisation")
    row: TeamMember = get_object_or_404(rows, pk=pk, status=status)
    row.project = project
    return row


def _about(row: TeamMember) -> str:
    """Return who it is and what they wrote, as the team may read it."""
    name = row.user.display_name if row.user else ""
    words = [name, str(row.organisation or ""), row.brings, row.message]
    return "\n\n".join(word for word in words if word)
