"""The list of watched words, and the history: both in the administration."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from comments import services
from comments.models import WatchedTerm
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.comments.staff import moderator_of
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db
ADD = reverse("admin:comments_watchedterm_add")


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("word", " idiot* ", "idiot*"),
        ("host", "https://www.Spam.example/tilbud", "spam.example"),
        ("host", "ikke en adresse", None),
        ("word", "*", None),
        ("word", "a", None),
        ("word", "idi*ot", None),
    ],
)
def test_a_term_that_would_match_nothing_or_everything_is_refused(kind, typed, kept):
    client = at_work(UserFactory(role=Role.ADMINISTRATOR))

    response = client.post(ADD, {"kind": kind, "term": typed, "is_active": "on"})

    assert [row.term for row in WatchedTerm.objects.all()] == ([kept] if kept else [])
    assert response.status_code == (302 if kept else 200)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.ADMINISTRATOR, True),
        (Role.MODERATOR, True),
        (Role.CASE_WORKER, False),
        (Role.EDITOR, False),
        (Role.DATA_PROTECTION_OFFICER, False),
    ],
)
def test_administrators_and_moderators_keep_the_list(role, may):
    term = WatchedTerm.objects.create(kind="word", term="idiot")
    change = reverse("admin:comments_watchedterm_change", args=[term.pk])

    client = at_work(UserFactory(role=role))

    assert client.get(ADD).status_code == (200 if may else 403)
    assert client.post(change, {"kind": "word", "term": "fjols"}).status_code == (
        302 if may else 403
    )
    assert client.post(
        reverse("admin:comments_watchedterm_delete", args=[term.pk]), {"post": "yes"}
    ).status_code in (403, 404)


def test_the_history_is_read_in_my_departments_and_by_the_data_protection_officer():
    thread, elsewhere = open_thread(), open_thread()
    for where, reason in ((thread, "hate"), (elsewhere, "advert")):
        services.report_comment(
            CommentFactory(thread=where), reporter=None, reason=reason, text="",
            at=where.created_at,
        )  # fmt: skip
    address = reverse("admin:comments_threadevent_changelist")
    mine = at_work(moderator_of(thread)).get(address).content.decode()
    officer = at_work(UserFactory(role=Role.DATA_PROTECTION_OFFICER)).get(address)

    assert "hadefuldt eller truende" in mine
    assert "reklame eller spam</td>" not in mine
    assert "reklame eller spam</td>" in officer.content.decode()
    assert at_work(UserFactory(role=Role.ADMINISTRATOR)).get(address).status_code == 403
