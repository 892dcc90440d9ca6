"""What people write in a conversation, and about it."""

from comments.forms.writing import CommentForm, ReplyForm, TextForm

__all__ = ["CommentForm", "ReplyForm", "TextForm"]
