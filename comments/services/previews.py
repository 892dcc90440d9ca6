"""What the author would be told, before anybody decides."""

from __future__ import annotations

from copy import copy

from comments.models import Comment
from notifications.kinds import get_kind
from notifications.models import Message
from notifications.rendering import Rendered, render


def mail_when_hidden(comment: Comment, *, reason: str, note: str) -> Rendered:
    """Return the mail that hiding a comment would write to its author, in their language."""
    hidden = copy(comment)
    hidden.hidden_reason, hidden.hidden_note = reason, note
    kind = get_kind("comments.hidden")
    row = Message(kind=kind.code, lane=kind.lane, language=comment.author.language)
    return render(row, kind, hidden)
