"""Many at once on one thread. Real threads; a race means something on PostgreSQL only."""

import time
from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from comments.models import Comment, Support
from comments.services.supporting import support
from comments.services.writing import write_comment
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.hearings.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
CROWD = 50
PATIENCE_SECONDS = 120


def all_at_once(actions: list[Callable[[], object]]) -> list[object]:
    """Start them in the same instant; who is told that the database is busy tries again."""
    return at_once([partial(persist, action) for action in actions])


def persist(action: Callable[[], object]) -> object:
    ends_at = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return action()
        except OperationalError:
            if time.monotonic() > ends_at:
                raise


def count_without_a_lock(comment: Comment, person) -> None:
    """What a careless service would do: look, then write."""
    with transaction.atomic():
        row = Comment.objects.get(pk=comment.pk)
        Support.objects.create(comment=row, user=person)
        row.support_count += 1
        row.save(update_fields=["support_count"])


def test_fifty_simultaneous_supports_of_one_person_make_one_row():
    comment, person = CommentFactory(), UserFactory()

    counts = all_at_once([lambda: support(comment, by=person, at=timezone.now())] * CROWD)

    comment.refresh_from_db()
    assert (comment.support_count, Support.objects.count()) == (1, 1)
    assert set(counts) == {1}


def test_fifty_people_who_support_at_once_are_all_counted():
    comment, people = CommentFactory(), [UserFactory() for _ in range(CROWD)]

    all_at_once([lambda p=person: support(comment, by=p, at=timezone.now()) for person in people])

    comment.refresh_from_db()
    assert (comment.support_count, Support.objects.count()) == (CROWD, CROWD)


def test_without_the_lock_supports_would_be_lost():
    """The negative control: the threads do meet, and the test above would see it."""
    if connection.vendor == "sqlite":
        pytest.skip("an immediate transaction is the lock on SQLite")
    comment, people = CommentFactory(), [UserFactory() for _ in range(CROWD)]

    at_once([lambda p=person: count_without_a_lock(comment, p) for person in people])

    comment.refresh_from_db()
    assert Support.objects.count() == CROWD
    assert comment.support_count < CROWD


def test_one_form_sent_fifty_times_is_one_comment_and_fifty_forms_are_fifty():
    thread, people = open_thread(), [UserFactory() for _ in range(CROWD)]
    key = uuid4()

    def writing(author, form):
        return lambda: (
            write_comment(thread, author=author, text="Ja", key=form, at=timezone.now()).number
        )

    same = all_at_once([writing(people[0], key)] * CROWD)
    different = all_at_once([writing(person, uuid4()) for person in people])

    thread.refresh_from_db()
    assert set(same) == {1}
    assert sorted(different) == list(range(2, CROWD + 2))
    assert (thread.comment_count, thread.last_number) == (CROWD + 1, CROWD + 1)
    assert thread.participants.count() == CROWD
