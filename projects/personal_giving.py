"""What is known about somebody who took part in projects, and what is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from core.contributions import Fate
from projects.models import (
    ContributionDraft,
    Idea,
    Offer,
    Project,
    ProjectEvent,
    PromiseAsk,
    TeamMember,
)
from projects.services.history import record

if TYPE_CHECKING:
    from accounts.models import User

# What the task was built on stays to be read, without a name.
USED = (Fate.USED, Fate.TRIED)


def personal_data_of(person: User) -> dict[str, Any]:
    """Return ideas, offers, teams, and questions about promises that wait for an answer.

    What was answered about a promise is nobody's: it cannot be found.
    """
    ideas = Idea.objects.filter(author=person).select_related("project", "organisation")
    offers = Offer.objects.filter(author=person).select_related("project", "organisation")
    teams = TeamMember.objects.filter(user=person).select_related("project", "organisation")
    asks = PromiseAsk.objects.filter(user=person).select_related("activity")
    drafts = ContributionDraft.objects.filter(person=person, is_sent=False)
    return {
        "ideas": [_idea(row) for row in ideas.order_by("pk")],
        "offers": [_offer(row) for row in offers.order_by("pk")],
        "teams": [_member(row) for row in teams.order_by("pk")],
        "asked_about_promises": [row.activity.title for row in asks.order_by("pk")],
        "contribution_drafts": [
            {"kind": row.kind, "typed": row.typed, "deleted_at": row.expires_at.isoformat()}
            for row in drafts
        ],
    }


@transaction.atomic
def forget(person: User) -> None:
    """Delete offers, teams and questions; delete the words of ideas that came to nothing.

    What was used or is tried stays to be read: it is part of what the project decided. The account
    has no name any more.
    """
    at = timezone.now()
    ideas = Idea.objects.filter(author=person)
    offers = Offer.objects.filter(author=person)
    teams = TeamMember.objects.filter(user=person)
    theirs = (ideas, offers, teams)
    touched = {pk for rows in theirs for pk in rows.values_list("project", flat=True)}
    for project in Project.objects.filter(pk__in=touched).order_by("pk"):
        record(project, ProjectEvent.Action.FORGOTTEN, by=None, at=at)
    for idea in ideas.exclude(fate__in=USED):
        idea.forget_words()
    offers.delete()
    teams.delete()
    PromiseAsk.objects.filter(user=person).delete()
    ContributionDraft.objects.filter(person=person).delete()


def _idea(row: Idea) -> dict[str, Any]:
    return {
        "project": row.project.title,
        "number": row.number,
        "given_at": row.given_at.isoformat(),
        "text": row.text,
        "organisation": str(row.organisation or ""),
        "state": row.state,
        "fate": row.fate,
        "reason": row.fate_reason,
    }


def _offer(row: Offer) -> dict[str, Any]:
    return {
        "project": row.project.title,
        "offered_at": row.offered_at.isoformat(),
        "text": row.text,
        "contact": row.contact,
        "organisation": str(row.organisation or ""),
        "status": row.status,
        "answer": row.answer,
    }


def _member(row: TeamMember) -> dict[str, Any]:
    return {
        "project": row.project.title,
        "status": row.status,
        "group": row.group,
        "organisation": str(row.organisation or ""),
        "brings": row.brings,
        "message": row.message,
        "asked_at": row.asked_at.isoformat(),
        "reason": row.reason,
    }
