"""What people are told who gave a project something, or asked to be part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from notifications.services import enqueue

if TYPE_CHECKING:
    from accounts.models import User

INVITED = "projects.invited"
REQUEST_ANSWERED = "projects.request_answered"
TAKEN_OFF_TEAM = "projects.taken_off_team"
OFFER_ANSWERED = "projects.offer_answered"
IDEA_ANSWERED = "projects.idea_answered"
IDEA_HIDDEN = "projects.idea_hidden"
IDEA_SHOWN = "projects.idea_shown"
PROMISE_ASKED = "projects.promise_asked"


def tell(person: User | None, kind: str, about: models.Model, *, version: str) -> None:
    """Write a mail to a person, once per `version`; an account that is forgotten gets none."""
    if person is None or not person.is_active or person.forgotten_at:
        return
    enqueue(
        kind,
        user=person,
        about=about,
        context={"version": version},
        dedup_key=f"{kind}:{about.pk}:{version}",
    )
