"""What members and followers are told of meetings, and when it is no longer wanted."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from councils.beside import readings
from councils.models import AgendaItem, Meeting, Membership
from notifications.kinds import Lane, MessageKind
from notifications.models import Announcement, Channel, Message, Notice, Subscriber

News = Message | Notice | Announcement


def is_member_then(meeting: Meeting, message: Message) -> bool:
    """Tell whether who is told acts as a member still, or will when the meeting begins."""
    seats = Membership.objects.of(message.user).filter(body=meeting.body_id)
    moments = (timezone.now(), meeting.event.starts_at)
    return any(seats.acting(moment).exists() for moment in moments)


def agenda_is_due(meeting: Meeting, message: Message) -> bool:
    is_on = not (meeting.event.is_cancelled or meeting.event.is_held())
    return is_on and is_member_then(meeting, message)


def move_is_due(meeting: Meeting, message: Message) -> bool:
    """Only the newest move is told."""
    is_newest = message.dedup_key is None or (
        f":{meeting.pk}:{meeting.event.ics_sequence}:" in message.dedup_key
    )
    return is_newest and agenda_is_due(meeting, message)


def cancellation_is_due(meeting: Meeting, message: Message) -> bool:
    return meeting.event.is_cancelled and is_member_then(meeting, message)


def reading_is_due(meeting: Meeting, message: Message) -> bool:
    waits = meeting.minutes_state == Meeting.Minutes.SUBMITTED
    return waits and is_member_then(meeting, message)


def public_agenda_is_due(meeting: Meeting, message: News) -> bool:  # noqa: ARG001  (everybody's)
    is_on = not (meeting.event.is_cancelled or meeting.event.is_held())
    return is_on and meeting.is_visible_to(None)


def public_minutes_are_due(meeting: Meeting, message: News) -> bool:  # noqa: ARG001
    return meeting.is_settled and meeting.is_visible_to(None)


def refusal_is_due(item: AgendaItem, message: Message) -> bool:
    """Not when who proposed it has left: the page is for members."""
    return item.status == AgendaItem.Status.DECLINED and item.body.has_acting_member(message.user)


def followers(meeting: Meeting, announcement: Announcement) -> QuerySet[Subscriber]:  # noqa: ARG001
    """Return who follows the body and is not told as one of its members."""
    members = meeting.body.memberships.acting().values("member__user")
    return meeting.body.feed.subscribers().exclude(
        user__in=members.filter(member__user__isnull=False)
    )


def agenda_details(meeting: Meeting, _message: Message) -> dict[str, Any]:
    """Return the titles: they are read when the mail leaves, and may always be read by all.

    With what there is to read before the meeting.
    """
    return {"items": list(meeting.items.placed()), "readings": readings(meeting)}


KINDS = [
    MessageKind(
        code="councils.agenda_published",
        label=_("Dagsordenen til et møde, jeg er medlem til"),
        lane=Lane.BULK,
        template="councils/email/agenda_published",
        still_due=agenda_is_due,
        details=agenda_details,
    ),
    MessageKind(
        code="councils.agenda_public",
        label=_("En dagsorden er offentliggjort"),
        lane=Lane.BULK,
        template="councils/email/agenda_public",
        still_due=public_agenda_is_due,
        channel=Channel.DAILY,
        audience=followers,
        details=agenda_details,
    ),
    MessageKind(
        code="councils.meeting_moved",
        label=_("Et møde, jeg er medlem til, er flyttet"),
        lane=Lane.BULK,
        template="councils/email/meeting_moved",
        still_due=move_is_due,
    ),
    MessageKind(
        code="councils.meeting_cancelled",
        label=_("Et møde, jeg er medlem til, er aflyst"),
        lane=Lane.BULK,
        template="councils/email/meeting_cancelled",
        still_due=cancellation_is_due,
    ),
    MessageKind(
        code="councils.minutes_submitted",
        label=_("Et referat er klar til gennemlæsning"),
        lane=Lane.BULK,
        template="councils/email/minutes_submitted",
        still_due=reading_is_due,
    ),
    MessageKind(
        code="councils.minutes_approved",
        label=_("Et referat er godkendt"),
        lane=Lane.BULK,
        template="councils/email/minutes_approved",
        still_due=public_minutes_are_due,
        channel=Channel.DAILY,
        audience=followers,
    ),
    MessageKind(
        code="councils.item_declined",
        label=_("Mit forslag til dagsordenen er ikke taget op"),
        lane=Lane.BULK,
        template="councils/email/item_declined",
        still_due=refusal_is_due,
    ),
]
