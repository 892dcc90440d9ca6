"""Nothing that is hidden leaks (P04): it carries a marker, and everything is searched for it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import services
from comments.models import Comment, CommentVersion, Thread
from comments.services.writing import write_comment
from notifications.kinds import get_kind
from notifications.models import Message, Notice
from notifications.services import subscriber_of
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.comments.staff import moderator_of

pytestmark = pytest.mark.django_db
MARK = "zzq9f3a"
NOW = timezone.now()


class Conversation:
    """A conversation with two comments to read, and one of everything that is not."""

    def __init__(self) -> None:
        self.thread: Thread = open_thread(title="Synlig høring")
        self.staff = moderator_of(self.thread, full_name=MARK)
        self.shown = CommentFactory(
            thread=self.thread, text="Synlig kommentar", written_at=NOW - timedelta(days=1)
        )
        CommentVersion.objects.create(comment=self.shown, text=MARK, replaced_at=NOW)
        CommentFactory(parent=self.shown, text="Synligt svar", written_at=NOW - timedelta(days=1))
        protected = UserFactory(public_name=f"Navn {MARK}", protected=True)
        CommentFactory(
            thread=self.thread, author=protected, text="Fra en beskyttet",
            written_at=NOW - timedelta(days=1),
        )  # fmt: skip
        for below in ({"thread": self.thread}, {"parent": self.shown}):
            self.hide(CommentFactory(text=MARK, author=self.named(), **below))
            CommentFactory(text=MARK, author=self.named(), held=True, **below)
        services.report_comment(self.shown, reporter=self.named(), reason="hate", text=MARK, at=NOW)
        self.thread.refresh_from_db()

    def named(self):
        return UserFactory(public_name=f"{MARK} {UserFactory._meta._counter.seq}")

    def hide(self, comment: Comment) -> None:
        services.hide_comment(comment, reason="hate", note=MARK, by=self.staff, at=NOW)
        services.make_objection(comment, text=MARK, by=comment.author, at=NOW)

    def addresses(self) -> list[str]:
        own = self.thread.get_absolute_url()
        numbers = range(1, self.thread.last_number + 1)
        orders = ("nyeste", "aeldste", "stoette", "ubesvarede", MARK[:2])
        return [
            own, f"{own}atom/", *(f"{own}{number}/" for number in numbers),
            *(f"{own}?orden={order}" for order in orders), f"{own}?side=2",
            *(f"{own}{number}/anmeld/" for number in numbers),
            *(f"{own}{number}/anmeld/tak/" for number in numbers),
            *(f"{own}{number}/svar/" for number in numbers),
            reverse("comments:figures"), reverse("comments:figures_csv"),
            self.thread.hearing.get_absolute_url(), "/hoeringer/atom/", "/hoeringer/",
            f"{self.thread.hearing.get_absolute_url()}atom/", "/", "/sitemap.xml",
            "/sitemap-hearings-1.xml", "/soeg/?q=synlig", "/kalender/",
        ]  # fmt: skip


@pytest.fixture
def talk() -> Conversation:
    return Conversation()


@pytest.mark.parametrize("is_citizen", [False, True])
def test_no_page_feed_or_list_tells_what_is_not_to_be_read(talk, is_citizen):
    client = Client()
    if is_citizen:
        client.force_login(UserFactory())
    told = {}
    for path in talk.addresses():
        for prefix in ("", "/en") if not path.startswith("/sitemap") else ("",):
            told[f"{prefix}{path}"] = client.get(f"{prefix}{path}").content.decode()

    assert [path for path, text in told.items() if MARK in text.casefold()] == []
    everything = " ".join(told.values())
    missing = [
        word
        for word in ("Synlig kommentar", "Synligt svar", "Fra en beskyttet")
        if word not in everything
    ]
    assert missing == []


def test_counts_and_the_latest_are_of_what_can_be_read(talk):
    page = Client().get(talk.thread.get_absolute_url())

    shown = page.context["thread"]
    assert (shown.comment_count, shown.top_count) == (3, 2)
    assert shown.last_comment_at == NOW - timedelta(days=1)
    assert "3 kommentarer" in page.content.decode()
    talk.shown.refresh_from_db()
    assert talk.shown.reply_count == 1


def test_a_mail_or_a_line_about_a_comment_is_not_due_once_it_is_hidden(talk):
    follower = UserFactory()
    beginning = CommentFactory(thread=talk.thread, author=follower)
    reply = write_comment(
        talk.thread, author=UserFactory(), text=MARK, parent=beginning,
        key="0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f11", at=NOW,
    )  # fmt: skip
    answer = services.answer_comment(
        beginning, text=MARK, by=talk.staff, key="0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f12", at=NOW
    )
    told = {
        row.kind: row
        for row in (*Notice.objects.all(), *Message.objects.all())
        if row.subscriber == subscriber_of(follower)
    }

    def due() -> dict[str, bool]:
        abouts = {"comments.reply": reply, "comments.official_answer": answer}
        return {
            kind: get_kind(kind).still_due(Comment.objects.get(pk=about.pk), told[kind])
            for kind, about in abouts.items()
        }

    before = due()
    for comment in (reply, answer):
        services.hide_comment(comment, reason="hate", note="Tonen", by=talk.staff, at=NOW)

    assert before == {"comments.reply": True, "comments.official_answer": True}
    assert due() == {"comments.reply": False, "comments.official_answer": False}


def test_a_released_comment_is_told_of_and_a_held_one_is_not(talk):
    follower = UserFactory()
    beginning = CommentFactory(thread=talk.thread, author=follower)
    reply = CommentFactory(parent=beginning, held=True)
    of_follower = Notice.objects.filter(subscriber=subscriber_of(follower))
    before = of_follower.count()

    services.release_comment(reply, by=talk.staff, at=NOW)

    assert before == 0
    assert [notice.about_pk for notice in of_follower] == [str(reply.pk)]


def test_nothing_of_a_conversation_is_told_when_its_subject_is_taken_down(talk):
    talk.thread.hearing.status = "draft"
    talk.thread.hearing.published_at = None
    talk.thread.hearing.save()
    own = talk.thread.get_absolute_url()

    statuses = {Client().get(path).status_code for path in talk.addresses() if path.startswith(own)}

    assert statuses == {404}
