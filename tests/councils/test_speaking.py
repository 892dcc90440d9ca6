"""A council member's role shows on comments and begins and ends with the seat."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from accounts.roles import Role
from comments.models import Thread
from comments.services.answering import answer_comment
from comments.services.writing import write_comment
from councils.services import end_membership
from councils.speaking import council_role
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory
from tests.councils.factories import BodyFactory, MembershipFactory
from tests.hearings.factories import HearingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mayor():
    council = BodyFactory(municipal_council=True)
    MembershipFactory(body=council, account=True)
    return MembershipFactory(body=council, account=True, title="borgmester")


def said_by(user, thread) -> str:
    now = timezone.now()
    comment = write_comment(thread, author=user, text="Ja", key=uuid4(), at=now)
    return comment.role


def test_a_members_comment_shows_the_role_and_is_no_answer_of_the_municipality(client, mayor):
    thread = HearingFactory().thread

    comment = write_comment(
        thread, author=mayor.member.user, text="Ja", key=uuid4(), at=timezone.now()
    )

    assert (comment.role, comment.is_official) == ("borgmester, Kommunalbestyrelsen", False)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "borgmester, Kommunalbestyrelsen" in page
    assert "Svar fra kommunen" not in page


def test_the_role_ends_in_the_very_second_and_what_was_written_keeps_it(mayor):
    user, thread = mayor.member.user, HearingFactory().thread
    ends_at = timezone.now() + timedelta(days=10)
    end_membership(mayor, ends_at=ends_at, reason="Valg", by=None, at=timezone.now())

    with time_machine.travel(ends_at - timedelta(microseconds=1), tick=False):
        before = council_role(user)
        comment = write_comment(thread, author=user, text="Ja", key=uuid4(), at=timezone.now())
    with time_machine.travel(ends_at, tick=False):
        after = council_role(user)

    comment.refresh_from_db()
    assert (before, after) == ("borgmester, Kommunalbestyrelsen", "")
    assert comment.shown_role == "borgmester, Kommunalbestyrelsen"


def test_a_seat_in_a_council_speaks_in_its_own_conversation_alone():
    body = BodyFactory(name="Ældrerådet")
    body.thread = Thread.objects.create(department=body.department)
    body.save()
    user = MembershipFactory(body=body, account=True).member.user

    assert said_by(user, body.thread) == "medlem, Ældrerådet"
    assert said_by(user, HearingFactory().thread) == ""


@pytest.mark.parametrize("hide", ["account", "member"])
def test_who_is_hidden_speaks_without_a_role(mayor, hide):
    user = mayor.member.user
    if hide == "account":
        user.protected = True
        user.save()
    else:
        mayor.member.is_protected = True
        mayor.member.save()

    assert council_role(user) == ""
    assert said_by(user, HearingFactory().thread) == ""


def test_who_is_hidden_later_has_no_role_on_what_was_written_before(mayor):
    user, thread = mayor.member.user, HearingFactory().thread
    comment = write_comment(thread, author=user, text="Ja", key=uuid4(), at=timezone.now())

    user.protected = True
    user.save()
    comment.refresh_from_db()

    assert (comment.role, comment.shown_role) == ("borgmester, Kommunalbestyrelsen", "")


def test_a_person_at_work_answers_for_the_department_and_not_for_the_council(mayor):
    hearing = HearingFactory()
    worker = UserFactory(role=Role.CASE_WORKER, department=hearing.department)
    MembershipFactory(body=mayor.body, member__user=worker)
    question = CommentFactory(thread=hearing.thread)

    answer = answer_comment(question, text="Svar", by=worker, key=uuid4(), at=timezone.now())

    assert answer.role == str(hearing.department)
    assert said_by(worker, hearing.thread) == ""


def test_a_citizen_and_a_visitor_have_no_role():
    assert council_role(None) == ""
    assert council_role(UserFactory()) == ""
