"""What the pages of the desk share: who may come in, and the frame."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.roles import has_role
from comments.models import STAFF_WHO_MODERATE, Comment, Thread
from comments.waiting import Tab, comments_of_my_departments, counts
from core.owners import owner_of, with_owners


def thread_at_desk(request: HttpRequest, thread: int, verb: str = "moderate_comments") -> Thread:
    """Fetch a thread of my departments (else 404) in which I may do something (else 403)."""
    threads = Thread.objects.moderated_by(request.user).select_related("department", "summary_by")
    found: Thread = get_object_or_404(with_owners(threads), pk=thread)
    require(request, found, verb)
    return found


def comment_at_desk(
    request: HttpRequest, thread: int, number: int, verb: str = "moderate_comments"
) -> Comment:
    """Fetch a comment in a thread of my departments (else 404), with a right on it (else 403)."""
    comments = comments_of_my_departments(request.user).select_related(
        "author", "parent__author", "hidden_by", "thread__department"
    )
    known = with_owners(comments, through="thread")
    found: Comment = get_object_or_404(known, thread=thread, number=number)
    require(request, found.thread, verb)
    return found


def require(request: HttpRequest, thread: Thread, verb: str) -> None:
    owner: Any = owner_of(thread)
    if owner is None:
        raise Http404
    if not owner.allows(request.user, verb):
        raise PermissionDenied


def require_staff(request: HttpRequest) -> None:
    """Let the desk exist for those alone who moderate somewhere."""
    if not has_role(request.user, *STAFF_WHO_MODERATE):
        raise Http404


def desk_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page inside the desk's frame: the lists, and how much waits in each."""
    waits = counts(request.user)
    tabs = [
        {"value": tab.value, "text": tab.label, "count": waits[tab.name], "url": tab_url(tab)}
        for tab in Tab
    ]
    frame = {"tabs": tabs}
    return render(request, f"comments/desk/{template}", {**frame, **context}, status=status)


def tab_url(tab: Tab) -> str:
    return f"{reverse('comments:desk')}?vis={tab.value}"
