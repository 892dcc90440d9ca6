"""An event in short lines: the facts box, pictures and documents."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.files import file_detail
from core.templatetags.dates import long_date
from events.hours import hours_of
from events.models import Event, EventFile


def facts_of(event: Event) -> list[dict[str, Any]]:
    """Return the rows of the facts box. `content` marks words that stay Danish."""
    return [
        {"label": _("Hvornår"), "lines": [capfirst(long_date(event.starts_at)), hours_of(event)]},
        {"label": _("Hvor"), "value": event.place, "content": True},
        {"label": _("På skærm"), **_online(event)},
        {"label": _("Tilgængelighed"), "value": event.accessibility, "content": True},
        {"label": _("Arrangør"), "value": str(event.department), "content": True},
        {"label": _("Spørg"), "value": event.contact, "content": True},
        {"label": _("Bydele"), "value": _joined(event.areas.all()), "content": True},
        {"label": _("Emner"), "value": _joined(event.topics.all()), "content": True},
    ]


def tools_of(event: Event, at: datetime) -> list[dict[str, str]]:
    """Return the way to one's own calendar, also for who is to learn that it is cancelled."""
    if event.ends_at <= at or not event.is_published:
        return []
    path = reverse("events:ics", args=[event.pk, event.slug])
    return [{"icon": "calendar-month", "text": _("Læg i din kalender"), "url": path}]


def _online(event: Event) -> dict[str, Any]:
    """Return the link; where one signs up, it is sent to those who have a seat."""
    if event.online_url and event.takes_sign_up:
        return {"value": _("Linket får du, når du er tilmeldt")}
    if event.online_url:
        return {"links": [{"text": _("Deltag på skærm"), "url": event.online_url}]}
    return {}


def _joined(rows: Any) -> str:
    return ", ".join(row.name for row in rows)


def pictures_of(event: Event) -> list[dict[str, str]]:
    """Return the pictures of what happened; the title is what one sees on it."""
    return [
        {"url": _path(event, file), "alt": file.title}
        for file in event.files.all()
        if file.is_picture and file.is_outcome
    ]


def documents_of(event: Event, *, is_outcome: bool) -> list[dict[str, str]]:
    """Return files as components/documents.html wants them."""
    return [
        {
            "url": _path(event, file),
            "title": file.title,
            "detail": file_detail(file),
            "name": file.original_name,
        }
        for file in event.files.all()
        if file.is_outcome == is_outcome and not (is_outcome and file.is_picture)
    ]


def _path(event: Event, file: EventFile) -> str:
    return reverse("events:file", args=[event.pk, event.slug, file.pk])
