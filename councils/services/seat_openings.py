"""What opens, told to those who follow the body, its areas or its topics."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from councils.models import Call, Election
from notifications.models import Announcement
from notifications.services import announce

CALL_OPENED = "councils.call_opened"
ELECTION_OPENED = "councils.election_opened"
# An opening is no news later than this, and so long we remember what was announced.
IS_NEWS_FOR = timedelta(days=180)


def announce_openings(*, at: datetime) -> int:
    """Announce each call and each nomination that has opened and is not announced; count them."""
    since = at - IS_NEWS_FOR
    calls = Call.objects.open(at).filter(opens_at__gt=since, body__is_published=True)
    elections = Election.objects.nominating(at).filter(
        nominations_open_at__gt=since, body__is_published=True
    )
    return _announce(CALL_OPENED, calls.select_related("body__feed"), at) + _announce(
        ELECTION_OPENED, elections.select_related("body__feed"), at
    )


def _announce(kind: str, rows: Iterable[Call | Election], at: datetime) -> int:
    """Announce those of which one question says that they are not announced yet."""
    known = set(Announcement.objects.filter(kind=kind).values_list("about_pk", flat=True))
    new = [row for row in rows if str(row.pk) not in known]
    written = [announce(kind, about=row, feed=row.body.feed, at=at) for row in new]
    return sum(row is not None for row in written)
