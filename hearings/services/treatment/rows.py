"""The one page for small hearings: a row per response makes theme, point and answer at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.text import name_key, normalise_line
from hearings.models import Answer, Hearing, Point, Response, ResponseVersion, Theme
from hearings.services.treatment.answers import TEXTS, save_answer
from hearings.services.treatment.locking import fetch_point, lock_hearing
from hearings.services.treatment.mentions import mention_point, remove_mention
from hearings.services.treatment.points import make_point, move_point, remove_point, rename_point
from hearings.services.treatment.scope import mark_out_of_scope

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Row:
    """What stands in one row: the point's theme and title, and the answer to it."""

    theme: str = ""
    title: str = ""
    remark: str = ""
    outcome: str = ""
    change: str = ""
    change_place: str = ""
    # Why the response is about something else; then the rest is empty.
    out_of_scope: str = ""
    # The revision of the point's own answer that the row showed, 0 for none.
    seen_revision: int = 0


@transaction.atomic
def treat_row(
    response: Response,
    *,
    version: ResponseVersion,
    row: Row,
    point: Point | None = None,
    by: User,
    at: datetime,
) -> Point | None:
    """Save one row: `point` is the one that the row showed, None when it had none.

    A title that another point has already says that it is the same point. Return the point, None
    when the response is outside the subject.

    Raises:
        ValidationError: theme or title is missing or too long, or the response has other points.
        ResponseChanged: the author has sent a newer version.
        AnswerChanged: somebody wrote the answer meanwhile.
        TransitionNotAllowed: the hearing is a draft or withdrawn, or the response is withdrawn.
    """
    hearing = lock_hearing(response.hearing_id)
    if row.out_of_scope:
        mark_out_of_scope(response, reason=row.out_of_scope, version=version, by=by, at=at)
        return None
    _require_words(row)
    if point is None:
        point = _new_point(hearing, response, version, row, by=by, at=at)
    else:
        point = move_point(point, theme=row.theme, by=by, at=at)
        point = rename_point(point, title=row.title, by=by, at=at)
    answer: Answer | None = getattr(fetch_point(hearing, point), "answer", None)
    texts = {name: getattr(row, name) for name in TEXTS if name != "summary"}
    if answer and any(texts.values()):
        texts["summary"] = answer.summary
    seen = row.seen_revision
    save_answer(hearing, point=point, seen_revision=seen, texts=texts, by=by, at=at)
    return point


@transaction.atomic
def clear_row(response: Response, *, point: Point, by: User, at: datetime) -> None:
    """Take back the point of a row that was emptied; its own answer is removed with it.

    Raises:
        ValidationError: the point is gone.
        TransitionNotAllowed: a change was promised by the answer, or the moment is wrong.
    """
    hearing = lock_hearing(response.hearing_id)
    point = fetch_point(hearing, point)
    remove_mention(point, response=response, by=by, at=at)
    if hearing.points.filter(pk=point.pk).exists() and not point.mentions.exists():
        remove_point(point, by=by, at=at)


@transaction.atomic
def save_point(
    point: Point,
    *,
    theme: Theme,
    title: str,
    seen_revision: int,
    texts: Mapping[str, str],
    by: User,
    at: datetime,
) -> Point:
    """Save a point with its own answer, all or nothing; an emptied answer is removed.

    Raises:
        ValidationError: a title or a text that cannot be used, or the point or theme is gone.
        AnswerChanged: somebody wrote the answer meanwhile.
        TransitionNotAllowed: the hearing is a draft or withdrawn.
    """
    point = move_point(point, theme=theme, by=by, at=at)
    point = rename_point(point, title=title, by=by, at=at)
    hearing = point.hearing
    save_answer(hearing, point=point, seen_revision=seen_revision, texts=texts, by=by, at=at)
    return point


def _require_words(row: Row) -> None:
    missing = {}
    if not normalise_line(row.theme):
        missing["theme"] = _("Skriv, hvilket tema pointen hører under.")
    if not normalise_line(row.title):
        missing["title"] = _("Skriv pointen kort og neutralt.")
    if missing:
        raise ValidationError(missing)


def _new_point(
    hearing: Hearing,
    response: Response,
    version: ResponseVersion,
    row: Row,
    *,
    by: User,
    at: datetime,
) -> Point:
    whole = [(0, len(version.text))]
    wanted = name_key(row.title)
    for known in hearing.points.select_related("theme"):
        if name_key(known.title) == wanted and name_key(known.theme.title) == name_key(row.theme):
            return mention_point(
                known, response=response, version=version, passages=whole, by=by, at=at
            )
    return make_point(
        hearing,
        theme=row.theme,
        title=row.title,
        response=response,
        version=version,
        passages=whole,
        by=by,
        at=at,
    )
