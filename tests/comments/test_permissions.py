"""Who may do what with a comment: role x state x thread x subject, judged by what changed.

A step counts as taken only when the rows say so: a refusal is whatever leaves them as they were.
"""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from comments import services
from comments.models import Comment, CommentObjection, Report, Support, Thread, ThreadEvent
from core.tokens import new_stamp
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.comments.staff import moderator_of
from tests.hearings.staff import at_work
from tests.once import write_refusals_once

pytestmark = pytest.mark.django_db

STAFF_HERE = {"case_worker", "moderator", "manager", "editor", "superuser"}
SEES_DRAFTS = {"case_worker", "moderator", "manager", "facilitator", "superuser"}
ROLES = (
    "visitor", "author", "citizen", *sorted(STAFF_HERE), "facilitator", "moderator_elsewhere",
    "administrator",
)  # fmt: skip
SITUATIONS = (
    "visible", "held", "hidden", "objected", "deleted", "answered", "closed", "subject_hidden",
)  # fmt: skip
SHOWN = {"visible", "answered", "closed", "subject_hidden"}


def may(role: str, situation: str, action: str) -> bool:
    """The policy, told once."""
    is_author, is_staff = role == "author", role in STAFF_HERE
    is_shown, is_logged_in = situation in SHOWN, role != "visitor"
    sees = situation != "subject_hidden" or role in SEES_DRAFTS
    takes_words = situation in ("visible", "answered")
    stands = situation in ("visible", "answered", "held")
    policy = {
        "read": sees and (is_shown or (is_author and situation in ("held", "hidden", "objected"))),
        "reply": is_logged_in and takes_words,
        "edit": is_author and stands,
        "delete": is_author and (stands or situation == "closed"),
        "support": is_logged_in and not is_author and takes_words,
        "report": is_shown and sees,
        "object": is_author and situation == "hidden",
        "desk_comment": is_staff,
        "desk_keep": is_staff and is_shown,
        "desk_hide": is_staff and (is_shown or situation == "held"),
        "desk_release": is_staff and situation == "held",
        "desk_restore": is_staff and situation == "hidden",
        "desk_decide": is_staff and situation == "objected",
        "desk_answer": is_staff and is_shown,
        "desk_no_answer": is_staff and is_shown and situation != "answered",
        "desk_close": is_staff and situation != "closed",
        "desk_reopen": is_staff and situation == "closed",
        "desk_summary": is_staff,
    }
    return policy[action]


ACTIONS = (
    "read", "reply", "edit", "delete", "support", "report", "object", "desk_comment", "desk_keep",
    "desk_hide", "desk_release", "desk_restore", "desk_decide", "desk_answer", "desk_no_answer",
    "desk_close", "desk_reopen", "desk_summary",
)  # fmt: skip
OF_THREAD = {"desk_close", "desk_reopen", "desk_summary"}
MARK = "Zzq er ordet"


@dataclass
class Case:
    comment: Comment
    client: Client

    def __post_init__(self) -> None:
        # What an action changes is taken back, so this holds for all of them.
        self.before = rows()

    def path(self, action: str) -> str:
        if action in OF_THREAD:
            return reverse(f"comments:{action}", args=[self.comment.thread_id])
        name = "comment" if action == "read" else action
        return reverse(f"comments:{name}", args=[self.comment.thread_id, self.comment.number])

    def takes(self, action: str) -> bool:
        """Try an action, tell whether it worked, and take it back."""
        with transaction.atomic():
            if action in ("read", "desk_comment"):
                response = self.client.get(self.path(action))
                worked = response.status_code == 200 and MARK in response.content.decode()
            else:
                self.client.post(self.path(action), self.typed(action))
                worked = rows() != self.before
            transaction.set_rollback(True)
        return worked

    def typed(self, action: str) -> dict[str, Any]:
        stamp = new_stamp(f"comment-{self.comment.thread_id}", at=timezone.now())
        return {
            "reply": {"stamp": stamp, "text": "Enig."},
            "edit": {"text": "Rettet."},
            "report": {"reason": "hate"},
            "object": {"text": "Uenig."},
            "desk_hide": {"reason": "hate", "note": "Tonen."},
            "desk_decide": {"outcome": "upheld", "answer": "Set igen."},
            "desk_answer": {"key": uuid4(), "text": "Ja."},
            "desk_close": {"reason": "Slut."},
            "desk_summary": {"text": "Her.", "seen": ""},
        }.get(action, {})


