"""A body's recommendation about a hearing: made, and tied to it, at once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed
from councils.models import Recommendation
from councils.services.recommendations import make_recommendation
from hearings.models import Hearing, HearingEvent, HearingRecommendation
from hearings.parties import takes_statements
from hearings.services.history import record

if TYPE_CHECKING:
    from accounts.models import User
    from councils.models import Body


@transaction.atomic
def recommend_to_hearing(
    hearing: Hearing, body: Body, *, by: User, at: datetime, **fields: Any
) -> Recommendation:
    """Give a body's advice about a case that is heard; it stands in the white paper.

    Raises:
        TransitionNotAllowed: a draft, over, or the white paper is approved.
    """
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    if not (hearing.is_published and takes_statements(hearing)):
        raise TransitionNotAllowed(
            _("Hvidbogen er godkendt, eller høringen er slut. Send anbefalingen uden høringen.")
        )
    made = make_recommendation(body, **fields, by=by, at=at)
    _link, is_new = HearingRecommendation.objects.get_or_create(
        hearing=hearing, recommendation=made
    )
    if is_new:
        note = f"{body}: {made.title}"
        record(hearing, HearingEvent.Action.RECOMMENDED, by=by, at=at, note=note)
    return made
