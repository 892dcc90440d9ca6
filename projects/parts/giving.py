"""The panels of taking part, all of them, for the app's `ready()`."""

from projects.beside import register_panel
from projects.parts.activities import promises_panel
from projects.parts.actors import actors_panel
from projects.parts.contributions import contributions_panel
from projects.parts.help_wanted import help_wanted_panel
from projects.parts.wall import wall_panel


def register_giving_panels() -> None:
    for panel in (
        actors_panel, wall_panel, contributions_panel, promises_panel, help_wanted_panel,
    ):  # fmt: skip
        register_panel(panel)
