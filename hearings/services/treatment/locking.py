"""How each step of the treatment begins: the hearing is locked, and the rule is asked again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.transitions import require_status
from hearings.exceptions import ResponseChanged
from hearings.models import Hearing, HearingEvent, Point, Response, ResponseVersion, Theme
from hearings.services.history import record

if TYPE_CHECKING:
    from accounts.models import User

Passages = Iterable[tuple[int, int]]


def lock_hearing(pk: int) -> Hearing:
    """Lock a hearing whose responses may be treated: published, whatever the calendar says.

    Late responses come after the deadline, after the white paper and after the decision too.

    Raises:
        TransitionNotAllowed: it is a draft, or it is withdrawn.
    """
    hearing = Hearing.objects.select_for_update(of=("self",)).get(pk=pk)
    require_status(hearing, Hearing.Status.PUBLISHED, Hearing.Status.DECIDED)
    return hearing


def lock_response(
    hearing: Hearing, response: Response, version: ResponseVersion | None = None
) -> Response:
    """Lock a response after its hearing; `version` is the one that was read.

    Raises:
        TransitionNotAllowed: its author has withdrawn it.
        ResponseChanged: its author has sent a newer version.
        ValidationError: it answers another hearing.
    """
    found = (
        Response.objects.select_for_update(of=("self",))
        .select_related("current_version")
        .filter(pk=response.pk, hearing=hearing)
        .first()
    )
    if found is None:
        raise ValidationError(_("Svaret hører til en anden høring."))
    status = Response.Status
    require_status(found, status.RECEIVED, status.APPROVED, status.DECLINED)
    if version is not None and found.current_version_id != version.pk:
        raise ResponseChanged(found)
    found.hearing = hearing
    return found


def fetch_theme(hearing: Hearing, theme: Theme) -> Theme:
    """Read a theme again under the lock.

    Raises:
        ValidationError: it is another hearing's, or somebody has merged or removed it.
    """
    found = hearing.themes.select_related("answer").filter(pk=theme.pk).first()
    if found is None:
        raise ValidationError(
            _("Temaet findes ikke i denne høring. En anden kan have lagt det sammen med et andet.")
        )
    return found


def fetch_point(hearing: Hearing, point: Point) -> Point:
    """Read a point again under the lock.

    Raises:
        ValidationError: it is another hearing's, or somebody has merged or removed it.
    """
    found = hearing.points.select_related("answer", "theme__answer").filter(pk=point.pk).first()
    if found is None:
        raise ValidationError(
            _("Pointen findes ikke i denne høring. En anden kan have lagt den sammen med en anden.")
        )
    return found


def note_point(
    hearing: Hearing,
    note: str,
    *,
    by: User,
    at: datetime,
    response: Response | None = None,
) -> HearingEvent:
    """Write the line of history that every change of points and themes leaves."""
    action = HearingEvent.Action.POINT_CHANGED
    return record(hearing, action, by=by, at=at, note=note, response=response)
