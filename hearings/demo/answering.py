"""Treating the demo's responses and answering them in a white paper, through the services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone

from hearings.demo.types import Day
from hearings.demo.white_papers import DemoPoint, DemoWhitePaper
from hearings.models import Hearing, Response, WhitePaper, WhitePaperFile
from hearings.services import treatment, white_papers
from hearings.services.white_paper_files import make_file
from hearings.white_paper.content import content_of

if TYPE_CHECKING:
    from accounts.models import User

Step = Callable[[], object]
Past = Callable[[Day, time], datetime]
MORNING, NOON = time(9, 30), time(13, 15)


def answering_steps(
    hearing: Hearing, demo: DemoWhitePaper, *, by: User, manager: User, past: Past
) -> list[tuple[datetime, Step]]:
    """Return what happens from the first point to the published white paper, with its moments."""
    treated, submitted = past(demo.treated, MORNING), past(demo.submitted, NOON)
    approved, published = past(demo.approved, MORNING), past(demo.published, NOON)
    return [
        (treated, partial(_treat, hearing, demo, by, treated)),
        (submitted, partial(_write, hearing, demo, by, submitted)),
        (approved, partial(_approve, hearing, manager, approved)),
        (published, partial(_publish, hearing, by, published)),
    ]


def _treat(hearing: Hearing, demo: DemoWhitePaper, by: User, at: datetime) -> None:
    for row in demo.points:
        _make_point(hearing, row, by, at)


def _make_point(hearing: Hearing, row: DemoPoint, by: User, at: datetime) -> None:
    point = None
    for name, words in row.said_by:
        response = Response.objects.select_related("current_version").get(
            hearing=hearing, name=name
        )
        version = response.current_version
        start = version.text.index(words)
        said = {
            "response": response,
            "version": version,
            "passages": [(start, start + len(words) if words else len(version.text))],
            "by": by,
            "at": at,
        }
        if point is None:
            point = treatment.make_point(hearing, theme=row.theme, title=row.title, **said)
        else:
            treatment.mention_point(point, **said)
    treatment.write_answer(
        hearing,
        point=point,
        seen_revision=0,
        remark=row.remark,
        outcome=row.outcome,
        change=row.change,
        change_place=row.change_place,
        by=by,
        at=at,
    )


def _write(hearing: Hearing, demo: DemoWhitePaper, by: User, at: datetime) -> None:
    paper = white_papers.open_draft(hearing, by=by, at=at)
    paper = white_papers.save_draft(
        paper,
        summary=demo.summary,
        asked="\n".join(demo.asked),
        new_in_version="",
        revision=paper.revision,
        by=by,
        at=at,
    )
    white_papers.submit(paper, by=by, at=at)


def _approve(hearing: Hearing, manager: User, at: datetime) -> None:
    paper = _under_way(hearing)
    white_papers.approve(paper, digest=content_of(paper).digest, by=manager, at=at)


def _publish(hearing: Hearing, by: User, at: datetime) -> None:
    """Make the files here and now, as the worker would: the demo is whole when it is made."""
    paper = _under_way(hearing)
    for row in paper.files.all():
        if claimed := WhitePaperFile.objects.claim(row.pk, timezone.now()):
            make_file(claimed)
    white_papers.publish(paper, by=by, at=at)


def _under_way(hearing: Hearing) -> WhitePaper:
    return WhitePaper.objects.exclude(status=WhitePaper.Status.PUBLISHED).get(hearing=hearing)
