"""What the portal knows about a person, and how it forgets them: put together from each app."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from accounts import personal as accounts
from comments import personal as comments
from councils import personal as councils
from events import personal as events
from hearings import personal as hearings
from information import personal as information
from notifications import personal as notifications
from projects import personal as projects
from seminars import personal as seminars
from walls import personal as walls

if TYPE_CHECKING:
    from accounts.models import User

# The account itself comes last: the other apps find what they know by it.
APPS = {
    "hearings": hearings,
    "information": information,
    "projects": projects,
    "seminars": seminars,
    "comments": comments,
    "councils": councils,
    "events": events,
    "walls": walls,
    "notifications": notifications,
    "accounts": accounts,
}


def personal_data_of(person: User, *, at: datetime) -> dict[str, Any]:
    return {
        "portal": settings.SITE_URL,
        "authority": settings.AUTHORITY_NAME,
        "made_at": at.isoformat(),
        **{name: app.personal_data_of(person) for name, app in APPS.items()},
    }


@transaction.atomic
def forget(person: User) -> None:
    """Forget a person everywhere or nowhere."""
    for app in APPS.values():
        app.forget(person)
