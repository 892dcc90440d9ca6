"""Where a point stands in a response, and what becomes of it when the author writes again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearings.models import HearingEvent, Mention, Point, Response, ResponseVersion
from hearings.services.history import record
from hearings.services.treatment.locking import (
    Passages,
    fetch_point,
    lock_hearing,
    lock_response,
    note_point,
)

if TYPE_CHECKING:
    from accounts.models import User

Span = tuple[int, int]


@transaction.atomic
def mention_point(
    point: Point,
    *,
    response: Response,
    version: ResponseVersion,
    passages: Passages,
    by: User,
    at: datetime,
) -> Point:
    """Say that a point stands in a response too, or in further passages of it.

    Raises:
        ValidationError: a passage outside the text, or the point is gone or another hearing's.
        ResponseChanged: the author has sent a newer version.
        TransitionNotAllowed: the hearing is a draft or withdrawn, or the response is withdrawn.
    """
    hearing = lock_hearing(point.hearing_id)
    response = lock_response(hearing, response, version)
    point = fetch_point(hearing, point)
    place(point, response, passages, by=by, at=at)
    note = _("%(point)s står også i svaret") % {"point": point}
    note_point(hearing, note, by=by, at=at, response=response)
    return point


@transaction.atomic
def remove_mention(point: Point, *, response: Response, by: User, at: datetime) -> bool:
    """Say that a point does not stand in a response. Tell whether the point is gone with it.

    A point that stands nowhere any more is removed, unless an answer was written to it.

    Raises:
        ValidationError: the point is gone or another hearing's.
        TransitionNotAllowed: the hearing is a draft or withdrawn.
    """
    hearing = lock_hearing(point.hearing_id)
    point = fetch_point(hearing, point)
    removed, _each = point.mentions.filter(response=response).delete()
    if not removed:
        return False
    note = _("%(point)s fjernet fra svaret") % {"point": point}
    note_point(hearing, note, by=by, at=at, response=response)
    if point.mentions.exists() or hasattr(point, "answer"):
        return False
    Point.objects.get(pk=point.pk).delete()
    return True


@transaction.atomic
def keep_points(
    response: Response, *, version: ResponseVersion, by: User, at: datetime
) -> Response:
    """Say that what was marked in older versions still holds for the newest, which was read.

    A passage moves to where the same words stand in the newest text, nearest to where they were;
    when they stand nowhere, the whole response becomes the place.

    Raises:
        ResponseChanged: `version` is not the newest any more.
        TransitionNotAllowed: the hearing is a draft or withdrawn, or the response is withdrawn.
    """
    hearing = lock_hearing(response.hearing_id)
    response = lock_response(hearing, response, version)
    old = list(
        response.mentions.exclude(version=version).select_related("version", "point", "created_by")
    )
    if not old:
        return _keep_out_of_scope(response, version, by=by, at=at)
    for point in {row.point for row in old}:
        spans = [_moved(row, version.text) for row in old if row.point_id == point.pk]
        spans += spans_of(point, version)
        store_spans(point, response, version, spans, by=by, at=at)
    Mention.objects.filter(pk__in=[row.pk for row in old]).delete()
    _leave_scope(response)
    count = len({row.point_id for row in old})
    note = ngettext(
        "%(count)d pointe passer stadig på version %(version)d",
        "%(count)d pointer passer stadig på version %(version)d",
        count,
    ) % {"count": count, "version": version.number}
    note_point(hearing, note, by=by, at=at, response=response)
    return response


def place(point: Point, response: Response, passages: Passages, *, by: User, at: datetime) -> None:
    """Add passages of the newest version to those where a point stands.

    Raises:
        ValidationError: no passage, or one that is empty or outside the text.
    """
    version = response.current_version
    if version is None:
        raise ValidationError(_("Svaret har ingen tekst."))
    wanted = list(passages)
    if not wanted:
        raise ValidationError(_("Vælg mindst én sætning, eller hele svaret."))
    length = len(version.text)
    if any(not 0 <= start < end <= length for start, end in wanted):
        raise ValidationError(_("Et af stederne ligger uden for svarets tekst. Vælg igen."))
    store_spans(point, response, version, [*spans_of(point, version), *wanted], by=by, at=at)
    _leave_scope(response)


def spans_of(point: Point, version: ResponseVersion) -> list[Span]:
    return list(point.mentions.filter(version=version).values_list("start", "end"))


def store_spans(
    point: Point,
    response: Response,
    version: ResponseVersion,
    spans: Iterable[Span],
    *,
    by: User,
    at: datetime,
) -> None:
    """Let these be the places of a point in a version; those that stand already are kept."""
    wanted = joined(spans, version.text)
    standing = {(row.start, row.end): row for row in point.mentions.filter(version=version)}
    gone = [row.pk for span, row in standing.items() if span not in wanted]
    Mention.objects.filter(pk__in=gone).delete()
    Mention.objects.bulk_create(
        Mention(
            point=point,
            response=response,
            version=version,
            start=start,
            end=end,
            created_by=by,
            created_at=at,
        )
        for start, end in wanted
        if (start, end) not in standing
    )


def joined(spans: Iterable[Span], text: str) -> list[Span]:
    """Return the spans in order; those that meet, but for spaces between them, are one."""
    result: list[Span] = []
    for start, end in sorted(set(spans)):
        if result and not text[result[-1][1] : start].strip():
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _moved(mention: Mention, text: str) -> Span:
    """Return where the words of a mention stand in another text, or the whole of it."""
    whole = (0, len(text))
    old = mention.version.text
    if (mention.start, mention.end) == (0, len(old)):
        return whole
    words = old[mention.start : mention.end].split()
    if not words:
        return whole
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    found = [match.span() for match in pattern.finditer(text)]
    return min(found, key=lambda span: abs(span[0] - mention.start), default=whole)


def _keep_out_of_scope(
    response: Response, version: ResponseVersion, *, by: User, at: datetime
) -> Response:
    if response.out_of_scope_version_id not in (None, version.pk):
        reason = response.out_of_scope_reason
        response.mark_out_of_scope(reason=reason)
        action = HearingEvent.Action.OUT_OF_SCOPE
        record(response.hearing, action, by=by, response=response, at=at, note=reason)
    return response


def _leave_scope(response: Response) -> None:
    """A response with a point is about the hearing."""
    if response.out_of_scope_version_id is not None:
        response.unmark_out_of_scope()
