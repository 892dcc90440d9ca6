"""What happens in a conversation, over several tables: the verbs that the views call."""

from comments.services.answering import answer_comment, needs_no_answer, write_summary
from comments.services.moderation import (
    close_thread,
    hide_comment,
    keep_comment,
    release_comment,
    reopen_thread,
    report_comment,
    restore_comment,
)
from comments.services.objections import decide_objection, make_objection, who_may_decide

__all__ = [
    "answer_comment",
    "close_thread",
    "decide_objection",
    "hide_comment",
    "keep_comment",
    "make_objection",
    "needs_no_answer",
    "release_comment",
    "reopen_thread",
    "report_comment",
    "restore_comment",
    "who_may_decide",
    "write_summary",
]
