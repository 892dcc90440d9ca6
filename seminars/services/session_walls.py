"""A wall for a session, on which everybody who comes can write."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed
from seminars.models import SeminarEvent, Session
from seminars.services.history import record
from seminars.services.locking import locked_session
from walls.services import create_wall

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def hang_wall(
    session: Session, *, question: str, columns: Iterable[str], by: User, at: datetime
) -> Session:
    """Make the session's wall; who sees the seminar sees it.

    Raises:
        TransitionNotAllowed: it has one already.
    """
    session = locked_session(session.pk)
    if session.wall_id is not None:
        raise TransitionNotAllowed(_("Sessionen har en væg."))
    session.wall = create_wall(
        title=session.event.title[:120],
        question=question,
        department=session.seminar.department,
        columns=columns,
        by=by,
        at=at,
    )
    session.save(update_fields=["wall"])
    note = _("Væg til »%(title)s«") % {"title": session.event.title}
    record(session.seminar, SeminarEvent.Action.PROGRAMME_CHANGED, by=by, at=at, note=note)
    return session
