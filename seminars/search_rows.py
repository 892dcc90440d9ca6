"""What seminars give to the search: each with its programme, and what was concluded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.found import comment_source
from core.search import Hit, SearchKind, SearchRow, SearchSource
from core.templatetags.dates import long_date
from seminars.models import Conclusion, Seminar, Session
from seminars.models.seminar import SeminarQuerySet

SEMINAR = SearchKind("seminar", _("Seminar"), _("Seminarer"), 16, "innovation")


def search_sources() -> list[SearchSource]:
    return [
        SearchSource(
            name="seminar",
            kind=SEMINAR,
            public=public_seminars,
            rows=seminar_rows,
            columns=("title", "lead", "text", "practical", "report", "status", "last_day_ends_at"),
            sets=("topics",),
            told=told_of_seminar,
        ),
        SearchSource(
            name="seminar_session",
            kind=SEMINAR,
            public=public_sessions,
            rows=session_rows,
            columns=("kind",),
            told=told_of_seminar,
        ),
        SearchSource(
            name="conclusion",
            kind=SEMINAR,
            public=public_conclusions,
            rows=conclusion_rows,
            columns=("text", "explanation", "state"),
            told=told_of_conclusion,
        ),
        comment_source(
            "seminar_comment",
            public_threads=lambda _at: {"thread__seminar__in": Seminar.objects.published()},
            titles=("thread__seminar__title",),
        ),
    ]


def public_seminars(_at: datetime) -> SeminarQuerySet:
    return Seminar.objects.published()


def public_sessions(_at: datetime):
    return Session.objects.filter(seminar__in=_published()).exclude(kind=Session.Kind.BREAK)


def public_conclusions(_at: datetime):
    return Conclusion.objects.filter(seminar__in=_published())


def _published():
    return Seminar.objects.published().order_by().values("pk")


def seminar_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    rows = public_seminars(at).filter(pk__in=keys).prefetch_related("topics")
    return [
        SearchRow(
            subject=row.pk,
            title=row.title,
            text=_text(row.lead, row.text, row.practical, row.report if row.has_report else ""),
            keywords=" ".join(str(topic) for topic in row.topics.all()),
            path=row.get_absolute_url(),
            at=row.last_day_ends_at or row.published_at,
            state=row.status,
        )
        for row in rows
    ]


def session_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    rows = public_sessions(at).filter(pk__in=keys).select_related("seminar", "event")
    return [
        SearchRow(
            subject=row.pk,
            title=row.event.title,
            text=_text(row.event.text, *(speaker.name for speaker in row.speakers.all())),
            keywords=str(row.get_kind_display()),
            context=row.seminar.title,
            path=row.get_absolute_url(),
            at=row.event.starts_at,
            state=row.event.status,
        )
        for row in rows.prefetch_related("speakers")
    ]


def conclusion_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    rows = public_conclusions(at).filter(pk__in=keys).select_related("seminar")
    return [
        SearchRow(
            subject=row.pk,
            title=row.text,
            text=row.explanation,
            context=row.seminar.title,
            path=row.get_absolute_url(),
            at=row.seminar.last_day_ends_at,
            state=row.state,
        )
        for row in rows
    ]


def told_of_seminar(hit: Hit, _at: datetime) -> str:
    """Return when it is, or that it is not."""
    return gettext("Aflyst") if hit.state == Seminar.Status.CANCELLED else long_date(hit.at)


def told_of_conclusion(hit: Hit, _at: datetime) -> str:
    return str(Conclusion.State(hit.state).label)


def _text(*parts: str) -> str:
    kept: Iterable[str] = filter(None, parts)
    return "\n".join(kept)
