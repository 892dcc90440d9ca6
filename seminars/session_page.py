"""What a session's page says: who speaks, where, what is told there, and what one can do."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.spoken import spoken_span
from seminars.asking_panel import context_for
from seminars.materials import materials_of
from seminars.models import Session
from seminars.programme_page import seats_of

if TYPE_CHECKING:
    from accounts.models import User


def context_of_session(session: Session, *, person: User | None, at: datetime) -> dict[str, Any]:
    seminar, event = session.seminar, session.event
    lessons = session.lessons.select_related("lesson__project")
    focus = session.focus_projects.select_related("designation__project", "designation__year")
    return {
        "seminar": seminar,
        "session": session,
        "kind": capfirst(str(session.get_kind_display())),
        "when": capfirst(spoken_span(event.starts_at, event.ends_at, at)),
        "seats": seats_of(session),
        "speakers": session.speakers.select_related("portrait"),
        "lessons": [row.lesson for row in lessons],
        "focus": [row.designation for row in focus],
        "documents": materials_of(seminar, session),
        "is_over": event.ends_at <= at,
        "is_run_by": person is not None and seminar.is_run_by(person),
        "facts": _facts(session, at),
        "sign_up_url": _sign_up_url(session, at),
        **context_for(session, person, at),
    }


def _facts(session: Session, at: datetime) -> list[dict[str, Any]]:
    event = session.event
    return [
        {"label": _("Hvornår"), "value": capfirst(spoken_span(event.starts_at, event.ends_at, at))},
        {"label": _("Hvor"), "value": event.where, "content": True},
        {"label": _("Spor"), "value": str(session.track or ""), "content": True},
        {"label": _("Pladser"), "value": seats_of(session) or _("Til alle, der kommer den dag")},
        {"label": _("Tilgængelighed"), "value": event.accessibility, "content": True},
    ]


def _sign_up_url(session: Session, at: datetime) -> str:
    """Return where one signs up for the day, while that is possible."""
    if not session.day.event.takes_registrations(at):
        return ""
    seminar = session.seminar
    return reverse("seminars:sign_up", args=[seminar.pk, seminar.slug])
