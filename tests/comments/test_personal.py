"""What a person gets to read of themselves, and what is left when they are forgotten."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import invariants, personal
from comments.models import (
    Comment,
    CommentDraft,
    CommentObjection,
    Participant,
    Report,
    Thread,
    ThreadEvent,
)
from comments.services.drafts import keep_draft
from comments.services.history import record
from comments.services.supporting import support
from comments.services.writing import edit_comment
from portal.mypage import comments_of
from portal.personal import personal_data_of
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory
from tests.comments.test_reading import client_of, page
from tests.information.factories import make_page

Action = ThreadEvent.Action
pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory(public_name="Birk Bænkesen")


@pytest.fixture
def said(person):
    """What a person can have left in a conversation, with the word MARKØR in all of it."""
    comment = CommentFactory(author=person, text="MARKØR et")
    edit_comment(comment, text="MARKØR to", at=timezone.now())
    CommentFactory(parent=comment, text="Svar fra en anden")
    CommentFactory(thread=comment.thread, author=person, text="MARKØR skjult", hidden=True)
    CommentFactory(thread=comment.thread, author=person, text="MARKØR holdt", held=True)
    other = CommentFactory(thread=comment.thread)
    support(other, by=person, at=timezone.now())
    support(comment, by=other.author, at=timezone.now())
    Report.objects.create(comment=other, reporter=person, reason="hate", text="MARKØR anmeldt")
    keep_draft(comment.thread, key=uuid4(), text="MARKØR kladde", person=person, at=timezone.now())
    return comment


def test_a_person_gets_all_that_they_have_said(said, person):
    data = personal_data_of(person, at=timezone.now())["comments"]

    text = json.dumps(data, ensure_ascii=False)
    words = ("et", "to", "skjult", "holdt", "anmeldt", "kladde")
    assert [word for word in words if f"MARKØR {word}" not in text] == []
    assert len(data["supports"]) == 1
    assert "Svar fra en anden" not in text


def test_a_person_gets_the_reasons_for_what_was_decided_about_them(said, person):
    hidden = Comment.objects.hidden().get()
    CommentObjection.objects.create(
        comment=hidden, text="MARKØR nej", outcome="rejected", answer="Set igen.",
        at=timezone.now(), decided_at=timezone.now(),
    )  # fmt: skip

    told = personal.personal_data_of(person)["comments"]

    assert [row["answer"] for comment in told for row in comment["objections"]] == ["Set igen."]


def test_a_person_who_is_forgotten_leaves_no_word_and_others_keep_theirs(said, person):
    hidden = Comment.objects.hidden().get()
    told = "MARKØR du skriver om din nabo"
    record(said.thread, Action.HIDDEN, by=None, comment=hidden, at=timezone.now(), note=told)

    personal.forget(person)

    kept = [
        *Comment.objects.values_list("text", flat=True),
        *CommentDraft.objects.values_list("text", flat=True),
        *Report.objects.values_list("text", flat=True),
        *ThreadEvent.objects.values_list("note", flat=True),
    ]
    assert [text for text in kept if "MARKØR" in text] == []
    assert "Svar fra en anden" in page(said.thread).content.decode()
    assert not Participant.objects.filter(user=person).exists()
    assert Comment.objects.filter(supports__user=person).count() == 0
    assert {rows.count() for rows in invariants.violations().values()} == {0}
    said.thread.refresh_from_db()
    assert said.thread.comment_count == 2
    forgotten = ThreadEvent.objects.filter(action="forgotten")
    assert forgotten.count() == 3


def test_an_official_answer_stays_when_who_wrote_it_is_forgotten():
    answer = CommentFactory(parent=CommentFactory(), official=True, text="Ja, i november.")

    personal.forget(answer.author)

    answer.refresh_from_db()
    assert (answer.text, answer.state) == ("Ja, i november.", Comment.State.VISIBLE)


def test_my_page_shows_what_i_have_said(said, person):
    text = client_of(person).get(reverse("portal:mypage")).content.decode()
    other = client_of(UserFactory()).get(reverse("portal:mypage")).content.decode()

    assert "Mine kommentarer" in text
    assert "MARKØR to" in text
    assert "Skjult af kommunen: hadefuldt eller truende" in text
    assert "En medarbejder læser den først" in text
    assert "MARKØR" not in other
    assert said.get_absolute_url() in text


@pytest.mark.parametrize("count", [1, 4])
def test_my_comments_cost_the_same_on_however_many_pages(person, count, django_assert_num_queries):
    for number in range(count):
        subject = make_page(title=f"Side {number}")
        subject.thread = Thread.objects.create(department=subject.department)
        subject.save()
        CommentFactory(thread=subject.thread, author=person)

    with django_assert_num_queries(10):
        told = comments_of(person)

    assert {row["heading"] for row in told} == {f"Side {number}" for number in range(count)}


@pytest.mark.parametrize("break_it", ["comment_count", "top_count"])
def test_a_wrong_count_is_found(said, break_it):
    type(said.thread).objects.update(**{break_it: 99})

    assert sum(rows.count() for rows in invariants.violations().values()) == 1


def test_a_visitor_is_asked_to_log_in_for_my_page():
    assert Client().get(reverse("portal:mypage")).status_code == 302
