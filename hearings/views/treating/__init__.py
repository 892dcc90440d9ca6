"""The pages on which staff treat the responses to a hearing. Closed to everybody else."""

from hearings.views.treating.desk import desk, lacks, original
from hearings.views.treating.marking import keep, mark, point_here, scope, unmark
from hearings.views.treating.points import merge_point, point, read, remove_point
from hearings.views.treating.small import small
from hearings.views.treating.themes import (
    merge_theme,
    place_theme,
    remove_theme,
    rename_theme,
    split_theme,
    theme,
    themes,
)

__all__ = [
    "desk",
    "keep",
    "lacks",
    "mark",
    "merge_point",
    "merge_theme",
    "original",
    "place_theme",
    "point",
    "point_here",
    "read",
    "remove_point",
    "remove_theme",
    "rename_theme",
    "scope",
    "small",
    "split_theme",
    "theme",
    "themes",
    "unmark",
]
