"""What other parts of the app show on a seminar's page.

They register it; the page knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from seminars.models import Seminar

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Panel:
    """A part of a seminar's page: a heading, and a template with what it wants, as `panel`."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 50
    is_aside: bool = False


# Given the seminar, the person or None, and the moment: the panel, or None where there is nothing.
PanelSource = Callable[[Seminar, "User | None", datetime], Panel | None]
_sources: list[PanelSource] = []


def register_panel(source: PanelSource) -> PanelSource:
    """Let a part be asked for on every seminar's page; called in the app's `ready()`."""
    if source not in _sources:
        _sources.append(source)
    return source


def panels(seminar: Seminar, user: User | None, at: datetime) -> list[Panel]:
    """Return what there is to show, in order."""
    found = [panel for source in _sources if (panel := source(seminar, user, at))]
    return sorted(found, key=lambda panel: panel.order)
