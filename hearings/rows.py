"""Hearings as rows of a list: what it is, how long is left, what happens next."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.templatetags.dates import day_date, long_date
from hearings.facts import calendar_stage, label_of
from hearings.models import Hearing, Response
from hearings.timeline import spoken_moment

SUMMARY = 180


def rows_of(hearings: Iterable[Hearing], *, at: datetime) -> list[dict[str, Any]]:
    """Return rows of components/open_list.html.

    Reads `kinds.all()`, `areas.all()` and `meetings.all()`, so that a page may prefetch them.
    """
    hearings = list(hearings)
    answers = _answers_to(hearings)
    return [
        _row(hearing, meta=list(_meta(hearing, answers.get(hearing.pk, 0), at)), at=at)
        for hearing in hearings
    ]


def short_rows_of(hearings: Iterable[Hearing], *, at: datetime) -> list[dict[str, Any]]:
    """Return the same rows with no more than the deadline under them.

    Reads `kinds.all()` and `areas.all()`, so that a page may prefetch them.
    """
    return [_row(hearing, meta=[_when(hearing, at)], at=at) for hearing in hearings]


def _answers_to(hearings: list[Hearing]) -> dict[int, int]:
    """Count the answers to all of them with one question."""
    counted = Response.objects.counted().filter(hearing__in=hearings).order_by()
    return dict(counted.values_list("hearing").annotate(n=Count("pk")))


def _row(hearing: Hearing, *, meta: list[str], at: datetime) -> dict[str, Any]:
    return {
        "way": "democracy",
        "kind": label_of(hearing),
        "title": hearing.title,
        "url": hearing.get_absolute_url(),
        "summary": Truncator(hearing.lead).chars(SUMMARY),
        "meta": meta,
        "stage": calendar_stage(hearing, at),
        "opens": hearing.opens_at,
        "last_day": hearing.last_day,
        "draws_period": hearing.is_open(at),
    }


def _meta(hearing: Hearing, answers: int, at: datetime) -> Iterator[str]:
    yield _when(hearing, at)
    if answers:
        yield ngettext("%(n)d svar", "%(n)d svar", answers) % {"n": answers}
    meeting = next(
        (m for m in hearing.meetings.all() if m.ends_at > at and not m.is_cancelled), None
    )
    if meeting and hearing.stage(at) in (Hearing.Stage.OPEN, Hearing.Stage.COMING):
        yield f"{meeting.title}: {spoken_moment(meeting, at)}"


def _when(hearing: Hearing, at: datetime) -> str:
    """Return where the hearing stands, in words: the tile's colour never stands alone."""
    stage = hearing.stage(at)
    last_day = long_date(hearing.last_day)
    if stage == Hearing.Stage.OPEN:
        return _("Frist %(date)s") % {"date": last_day}
    if stage == Hearing.Stage.COMING:
        return _("Åbner %(date)s") % {"date": long_date(hearing.opens_at)}
    if stage == Hearing.Stage.CLOSED:
        return _("Fristen var %(date)s. Svarene bliver behandlet") % {"date": last_day}
    if stage == Hearing.Stage.ANSWERED:
        return _("Fristen var %(date)s. Hvidbogen er udgivet") % {"date": last_day}
    if stage == Hearing.Stage.DECIDED:
        return _("Besluttet %(date)s") % {"date": day_date(hearing.decided_on)}
    if stage == Hearing.Stage.WITHDRAWN:
        return _("Trukket tilbage")
    return _("Kladde: kun medarbejdere kan se den")
