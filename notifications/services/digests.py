"""Gathering what waits into one mail for each person: every morning, or every Monday morning."""

from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery

from notifications.kinds import DIGEST, get_kind
from notifications.models import Announcement, Channel, Message, Notice, Subscriber
from notifications.services.outbox import CHUNK, language_of, new_row
from notifications.windows import Window, last_window


def make_digests(at: datetime) -> int:
    """Write the digests whose time has come; return how many.

    A window that a dead worker missed is made up for whenever this is asked next. Somebody's
    digest of a window is written once: it waits until everybody has been told what happened before
    the window ended, or who is told late would wait a whole week.
    """
    windows = [last_window(rhythm, at) for rhythm in (Channel.DAILY, Channel.WEEKLY)]
    return sum(_make_all(window) for window in windows if _is_told(window))


def _is_told(window: Window) -> bool:
    return not Announcement.objects.holding_up_digests(before=window.ends_at).exists()


def _make_all(window: Window) -> int:
    made, after = 0, 0
    while pks := _next_subscribers(window, after):
        made += _make_some(window, pks)
        after = pks[-1]
    return made


def _next_subscribers(window: Window, after: int) -> list[int]:
    """Return the next some hundred for whom something waits."""
    waiting = Notice.objects.waiting_for_digest(window.rhythm, before=window.ends_at)
    rest = waiting.filter(subscriber__gt=after).order_by("subscriber")
    return list(rest.values_list("subscriber", flat=True).distinct()[:CHUNK])


@transaction.atomic
def _make_some(window: Window, pks: list[int]) -> int:
    """Write the digests of these subscribers, and note in each notice which one tells it.

    Under the subscribers' rows: of two workers, the second finds the digests of the first.
    """
    everybody = Subscriber.objects.select_related("user").filter(pk__in=pks).order_by("pk")
    locked = everybody.select_for_update(no_key=True, of=("self",))
    people = {_key(window, s.pk): s for s in locked}
    for key in Message.objects.filter(dedup_key__in=people).values_list("dedup_key", flat=True):
        people.pop(key or "", None)
    Message.objects.bulk_create(
        new_row(
            get_kind(DIGEST),
            subscriber=subscriber,
            context={"rhythm": window.rhythm.value, "day": window.day.isoformat()},
            dedup_key=key,
            language=language_of(None, subscriber),
        )
        for key, subscriber in people.items()
    )
    mine = Message.objects.filter(dedup_key__in=people, subscriber=OuterRef("subscriber"))
    waiting = Notice.objects.waiting_for_digest(window.rhythm, before=window.ends_at)
    waiting.filter(subscriber__in=people.values()).update(digest=Subquery(mine.values("pk")[:1]))
    return len(people)


def _key(window: Window, subscriber_pk: int) -> str:
    return f"digest:{window.name}:{subscriber_pk}"
