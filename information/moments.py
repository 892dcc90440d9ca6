"""When a page of information will say something else, by itself."""

from datetime import datetime
from typing import Any

from django.db.models import Min

from core.clock import end_of_day, local_date
from information.models import Guide, News, PageVersion, Plan, Right, Video

PUBLISHED: tuple[Any, ...] = (News, Plan, Right, Guide, Video)


def end_of_today(at: datetime) -> datetime:
    """Return the midnight at which everything that has a day may change."""
    return end_of_day(local_date(at))


def next_public_moment(rows: Any, at: datetime) -> datetime | None:
    """Return when the next of these publications becomes public."""
    moment: datetime | None = rows.scheduled(at).aggregate(next=Min("public_from"))["next"]
    return moment


def next_moment_of_all(at: datetime) -> datetime | None:
    """Return when anything of information becomes public next, with one question."""
    scheduled = (
        model.objects.scheduled(at).order_by().values_list("public_from") for model in PUBLISHED
    )
    versions = PageVersion.objects.filter(public_from__gt=at).order_by().values_list("public_from")
    first = versions.union(*scheduled, all=True).order_by("public_from").first()
    return first[0] if first else None
