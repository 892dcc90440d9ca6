"""What staff make of the responses: themes, points, where they stand, and what is answered."""

from hearings.services.treatment.answers import (
    read_answer,
    remove_answer,
    save_answer,
    write_answer,
)
from hearings.services.treatment.locking import Passages
from hearings.services.treatment.mentions import (
    keep_points,
    mention_point,
    remove_mention,
)
from hearings.services.treatment.points import (
    make_point,
    merge_points,
    move_point,
    move_points,
    remove_point,
    rename_point,
)
from hearings.services.treatment.rows import Row, clear_row, save_point, treat_row
from hearings.services.treatment.scope import mark_out_of_scope, unmark_out_of_scope
from hearings.services.treatment.themes import (
    add_theme,
    merge_themes,
    order_themes,
    remove_theme,
    rename_theme,
    split_theme,
)

__all__ = [
    "Passages",
    "Row",
    "add_theme",
    "clear_row",
    "keep_points",
    "make_point",
    "mark_out_of_scope",
    "mention_point",
    "merge_points",
    "merge_themes",
    "move_point",
    "move_points",
    "order_themes",
    "read_answer",
    "remove_answer",
    "remove_mention",
    "remove_point",
    "remove_theme",
    "rename_point",
    "rename_theme",
    "save_answer",
    "save_point",
    "split_theme",
    "treat_row",
    "unmark_out_of_scope",
    "write_answer",
]
