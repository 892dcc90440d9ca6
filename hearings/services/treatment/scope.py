"""Responses that are about something else than the hearing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.text import clean_text
from hearings.models import HearingEvent, Response, ResponseVersion
from hearings.services.history import record
from hearings.services.treatment.locking import lock_hearing, lock_response

if TYPE_CHECKING:
    from accounts.models import User

MAX_REASON = 1000


@transaction.atomic
def mark_out_of_scope(
    response: Response,
    *,
    reason: str,
    by: User,
    at: datetime,
    version: ResponseVersion | None = None,
) -> Response:
    """Say that a response is about something else, and why. `version` is the one that was read.

    Raises:
        ValidationError: no reason, a reason that is too long, or the response has points.
        ResponseChanged: the author has sent a newer version than `version`.
        TransitionNotAllowed: the hearing is a draft or withdrawn, or the response is withdrawn.
    """
    hearing = lock_hearing(response.hearing_id)
    response = lock_response(hearing, response, version)
    reason = clean_text(reason)
    if not reason:
        raise ValidationError({"reason": _("Skriv, hvad svaret handler om i stedet.")})
    if len(reason) > MAX_REASON:
        message = _("Højst %(limit)d tegn.") % {"limit": MAX_REASON}
        raise ValidationError({"reason": message})
    if response.mentions.filter(version=response.current_version_id).exists():
        raise ValidationError(_("Svaret har pointer. Fjern dem først, hvis det er uden for emnet."))
    is_same = response.out_of_scope_version_id == response.current_version_id
    if is_same and response.out_of_scope_reason == reason:
        return response
    response.mark_out_of_scope(reason=reason)
    action = HearingEvent.Action.OUT_OF_SCOPE
    record(hearing, action, by=by, response=response, at=at, note=reason)
    return response


@transaction.atomic
def unmark_out_of_scope(response: Response, *, by: User, at: datetime) -> Response:
    """Say that a response is about the hearing after all. A second time changes nothing.

    Raises:
        TransitionNotAllowed: the hearing is a draft or withdrawn, or the response is withdrawn.
    """
    hearing = lock_hearing(response.hearing_id)
    response = lock_response(hearing, response)
    if response.out_of_scope_version_id is None:
        return response
    response.unmark_out_of_scope()
    action = HearingEvent.Action.OUT_OF_SCOPE
    note = _("Fortrudt: svaret handler om høringen.")
    record(hearing, action, by=by, response=response, at=at, note=note)
    return response
