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
from comments.services.supporting import support, unsupport
from comments.services.writing import delete_comment, edit_comment, write_comment

__all__ = [
    "answer_comment",
    "close_thread",
    "decide_objection",
    "delete_comment",
    "edit_comment",
    "hide_comment",
    "keep_comment",
    "make_objection",
    "needs_no_answer",
    "release_comment",
    "reopen_thread",
    "report_comment",
    "restore_comment",
    "support",
    "unsupport",
    "who_may_decide",
    "write_comment",
    "write_summary",
]
