"""What waits for who arranges: a week after it was held, nobody has said what came of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import departments_of
from core.clock import format_date
from core.duties import Duty
from events.models import STAFF_WHO_ARRANGE, Event

DUE_AFTER = timedelta(days=7)
# Older ones are not asked for any more.
FORGIVEN_AFTER = timedelta(days=90)


def duties_of(user: User, at: datetime | None = None) -> Iterable[Duty]:
    """Return the events of my departments of which people were told nothing afterwards.

    A body's own meeting has minutes instead.
    """
    at = at or timezone.now()
    mine = Event.objects.filter(department__in=departments_of(user, *STAFF_WHO_ARRANGE))
    silent = mine.held(at - DUE_AFTER).filter(outcome="", ends_at__gt=at - FORGIVEN_AFTER)
    for event in silent.exclude(is_owned=True, kind=Event.Kind.MEETING):
        yield Duty(
            title=_("Skriv, hvad der kom ud af det: %(event)s") % {"event": event.title},
            url=reverse("admin:events_event_outcome", args=[event.pk]),
            text=_("Det blev holdt %(day)s. De, der kom, vil gerne vide, hvad det blev til.")
            % {"day": format_date(event.starts_at)},
            waits_since=event.ends_at,
        )
