"""What the author of a comment is told when staff have done something with it."""

from __future__ import annotations

from comments.models import Comment
from notifications.services import enqueue


def tell_author(comment: Comment, kind: str, *, version: str, about: object = None) -> None:
    """Write a mail to the author, once per `version`; an account that is forgotten gets none."""
    if comment.author.is_active and not comment.author.forgotten_at:
        enqueue(
            kind,
            user=comment.author,
            about=about or comment,  # type: ignore[arg-type]
            dedup_key=f"{kind}:{comment.pk}:{version}",
        )
