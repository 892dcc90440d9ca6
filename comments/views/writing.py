"""Writing a comment or a reply. The words are kept from the first POST, also through log-in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import listing
from comments.contact import contacts_in, seal_of
from comments.exceptions import NothingToReplyTo
from comments.forms import CommentForm, ReplyForm
from comments.models import Comment, CommentDraft, Thread
from comments.services.drafts import alive_draft, keep_draft
from comments.services.writing import role_of_author, sent_under, write_comment
from comments.showing import Reader, subject_of
from comments.views.fetching import form_stamp, key_of_form, place_of
from core import limits
from core.access import person_of
from core.caching import private_page
from core.clock import received_at
from core.tokens import StampRejected
from core.transitions import TransitionNotAllowed

if TYPE_CHECKING:
    from accounts.models import User

HOUR = 3600
# A town hall with 300 people behind one address stays below; a bot does not.
TYPED_PER_HOUR = 1500
WRITTEN_PER_HOUR = 30
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Writing:
    """What is being written: in which thread, and as a reply to what."""

    thread: Thread
    owner: Any
    parent: Comment | None = None

    person: User | None = None

    def form(self, values: Any = None, **options: Any) -> CommentForm | ReplyForm:
        if self.parent is None:
            return CommentForm(values, **options)
        role = role_of_author(self.thread, self.person) if self.person else ""
        return ReplyForm(values, role=role, **options)

    @property
    def is_possible(self) -> bool:
        is_shared = self.thread.is_private or self.owner.is_visible_to(None)
        if not (self.thread.is_open and is_shared):
            return False
        return self.parent is None or self.parent.is_visible

    @property
    def path(self) -> str:
        if self.parent is None:
            return reverse("comments:write", args=[self.thread.pk])
        return reverse("comments:reply", args=[self.thread.pk, self.parent.number])


@login_not_required
@read_or_write
@private_page
def write(request: HttpRequest, thread: int, key: UUID | None = None) -> HttpResponse:
    """The form. With a key: what was typed before, to go on with, be it a comment or a reply.

    Nobody is shown what is somebody else's. What they send from there is kept under a key of its
    own: a log-in that has ended meanwhile costs no words.
    """
    conversation, owner = listing.thread_seen_by(person_of(request), thread)
    if key and (sent := sent_under(key, person_of(request))):
        return redirect(place_of(sent))
    draft = alive_draft(conversation, key, at=received_at(request)) if key else None
    writing = Writing(conversation, owner, draft.parent if draft else None, person_of(request))
    if request.method == "POST":
        return _take_in(request, writing, key, is_expired=bool(key) and draft is None)
    if draft and not _may_go_on(request, draft):
        if person_of(request) is None:
            return redirect_to_login(request.path)
        raise Http404
    if key and draft is None:
        return redirect(writing.path)
    return _show_form(request, writing, draft)


@login_not_required
@read_or_write
@private_page
def reply(request: HttpRequest, thread: int, number: int) -> HttpResponse:
    """The form for a reply, below what it replies to."""
    conversation, owner = listing.thread_seen_by(person_of(request), thread)
    parent = listing.comment_seen_by(person_of(request), conversation, number)
    writing = Writing(conversation, owner, parent, person_of(request))
    if request.method == "POST":
        return _take_in(request, writing, None)
    return _show_form(request, writing, None)


def _show_form(request: HttpRequest, writing: Writing, draft: CommentDraft | None) -> HttpResponse:
    if not writing.is_possible:
        return given_back(request, writing.thread, writing.owner, draft.text if draft else "")
    if draft is None:
        stamp = form_stamp(request, writing.thread)
        return _form_page(request, writing, writing.form(), stamp=stamp)
    typed = {name: getattr(draft, name) for name in ("text", "asks", "is_official")}
    form = writing.form(initial=typed)
    return _form_page(request, writing, form, key=draft.key, is_back=True)


def _take_in(
    request: HttpRequest, writing: Writing, key: UUID | None, *, is_expired: bool = False
) -> HttpResponse:
    """Keep what was typed, look at it, and write it when its author is logged in.

    What comes later than a day (`is_expired`) is shown once more: nobody knows any longer
    whether it was a reply.
    """
    form_key = key_of_form(request, writing.thread, key)
    if sent := sent_under(form_key.key, person_of(request)):
        return redirect(place_of(sent))
    who, form = limits.client_ip(request), writing.form(request.POST)
    text = request.POST.get("text", "")
    if not limits.allow("comment.type", who, limit=TYPED_PER_HOUR, per_seconds=HOUR):
        return given_back(request, writing.thread, writing.owner, text, status=429)
    _keep(request, writing, form_key.key)
    if not writing.is_possible:
        return given_back(request, writing.thread, writing.owner, text, status=409)
    if refusal := form_key.refusal or (str(StampRejected("old")) if is_expired else ""):
        form.add_error(None, refusal)
    if not form.is_valid():
        return _form_page(request, writing, form, key=form_key.key)
    if person_of(request) is None:
        return redirect_to_login(_again(writing, form_key.key))
    if warning := contact_warning(request, form.cleaned_data["text"]):
        return _form_page(request, writing, form, key=form_key.key, **warning)
    return _send(request, writing, form, form_key.key)


def _send(
    request: HttpRequest, writing: Writing, form: CommentForm | ReplyForm, key: UUID
) -> HttpResponse:
    person = person_of(request)
    try:
        limits.consume("comment.write", str(person.pk), limit=WRITTEN_PER_HOUR, per_seconds=HOUR)
        comment = write_comment(
            writing.thread,
            author=person,
            text=form.cleaned_data["text"],
            asks=form.cleaned_data.get("asks", False),
            is_official=form.cleaned_data.get("is_official", False),
            parent=writing.parent,
            key=key,
            at=received_at(request),
        )
    except limits.LimitExceeded as limit:
        form.add_error(None, str(limit))
        return _form_page(request, writing, form, key=key, status=429)
    except TransitionNotAllowed:
        text = form.cleaned_data["text"]
        return given_back(request, writing.thread, writing.owner, text, status=409)
    tell_author(request, comment)
    return redirect(place_of(comment))


def tell_author(request: HttpRequest, comment: Comment) -> None:
    """Say what became of what was sent: everybody can read it, or it is read first."""
    if comment.is_visible:
        messages.success(request, _("Tak. Din kommentar står her nu."))
    else:
        messages.info(
            request,
            _("Tak. En medarbejder læser din kommentar, før andre kan se den."),
        )


def contact_warning(request: HttpRequest, text: str) -> dict[str, Any]:
    """Return what the form shows about telephone numbers and mail addresses not agreed to yet."""
    contacts = contacts_in(text)
    seal = seal_of(contacts)
    if not contacts or request.POST.get("seen") == seal:
        return {}
    return {"contacts": contacts, "seal": seal}


def given_back(
    request: HttpRequest,
    thread: Thread,
    owner: Any,
    text: str,
    *,
    status: int = 200,
    message: str = "",
) -> HttpResponse:
    """Give the words back to their writer: nobody writes here now, or too much was sent."""
    thread.refresh_from_db(fields=["status", "closed_reason", "closed_at"])
    if thread.is_open and not message:
        message = _why_not(owner)
    context = {
        **subject_of(thread, owner, at=received_at(request)),
        "text": text,
        "is_too_often": status == 429,
        "message": message,
    }
    return render(request, "comments/comment_closed.html", context, status=status)


def _why_not(owner: Any) -> str:
    """Return why nothing is written in a thread that is open."""
    if owner.is_visible_to(None):
        return NothingToReplyTo().message
    return _("Der kan først skrives i samtalen, når alle kan læse med.")


def _keep(request: HttpRequest, writing: Writing, key: UUID) -> None:
    keep_draft(
        writing.thread,
        key=key,
        text=request.POST.get("text", ""),
        asks="asks" in request.POST,
        is_official="is_official" in request.POST,
        parent=writing.parent,
        person=person_of(request),
        at=received_at(request),
    )


def _may_go_on(request: HttpRequest, draft: CommentDraft) -> bool:
    """What was typed before the log-in belongs to who has its address; after it, to one person."""
    return draft.person_id in (None, getattr(request.session_person, "pk", None))


def _again(writing: Writing, key: UUID) -> str:
    return reverse("comments:write_again", args=[writing.thread.pk, key])


def _form_page(
    request: HttpRequest,
    writing: Writing,
    form: CommentForm | ReplyForm,
    *,
    key: UUID | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    reader = Reader(writing.thread, writing.owner, None, received_at(request))
    shown = {
        **subject_of(writing.thread, writing.owner, at=received_at(request)),
        "form": form,
        "parent": reader.sees(writing.parent) if writing.parent else None,
        "action": _again(writing, key) if key else writing.path,
        "cancel_url": (writing.parent or writing.thread).get_absolute_url(),
        **context,
    }
    return render(request, "comments/comment_form.html", shown, status=status)
