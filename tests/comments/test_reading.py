"""Reading a thread: by pages, in every state, by everybody and by one person."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, Thread
from comments.services.counting import recount
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.hearings.factories import HearingFactory
from tests.hearings.staff import BACKEND
from tests.information.factories import PlanFactory, make_page

pytestmark = pytest.mark.django_db


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def page(thread, client=None, **asked):
    return (client or Client()).get(thread.get_absolute_url(), asked)


def numbers_on(response) -> list[int]:
    return [int(n) for n in re.findall(r'id="kommentar-(\d+)"', response.content.decode())]


def fill(thread, count: int, replies: int = 0) -> None:
    """Write many comments of one author at once, as `write_comment` would leave them."""
    author = CommentFactory(thread=thread).author
    start = Comment.objects.filter(thread=thread).count()
    now = timezone.now()
    rows = [
        Comment(thread=thread, number=start + n, author=author, author_number=1, text=f"Ord {n}",
                written_at=now)
        for n in range(1, count)
    ]  # fmt: skip
    Comment.objects.bulk_create(rows)
    below = [
        Comment(thread=thread, parent=rows[-1], number=start + count + n, reply_number=n,
                author=author, author_number=1, text=f"Svar {n}", written_at=now)
        for n in range(1, replies + 1)
    ]  # fmt: skip
    Comment.objects.bulk_create(below)
    Comment.objects.filter(pk=rows[-1].pk).update(reply_count=replies, last_reply_number=replies)
    thread.last_number = start + count + replies
    thread.save()
    recount(thread)


# --- What it costs ---------------------------------------------------------------------------
@pytest.mark.parametrize("count", [21, 300])
def test_a_page_costs_four_questions_however_long_the_thread_is(
    count, client, django_assert_num_queries
):
    thread = open_thread()
    fill(thread, count, replies=count)

    with django_assert_num_queries(4):
        response = client.get(thread.get_absolute_url())

    assert len(numbers_on(response)) == 20 + 3
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert response.headers["ETag"]


@pytest.mark.parametrize("count", [21, 300])
def test_the_page_of_a_comment_costs_the_same_in_a_long_thread(
    count, client, django_assert_num_queries
):
    thread = open_thread()
    fill(thread, count, replies=count)
    last = Comment.objects.order_by("-number").first()

    with django_assert_num_queries(6):
        response = client.get(last.get_absolute_url())

    assert last.number in numbers_on(response)


# --- Pages and orders ------------------------------------------------------------------------
def test_every_comment_is_read_by_pages_without_script(client):
    thread = open_thread()
    fill(thread, 65)

    pages = [numbers_on(page(thread, side=number)) for number in (1, 2, 3, 4)]

    assert [len(found) for found in pages] == [20, 20, 20, 5]
    assert [number for found in pages for number in found] == list(range(65, 0, -1))
    assert 'rel="next" data-hx-get="?side=2"' in page(thread).content.decode()


def test_a_thread_can_be_read_in_four_orders(client):
    thread = open_thread()
    _first, second, third = (CommentFactory(thread=thread) for _ in range(3))
    Comment.objects.filter(pk=second.pk).update(support_count=2)
    Comment.objects.filter(pk=third.pk).update(is_answered=True)

    found = {
        order: numbers_on(page(thread, orden=order))
        for order in ("nyeste", "aeldste", "stoette", "ubesvarede", "author__email")
    }

    assert found == {
        "nyeste": [3, 2, 1],
        "aeldste": [1, 2, 3],
        "stoette": [2, 3, 1],
        "ubesvarede": [2, 1],
        "author__email": [3, 2, 1],
    }


def test_the_municipality_answers_first_and_three_replies_stand_below():
    comment = CommentFactory()
    replies = [CommentFactory(parent=comment) for _ in range(5)]
    answer = CommentFactory(parent=comment, official=True)

    listed = page(comment.thread)
    alone = Client().get(comment.get_absolute_url())

    first = [answer.number, *(reply.number for reply in replies[:3])]
    assert numbers_on(listed) == [comment.number, *first]
    assert "Vis alle 6 svar på kommentar 1" in listed.content.decode()
    assert "By, Kultur og Miljø" in listed.content.decode()
    assert numbers_on(alone) == [comment.number, *first, *(row.number for row in replies[3:])]


# --- The stable address ----------------------------------------------------------------------
def test_the_address_of_a_reply_shows_what_it_replies_to_and_the_way_back():
    thread = open_thread()
    comment = CommentFactory(thread=thread)
    replies = [CommentFactory(parent=comment) for _ in range(22)]
    for _n in range(20):
        CommentFactory(thread=thread)
    reply = replies[-1]

    response = Client().get(reply.get_absolute_url())

    assert numbers_on(response) == [comment.number, replies[-2].number, reply.number]
    text = response.content.decode()
    assert text.count("post--here") == 1
    assert f'id="kommentar-{reply.number}" aria-current="true"' in text
    back = response.context["back_url"]
    assert back == f"{thread.get_absolute_url()}?side=2#kommentar-{comment.number}"
    assert comment.number in numbers_on(Client().get(back.partition("#")[0]))


# --- What cannot be read ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "for_others", "for_the_author"),
    [
        ("held", None, "Kun du kan se den endnu"),
        ("hidden", "er skjult af kommunen: hadefuldt eller truende", "Kun du kan se den."),
        ("deleted", "er slettet af forfatteren", "er slettet af forfatteren"),
    ],
)
def test_who_sees_what_of_a_comment_that_is_not_shown(state, for_others, for_the_author):
    author = UserFactory(public_name="Birk Hemmelig")
    text = "" if state == "deleted" else "MARKØR"
    comment = CommentFactory(author=author, text=text, **{state: True})
    if state == "deleted":
        CommentFactory(parent=comment)

    for reader, told in ((Client(), for_others), (client_of(UserFactory()), for_others),
                         (client_of(author), for_the_author)):  # fmt: skip
        listed = page(comment.thread, reader).content.decode()
        alone = reader.get(comment.get_absolute_url())
        is_author = told == for_the_author and state != "deleted"
        assert ("MARKØR" in listed) is is_author
        assert (told or "ingen har skrevet").lower() in listed.lower()
        assert alone.status_code == (200 if told else 404)
        assert ("MARKØR" in alone.content.decode()) is is_author
        if not is_author:
            assert "Birk Hemmelig" not in listed.partition("<main")[2]


def test_a_comment_held_back_after_an_edit_keeps_the_replies_in_their_place():
    comment = CommentFactory(text="MARKØR", held=True)
    reply = CommentFactory(parent=comment, text="Det er rigtigt.")

    for text in (page(comment.thread).content.decode(), page(reply).content.decode()):
        assert "Kommentar 1 er rettet og bliver læst af en medarbejder." in text
        assert "Det er rigtigt." in text
        assert "MARKØR" not in text


def test_a_deleted_comment_without_replies_leaves_no_trace():
    comment = CommentFactory(deleted=True)

    assert numbers_on(page(comment.thread)) == []
    assert Client().get(comment.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("draft", [False, True])
def test_the_thread_of_a_hidden_subject_is_hidden(draft):
    comment = CommentFactory(thread=open_thread(draft=draft))
    names = ("thread", "feed", "write")
    paths = [reverse(f"comments:{name}", args=[comment.thread.pk]) for name in names]
    paths += [
        reverse(f"comments:{name}", args=[comment.thread.pk, comment.number])
        for name in ("comment", "reply")
    ]

    codes = {Client().get(path).status_code for path in paths}

    assert codes == {404 if draft else 200}


def test_a_thread_without_a_subject_is_not_there(client):
    thread = Thread.objects.create(department=HearingFactory().department)

    assert client.get(thread.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("make", [make_page, PlanFactory])
def test_pages_and_plans_have_threads_too(make, client):
    owner = make()
    owner.thread = Thread.objects.create(department=owner.department)
    owner.save()
    CommentFactory(thread=owner.thread)

    response = client.get(owner.thread.get_absolute_url())

    assert numbers_on(response) == [1]
    assert owner.heading() in response.content.decode()


# --- Names -----------------------------------------------------------------------------------
def test_protected_people_have_a_pseudonym_of_their_own_in_each_thread():
    person = UserFactory(public_name="Birk Hemmelig", protected=True)
    CommentFactory(author=person, thread=open_thread())
    thread = open_thread()
    CommentFactory(thread=thread)
    CommentFactory(thread=thread, author=person)
    CommentFactory(thread=thread, author=person)

    text = page(thread).content.decode()

    assert text.count("Borger 2</b>") == 2
    assert "Birk" not in text


# --- Only one person's ------------------------------------------------------------------------
def test_with_an_account_the_form_stands_on_top_and_the_page_is_private():
    comment = CommentFactory(written_at=timezone.now() - timedelta(minutes=14))

    own = page(comment.thread, client_of(comment.author))
    other = page(comment.thread, client_of(UserFactory()))

    assert own.headers["Cache-Control"] == "private, no-store"
    assert '<textarea name="text"' in own.content.decode()
    steps = ("ret", "slet", "enig", "svar")
    links = [reverse("comments:comment", args=[comment.thread.pk, 1]) + f"{word}/" for word in (
        "ret", "slet", "enig", "svar")]  # fmt: skip
    assert [link in own.content.decode() for link in links] == [True, True, False, True], steps
    assert [link in other.content.decode() for link in links] == [False, False, True, True]


# --- The feed --------------------------------------------------------------------------------
def test_the_feed_tells_what_everybody_may_read(client, django_assert_num_queries):
    thread = open_thread()
    CommentFactory(thread=thread, text="Åben <b>tale</b>")
    for state in ("held", "hidden"):
        CommentFactory(thread=thread, text="MARKØR", **{state: True})

    with django_assert_num_queries(2):
        response = client.get(reverse("comments:feed", args=[thread.pk]))

    text = response.content.decode()
    assert text.count("<entry>") == 1
    assert "Åben &amp;lt;b&amp;gt;tale" in text
    assert "MARKØR" not in text
