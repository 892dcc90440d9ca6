"""How a page of a conversation comes to what it is about, and a form to its key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse

from comments import listing
from comments.models import Comment, CommentDraft, Thread
from core.access import person_of
from core.clock import received_at
from core.tokens import StampRejected, new_stamp, read_stamp

NO_WAIT = timedelta(0)


@dataclass(frozen=True)
class FormKey:
    """Under which key a form keeps its draft; `refusal` says what to do again."""

    key: UUID
    refusal: str = ""


def own_comment(request: HttpRequest, thread: int, number: int) -> tuple[Comment, Any]:
    """Return a person's own comment and the subject: not seen 404, somebody else's 403."""
    person = person_of(request)
    conversation, owner = listing.thread_seen_by(person, thread)
    comment = listing.comment_seen_by(person, conversation, number)
    if not comment.is_written_by(person):
        raise PermissionDenied
    return comment, owner


def place_of(comment: Comment) -> str:
    """Return where its author sees what was just written: on top of the thread, or as a reply."""
    if comment.parent_id:
        return f"{comment.get_absolute_url()}#kommentar-{comment.number}"
    path = reverse("comments:thread", args=[comment.thread_id])
    return f"{path}#kommentar-{comment.number}"


def form_stamp(request: HttpRequest, thread: Thread) -> str:
    """Return the hidden value of one showing of a form: twice sent, it makes one comment."""
    return new_stamp(_form_name(thread), at=received_at(request))


def key_of_form(request: HttpRequest, thread: Thread, key: UUID | None) -> FormKey:
    """Return the key of a form that was sent: of its address, of its stamp, or a new one.

    Whoever is logged in never takes over what somebody else has typed.
    """
    if key is None:
        stamped = _stamped(request, thread)
        return stamped if _is_free(request, stamped.key) else _new_key(request, thread)
    return FormKey(key) if _is_free(request, key) else _new_key(request, thread)


def _stamped(request: HttpRequest, thread: Thread) -> FormKey:
    at = received_at(request)
    try:
        stamp = request.POST.get("stamp", "")
        return FormKey(read_stamp(_form_name(thread), stamp, at=at, min_fill=NO_WAIT).key)
    except StampRejected as rejection:
        return FormKey(_new_key(request, thread).key, str(rejection))


def _new_key(request: HttpRequest, thread: Thread) -> FormKey:
    stamp = form_stamp(request, thread)
    at = received_at(request)
    return FormKey(read_stamp(_form_name(thread), stamp, at=at, min_fill=NO_WAIT).key)


def _is_free(request: HttpRequest, key: UUID) -> bool:
    owner = CommentDraft.objects.filter(key=key).values_list("person_id", flat=True).first()
    return owner is None or owner == getattr(request.session_person, "pk", None)


def _form_name(thread: Thread) -> str:
    return f"comment-{thread.pk}"
