"""What the facilitator does: the steps, the line, the columns, and the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from core.files import InspectedFile
from walls.exceptions import ColumnHasNotes, NotInThisStep
from walls.models import Wall, WallColumn, WallEvent, WallPhoto
from walls.services.history import locked, record

if TYPE_CHECKING:
    from accounts.models import User

Action = WallEvent.Action


@transaction.atomic
def change_wall(wall: Wall, *, by: User, at: datetime, **fields: Any) -> Wall:
    """Save other words, or how dots and names are handled.

    Raises:
        NotInThisStep: the wall is concluded.
    """
    wall = _locked_to_run(wall)
    changed = [name for name, value in fields.items() if getattr(wall, name) != value]
    if not changed:
        return wall
    for name in changed:
        setattr(wall, name, fields[name])
    wall.validate_constraints()
    wall.save(update_fields=changed)
    record(wall, Action.CHANGED, by=by, at=at, remark=", ".join(changed))
    wall.touch()
    return wall


@transaction.atomic
def change_columns(
    wall: Wall, *, titles: Mapping[int, str], new: Iterable[str] = (), by: User, at: datetime
) -> Wall:
    """Rename columns by key, add new ones to the right, and take away those whose title is empty.

    Raises:
        NotInThisStep: the wall is concluded.
        ColumnHasNotes: notes have hung in one that was to be taken away.
    """
    wall = _locked_to_run(wall)
    columns = list(wall.columns.all())
    for column in columns:
        title = titles.get(column.pk, column.title)
        if not title:
            _remove(column)
        elif title != column.title:
            column.title = title
            column.save(update_fields=["title"])
    last = max((column.position for column in columns), default=0)
    for position, title in enumerate(new, start=last + 1):
        WallColumn.objects.create(wall=wall, title=title, position=position)
    record(wall, Action.CHANGED, by=by, at=at, remark="columns")
    wall.touch()
    return wall


@transaction.atomic
def go_to(wall: Wall, step: Wall.Step, *, by: User, at: datetime) -> Wall:
    """Begin another step, also one that was before.

    Raises:
        TransitionNotAllowed: the wall is concluded.
    """
    wall = locked(wall)
    if wall.step == step and not wall.is_frozen:
        return wall  # pressed twice
    wall.go_to(step)
    record(wall, Action.STEP_BEGUN, by=by, at=at, remark=str(Wall.Step(step).label))
    wall.touch()
    return wall


@transaction.atomic
def draw_line(wall: Wall, dots: int | None, *, by: User, at: datetime) -> Wall:
    """Draw the priority line: notes with so many dots stand above it. None takes it away.

    Raises:
        TransitionNotAllowed: the wall is concluded.
    """
    wall = locked(wall)
    wall.draw_line(dots)
    record(wall, Action.LINE_DRAWN, by=by, at=at, remark="–" if dots is None else str(dots))
    wall.touch()
    return wall


@transaction.atomic
def conclude_wall(wall: Wall, *, outcome: str, by: User, at: datetime) -> Wall:
    """Freeze the wall, with what came of it.

    Raises:
        TransitionNotAllowed: it is concluded already.
    """
    wall = locked(wall)
    wall.conclude(outcome, at=at)
    record(wall, Action.CONCLUDED, by=by, at=at)
    wall.touch()
    return wall


@transaction.atomic
def write_outcome(wall: Wall, *, outcome: str, by: User, at: datetime) -> Wall:
    """Mend what came of it; what stood there is kept in the history.

    Raises:
        TransitionNotAllowed: the wall is not concluded.
    """
    wall = locked(wall)
    before = wall.outcome
    wall.write_outcome(outcome)
    if before != outcome:
        record(wall, Action.OUTCOME_WRITTEN, by=by, at=at, remark=before)
        wall.touch()
    return wall


@transaction.atomic
def reopen_wall(wall: Wall, *, by: User, at: datetime) -> Wall:
    """Take the freezing back: people go on prioritising.

    Raises:
        TransitionNotAllowed: the wall is not concluded.
    """
    wall = locked(wall)
    wall.reopen()
    record(wall, Action.REOPENED, by=by, at=at)
    wall.touch()
    return wall


@transaction.atomic
def add_photo(wall: Wall, file: InspectedFile, *, alt: str, by: User, at: datetime) -> WallPhoto:
    """Keep a photograph of the wall of paper.

    Raises:
        NotInThisStep: the wall is concluded.
    """
    wall = _locked_to_run(wall)
    photo = WallPhoto.from_inspected(file, at=at, wall=wall, alt=alt)
    photo.save()
    record(wall, Action.CHANGED, by=by, at=at, remark=photo.original_name)
    wall.touch()
    return photo


def _locked_to_run(wall: Wall) -> Wall:
    wall = locked(wall)
    if wall.is_frozen:
        raise NotInThisStep
    return wall


def _remove(column: WallColumn) -> None:
    if column.notes.exists():
        raise ColumnHasNotes
    column.delete()
