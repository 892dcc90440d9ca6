"""What waits for staff about white papers: to write, to approve and to publish them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Role, departments_of
from core.clock import end_of_day
from core.duties import Duty
from hearings.models import Hearing, Response, WhitePaper, WhitePaperFile
from hearings.models.hearing_lists import HearingQuerySet
from hearings.overdue import without_white_paper
from hearings.services.white_papers import written_by

if TYPE_CHECKING:
    from accounts.models import User

Status = WhitePaper.Status


def white_paper_duties(user: User, at: datetime) -> Iterator[Duty]:
    """Return what a person may do next about the white papers of their departments.

    Three questions, however many they are.
    Who wrote in a white paper does not approve it, unless the setting says that they may.
    """
    writes = departments_of(user, Role.CASE_WORKER)
    yield from _to_write(Hearing.objects.filter(department__in=writes), at)
    ends = departments_of(user, Role.CASE_WORKER, Role.MANAGER)
    papers = WhitePaper.objects.filter(
        hearing__department__in=ends, hearing__status=Hearing.Status.PUBLISHED
    )
    yield from _to_end(papers, user)


def _to_write(hearings: HearingQuerySet, at: datetime) -> Iterator[Duty]:
    """Closed hearings that owe a white paper; treating what is left is a duty of its own."""
    is_on = WhitePaper.objects.exclude(status=Status.DRAFT).values("hearing")
    untreated = Response.objects.counted().untreated().values("hearing")
    owing = without_white_paper(hearings, at)
    for hearing in owing.exclude(Q(pk__in=is_on) | Q(pk__in=untreated)):
        yield Duty(
            title=_("Skriv hvidbogen: %(hearing)s") % {"hearing": hearing.title},
            url=_page(hearing),
            text=_("Alle svar er behandlet. Se, hvad der mangler, og send den til godkendelse."),
            **_due(hearing, at),
        )


def _due(hearing: Hearing, at: datetime) -> dict[str, Any]:
    if hearing.white_paper_due_on is None:
        return {"waits_since": hearing.closes_at}
    ends_at = end_of_day(hearing.white_paper_due_on)
    return {"deadline": ends_at, "is_overdue": ends_at <= at}


def _to_end(papers: QuerySet[WhitePaper], user: User) -> Iterator[Duty]:
    """White papers that wait for somebody else than their authors, or for the last button."""
    waiting = papers.filter(status__in=[Status.SUBMITTED, Status.APPROVED])
    rows = list(
        waiting.select_related("hearing", "author")
        .defer("content")
        .annotate(failed=Coalesce(Subquery(_failed()), 0))
    )
    own = written_by(user, rows)
    for paper in rows:
        if paper.status == Status.APPROVED:
            yield _to_publish(paper)
        elif paper.pk not in own or not settings.WHITE_PAPER_NEEDS_ANOTHER_APPROVER:
            yield _to_approve(paper)


def _failed() -> QuerySet[WhitePaperFile, Any]:
    rows = WhitePaperFile.objects.filter(
        white_paper=OuterRef("pk"), state=WhitePaperFile.State.FAILED
    ).order_by()
    return rows.values("white_paper").annotate(n=Count("pk")).values("n")


def _to_approve(paper: WhitePaper) -> Duty:
    return Duty(
        title=_("Godkend hvidbogen: %(hearing)s") % {"hearing": paper.hearing.title},
        url=_page(paper.hearing),
        text=_("Skrevet af %(name)s.") % {"name": paper.author.full_name},
        waits_since=paper.submitted_at,
    )


def _to_publish(paper: WhitePaper) -> Duty:
    text = _("Den er godkendt. Alle, der har svaret, får besked, når den udgives.")
    if paper.failed:  # type: ignore[attr-defined]
        text = _("Den er godkendt, men en af filerne mislykkedes. Prøv igen.")
    return Duty(
        title=_("Udgiv hvidbogen: %(hearing)s") % {"hearing": paper.hearing.title},
        url=_page(paper.hearing),
        text=text,
        waits_since=paper.approved_at,
    )


def _page(hearing: Hearing) -> str:
    return reverse("hearings:desk_white_paper", args=[hearing.number])
