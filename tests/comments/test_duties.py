from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from comments import services
from comments.duties import duties_of
from comments.models import HideReason
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.comments.staff import moderator_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def report(comment, at):
    services.report_comment(comment, reporter=None, reason=HideReason.HATE, text="", at=at)


def titles(person):
    return [duty.title for duty in duties_of(person, NOW)]


def test_what_waits_is_a_line_per_list_and_department_with_its_age():
    thread = open_thread()
    old, new = NOW - timedelta(days=8), NOW - timedelta(days=1)
    for written_at in (new, old):
        CommentFactory(thread=thread, asks=True, written_at=written_at)
    comment = CommentFactory(thread=thread)
    report(comment, new), report(comment, new)
    CommentFactory(thread=thread, held=True, written_at=new)
    CommentFactory(thread=open_thread(), held=True, asks=True)

    duties = duties_of(moderator_of(thread), NOW)

    department = thread.department
    assert [(duty.title, duty.waits_since, duty.is_overdue) for duty in duties] == [
        (f"2 spørgsmål i samtalerne venter på svar: {department}", old, True),
        (f"1 kommentar er holdt tilbage: {department}", new, False),
        (f"1 anmeldt kommentar skal læses: {department}", new, False),
    ]


def test_an_objection_is_a_duty_for_the_others_alone():
    thread = open_thread()
    person, second = moderator_of(thread), moderator_of(thread, Role.MANAGER)
    comment = CommentFactory(thread=thread)
    services.hide_comment(comment, reason="hate", note="Tonen", by=person, at=NOW)
    services.make_objection(comment, text="Nej", by=comment.author, at=NOW)

    assert titles(person) == []
    assert titles(second) == [
        f"1 indsigelse over en skjult kommentar skal afgøres: {thread.department}"
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_duties_ask_the_same_questions_however_much_waits(count, django_assert_num_queries):
    thread = open_thread()
    person = moderator_of(thread)
    for _n in range(count):
        report(CommentFactory(thread=thread, asks=True), NOW)

    # The roles, once; then one question for each list.
    with django_assert_num_queries(6):
        duties_of(person, NOW)


def test_a_citizen_has_no_duties_and_costs_no_question(django_assert_num_queries):
    CommentFactory(held=True)
    person = UserFactory()

    with django_assert_num_queries(0):
        assert duties_of(person, NOW) == []
