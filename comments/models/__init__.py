"""Threads, comments, and what keeps them decent."""

from comments.models.comment import (
    Comment,
    CommentDraft,
    CommentQuerySet,
    CommentVersion,
    HideReason,
    Support,
)
from comments.models.moderation import CommentObjection, Report, ThreadEvent, WatchedTerm
from comments.models.objection import Objection
from comments.models.thread import (
    STAFF_WHO_MODERATE,
    Participant,
    Thread,
    ThreadQuerySet,
    moderates,
)

__all__ = [
    "STAFF_WHO_MODERATE",
    "Comment",
    "CommentDraft",
    "CommentObjection",
    "CommentQuerySet",
    "CommentVersion",
    "HideReason",
    "Objection",
    "Participant",
    "Report",
    "Support",
    "Thread",
    "ThreadEvent",
    "ThreadQuerySet",
    "WatchedTerm",
    "moderates",
]
