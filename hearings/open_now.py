"""What a guide or an area shows of the hearings: what is open right now, what was just decided."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from city.models import Area, Topic
from core.clock import local_date
from hearings.models import Hearing, HearingKind
from hearings.models.hearing_lists import HearingQuerySet
from hearings.rows import short_rows_of

LATELY = timedelta(days=365)


def open_now(
    *,
    topics: Collection[Topic] = (),
    kinds: Collection[HearingKind] = (),
    areas: Collection[Area] | None = None,
    at: datetime,
    limit: int,
) -> list[dict[str, Any]]:
    """Return the open hearings about one of the topics or of one of the kinds, soonest first.

    Rows of components/open_list.html, at three queries. Without topics and kinds it is all of
    them. With areas it is those in one of the areas.
    """
    found = _about(Hearing.objects.open(at), topics, kinds)
    if areas is not None:
        found = found.filter(pk__in=Hearing.objects.filter(areas__in=areas).values("pk"))
    return _rows(found.order_by("closes_at", "pk"), at=at, limit=limit)


def decided_lately(
    *, topics: Collection[Topic] = (), at: datetime, limit: int
) -> list[dict[str, Any]]:
    """Return the hearings about the topics that were decided in the last year, newest first."""
    since = local_date(at - LATELY)
    found = _about(Hearing.objects.decided().filter(decided_on__gte=since), topics, ())
    return _rows(found.order_by("-decided_on", "-pk"), at=at, limit=limit)


def _about(
    hearings: HearingQuerySet, topics: Collection[Topic], kinds: Collection[HearingKind]
) -> HearingQuerySet:
    """Keep what has one of the topics or kinds; asked apart, so that nothing comes twice."""
    if not topics and not kinds:
        return hearings
    by_topic = Hearing.objects.filter(topics__in=topics).values("pk")
    by_kind = Hearing.objects.filter(kinds__in=kinds).values("pk")
    return hearings.filter(Q(pk__in=by_topic) | Q(pk__in=by_kind))


def _rows(hearings: HearingQuerySet, *, at: datetime, limit: int) -> list[dict[str, Any]]:
    return short_rows_of(hearings.prefetch_related("kinds", "areas")[:limit], at=at)
