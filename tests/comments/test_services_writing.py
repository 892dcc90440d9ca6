from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from comments.exceptions import AnswerStands, NothingToReplyTo, ThreadClosed, TooLateToEdit
from comments.models import Comment, CommentDraft, ThreadEvent
from comments.services.writing import delete_comment, edit_comment, write_comment
from core.transitions import TransitionNotAllowed
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.hearings.factories import HearingFactory

pytestmark = pytest.mark.django_db


def write(thread, **values):
    values = {"author": UserFactory(), "text": "Lad træerne stå.", "key": uuid4(), **values}
    return write_comment(thread, at=timezone.now(), **values)


def actions(thread):
    return [event.action for event in thread.history.order_by("pk")]


def test_a_comment_gets_the_next_number_and_is_counted():
    thread, author = open_thread(), UserFactory()

    first = write(thread, author=author, asks=True)
    other = write(thread)
    again = write(thread, author=author)

    assert [row.number for row in (first, other, again)] == [1, 2, 3]
    assert [row.author_number for row in (first, other, again)] == [1, 2, 1]
    assert first.asks
    thread.refresh_from_db()
    assert (thread.comment_count, thread.top_count) == (3, 3)
    assert thread.last_comment_at == again.written_at
    assert actions(thread) == ["written"] * 3


def test_a_form_that_is_sent_twice_makes_one_comment():
    thread, author, key = open_thread(), UserFactory(), uuid4()

    first = write(thread, author=author, key=key)
    second = write(thread, author=author, key=key)

    assert first == second
    assert Comment.objects.count() == 1
    assert CommentDraft.objects.get().text == ""


def test_a_reply_to_a_reply_stands_below_the_same_beginning():
    beginning = CommentFactory()

    reply = write(beginning.thread, parent=beginning)
    deeper = write(beginning.thread, parent=reply, asks=True)

    assert deeper.parent == beginning
    assert (reply.reply_number, deeper.reply_number) == (1, 2)
    assert not deeper.asks
    beginning.refresh_from_db()
    assert beginning.reply_count == 2
    beginning.thread.refresh_from_db()
    assert (beginning.thread.comment_count, beginning.thread.top_count) == (3, 1)


@pytest.mark.parametrize("state", ["held", "hidden", "deleted"])
def test_what_cannot_be_read_gets_no_reply(state):
    comment = CommentFactory(**{state: True})

    with pytest.raises(NothingToReplyTo):
        write(comment.thread, parent=comment)

    assert Comment.objects.count() == 1
    assert not ThreadEvent.objects.exists()


@pytest.mark.parametrize("why", ["closed", "draft", "alone"])
def test_nothing_is_written_where_nobody_may_write(why):
    hearing = HearingFactory(draft=why == "draft")
    thread = hearing.thread
    if why == "closed":
        thread.close(reason="Vi er færdige.", at=timezone.now())
    if why == "alone":
        hearing.thread = None
        hearing.save()

    with pytest.raises(ThreadClosed):
        write(thread)

    assert not Comment.objects.exists()
    assert not CommentDraft.objects.exists()


@pytest.mark.parametrize("state", ["held", "hidden", "deleted"])
def test_what_cannot_be_read_counts_nowhere(state):
    shown = CommentFactory(written_at=timezone.now() - timedelta(days=1))
    CommentFactory(thread=shown.thread, **{state: True})
    CommentFactory(parent=shown, **{state: True})

    shown.refresh_from_db()
    assert shown.reply_count == 0
    assert (shown.thread.comment_count, shown.thread.top_count) == (1, 1)
    assert shown.thread.last_comment_at == shown.written_at


def test_words_can_be_changed_for_a_quarter_of_an_hour_and_leave_a_version():
    written_at = timezone.now()
    comment = CommentFactory(written_at=written_at, text="Første ord")

    edit_comment(comment, text="Andre ord", at=written_at + timedelta(minutes=14, seconds=59))
    with pytest.raises(TooLateToEdit):
        edit_comment(comment, text="Tredje ord", at=written_at + timedelta(minutes=15))

    comment.refresh_from_db()
    assert comment.text == "Andre ord"
    assert comment.edited_at is not None
    assert [version.text for version in comment.versions.all()] == ["Første ord"]
    assert actions(comment.thread) == ["edited"]


def test_the_same_words_are_no_change():
    comment = CommentFactory(text="Første ord")

    edit_comment(comment, text="Første ord", at=timezone.now())

    comment.refresh_from_db()
    assert comment.edited_at is None
    assert not comment.versions.exists()


@pytest.mark.parametrize("state", ["hidden", "deleted"])
def test_what_is_hidden_or_deleted_is_not_edited_or_deleted(state):
    comment = CommentFactory(**{state: True})

    with pytest.raises(TooLateToEdit):
        edit_comment(comment, text="Noget andet", at=timezone.now())
    with pytest.raises(TransitionNotAllowed):
        delete_comment(comment, at=timezone.now())

    comment.refresh_from_db()
    assert comment.state == state


def test_nothing_is_edited_in_a_closed_thread_but_one_may_still_delete():
    comment = CommentFactory()
    comment.thread.close(reason="Vi er færdige.", at=timezone.now())

    with pytest.raises(ThreadClosed):
        edit_comment(comment, text="Noget andet", at=timezone.now())
    delete_comment(comment, at=timezone.now())

    comment.refresh_from_db()
    assert comment.state == Comment.State.DELETED


def test_deleting_takes_the_words_and_their_versions_and_leaves_the_replies():
    comment = CommentFactory(text="Hemmelige ord")
    reply = CommentFactory(parent=comment)
    edit_comment(comment, text="Andre ord", at=timezone.now())

    delete_comment(comment, at=timezone.now())

    comment.refresh_from_db()
    assert (comment.state, comment.text) == (Comment.State.DELETED, "")
    assert not comment.versions.exists()
    assert list(Comment.objects.standing()) == [comment, reply]
    comment.thread.refresh_from_db()
    assert (comment.thread.comment_count, comment.thread.top_count) == (1, 0)
    assert actions(comment.thread) == ["edited", "deleted"]


def test_an_answer_of_the_municipality_does_not_vanish():
    comment = CommentFactory(official=True)

    with pytest.raises(AnswerStands):
        delete_comment(comment, at=timezone.now())
