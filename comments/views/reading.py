"""What everybody may read: a thread by pages, and each comment in its place."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from comments import listing
from comments.forms import CommentForm
from comments.models import Comment, Thread
from comments.showing import Reader, shown_page, subject_of
from comments.views.fetching import form_stamp
from core.access import person_of
from core.clock import received_at


@login_not_required
@require_safe
def thread(request: HttpRequest, thread: int) -> HttpResponse:
    """A conversation by pages of 20; with an account the form stands on top."""
    person, at = person_of(request), received_at(request)
    conversation, owner = listing.thread_seen_by(person, thread)
    order = request.GET.get("orden", "")
    order = order if order in listing.ORDERS else listing.NEWEST
    page = listing.page_of(listing.beginnings(conversation, person, order), request.GET.get("side"))
    context = {
        **subject_of(conversation, owner, at=at),
        "page_obj": page,
        "posts": shown_page(conversation, owner, list(page), person=person, at=at),
        "order": order,
        "orders": _orders(conversation, order),
        **_form(request, conversation),
    }
    return render(request, "comments/thread_detail.html", context)


@login_not_required
@require_safe
def comment(request: HttpRequest, thread: int, number: int) -> HttpResponse:
    """The stable address of a comment: what it replies to, what stands around it, the way back."""
    person = person_of(request)
    conversation, owner = listing.thread_seen_by(person, thread)
    row = listing.comment_seen_by(person, conversation, number)
    beginning = row.parent or row
    page = listing.page_of(listing.replies_to(beginning, person), _asked_page(request, row))
    reader = Reader(conversation, owner, person, received_at(request), here=row.pk, length=None)
    context = {
        **subject_of(conversation, owner, at=received_at(request)),
        "comment": row,
        "page_obj": page,
        "post": reader.with_supports([beginning, *page]).sees(beginning, page),
        "back_url": _place(beginning, listing.place_in_thread(beginning, person)),
    }
    return render(request, "comments/comment_detail.html", context)


def _asked_page(request: HttpRequest, comment: Comment) -> str | None:
    """Return the page of replies that was asked for, or the one on which the comment stands."""
    asked = request.GET.get("side")
    if asked is None and comment.parent:
        return str(listing.place_among_replies(comment, person_of(request)))
    return asked


def _place(beginning: Comment, page: int) -> str:
    path = reverse("comments:thread", args=[beginning.thread_id])
    return f"{path}?side={page}#kommentar-{beginning.number}"


def _orders(conversation: Thread, chosen: str) -> list[dict[str, Any]]:
    path = conversation.get_absolute_url()
    return [
        {
            "text": text,
            "url": path if name == listing.NEWEST else f"{path}?orden={name}",
            "is_on": name == chosen,
        }
        for name, (text, _order) in listing.ORDERS.items()
    ]


def _form(request: HttpRequest, conversation: Thread) -> dict[str, Any]:
    """Return the form on top; a visitor's page has a link instead, and stays without a cookie."""
    if request.session_person is None or not conversation.is_open:
        return {}
    return {"form": CommentForm(), "stamp": form_stamp(request, conversation)}
