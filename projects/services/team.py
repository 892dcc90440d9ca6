"""The team of a project: who is invited, who asks to join, who leaves."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.services import require_right_to_act
from notifications.services import enqueue
from projects.giving_exceptions import JudgedByYourself, NotTaken
from projects.models import ActorGroup, ContributionDraft, Project, ProjectEvent, TeamMember
from projects.services.acting import group_of
from projects.services.drafts import close_draft
from projects.services.giving_mails import INVITED, REQUEST_ANSWERED, TAKEN_OFF_TEAM, tell
from projects.services.history import record
from projects.services.locking import locked_project

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User

Action = ProjectEvent.Action
Status = TeamMember.Status


@transaction.atomic
def ask_to_join(
    project: Project,
    *,
    user: User,
    brings: str = "",
    message: str = "",
    organisation: Organisation | None = None,
    key: UUID | None = None,
    at: datetime,
) -> TeamMember:
    """Ask to be on the team. Who is on it, or has asked already, gets the place they have.

    Raises:
        NotTaken: the project is not active.
        MayNotAct: the person may not act for the organisation any more.
    """
    project = locked_project(project.pk)
    if known := open_place(project, user):
        return known
    require_active(project)
    require_right_to_act(organisation, by=user)
    member = TeamMember.objects.create(
        project=project,
        user=user,
        organisation=organisation,
        group=group_of(project, user, organisation),
        brings=brings,
        message=message,
        status=Status.ASKED,
        asked_at=at,
    )
    if key is not None:
        close_draft(project, kind=ContributionDraft.Kind.JOIN, key=key, person=user, at=at)
    record(project, Action.ASKED_TO_JOIN, by=None, at=at, about=member)
    return member


@transaction.atomic
def answer_request(
    member: TeamMember, *, is_welcome: bool, reason: str = "", by: User, at: datetime
) -> TeamMember:
    """Take somebody who asked onto the team, or say no with why; they are told at once.

    Raises:
        JudgedByYourself: it is the person's own question.
        TransitionNotAllowed: it is answered, or taken back.
    """
    member = _locked(member)
    if member.user_id == by.pk:
        raise JudgedByYourself
    if member.status != Status.ASKED:
        raise NotTaken(_("Der er svaret i forvejen, eller ønsket er taget tilbage."))
    person = member.user
    assert person is not None
    if is_welcome:
        member.join(user=person, by=by, at=at)
    else:
        member.decline(reason=reason, by=by, at=at)
    action = Action.JOINED if is_welcome else Action.NOT_JOINED
    record(member.project, action, by=by, at=at, about=member)
    tell(person, REQUEST_ANSWERED, member, version=at.isoformat())
    return member


@transaction.atomic
def invite(
    project: Project,
    *,
    email: str,
    group: ActorGroup = ActorGroup.CITIZENS,
    message: str = "",
    by: User,
    at: datetime,
) -> TeamMember:
    """Invite a mailbox to the team; it gets one mail with a private link.

    Nobody is told whether the address has an account here. Only who runs the project says in
    which group somebody comes; others invite citizens.

    Raises:
        NotTaken: the project is not active.
    """
    project = locked_project(project.pk)
    require_active(project)
    if known := project.team.invited().filter(email__iexact=email).first():
        return known
    member = TeamMember.objects.create(
        project=project,
        email=email,
        group=group if project.is_run_by(by) else ActorGroup.CITIZENS,
        message=message,
        status=Status.INVITED,
        asked_at=at,
        decided_by=by,
    )
    record(project, Action.INVITED, by=by, at=at, about=member)
    enqueue(INVITED, email=email, about=member, dedup_key=f"{INVITED}:{member.pk}")
    return member


@transaction.atomic
def take_invitation(member: TeamMember, *, user: User, brings: str, at: datetime) -> TeamMember:
    """Come onto the team by the link of an invitation; who asked to join is welcome with it.

    Raises:
        NotTaken: the project is not active, or the invitation is used or taken back.
    """
    member = _locked(member)
    if known := open_place(member.project, user):
        if member.status == Status.INVITED:
            member.decline(by=user, at=at)
        if known.status == Status.ON_TEAM:
            return known
        known.join(user=user, by=user, at=at)
        record(member.project, Action.JOINED, by=None, at=at, about=known)
        return known
    require_active(member.project)
    if member.status != Status.INVITED:
        raise NotTaken(_("Invitationen gælder ikke længere."))
    if member.group == ActorGroup.CITIZENS:
        member.group = group_of(member.project, user, None)
    member.brings = brings
    member.save(update_fields=["group", "brings"])
    member.join(user=user, by=user, at=at)
    record(member.project, Action.JOINED, by=None, at=at, about=member)
    return member


@transaction.atomic
def decline_invitation(member: TeamMember, *, by: User | None = None, at: datetime) -> TeamMember:
    """Say no to an invitation by its link, or take it back (`by`). The address is deleted.

    Raises:
        NotTaken: it is used or taken back already.
    """
    member = _locked(member)
    if member.status != Status.INVITED:
        raise NotTaken(_("Invitationen gælder ikke længere."))
    member.decline(by=by, at=at)
    record(member.project, Action.NOT_JOINED, by=by, at=at, about=member)
    return member


@transaction.atomic
def leave_team(member: TeamMember, *, at: datetime) -> TeamMember:
    """Leave the team, or take one's question back.

    Raises:
        TransitionNotAllowed: the person has left already.
    """
    member = _locked(member)
    if member.status == Status.ASKED:
        member.decline(by=None, at=at)
    else:
        member.leave(by=None, at=at)
    record(member.project, Action.LEFT, by=None, at=at, about=member)
    return member


@transaction.atomic
def take_off_team(member: TeamMember, *, reason: str, by: User, at: datetime) -> TeamMember:
    """Take somebody off the team with the reason, which they are told.

    Raises:
        TransitionNotAllowed: the person is not on it.
    """
    member = _locked(member)
    member.leave(reason=reason, by=by, at=at)
    record(member.project, Action.LEFT, by=by, at=at, about=member)
    tell(member.user, TAKEN_OFF_TEAM, member, version=at.isoformat())
    return member


def open_place(project: Project, person: User) -> TeamMember | None:
    """Return the place that a person has on the team, or has asked for."""
    return project.team.filter(user=person, status__in=TeamMember.OPEN).first()


def require_active(project: Project) -> None:
    """Raise NotTaken unless one can join the project."""
    if not project.is_active:
        raise NotTaken(_("Projektet er ikke i gang, så der kommer ikke flere på holdet."))


def _locked(member: TeamMember) -> TeamMember:
    project = locked_project(member.project_id)
    found = (
        TeamMember.objects.select_for_update(of=("self",)).select_related("user").get(pk=member.pk)
    )
    found.project = project
    return found
