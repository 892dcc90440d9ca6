"""Comments are found while everybody may read them, also by an index that is some seconds old."""

import pytest
from django.utils import timezone

from comments.models import Thread
from comments.services.writing import delete_comment, edit_comment
from information.models import Plan
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.information.factories import PlanFactory, make_page
from tests.portal.search import refresh, titles

pytestmark = pytest.mark.django_db
MARK = "zebrahest"


def thread_of(subject) -> Thread:
    subject.thread = Thread.objects.create(department=subject.department)
    subject.save()
    return subject.thread


def test_comments_on_hearings_pages_and_plans_are_found():
    for thread in (open_thread(), thread_of(make_page()), thread_of(PlanFactory())):
        CommentFactory(thread=thread, text=f"Her går en {MARK}.")
    refresh()

    assert titles(MARK, kind="kommentar") == ["Kommentar 1"] * 3


@pytest.mark.parametrize("state", ["held", "hidden"])
def test_what_cannot_be_read_is_not_found(state):
    CommentFactory(text=MARK, **{state: True})
    CommentFactory(text=MARK, thread=open_thread(draft=True))
    CommentFactory(text=MARK, thread=thread_of(PlanFactory(draft=True)))
    refresh()

    assert titles(MARK) == []


@pytest.mark.parametrize("step", ["hidden", "deleted", "edited", "subject"])
def test_an_index_that_still_holds_the_words_does_not_show_them(step):
    thread = thread_of(PlanFactory())
    comment = CommentFactory(text=MARK, thread=thread)
    refresh()
    found = titles(MARK)

    if step == "hidden":
        comment.hide(reason="hate", note="", by=UserFactory(), at=timezone.now())
    if step == "deleted":
        delete_comment(comment, at=timezone.now())
    if step == "edited":
        edit_comment(comment, text="Noget andet", at=timezone.now())
    if step == "subject":
        Plan.objects.update(status=Plan.Status.WITHDRAWN)

    assert (found, titles(MARK)) == (["Kommentar 1"], [])


def test_nobody_is_found_by_their_name():
    CommentFactory(author=UserFactory(public_name="Zacharias Zebra"), text="Ja.")
    refresh()

    assert titles("Zacharias", kind="kommentar") == []
