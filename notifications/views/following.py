"""Following one subject: with an account at once, by mail after the address is confirmed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import limits
from core.access import person_of
from core.caching import private_page
from core.clock import received_at
from core.owners import owner_of
from core.tokens import StampRejected, new_stamp, read_stamp
from notifications import services
from notifications.confirming import message_of_confirm_token, subject_is_public
from notifications.forms import FollowByMailForm
from notifications.links import manage_token
from notifications.models import Feed

HOUR = 3600
# A town hall with 300 people behind one address stays below; a bot does not.
ASKED_PER_HOUR = 100


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def follow_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a subject: a button for who is logged in, a form for everybody else."""
    person = person_of(request)
    feed, subject = visible_feed(person, pk)
    if person is None:
        return _by_mail(request, feed, subject)
    if request.method == "POST":
        services.follow_feed(services.subscriber_of(person), feed, at=received_at(request))
        text = _("Du følger nu »%(title)s«. Det nye samler vi under Beskeder.")
        messages.success(request, text % {"title": subject.heading()})
        return redirect(subject.get_absolute_url())
    return _page(request, "follow_feed", feed, subject)


@require_POST
def unfollow_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop following a subject, also one that is not public any more."""
    feed = get_object_or_404(Feed, pk=pk, subscriptions__subscriber__user=request.user)
    services.unfollow_feed(services.subscriber_of(request.user), feed, at=received_at(request))
    messages.success(request, _("Du følger det ikke længere."))
    subject: Any = owner_of(feed)
    is_seen = subject is not None and subject.is_visible_to(request.user)
    if request.POST.get("fra") == "liste" or not is_seen:
        return redirect("notifications:preferences")
    return redirect(subject.get_absolute_url())


def visible_feed(person: Any, pk: int) -> tuple[Feed, Any]:
    """Return a feed with its subject, which the person may see; else 404."""
    feed = get_object_or_404(Feed, pk=pk)
    subject: Any = owner_of(feed)
    if subject is None or not subject.is_visible_to(person):
        raise Http404
    return feed, subject


# --- By mail --------------------------------------------------------------------------------
def _by_mail(request: HttpRequest, feed: Feed, subject: Any) -> HttpResponse:
    at = received_at(request)
    if request.method != "POST":
        form = FollowByMailForm()
        return _form_page(request, feed, subject, form, stamp=new_stamp(_name(feed), at=at))
    form = FollowByMailForm(request.POST)
    key, stamp = "", request.POST.get("stamp", "")
    try:
        key = read_stamp(_name(feed), stamp, at=at).key.hex
    except StampRejected as rejection:
        stamp = new_stamp(_name(feed), at=at)
        form.add_error(None, str(rejection))
    if not form.is_valid():
        return _form_page(request, feed, subject, form, stamp=stamp)
    who = limits.client_ip(request)
    if not limits.allow("follow.mail", who, limit=ASKED_PER_HOUR, per_seconds=HOUR):
        form.add_error(None, str(limits.LimitExceeded(HOUR)))
        return _form_page(request, feed, subject, form, stamp=stamp, status=429)
    services.ask_to_confirm(
        form.cleaned_data["email"], feed, language=request.LANGUAGE_CODE, key=key
    )
    return redirect("notifications:follow_sent", feed.pk)


def _name(feed: Feed) -> str:
    return f"follow-{feed.pk}"


def _form_page(
    request: HttpRequest,
    feed: Feed,
    subject: Any,
    form: FollowByMailForm,
    *,
    stamp: str,
    status: int = 200,
) -> HttpResponse:
    more = {"form": form, "stamp": stamp}
    return _page(request, "follow_by_mail", feed, subject, status=status, **more)


@login_not_required
@require_safe
@private_page
def follow_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a mail is on its way: the same for every address, known or not."""
    return _page(request, "follow_sent", *visible_feed(None, pk))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def confirm_follow(request: HttpRequest, token: str) -> HttpResponse:
    """A button that says: this is my address. Mail scanners open the page, they do not press."""
    message = message_of_confirm_token(token)
    feed = Feed.objects.filter(pk=message.about_pk).first() if message else None
    if message is None or feed is None or not subject_is_public(feed):
        return render(request, "notifications/confirm_gone.html", status=404)
    more: dict[str, Any] = {"token": token, "email": message.email}
    if request.method == "POST":
        subscriber = services.follow_by_mail(
            message.email, feed, language=message.language, at=received_at(request)
        )
        more |= {"is_done": True, "has_account": subscriber.user_id is not None}
        more |= {"manage_token": manage_token(subscriber)}
    return _page(request, "confirm_follow", feed, owner_of(feed), **more)


def _page(
    request: HttpRequest, name: str, feed: Feed, subject: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"feed": feed, "subject": subject, "title": subject.heading(), **more}
    return render(request, f"notifications/{name}.html", context, status=status)
