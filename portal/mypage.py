"""What Min side shows: where each answer is on its way, what is new, what is offered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from comments.models import Comment, Thread
from comments.words import in_one_line
from core.owners import headings_by, visible_owners
from hearings.journey import Step, journeys_of
from hearings.links import token_for
from hearings.models import Hearing, Response
from notifications.followed import Followed, followed_by
from notifications.listed import Listed, listed, notices_of
from notifications.models import Subscription
from notifications.services import offered_subscribers

if TYPE_CHECKING:
    from accounts.models import User

NEWEST = 3


def newest_notices(person: User) -> list[Listed]:
    """Return the newest of what the person was told."""
    return listed(notices_of(person)[:NEWEST], person=person)


def offered_follows(emails: list[str]) -> list[Followed]:
    """Return what a person's own confirmed addresses follow, beside the account."""
    addresses = offered_subscribers(emails)
    rows = Subscription.objects.filter(subscriber__in=addresses)
    return followed_by(rows.select_related("area", "topic"), person=None)


MOST_COMMENTS = 20
EXCERPT = 160


def answers_of(person: User, at: datetime) -> list[dict[str, Any]]:
    """Return the person's answers, the newest first."""
    responses = (
        Response.objects.filter(person=person)
        .select_related("hearing")
        .order_by("-received_at", "-pk")
    )
    journeys = journeys_of(responses, at=at)
    return [
        {
            "response": response,
            "url": reverse("hearings:mine", args=[token_for(response)]),
            "state": journey_state(response, at),
            "may_be_changed": response.may_be_changed(at),
            "steps": _steps(response, journeys),
        }
        for response in responses
    ]


def comments_of(person: User) -> list[dict[str, Any]]:
    """Return the newest of what the person has said in conversations, where they may read it.

    One question, one for each kind of subject, and one for each kind whose name takes one.
    """
    comments = Comment.objects.filter(author=person).exclude(state=Comment.State.DELETED)
    rows = list(comments.order_by("-written_at", "-pk")[:MOST_COMMENTS])
    owners = visible_owners(Thread, [row.thread_id for row in rows], person)
    names = headings_by(owners)
    return [
        {
            "comment": row,
            "heading": names[row.thread_id],
            "excerpt": in_one_line(row.text, EXCERPT),
        }
        for row in rows
        if row.thread_id in owners
    ]


def _steps(response: Response, journeys: dict[int, list[Step]]) -> list[Step]:
    """Return the journey of an answer that stands; one taken back has none."""
    return [] if response.status == Response.Status.WITHDRAWN else journeys[response.pk]


def journey_state(response: Response, at: datetime) -> str:
    """Return in one sentence where an answer is now."""
    hearing = response.hearing
    if response.status == Response.Status.WITHDRAWN:
        return _("Du har trukket svaret tilbage.")
    if hearing.status == Hearing.Status.WITHDRAWN:
        return _("Høringen er trukket tilbage.")
    if hearing.status == Hearing.Status.DECIDED:
        return _("Der er besluttet i sagen.")
    if response.status == Response.Status.DECLINED:
        return _("Svaret tæller med i sagen, men vises ikke på siden. Åbn det, og læs hvorfor.")
    if hearing.is_answered(at):
        return _("Hvidbogen er udgivet. Åbn dit svar, og læs, hvad der blev svaret.")
    if hearing.is_closed(at):
        return _("Fristen er gået. Dit svar er en del af det, der bliver besluttet ud fra.")
    if response.status == Response.Status.RECEIVED:
        return _("Modtaget. En medarbejder læser det igennem.")
    return _("Læst igennem.")
