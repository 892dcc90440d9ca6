"""What the apps above show on a body's page, and give members to read before a meeting.

They register it; this app knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from councils.models import Body, Meeting

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Panel:
    """A part of a body's page: a heading, and a template with what it wants, as `panel`."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 50


# Given the body, the person or None, and the moment: the panel, or None where there is nothing.
PanelSource = Callable[[Body, "User | None", datetime], Panel | None]
_sources: list[PanelSource] = []


def register_panel(source: PanelSource) -> PanelSource:
    """Let a part be asked for on every body's page; called in an app's `ready()`."""
    if source not in _sources:
        _sources.append(source)
    return source


def panels(body: Body, user: User | None, at: datetime) -> list[Panel]:
    """Return the parts that have something to show, in their order."""
    found = [panel for source in _sources if (panel := source(body, user, at)) is not None]
    return sorted(found, key=lambda panel: (panel.order, panel.title))


@dataclass(frozen=True)
class Reading:
    """Something to be read before a meeting: what the link says, and where it leads."""

    text: str
    url: str


# Given the meeting, as one of its members: what there is to read, or None.
ReadingSource = Callable[[Meeting], Reading | None]
_readings: list[ReadingSource] = []


def register_reading(source: ReadingSource) -> ReadingSource:
    """Let it be asked for with each agenda that is sent out; called in an app's `ready()`."""
    if source not in _readings:
        _readings.append(source)
    return source


def readings(meeting: Meeting) -> list[Reading]:
    """Return what there is to read before a meeting, in the order of the apps."""
    return [reading for source in _readings if (reading := source(meeting)) is not None]
