"""Who is told of a comment, and what they are told when the mail leaves."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from comments.models import Comment
from comments.services.moderation import release_comment
from comments.services.writing import delete_comment, write_comment
from notifications.delivery import relay
from notifications.lines import line_of
from notifications.models import Announcement, Channel, Message, Notice, Subscription
from notifications.services import expand_announcements, subscriber_of
from notifications.subjects import find_about
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.comments.staff import moderator_of

pytestmark = pytest.mark.django_db


def write(thread, author=None, *, at=None, **values):
    author = author or UserFactory()
    return write_comment(
        thread, author=author, text="Ja", key=uuid4(), at=at or timezone.now(), **values
    )


def test_a_reply_is_told_at_once_to_whom_it_replies_to_and_never_to_oneself():
    comment = CommentFactory()
    first, second = UserFactory(), UserFactory()

    reply = write(comment.thread, first, parent=comment)
    write(comment.thread, second, parent=reply)
    write(comment.thread, comment.author, parent=comment)

    told = [(row.subscriber.user, row.about_pk) for row in Message.objects.order_by("pk")]
    assert sorted((user.pk, pk) for user, pk in told) == sorted(
        [
            (comment.author.pk, str(reply.pk)),
            (comment.author.pk, str(reply.pk + 1)),
            (first.pk, str(reply.pk + 1)),
        ]
    )
    assert {row.channel for row in Notice.objects.all()} == {Channel.AT_ONCE}


def test_three_hundred_comments_are_one_announcement_and_one_line_for_a_follower():
    thread = open_thread()
    follower, writer = UserFactory(), UserFactory()
    for person in (follower, writer):
        Subscription.objects.create(subscriber=subscriber_of(person), feed=thread.hearing.feed)
    at = timezone.now()

    written = [write(thread, writer, at=at + timedelta(milliseconds=n)) for n in range(300)]
    write(thread, follower, at=at + timedelta(seconds=1))
    delete_comment(written[0], at=at + timedelta(seconds=2))
    expand_announcements(seconds=5)

    assert Announcement.objects.count() == 1
    lines = {
        notice.subscriber.user: line_of(notice, find_about(notice))
        for notice in Notice.objects.all()
    }
    with translation.override("da"):
        assert lines[follower].text.startswith("299 nye kommentarer siden ")
        assert lines[writer].text.startswith("1 ny kommentar siden ")
    assert not Message.objects.exists()


def test_a_reply_to_a_reply_that_was_held_is_told_to_both_when_it_is_shown(monkeypatch):
    beginning = CommentFactory()
    reply = CommentFactory(parent=beginning)
    monkeypatch.setattr("comments.services.writing.reason_to_hold", lambda *_args: "first")
    held = write(beginning.thread, parent=reply)
    before = Notice.objects.count()

    release_comment(held, by=moderator_of(beginning.thread), at=timezone.now())

    told = Notice.objects.filter(kind="comments.reply")
    assert before == 0
    assert {notice.subscriber.user for notice in told} == {beginning.author, reply.author}


def follow(thread, person):
    Subscription.objects.create(subscriber=subscriber_of(person), feed=thread.hearing.feed)


def told_of_news(person):
    return [
        line_of(notice, find_about(notice)) is not None
        for notice in Notice.objects.filter(kind="comments.new", subscriber__user=person)
    ]


@pytest.mark.parametrize("is_expanded_at_once", [True, False])
def test_a_follower_hears_of_others_and_not_of_what_is_their_own(is_expanded_at_once):
    beginning = CommentFactory()
    thread, writer, reader = beginning.thread, UserFactory(), beginning.author
    for person in (writer, reader):
        follow(thread, person)
    at = timezone.now()

    def write_then(minutes, author, **values):
        write(thread, author, at=at + timedelta(minutes=minutes), **values)
        if is_expanded_at_once:
            expand_announcements(seconds=5)

    write_then(0, writer, parent=beginning)
    write_then(1, writer, parent=beginning)
    expand_announcements(seconds=5)
    alone = (told_of_news(writer), told_of_news(reader))
    write_then(2, UserFactory())
    write_then(3, UserFactory())
    expand_announcements(seconds=5)

    assert alone == ([], [])
    assert (told_of_news(writer), told_of_news(reader)) == ([True], [True])


def test_only_what_everybody_may_read_is_told(monkeypatch):
    monkeypatch.setattr("comments.services.writing.reason_to_hold", lambda *_args: "first")
    comment = CommentFactory()

    write(comment.thread, parent=comment)

    assert not Notice.objects.exists()
    assert not Announcement.objects.exists()


@pytest.mark.parametrize("what", ["shown", "deleted", "hidden_subject"])
def test_a_mail_about_a_reply_leaves_only_while_it_can_be_read(what, mailoutbox):
    comment = CommentFactory(thread=open_thread(title="Poppelrækken"))
    author = UserFactory(public_name="Birk Bænkesen")
    reply = write(comment.thread, author, parent=comment)
    if what == "deleted":
        delete_comment(reply, at=timezone.now())
    if what == "hidden_subject":
        type(comment.thread.hearing).objects.update(status="draft")

    relay("bulk", seconds=5)

    row = Message.objects.get()
    assert row.state == (Message.State.SENT if what == "shown" else Message.State.CANCELLED)
    assert [mail.subject for mail in mailoutbox] == (
        ["Birk Bænkesen har svaret dig: Poppelrækken"] if what == "shown" else []
    )
    assert Comment.objects.count() == 2
