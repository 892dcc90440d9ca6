"""Points: what is said, in neutral words, under a theme; made, renamed, moved and merged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.text import normalise_line
from hearings.models import Hearing, Mention, Point, Response, ResponseVersion, Theme
from hearings.services.treatment.answers import discard_answer
from hearings.services.treatment.locking import (
    Passages,
    fetch_point,
    fetch_theme,
    lock_hearing,
    lock_response,
    note_point,
)
from hearings.services.treatment.mentions import place, spans_of, store_spans
from hearings.services.treatment.themes import theme_called

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def make_point(
    hearing: Hearing,
    *,
    theme: Theme | str,
    title: str,
    response: Response,
    version: ResponseVersion,
    passages: Passages,
    by: User,
    at: datetime,
) -> Point:
    """Make a passage of a response, or several, a point under a theme; a str names a theme.

    `passages` are (from, to) in letters of the version; one of (0, all) is the whole response.

    Raises:
        ValidationError: a title that is empty or too long, a passage outside the text, another
            hearing's theme or response.
        ResponseChanged: the author has sent a newer version.
        TransitionNotAllowed: the hearing is a draft or withdrawn, or the response is withdrawn.
    """
    hearing = lock_hearing(hearing.pk)
    response = lock_response(hearing, response, version)
    point = Point(hearing=hearing, title=normalise_line(title), created_at=at, created_by=by)
    point.clean_fields(exclude=["hearing", "theme", "number"])
    found = _theme_for(hearing, theme, by=by, at=at)
    point.theme, point.number = found, hearing.next_point_number()
    point.save()
    place(point, response, passages, by=by, at=at)
    note = _("Ny pointe under »%(theme)s«: %(point)s") % {"theme": found, "point": point}
    note_point(hearing, note, by=by, at=at, response=response)
    return point


@transaction.atomic
def rename_point(point: Point, *, title: str, by: User, at: datetime) -> Point:
    """Say a point in other words.

    Raises:
        ValidationError: no words, too many, or the point is gone.
    """
    hearing = lock_hearing(point.hearing_id)
    point = fetch_point(hearing, point)
    old, point.title = str(point), normalise_line(title)
    if str(point) == old:
        return point
    point.clean_fields(exclude=["hearing", "theme", "created_by"])
    point.save(update_fields=["title"])
    note = _("Pointe omskrevet: %(old)s -> %(new)s") % {"old": old, "new": point.title}
    note_point(hearing, note, by=by, at=at)
    return point


@transaction.atomic
def move_point(point: Point, *, theme: Theme | str, by: User, at: datetime) -> Point:
    """Put a point under another theme, whose answer covers it when it has none of its own.

    Raises:
        ValidationError: the point or the theme is gone, or another hearing's.
    """
    hearing = lock_hearing(point.hearing_id)
    point = fetch_point(hearing, point)
    new = _theme_for(hearing, theme, by=by, at=at)
    if new.pk == point.theme_id:
        return point
    note = _("%(point)s flyttet fra »%(old)s« til »%(new)s«") % {
        "point": point,
        "old": point.theme,
        "new": new,
    }
    point.theme = new
    point.save(update_fields=["theme"])
    note_point(hearing, note, by=by, at=at)
    return point


@transaction.atomic
def move_points(points: Iterable[Point], *, theme: Theme, by: User, at: datetime) -> list[Point]:
    """Put several points under another theme, all or none.

    Raises:
        ValidationError: a point or the theme is gone, or another hearing's.
    """
    return [move_point(point, theme=theme, by=by, at=at) for point in points]


@transaction.atomic
def merge_points(point: Point, *, into: Point, by: User, at: datetime) -> Point:
    """Let every response that has one point have the other instead, and remove the first.

    The answer of the first goes along when the other has none; else the history keeps it.

    Raises:
        ValidationError: into itself, into another hearing's point, or one of them is gone.
        TransitionNotAllowed: a change was promised by the answer that would be dropped.
    """
    hearing = lock_hearing(point.hearing_id)
    point, into = fetch_point(hearing, point), fetch_point(hearing, into)
    if point.pk == into.pk:
        raise ValidationError(_("En pointe kan ikke lægges sammen med sig selv."))
    _take_mentions(point, into)
    note = _("%(point)s lagt sammen med %(into)s") % {"point": point, "into": into}
    if answer := getattr(point, "answer", None):
        if into.effective_answer is None:
            answer.point = into
            answer.save(update_fields=["point"])
        else:
            note = f"{note}. {discard_answer(answer)}"
    Point.objects.get(pk=point.pk).delete()
    note_point(hearing, note, by=by, at=at)
    return into


@transaction.atomic
def remove_point(point: Point, *, by: User, at: datetime) -> None:
    """Remove a point that stands in no response any more.

    Raises:
        ValidationError: it stands in a response, or it is gone.
        TransitionNotAllowed: a change was promised by its answer.
    """
    hearing = lock_hearing(point.hearing_id)
    point = fetch_point(hearing, point)
    if point.mentions.exists():
        raise ValidationError(_("Pointen står i svar. Fjern den fra dem, eller læg den sammen."))
    note = _("Pointe fjernet: %(point)s") % {"point": point}
    if answer := getattr(point, "answer", None):
        note = f"{note}. {discard_answer(answer)}"
    Point.objects.get(pk=point.pk).delete()
    note_point(hearing, note, by=by, at=at)


def _theme_for(hearing: Hearing, theme: Theme | str, *, by: User, at: datetime) -> Theme:
    if isinstance(theme, Theme):
        return fetch_theme(hearing, theme)
    return theme_called(hearing, theme, by=by, at=at)


def _take_mentions(point: Point, into: Point) -> None:
    """Let the places of one point be the other's, and join them where they meet."""
    mentions = point.mentions.select_related("version", "response", "created_by")
    by_version: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_version.setdefault(mention.version_id, []).append(mention)
    for rows in by_version.values():
        first = rows[0]
        spans = [*spans_of(into, first.version), *((row.start, row.end) for row in rows)]
        store_spans(
            into,
            first.response,
            first.version,
            spans,
            by=first.created_by,
            at=first.created_at,
        )
    point.mentions.all().delete()
