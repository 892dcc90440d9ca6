"""Seminars as Atom: the new ones, their reports, and what becomes of the conclusions."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.feeds import MAX_ENTRIES, Entry, write_feed
from seminars.models import ConclusionStatus, Seminar


def feed_of_seminars(*, path: str) -> str:
    seminars = Seminar.objects.published().order_by("-published_at", "-pk")[:MAX_ENTRIES]
    return write_feed(
        [*(entry for seminar in seminars for entry in _steps(seminar)), *_statuses()],
        key="seminars",
        title=_("Seminarer"),
        subtitle=_("Nye seminarer, rapporter, og hvad der sker med konklusionerne."),
        path=path,
        link=reverse("seminars:seminars"),
    )


def _steps(seminar: Seminar) -> Iterator[Entry]:
    path = seminar.get_absolute_url()
    if seminar.published_at:
        yield Entry(
            key=f"seminar-{seminar.pk}",
            at=seminar.published_at,
            title=_("Nyt seminar: %(title)s") % {"title": seminar.title},
            text=seminar.lead,
            path=path,
        )
    if seminar.report_published_at:
        yield Entry(
            key=f"seminar-{seminar.pk}-report",
            at=seminar.report_published_at,
            title=_("Rapport: %(title)s") % {"title": seminar.title},
            text=seminar.report[:500],
            path=reverse("seminars:report", args=[seminar.pk, seminar.slug]),
        )


def _statuses() -> Iterator[Entry]:
    shown = Seminar.objects.published().order_by().values("pk")
    rows = ConclusionStatus.objects.filter(conclusion__seminar__in=shown)
    for row in rows.select_related("conclusion__seminar").order_by("-at", "-pk")[:MAX_ENTRIES]:
        yield Entry(
            key=f"conclusion-status-{row.pk}",
            at=row.at,
            title=f"{capfirst(row.get_state_display())}: {row.conclusion.text}",
            text=row.text,
            path=row.conclusion.get_absolute_url(),
        )
