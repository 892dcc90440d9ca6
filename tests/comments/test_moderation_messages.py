"""What authors are told: the words of the mails, and when one is no longer wanted."""

import pytest
from django.utils import timezone

from comments import services
from comments.models import Comment, CommentObjection
from notifications.kinds import get_kind
from notifications.models import Message
from notifications.rendering import render
from notifications.services import enqueue
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.comments.staff import moderator_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SITE = "http://localhost:8000"


@pytest.fixture
def comment():
    thread = open_thread(title="Byggeri på spam.example")
    return CommentFactory(thread=thread, text="Køb her: evil.dk/login")


def message(kind, about):
    """Return the newest mail of a kind, and how it reads."""
    row = Message.objects.filter(kind=kind).latest("pk")
    return row, render(row, get_kind(kind), about)


def test_the_mail_about_a_hidden_comment_says_why_and_leads_to_the_objection(comment):
    services.hide_comment(
        comment, reason="advert", note="Det er reklame.", by=moderator_of(comment.thread), at=NOW
    )
    comment.refresh_from_db()

    row, mail = message("comments.hidden", comment)

    assert row.user == comment.author
    for text in (mail.text, mail.html):
        assert "eklame eller spam" in text
        assert "Det er reklame." in text
        assert f"{SITE}/samtaler/{comment.thread_id}/{comment.number}/indsigelse/" in text
        # What somebody typed is no link, wherever it stands.
        assert "evil.dk" not in text
        assert "på spam.example" not in text


def test_the_mail_is_in_the_authors_language_with_its_links(comment):
    comment.author.language = "en"
    comment.author.save()
    services.hide_comment(
        comment, reason="advert", note="Det er reklame.", by=moderator_of(comment.thread), at=NOW
    )
    comment.refresh_from_db()

    _row, mail = message("comments.hidden", comment)

    assert f"{SITE}/en/samtaler/{comment.thread_id}/{comment.number}/indsigelse/" in mail.text


@pytest.mark.parametrize(
    ("is_upheld", "told"), [(True, "Du har fået medhold."), (False, "Du har ikke fået medhold.")]
)
def test_the_decision_of_an_objection_is_told_with_its_reason(comment, is_upheld, told):
    staff = [moderator_of(comment.thread), moderator_of(comment.thread)]
    services.hide_comment(comment, reason="hate", note="Tonen.", by=staff[0], at=NOW)
    objection = services.make_objection(comment, text="Nej.", by=comment.author, at=NOW)
    objection = services.decide_objection(
        objection, is_upheld=is_upheld, answer="Vi har læst det igen.", by=staff[1], at=NOW
    )

    row, mail = message("comments.objection_decided", objection)

    assert get_kind(row.kind).still_due(CommentObjection.objects.get(), row)
    for text in (mail.text, mail.html):
        assert told in text
        assert "Vi har læst det igen." in text


def test_a_mail_that_is_no_longer_true_is_not_sent(comment):
    staff = moderator_of(comment.thread)
    services.hide_comment(comment, reason="hate", note="Tonen.", by=staff, at=NOW)
    hidden = Message.objects.get(kind="comments.hidden")
    services.restore_comment(comment, note="", by=staff, at=NOW)
    shown = Message.objects.get(kind="comments.released")

    def due(row):
        return get_kind(row.kind).still_due(Comment.objects.get(pk=comment.pk), row)

    after_restoring = (due(hidden), due(shown))
    services.hide_comment(comment, reason="hate", note="Tonen.", by=staff, at=NOW)
    after_hiding = (due(hidden), due(shown))

    assert after_restoring == (False, True)
    assert after_hiding == (True, False)


def test_a_shown_comment_is_not_told_of_when_the_subject_is_taken_down(comment):
    row = enqueue("comments.released", user=UserFactory(), about=comment)
    comment.thread.hearing.status = "draft"
    comment.thread.hearing.published_at = None
    comment.thread.hearing.save()

    assert not get_kind(row.kind).still_due(Comment.objects.get(), row)
