"""What is told of a seminar's programme: that it is public, what was moved, what staff write."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from events.models import Registration
from notifications.kinds import Group, Lane, MessageKind
from notifications.models import Announcement, Channel, Message, Notice, Subscriber, Subscription
from seminars.models import Seminar, SeminarMessage, Session
from seminars.services.messages import MESSAGE
from seminars.services.programme import PROGRAMME_CHANGED
from seminars.services.seminars import PUBLISHED

News = Message | Notice | Announcement


def seminar_is_coming(seminar: Seminar, news: News) -> bool:  # noqa: ARG001  (the seminar says it all)
    return seminar.status == Seminar.Status.PUBLISHED and not seminar.is_held()


def whom_it_concerns(seminar: Seminar, announcement: Announcement) -> QuerySet[Subscriber]:  # noqa: ARG001
    """Return who follows the seminar or one of its topics."""
    wanted = Subscription.objects.filter(subscriber=OuterRef("pk")).filter(
        Q(feed=seminar.feed_id) | Q(topic__in=seminar.topics.all())
    )
    return Subscriber.objects.filter(Exists(wanted))


def _is_theirs(registration: Registration, message: Message) -> bool:
    """Not when the person is forgotten, or the address is no longer (or never was) its own."""
    return registration.forgotten_at is None and message.email in ("", registration.email)


def move_is_due(registration: Registration, message: Message) -> bool:
    """A later move has a mail of its own; who has cancelled does not come anyway."""
    session = (
        Session.objects.select_related("event").filter(pk=message.context["session_pk"]).first()
    )
    if session is None or session.event.ics_sequence != message.context["sequence"]:
        return False
    is_ahead = session.event.is_coming()
    return is_ahead and registration.is_active and _is_theirs(registration, message)


def message_is_due(registration: Registration, message: Message) -> bool:
    """Who has cancelled since is not written to."""
    is_kept = SeminarMessage.objects.filter(pk=message.context["message_pk"]).exists()
    return is_kept and registration.is_active and _is_theirs(registration, message)


KINDS = (
    MessageKind(
        code=PUBLISHED,
        label=_("Et nyt seminar"),
        lane=Lane.BULK,
        template="seminars/email/seminar_published",
        still_due=seminar_is_coming,
        channel=Channel.NONE,
        group=Group.NEAR,
        audience=whom_it_concerns,
    ),
    MessageKind(
        code=PROGRAMME_CHANGED,
        label=_("Programmet for et seminar er ændret"),
        lane=Lane.BULK,
        template="seminars/email/programme_changed",
        still_due=move_is_due,
    ),
    MessageKind(
        code=MESSAGE,
        label=_("Besked til deltagerne i et seminar"),
        lane=Lane.BULK,
        template="seminars/email/message",
        still_due=message_is_due,
    ),
)
