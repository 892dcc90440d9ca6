"""What a person does with comments that are there: edit, delete, support."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from comments import listing
from comments.exceptions import ThreadClosed, TooLateToEdit
from comments.forms import TextForm
from comments.models import Comment
from comments.services import supporting
from comments.services.writing import delete_comment, edit_comment
from comments.showing import Reader
from comments.views.fetching import own_comment, place_of
from comments.views.writing import HOUR, contact_warning, given_back, read_or_write
from core import limits
from core.access import person_of
from core.caching import private_page
from core.clock import received_at

EDITED_PER_HOUR = 60
SUPPORTED_PER_HOUR = 300


@read_or_write
@private_page
def edit(request: HttpRequest, thread: int, number: int) -> HttpResponse:
    """The words again, for a quarter of an hour; what comes later is given back.

    An answer of the municipality is changed by who speaks for it at this moment: not after the
    role has gone, and not in a session without the second factor.
    """
    comment, owner = own_comment(request, thread, number)
    if comment.is_official and not owner.role_of(person_of(request)):
        raise PermissionDenied
    is_late = not (comment.thread.is_open and comment.may_be_edited(received_at(request)))
    if request.method != "POST":
        if is_late:
            raise TooLateToEdit
        form = TextForm(initial={"text": comment.text})
        return _edit_page(request, comment, form)
    form = TextForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, comment, form)
    text = form.cleaned_data["text"]
    if warning := contact_warning(request, text):
        return _edit_page(request, comment, form, **warning)
    who = str(request.user.pk)
    if not limits.allow("comment.edit", who, limit=EDITED_PER_HOUR, per_seconds=HOUR):
        return given_back(request, comment.thread, owner, text, status=429)
    try:
        comment = edit_comment(comment, text=text, at=received_at(request))
    except (TooLateToEdit, ThreadClosed) as refusal:
        return given_back(request, comment.thread, owner, text, status=409, message=str(refusal))
    _tell_editor(request, comment)
    return redirect(place_of(comment))


@read_or_write
@private_page
def delete(request: HttpRequest, thread: int, number: int) -> HttpResponse:
    """Asked once more, for the words do not come back."""
    comment, owner = own_comment(request, thread, number)
    if request.method != "POST":
        reader = Reader(comment.thread, owner, request.user, received_at(request))
        context = {"comment": comment, "thread": comment.thread, "post": reader.sees(comment)}
        return render(request, "comments/comment_confirm_delete.html", context)
    delete_comment(comment, at=received_at(request))
    messages.success(request, _("Din kommentar er slettet."))
    return redirect(comment.parent or comment.thread)


@read_or_write
@private_page
def support(request: HttpRequest, thread: int, number: int) -> HttpResponse:
    """Support a comment, or take it back; who comes from the log-in finds a page with a button."""
    person = person_of(request)
    conversation, owner = listing.thread_seen_by(person, thread)
    comment = listing.comment_seen_by(person, conversation, number)
    if request.method == "POST":
        who = str(person.pk)
        limits.consume("comment.support", who, limit=SUPPORTED_PER_HOUR, per_seconds=HOUR)
        if "fortryd" in request.POST:
            supporting.unsupport(comment, by=person)
        else:
            supporting.support(comment, by=person, at=received_at(request))
        if not request.htmx:
            return redirect(f"{comment.get_absolute_url()}#kommentar-{number}")
        comment.refresh_from_db(fields=["support_count"])
    supported = frozenset(listing.supported_by(person, [comment]))
    reader = Reader(conversation, owner, person, received_at(request), supported)
    context = {"thread": conversation, "owner": owner, "shown": reader.sees(comment)}
    page = "comments/_support.html" if request.htmx else "comments/comment_support.html"
    return render(request, page, context)


def _edit_page(
    request: HttpRequest, comment: Comment, form: TextForm, **context: object
) -> HttpResponse:
    shown = {"comment": comment, "thread": comment.thread, "form": form, **context}
    return render(request, "comments/comment_edit.html", shown)


def _tell_editor(request: HttpRequest, comment: Comment) -> None:
    if comment.is_visible:
        messages.success(request, _("Din kommentar er rettet."))
    else:
        messages.info(
            request, _("Rettelsen er gemt. En medarbejder læser den, før andre kan se den.")
        )
