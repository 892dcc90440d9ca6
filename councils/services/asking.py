"""The lock under which a body's matters are changed, and the rights asked again under it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed
from councils.models import AgendaItem, Body, Meeting, Membership

if TYPE_CHECKING:
    from accounts.models import User


class WrittenMeanwhile(TransitionNotAllowed):
    """Somebody else has changed the same words since they were shown."""

    @property
    def message(self) -> str:
        return _(
            "En anden har rettet det, siden du åbnede siden. Læs, hvad der står nu, og gem igen."
        )


class AgendaChanged(TransitionNotAllowed):
    """Somebody else has changed the agenda since it was shown."""

    @property
    def message(self) -> str:
        return _(
            "En anden har ændret dagsordenen, siden du åbnede siden. Se den, som den er nu, og "
            "prøv igen."
        )


def locked_body(body: Body) -> Body:
    """Lock a body: one at a time changes its meetings, its agendas and who sits in it."""
    return Body.objects.select_for_update(of=("self",)).select_related("department").get(pk=body.pk)


def locked_meeting(meeting: Meeting, *, may_be_cancelled: bool = False) -> Meeting:
    """Lock the body of a meeting, and read the meeting again.

    Raises:
        TransitionNotAllowed: it is cancelled.
    """
    body = locked_body(meeting.body)
    rows = Meeting.objects.select_related("event", "chair__member__user")
    found = rows.get(pk=meeting.pk)
    found.body = body
    if found.event.is_cancelled and not may_be_cancelled:
        raise TransitionNotAllowed(_("Mødet er aflyst."))
    return found


def locked_item(item: AgendaItem) -> AgendaItem:
    """Lock the body of an item, and read the item again.

    Of a cancelled meeting, too: what stood on its agenda is taken up at another.
    """
    body = locked_body(item.body)
    rows = AgendaItem.objects.select_related("proposed_by__member__user")
    found = rows.get(pk=item.pk)
    found.body = body
    if found.meeting is not None:
        found.meeting = locked_meeting(found.meeting, may_be_cancelled=True)
    return found


def require_unsettled(meeting: Meeting | None) -> None:
    """Raise TransitionNotAllowed when the minutes of a meeting are signed."""
    if meeting is not None and meeting.is_settled:
        raise TransitionNotAllowed(
            _("Referatet er underskrevet. Der kan ikke skrives mere om mødet.")
        )


def require_begun(meeting: Meeting) -> None:
    if not meeting.has_begun():
        raise TransitionNotAllowed(_("Mødet er ikke begyndt endnu."))


def require_right(by: User, permission: str, thing: models.Model) -> None:
    """Ask a right again, under the lock."""
    if not by.has_perm(f"councils.{permission}", thing):
        raise PermissionDenied(_("Det har du ikke længere ret til."))


def acting_membership(body: Body, user: User) -> Membership:
    """Return the seat on which an account acts in this second.

    Raises:
        PermissionDenied: the seat has ended, or somebody else sits on it now.
    """
    seats = body.memberships.of(user).acting().select_related("member__user")
    seat = seats.first()
    if seat is None:
        raise PermissionDenied(_("Du er ikke medlem lige nu, så det er ikke gemt."))
    return seat


def digest_of(*words: str) -> str:
    """Return what a form remembers of the words that it showed."""
    return sha256("\0".join(words).encode()).hexdigest()[:24]


def require_seen(seen: str | None, *words: str) -> None:
    """Raise WrittenMeanwhile when the words are others than those that were shown."""
    if seen is not None and seen != digest_of(*words):
        raise WrittenMeanwhile
