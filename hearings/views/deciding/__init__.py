"""The pages on which staff write the way to the decision, and follow what was promised."""

from hearings.views.deciding.changes import add_change, drop, edit_change, finish
from hearings.views.deciding.overview import desk, promised
from hearings.views.deciding.steps import add_step, edit_step, remove

__all__ = [
    "add_change",
    "add_step",
    "desk",
    "drop",
    "edit_change",
    "edit_step",
    "finish",
    "promised",
    "remove",
]
