"""Writing from the browser: nothing that was typed is lost, and nothing is shown by accident."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from comments.models import Comment, CommentDraft
from comments.services.drafts import LONGEST_DRAFT, delete_expired_drafts
from core.tokens import new_stamp
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.comments.staff import moderator_of
from tests.comments.test_reading import client_of
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db


def typed(thread, **values):
    stamp = new_stamp(f"comment-{thread.pk}", at=timezone.now())
    return {"stamp": stamp, "text": "Lad træerne stå.", **values}


def send(client, thread, path: str = "", **values):
    path = path or reverse("comments:write", args=[thread.pk])
    return client.post(path, typed(thread, **values))


def step(comment, name: str) -> str:
    return reverse(f"comments:{name}", args=[comment.thread_id, comment.number])


def again_in(response) -> str:
    """Return the address under which what was typed is kept."""
    text = response.headers.get("Location", "").replace("%2F", "/") or response.content.decode()
    return re.search(r"/samtaler/\d+/skriv/[0-9a-f-]{36}/", text)[0]


# --- The way through -------------------------------------------------------------------------
def test_a_comment_is_written_and_shown_in_its_place():
    thread, author = open_thread(), UserFactory()

    response = send(client_of(author), thread, asks="on")

    comment = Comment.objects.get()
    assert (comment.author, comment.text, comment.asks) == (author, "Lad træerne stå.", True)
    assert response.headers["Location"] == f"{thread.get_absolute_url()}#kommentar-1"


def test_what_a_visitor_typed_waits_through_the_log_in():
    thread, visitor, author = open_thread(), Client(), UserFactory()

    written = send(visitor, thread, asks="on")
    visitor.force_login(author, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = visitor.get(again_in(written))
    sent = visitor.post(again_in(written), {"text": "Lad træerne stå.", "asks": "on"})
    twice = visitor.post(again_in(written), {"text": "Lad træerne stå.", "asks": "on"})

    assert written.headers["Location"].startswith(reverse("account_login"))
    assert Comment.objects.get().author == author
    assert "Lad træerne stå.</textarea>" in shown.content.decode()
    assert "checked" in shown.content.decode()
    assert sent.headers["Location"] == twice.headers["Location"]


def test_a_visitor_finds_a_form_without_an_account_but_nothing_is_shown_of_it(client):
    thread = open_thread()

    form = client.get(reverse("comments:write", args=[thread.pk]))
    send(client, thread)

    assert "Skriv først. Bagefter logger du ind" in form.content.decode()
    assert form.headers["Cache-Control"] == "private, no-store"
    assert not Comment.objects.exists()


def test_a_reply_waits_through_the_log_in_as_a_reply():
    comment, visitor, author = CommentFactory(), Client(), UserFactory()

    written = send(visitor, comment.thread, step(comment, "reply"))
    visitor.force_login(author, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = visitor.get(again_in(written))
    visitor.post(again_in(written), {"text": "Ja, lad dem stå."})

    assert comment.text in shown.content.decode()
    assert Comment.objects.get(parent=comment).text == "Ja, lad dem stå."


def test_what_somebody_has_typed_is_not_shown_to_somebody_else():
    thread, author = open_thread(), UserFactory()
    key = uuid4()
    CommentDraft.objects.create(
        key=key, thread=thread, person=author, text="MARKØR",
        expires_at=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    path = reverse("comments:write_again", args=[thread.pk, key])

    answers = [reader.get(path) for reader in (Client(), client_of(UserFactory()))]

    assert [answer.status_code for answer in answers] == [302, 404]
    assert answers[0].headers["Location"] == f"{reverse('account_login')}?next={path}"
    assert "MARKØR" in client_of(author).get(path).content.decode()


def test_a_log_in_that_ends_in_the_middle_of_a_reply_costs_no_words():
    comment, client, author = CommentFactory(), Client(), UserFactory()
    client.force_login(author, backend="allauth.account.auth_backends.AuthenticationBackend")
    warned = send(client, comment.thread, step(comment, "reply"), text="Ring 43 68 68 68")
    client.logout()

    sent = client.post(again_in(warned), {"text": "Ja, lad dem stå."})
    client.force_login(author, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = client.get(again_in(sent))
    client.post(again_in(sent), {"text": "Ja, lad dem stå."})

    assert again_in(sent) != again_in(warned)
    assert "Ja, lad dem stå.</textarea>" in shown.content.decode()
    assert Comment.objects.get(parent=comment).author == author


def test_a_reply_that_comes_after_a_day_does_not_become_something_of_its_own():
    comment, client = CommentFactory(), client_of(UserFactory())
    warned = send(client, comment.thread, step(comment, "reply"), text="Ring 43 68 68 68")
    delete_expired_drafts(at=timezone.now() + timedelta(hours=25))

    late = client.post(again_in(warned), {"text": "Ja, lad dem stå."})

    assert "Formularen er for gammel" in late.content.decode()
    assert "Ja, lad dem stå.</textarea>" in late.content.decode()
    assert Comment.objects.get() == comment


def test_a_text_without_end_is_not_kept_whole():
    thread = open_thread()

    send(client_of(UserFactory()), thread, text="a" * 100_000)

    assert len(CommentDraft.objects.get().text) == LONGEST_DRAFT


def test_nothing_is_written_below_what_not_everybody_may_read():
    thread = open_thread(draft=True)
    staff = at_work(moderator_of(thread, Role.CASE_WORKER))

    answer = send(staff, thread)

    assert answer.status_code == 409
    assert "når alle kan læse med" in answer.content.decode()
    assert "Lad træerne stå.</textarea>" in answer.content.decode()


# --- What is wrong with it -------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Skriv din kommentar."),
        ("Mit nummer er 010190-1234", "Der står noget, der ligner et cpr-nummer"),
        ("a" * 4001, "4000"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(text, told):
    thread = open_thread()

    response = send(client_of(UserFactory()), thread, text=text)

    shown = response.content.decode()
    assert told in shown
    assert f"{text}</textarea>" in shown
    assert CommentDraft.objects.get().text == text
    assert not Comment.objects.exists()


def test_a_form_that_is_too_old_is_given_back_with_its_text():
    thread = open_thread()
    old = new_stamp(f"comment-{thread.pk}", at=timezone.now() - timedelta(hours=25))
    client = client_of(UserFactory())

    response = send(client, thread, stamp=old)
    client.post(again_in(response), {"text": "Lad træerne stå."})

    assert "Formularen er for gammel" in response.content.decode()
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("contact", ["43 68 68 68", "birk@example.dk", "+45 43686868"])
def test_a_number_or_an_address_is_shown_before_everybody_sees_it(contact):
    thread, client = open_thread(), client_of(UserFactory())

    warned = send(client, thread, text=f"Ring til mig: {contact}")
    seal = re.search(r'name="seen" value="(\w+)"', warned.content.decode())[1]
    other = client.post(again_in(warned), {"text": f"{contact} og 43 68 68 69", "seen": seal})
    before = Comment.objects.count()
    client.post(again_in(warned), {"text": f"Ring til mig: {contact}", "seen": seal})

    assert f"<b>{contact}</b>" in warned.content.decode()
    assert "<b>43 68 68 69</b>" in other.content.decode()
    assert before == 0
    assert Comment.objects.get().text == f"Ring til mig: {contact}"


def test_a_number_in_the_address_of_a_link_is_no_telephone_number():
    thread = open_thread()

    send(client_of(UserFactory()), thread, text="Se https://example.dk/43686868/x den 01.02.2026")

    assert Comment.objects.count() == 1


def test_a_closed_thread_gives_the_text_back():
    thread, client = open_thread(), client_of(UserFactory())
    thread.close(reason="Vi samler op nu.", at=timezone.now())

    shown = client.get(reverse("comments:write", args=[thread.pk]))
    sent = send(client, thread)
    kept = client.get(again_in_draft(thread))

    assert "Vi samler op nu." in shown.content.decode()
    assert sent.status_code == 409
    assert "Lad træerne stå.</textarea>" in sent.content.decode()
    assert "Lad træerne stå.</textarea>" in kept.content.decode()
    assert not Comment.objects.exists()


def again_in_draft(thread) -> str:
    return reverse("comments:write_again", args=[thread.pk, CommentDraft.objects.get().key])


def test_a_reply_to_what_is_hidden_meanwhile_is_given_back():
    comment, client = CommentFactory(), client_of(UserFactory())
    comment.hide(reason="hate", note="", by=UserFactory(), at=timezone.now())

    response = send(client, comment.thread, step(comment, "reply"))

    assert response.status_code == 409
    assert "kan ikke læses mere" in response.content.decode()
    assert "Lad træerne stå.</textarea>" in response.content.decode()


def test_who_writes_too_much_keeps_the_text(monkeypatch):
    monkeypatch.setattr("comments.views.writing.WRITTEN_PER_HOUR", 1)
    thread, client = open_thread(), client_of(UserFactory())

    send(client, thread)
    response = send(client, thread, text="Den næste")

    assert response.status_code == 429
    assert "Den næste</textarea>" in response.content.decode()
    assert Comment.objects.count() == 1


def test_what_was_never_sent_is_deleted_after_a_day(client):
    thread = open_thread()
    send(client, thread)
    now = timezone.now()

    early = delete_expired_drafts(at=now + timedelta(hours=23))
    late = delete_expired_drafts(at=now + timedelta(hours=25))

    assert (early, late) == (0, 1)


# --- Edit, delete, support -------------------------------------------------------------------
def test_an_author_edits_and_deletes():
    comment = CommentFactory()
    client = client_of(comment.author)

    form = client.get(step(comment, "edit"))
    client.post(step(comment, "edit"), {"text": "Andre ord"})
    comment.refresh_from_db()
    edited = comment.text
    asked = client.get(step(comment, "delete"))
    client.post(step(comment, "delete"))
    comment.refresh_from_db()

    assert f"{comment.text}</textarea>" in form.content.decode()
    assert edited == "Andre ord"
    assert "Andre ord" in asked.content.decode()
    assert comment.state == Comment.State.DELETED


def test_an_edit_that_comes_too_late_is_given_back():
    comment = CommentFactory(written_at=timezone.now() - timedelta(minutes=15))
    client = client_of(comment.author)

    shown = client.get(step(comment, "edit"))
    sent = client.post(step(comment, "edit"), {"text": "Andre ord"})

    assert (shown.status_code, sent.status_code) == (409, 409)
    assert "Andre ord</textarea>" in sent.content.decode()
    assert "15 minutter" in sent.content.decode()


def test_an_edit_is_warned_about_contacts_too():
    comment = CommentFactory(text="Første ord")

    response = client_of(comment.author).post(step(comment, "edit"), {"text": "Ring 43 68 68 68"})

    comment.refresh_from_db()
    assert "<b>43 68 68 68</b>" in response.content.decode()
    assert comment.text == "Første ord"


def test_who_edits_too_often_keeps_the_text(monkeypatch):
    monkeypatch.setattr("comments.views.acting.EDITED_PER_HOUR", 0)
    comment = CommentFactory()

    answer = client_of(comment.author).post(step(comment, "edit"), {"text": "Andre ord"})

    assert answer.status_code == 429
    assert "Andre ord</textarea>" in answer.content.decode()


def test_an_answer_of_the_municipality_is_edited_by_who_speaks_for_it_now():
    question = CommentFactory()
    staff = moderator_of(question.thread)
    answer = CommentFactory(parent=question, author=staff, official=True)
    edit = step(answer, "edit")

    told = {
        name: (client.get(edit).status_code, edit in client.get(question.get_absolute_url()).text)
        for name, client in (("at work", at_work(staff)), ("off duty", client_of(staff)))
    }

    assert told == {"at work": (200, True), "off duty": (403, False)}


@pytest.mark.parametrize("name", ["edit", "delete"])
def test_nobody_touches_what_somebody_else_wrote(name):
    comment = CommentFactory(text="Første ord")

    codes = [
        getattr(client_of(UserFactory()), method)(step(comment, name), {"text": "x"}).status_code
        for method in ("get", "post")
    ]

    comment.refresh_from_db()
    assert codes == [403, 403]
    assert (comment.text, comment.state) == ("Første ord", Comment.State.VISIBLE)


def test_a_person_supports_once_and_may_take_it_back():
    comment, client = CommentFactory(), client_of(UserFactory())
    counts = []

    for values in ({}, {}, {"fortryd": "1"}, {"fortryd": "1"}):
        client.post(step(comment, "support"), values)
        comment.refresh_from_db()
        counts.append((comment.support_count, comment.supports.count()))

    assert counts == [(1, 1), (1, 1), (0, 0), (0, 0)]


def test_support_comes_back_in_place_with_htmx():
    comment, client = CommentFactory(), client_of(UserFactory())

    response = client.post(step(comment, "support"), headers={"HX-Request": "true"})

    text = response.content.decode()
    assert "1 er enig" in text
    assert "fortryd" in text
    assert "<html" not in text


def test_who_is_not_logged_in_comes_back_to_a_button(client):
    comment = CommentFactory()

    asked = client.post(step(comment, "support"))
    page = client_of(UserFactory()).get(step(comment, "support"))

    assert asked.headers["Location"].endswith(f"?next={step(comment, 'support')}")
    assert "Jeg er enig" in page.content.decode()
    comment.refresh_from_db()
    assert comment.support_count == 0


@pytest.mark.parametrize("why", ["own", "hidden", "closed"])
def test_what_cannot_be_supported_is_409(why):
    comment = CommentFactory(hidden=why == "hidden")
    if why == "closed":
        comment.thread.close(reason="Slut", at=timezone.now())
    client = client_of(comment.author if why == "own" else UserFactory())

    assert client.post(step(comment, "support")).status_code == 409
    assert comment.supports.count() == 0
