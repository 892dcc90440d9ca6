"""A council member's role shows on comments and begins and ends with the seat."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from comments.models import Thread
from comments.services.answering import answer_comment
from comments.services.writing import write_comment
from councils.services import end_membership
from councils.speaking import council_role
from notifications.models import Notice
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


def reply_on_the_page(client, user, question, **ticked):
    """Send the form for a reply as a browser does, and return the newest reply."""
    client.force_login(user)
    path = reverse("comments:reply", args=[question.thread_id, question.number])
    page = client.get(path)
    stamp = page.context["stamp"]
    client.post(path, {"stamp": stamp, "text": "Vi tager det op.", **ticked})
    return question.replies.order_by("-number").first(), page.content.decode()


def test_a_mayor_answers_officially_first_of_all_and_the_question_still_waits(client, mayor):
    question = CommentFactory(thread=HearingFactory().thread, asks=True)
    CommentFactory(thread=question.thread, parent=question)

    answer, page = reply_on_the_page(client, mayor.member.user, question, is_official="on")

    assert "Jeg svarer som borgmester, Kommunalbestyrelsen" in page
    assert (answer.is_official, answer.role) == (True, "borgmester, Kommunalbestyrelsen")
    told = Notice.objects.get(kind="comments.official_answer")
    assert told.subscriber.user == question.author
    client.logout()
    shown = client.get(question.get_absolute_url()).content.decode()
    assert shown.index("Vi tager det op.") < shown.index(question.replies.first().text)
    assert "Officielt svar" in shown
    question.refresh_from_db()
    assert question.is_answered is False


def test_a_mayor_who_does_not_tick_it_replies_as_everybody(client, mayor):
    question = CommentFactory(thread=HearingFactory().thread)

    answer, _page = reply_on_the_page(client, mayor.member.user, question)

    assert (answer.is_official, answer.role) == (False, "borgmester, Kommunalbestyrelsen")


def test_a_citizen_cannot_answer_officially_whatever_is_sent(client):
    question = CommentFactory(thread=HearingFactory().thread)

    answer, page = reply_on_the_page(client, UserFactory(), question, is_official="on")

    assert "Jeg svarer som" not in page
    assert (answer.is_official, answer.role) == (False, "")


def test_who_is_protected_later_is_not_named_by_the_official_answer(client, mayor):
    user, question = mayor.member.user, CommentFactory(thread=HearingFactory().thread)
    answer, _page = reply_on_the_page(client, user, question, is_official="on")

    user.protected = True
    user.save()
    answer = type(answer).objects.get(pk=answer.pk)

    assert (answer.author_name, answer.shown_role) == (f"Borger {answer.author_number}", "")


def test_a_citizen_and_a_visitor_have_no_role():
    assert council_role(None) == ""
    assert council_role(UserFactory()) == ""
