"""Staff read what came in: approve, mask, decline. The original is never changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed, require_status
from hearings.models import (
    Hearing,
    HearingEvent,
    Redaction,
    Response,
    ResponseFile,
    ResponseVersion,
)
from hearings.services.history import record
from hearings.services.objections import refuse_while_objected
from notifications.services import enqueue

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def approve_response(
    response: Response, *, by: User, at: datetime, version: ResponseVersion | None = None
) -> Response:
    """Let everybody read the current version, less what is masked.

    Raises:
        TransitionNotAllowed: withdrawn, or `version`, which was read, is no longer the newest,
            or its author has objected and waits for a decision.
    """
    response = _lock(response)
    refuse_while_objected(response)
    if version is not None:
        _require_current(response, version)
    response.approve(at=at)
    record(response.hearing, HearingEvent.Action.RESPONSE_APPROVED, by=by, response=response, at=at)
    return response


@transaction.atomic
def decline_response(response: Response, *, reason: str, by: User, at: datetime) -> Response:
    """Keep an answer from the public. It still counts; its author is told why.

    Raises:
        TransitionNotAllowed: declined already, or withdrawn.
    """
    response = _lock(response)
    response.decline(reason=reason, by=by)
    line = record(
        response.hearing,
        HearingEvent.Action.RESPONSE_DECLINED,
        by=by,
        response=response,
        at=at,
        note=reason,
    )
    if response.email or response.person:
        enqueue(
            "hearings.response_declined",
            email=response.email,
            user=None if response.email else response.person,
            about=response,
            language=response.language,
            dedup_key=f"hearings.response_declined:{line.pk}",
        )
    return response


@transaction.atomic
def redact_response(
    response: Response,
    *,
    version: ResponseVersion,
    passages: Iterable[tuple[int, int, str]],
    by: User,
    at: datetime,
) -> Response:
    """Replace the masks on a version by these passages (from, to, reason code).

    Raises:
        TransitionNotAllowed: the author has sent a newer version meanwhile, or the answer is
            withdrawn.
        ValueError: a passage lies outside the text.
    """
    response = _lock(response)
    require_status(
        response,
        Response.Status.RECEIVED,
        Response.Status.APPROVED,
        Response.Status.DECLINED,
    )
    _require_current(response, version)
    version.redactions.all().delete()
    rows = [
        Redaction(version=version, start=start, end=end, reason=reason, by=by, at=at)
        for start, end, reason in merged(passages, len(version.text))
    ]
    Redaction.objects.bulk_create(rows)
    note = ", ".join(str(row) for row in rows)
    record(
        response.hearing, HearingEvent.Action.REDACTED, by=by, response=response, at=at, note=note
    )
    return response


@transaction.atomic
def open_original(response: Response, *, by: User, at: datetime) -> ResponseVersion:
    """Return the unmasked text; the reading is logged."""
    record(response.hearing, HearingEvent.Action.ORIGINAL_READ, by=by, response=response, at=at)
    # It is null only in the instant between answer and first version.
    return response.current_version  # type: ignore[return-value]


@transaction.atomic
def release_file(file: ResponseFile, *, by: User, at: datetime) -> ResponseFile:
    """Let a held file be published: a person has looked, and takes the responsibility."""
    response = _lock(file.response)
    file.release()
    record(
        response.hearing,
        HearingEvent.Action.FILE_RELEASED,
        by=by,
        response=response,
        at=at,
        note=file.original_name,
    )
    return file


def merged(passages: Iterable[tuple[int, int, str]], length: int) -> list[tuple[int, int, str]]:
    """Return the passages in order without overlaps; the first reason wins where they meet.

    Raises:
        ValueError: a passage is empty or lies outside the text.
    """
    result: list[tuple[int, int, str]] = []
    for start, end, reason in sorted(passages):
        if not 0 <= start < end <= length:
            raise ValueError(f"{start}-{end} is outside a text of {length} characters")
        if result and start < result[-1][1]:
            start = result[-1][1]
        if start < end:
            result.append((start, end, reason))
    return result


def _require_current(response: Response, version: ResponseVersion) -> None:
    if response.current_version_id != version.pk:
        raise TransitionNotAllowed(_("Afsenderen har sendt en nyere version. Læs den først."))


def _lock(response: Response) -> Response:
    """Lock the hearing, then the answer: the order in which everybody takes them."""
    Hearing.objects.select_for_update().get(pk=response.hearing_id)
    return (
        Response.objects.select_for_update(of=("self",))
        .select_related("hearing", "person", "current_version")
        .get(pk=response.pk)
    )
