"""What other parts, and the apps above, show on a project's page.

They register it; the page knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from projects.models import Project

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Panel:
    """A part of a project's page: a heading, and a template with what it wants, as `panel`.

    With `has_own_head` the template draws its heading itself, with the id `h-<slug>`.
    """

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 50
    is_aside: bool = False
    has_own_head: bool = False


# Given the project, the person or None, and the moment: the panel, or None where there is nothing.
PanelSource = Callable[[Project, "User | None", datetime], Panel | None]
_sources: list[PanelSource] = []


def register_panel(source: PanelSource) -> PanelSource:
    """Let a part be asked for on every project's page; called in an app's `ready()`."""
    if source not in _sources:
        _sources.append(source)
    return source


def panels(project: Project, user: User | None, at: datetime) -> list[Panel]:
    """Return the parts that have something to show, in their order."""
    found = [panel for source in _sources if (panel := source(project, user, at)) is not None]
    return sorted(found, key=lambda panel: (panel.order, panel.title))
