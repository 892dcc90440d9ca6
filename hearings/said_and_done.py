"""Vi spurgte, I sagde, vi gjorde: what came of a hearing, in three short parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

from django.db.models import Count, F, Prefetch, Q
from django.utils.translation import gettext as _

from core.clock import local_date
from core.templatetags.dates import day_date
from hearings.models import Change, Hearing, Response
from hearings.models.hearing_lists import HearingQuerySet
from hearings.promises import SaidPoint, points_of

MOST_POINTS = 5


@dataclass(frozen=True)
class ShownChange:
    """A promised change as everybody sees it: `state` is done, dropped, late or planned."""

    text: str
    place: str
    state: str
    label: str
    when: str
    note: str
    department: str
    moves: list[str]


@dataclass(frozen=True)
class SaidAndDone:
    """What was asked, what was said, what was done."""

    hearing: Hearing
    question: str
    received: int
    points: list[SaidPoint]
    more_points: int
    changes: list[ShownChange]

    @property
    def done(self) -> int:
        return sum(change.state == "done" for change in self.changes)


def with_an_outcome(hearings: HearingQuerySet) -> HearingQuerySet:
    """Return the hearings of which something came: answered in a white paper, or decided."""
    status = Hearing.Status
    told = Q(status=status.DECIDED) | Q(
        status=status.PUBLISHED, white_paper_published_at__isnull=False
    )
    return hearings.filter(told)


def has_an_outcome(hearing: Hearing, at: datetime) -> bool:
    """The twin of `with_an_outcome`."""
    return hearing.stage(at) in (Hearing.Stage.ANSWERED, Hearing.Stage.DECIDED)


def newest_first(hearings: HearingQuerySet) -> HearingQuerySet:
    return with_an_outcome(hearings).order_by("-closes_at", "-pk")


def promised_changes() -> Prefetch:
    """Return what a page must prefetch: one question, however many hearings and moves.

    A change comes once for each time that its day was moved, and once if it never was.
    """
    changes = Change.objects.select_related("department").annotate(
        moved_from=F("moves__old_due_on"), moved_because=F("moves__reason")
    )
    in_order = changes.order_by("due_on", "pk", "moves__at", "moves__pk")
    return Prefetch("changes", in_order, to_attr="changes_by_move")


def received_by_hearing(hearings: Iterable[Hearing]) -> dict[int, int]:
    """Count the answers to all of them with one question."""
    rows = Response.objects.counted().filter(hearing__in=hearings).order_by().values_list("hearing")
    return dict(rows.annotate(received=Count("pk")))


def said_and_done(hearing: Hearing, *, received: int, at: datetime) -> SaidAndDone:
    """Return the three parts. Wants `promised_changes` and `with_newest_white_paper`."""
    points = points_of(hearing.white_paper_content)  # type: ignore[attr-defined]
    changes = groupby(hearing.changes_by_move, key=attrgetter("pk"))  # type: ignore[attr-defined]
    return SaidAndDone(
        hearing=hearing,
        question=hearing.lead,
        received=received,
        points=points[:MOST_POINTS],
        more_points=max(len(points) - MOST_POINTS, 0),
        changes=[_shown(list(moves), on=local_date(at)) for _pk, moves in changes],
    )


def _shown(moves: list[Change], *, on: date) -> ShownChange:
    """Return a change with its state in words; its rows differ in the move alone."""
    change = moves[0]
    state, label, when = _state(change, on)
    return ShownChange(
        text=change.text,
        place=change.place,
        state=state,
        label=label,
        when=when,
        note=change.note,
        department=change.department.name,
        moves=[
            _("Dagen var %(day)s. %(reason)s")
            % {"day": day_date(move.moved_from), "reason": move.moved_because}  # type: ignore[attr-defined]
            for move in moves
            if move.moved_from  # type: ignore[attr-defined]
        ],
    )


def _state(change: Change, on: date) -> tuple[str, str, str]:
    due, ended = day_date(change.due_on), day_date(change.ended_on)
    if change.status == Change.Status.DONE:
        return "done", _("Udført"), ended
    if change.status == Change.Status.DROPPED:
        return "dropped", _("Bliver ikke til noget"), ended
    if change.is_overdue(on):
        return "late", _("Forsinket"), _("skulle være udført senest %(day)s") % {"day": due}
    return "planned", _("På vej"), _("senest %(day)s") % {"day": due}
