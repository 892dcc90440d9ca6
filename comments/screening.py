"""What a comment must wait for until somebody has read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comments.models import Thread

if TYPE_CHECKING:
    from accounts.models import User


def reason_to_hold(thread: Thread, author: User, text: str) -> str:  # noqa: ARG001
    """Return a `Comment.HeldFor` when the text is to wait, "" when everybody may read it now."""
    return ""