def rows() -> tuple[Any, ...]:
    """Return everything that an action can change, but what was typed and not sent."""
    comments = Comment.objects.order_by("pk").values_list("pk", "text", "state", "is_answered")
    threads = Thread.objects.order_by("pk").values_list("pk", "status", "summary")
    objections = CommentObjection.objects.order_by("pk").values_list("pk", "outcome")
    reports = Report.objects.order_by("pk").values_list("pk", "outcome")
    counts = (ThreadEvent.objects.count(), Support.objects.count())
    return (*comments, *threads, *objections, *reports, counts)


def make(situation: str) -> Comment:
    """Return a question in one situation, reported while everybody could read it."""
    thread = open_thread(draft=situation == "subject_hidden")
    comment = CommentFactory(thread=thread, asks=True, text=MARK, held=situation == "held")
    other, at = moderator_of(thread), timezone.now()
    if situation in SHOWN:
        services.report_comment(comment, reporter=None, reason="hate", text="", at=at)
    if situation in ("hidden", "objected"):
        services.hide_comment(comment, reason="hate", note="Tonen.", by=other, at=at)
    if situation == "objected":
        services.make_objection(comment, text="Nej.", by=comment.author, at=at)
    if situation == "deleted":
        comment.delete_by_author()
    if situation == "answered":
        services.needs_no_answer(comment, note="", by=other, at=at)
    if situation == "closed":
        services.close_thread(thread, reason="Slut.", by=other, at=at)
    return Comment.objects.get(pk=comment.pk)


def client_of(role: str, comment: Comment) -> Client:
    client, department = Client(), comment.thread.department
    if role == "visitor":
        return client
    if role in ("author", "citizen"):
        client.force_login(comment.author if role == "author" else UserFactory())
        return client
    if role == "superuser":
        return at_work(UserFactory(admin=True))
    if role == "moderator_elsewhere":
        return at_work(UserFactory(role=Role.MODERATOR, department=DepartmentFactory()))
    if role == "administrator":
        return at_work(UserFactory(role=Role.ADMINISTRATOR))
    return at_work(UserFactory(role=Role(role), department=department))


@pytest.fixture(autouse=True)
def refusals_are_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    write_refusals_once(monkeypatch)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_each_role_takes_the_steps_of_the_policy_and_no_other(situation):
    comment = make(situation)
    wrong = []

    for role in ROLES:
        case = Case(comment, client_of(role, comment))
        for action in ACTIONS:
            expected = may(role, situation, action)
            # The words of a deleted comment are nowhere, so there is nothing to look for.
            if action == "desk_comment" and situation == "deleted":
                continue
            if case.takes(action) != expected:
                wrong.append((role, action, "refused" if expected else "let through"))

    assert wrong == []


@pytest.mark.parametrize("situation", SITUATIONS)
def test_nobody_judges_what_they_have_written_themselves(situation):
    """Also a superuser: they may hide it, and a colleague says whether it is shown."""
    comment = make(situation)
    superuser = UserFactory(admin=True)
    Comment.objects.filter(pk=comment.pk).update(author=superuser)
    case = Case(comment, at_work(superuser))

    judged = [f"desk_{name}" for name in ("keep", "release", "restore", "decide")]

    assert [action for action in judged if case.takes(action)] == []
    assert case.takes("desk_hide") == may("superuser", situation, "desk_hide")


def test_without_the_second_factor_staff_are_citizens():
    comment = make("visible")
    client = Client()
    client.force_login(moderator_of(comment.thread))
    case = Case(comment, client)

    taken = [action for action in ACTIONS if case.takes(action)]

    assert taken == ["read", "reply", "support", "report"]
