"""The desk of the conversations: staff of a department, for the threads of that department."""

from comments.views.desk.lists import desk, desk_comment
from comments.views.desk.steps import decide, hide, keep, no_answer, release, restore
from comments.views.desk.threads import answer, close, desk_thread, reopen, summarise

__all__ = [
    "answer",
    "close",
    "decide",
    "desk",
    "desk_comment",
    "desk_thread",
    "hide",
    "keep",
    "no_answer",
    "release",
    "reopen",
    "restore",
    "summarise",
]
