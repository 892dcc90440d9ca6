"""What happens at a wall; each step holds the wall's lock and writes its line of history."""

from walls.services.dots import give_dots
from walls.services.judging import answer_note, hide_note, restore_note
from walls.services.notes import enter_paper_notes, rewrite_note, take_down_note, write_note
from walls.services.places import make_heading, move_note, remove_heading, rename_heading
from walls.services.running import (
    add_photo,
    change_columns,
    change_wall,
    conclude_wall,
    draw_line,
    go_to,
    reopen_wall,
    write_outcome,
)
from walls.services.walls import create_wall

__all__ = [
    "add_photo",
    "answer_note",
    "change_columns",
    "change_wall",
    "conclude_wall",
    "create_wall",
    "draw_line",
    "enter_paper_notes",
    "give_dots",
    "go_to",
    "hide_note",
    "make_heading",
    "move_note",
    "remove_heading",
    "rename_heading",
    "reopen_wall",
    "restore_note",
    "rewrite_note",
    "take_down_note",
    "write_note",
    "write_outcome",
]
