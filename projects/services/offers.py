"""Hands that a project needs, and people who offer theirs: each is answered by the team."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.services import require_right_to_act
from projects.giving_exceptions import JudgedByYourself, NotTaken
from projects.models import ContributionDraft, HelpWanted, Offer, Project, ProjectEvent
from projects.services.drafts import close_draft
from projects.services.giving_mails import OFFER_ANSWERED, tell
from projects.services.history import record
from projects.services.locking import locked_project

if TYPE_CHECKING:
    from accounts.models import User

Action = ProjectEvent.Action


@transaction.atomic
def make_offer(
    project: Project,
    *,
    author: User,
    text: str,
    contact: str = "",
    wanted: HelpWanted | None = None,
    organisation: Organisation | None = None,
    key: UUID,
    at: datetime,
) -> Offer:
    """Offer help. A form that is sent twice makes one; how to reach them is for the team alone.

    Raises:
        NotTaken: the project takes no offers.
        MayNotAct: the person may not act for the organisation any more.
    """
    project = locked_project(project.pk)
    if sent := Offer.objects.filter(key=key, author=author).first():
        return sent
    require_offers(project)
    require_right_to_act(organisation, by=author)
    offer = Offer.objects.create(
        project=project,
        wanted=wanted,
        text=text,
        author=author,
        organisation=organisation,
        contact=contact,
        key=key,
        offered_at=at,
    )
    close_draft(project, kind=ContributionDraft.Kind.OFFER, key=key, person=author, at=at)
    record(project, Action.OFFER_MADE, by=None, at=at, about=offer)
    return offer


def require_offers(project: Project) -> None:
    """Raise NotTaken unless everybody may offer help now."""
    if not (project.is_active and project.takes_offers):
        raise NotTaken(_("Projektet tager ikke imod tilbud om hjælp lige nu."))


@transaction.atomic
def answer_offer(
    offer: Offer,
    *,
    status: Offer.Status,
    answer: str,
    is_met: bool = False,
    by: User,
    at: datetime,
) -> Offer:
    """Answer with words, which the person is told at once; `is_met`: the hand is found.

    Raises:
        JudgedByYourself: the person made it.
        TransitionNotAllowed: it is taken back.
    """
    offer = _locked(offer)
    if offer.is_made_by(by):
        raise JudgedByYourself
    if is_met and offer.wanted is not None:
        offer.wanted.note_met(True)
    if (offer.status, offer.answer) == (status, answer):
        return offer
    offer.answer_with(status, answer=answer, by=by, at=at)
    note = str(offer.get_status_display())
    record(offer.project, Action.CONTRIBUTION_ANSWERED, by=by, at=at, about=offer, note=note)
    tell(offer.author, OFFER_ANSWERED, offer, version=at.isoformat())
    return offer


@transaction.atomic
def withdraw_offer(offer: Offer, *, at: datetime) -> Offer:
    """Take it back; the contact is deleted with it.

    Raises:
        TransitionNotAllowed: it is taken back already.
    """
    offer = _locked(offer)
    offer.withdraw()
    note = _("Trukket tilbage")
    record(offer.project, Action.CHANGED, by=None, at=at, about=offer, note=note)
    return offer


@transaction.atomic
def want_help(project: Project, *, title: str, by: User, at: datetime) -> HelpWanted:
    """Say which hand the project needs."""
    project = locked_project(project.pk)
    row = HelpWanted.objects.create(
        project=project, title=title, position=project.help_wanted.count()
    )
    record(project, Action.CHANGED, by=by, at=at, about=row, note=title)
    return row


@transaction.atomic
def note_help_met(row: HelpWanted, *, is_met: bool, by: User, at: datetime) -> HelpWanted:
    """Say that the hand is found, or that it is wanted again."""
    project = locked_project(row.project_id)
    row = HelpWanted.objects.get(pk=row.pk)
    if row.is_met != is_met:
        row.note_met(is_met)
        record(project, Action.CHANGED, by=by, at=at, about=row, note=row.title)
    return row


def _locked(offer: Offer) -> Offer:
    project = locked_project(offer.project_id)
    rows = Offer.objects.select_for_update(of=("self",)).select_related("author", "wanted")
    found = rows.get(pk=offer.pk)
    found.project = project
    return found
