"""What the apps above show on a body's page. They register it; this app knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from councils.models import Body

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
