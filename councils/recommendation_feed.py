"""What happens with recommendations as Atom: made, answered, a status."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import start_of_day
from core.feeds import MAX_ENTRIES, Entry, write_feed
from councils.models import Recommendation


def feed_of_recommendations(*, path: str) -> str:
    """Return the newest of what everybody may see: two questions."""
    public = Recommendation.objects.visible_to(None).exclude(status=Recommendation.Status.WITHDRAWN)
    rows = public.select_related("body").prefetch_related("statuses").order_by("-made_on", "-pk")
    return write_feed(
        [entry for row in rows[:MAX_ENTRIES] for entry in _entries(row)],
        key="recommendations",
        title=_("Anbefalinger fra rådene"),
        subtitle=_("Hvad rådene anbefaler, og hvad der kommer ud af det."),
        path=path,
        link=reverse("councils:recommendations"),
    )


def _entries(row: Recommendation) -> Iterator[Entry]:
    key, where = f"recommendation-{row.pk}", row.get_absolute_url()
    made = _("%(body)s anbefaler: %(title)s") % {"body": row.body, "title": row.title}
    yield Entry(key=key, at=start_of_day(row.made_on), title=made, text=row.text, path=where)
    if row.answered_at:
        told = {"status": row.get_status_display(), "title": row.title}
        yield Entry(
            key=f"{key}-answer",
            at=row.answered_at,
            title=_("Svaret, %(status)s: %(title)s") % told,
            text=row.reason,
            path=where,
        )
    for status in row.statuses.all():
        yield Entry(
            key=f"{key}-status-{status.pk}",
            at=status.at,
            title=_("Status: %(title)s") % {"title": row.title},
            text=status.text,
            path=where,
        )
