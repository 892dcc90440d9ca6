import pytest
from django.utils import timezone

from comments.contact import contacts_in
from comments.models import Comment, WatchedTerm
from comments.screening import has_host, has_word, host_of, reason_to_hold
from comments.services.writing import edit_comment, write_comment
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.comments.staff import moderator_of

HeldFor = Comment.HeldFor


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("idiot", "Sikken en idiot!"),
        ("idiot", "Sikken en IDIOT, altså"),
        ("idiot*", "Idioterne på rådhuset"),
        ("idiot", "1d10t"),
        ("idiot", "id\u200biot og i\u00addiot"),
        ("idiot", "i d i o t"),
        ("idiot", "i.d.i.o.t"),
        ("idiot", "»idiot«"),
        ("idiot", "ｉｄｉｏｔ"),
        ("sæk", "Sæk"),
        ("pis og papir", "Det er pis   og papir."),
        ("kasse", "k4ss3"),
        ("$pam", "Ren spam"),
    ],
)
def test_a_watched_word_is_found_behind_its_disguise(term, text):
    assert has_word(text, [term])


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("idiot", "Idiotien er en anden sag"),
        ("rov", "Det er sjovt og kontroversielt"),
        ("kasse", "kassebon"),
        ("pis og papir", "pis papir og"),
        ("idiot", "Vi er i den otte"),
        ("*", "hvad som helst"),
        ("", "hvad som helst"),
    ],
)
def test_another_word_is_not_taken_for_a_watched_one(term, text):
    assert not has_word(text, [term])


@pytest.mark.parametrize(
    "text",
    [
        "Se https://spam.example/tilbud",
        "Se HTTP://WWW.Spam.Example.",
        "se spam.example nu",
        "se køb.spam.example/x",
        "https://ven:kode@spam.example/",
        "skriv til salg@spam.example",
        "spam\u200b.example",
    ],
)
def test_a_watched_host_is_found_with_and_without_scheme(text):
    assert has_host(text, ["https://www.spam.example/"])


@pytest.mark.parametrize(
    "text",
    ["https://ikkespam.example/", "https://spam.example.dk/", "spam og example", "spam. example"],
)
def test_another_host_is_not_taken_for_a_watched_one(text):
    assert not has_host(text, ["spam.example"])


def test_the_host_of_what_staff_typed():
    typed = [
        "https://www.Spam.example/x?y",
        "spam.example:8080",
        "  spam.example. ",
        "a@spam.example",
    ]

    assert {host_of(term) for term in typed} == {"spam.example"}


@pytest.fixture
def thread(db, settings):
    settings.COMMENTS_HOLD_FIRST = 1
    return open_thread()


def known(thread):
    person = UserFactory()
    CommentFactory(thread=thread, author=person)
    return person


def test_the_first_comment_of_an_account_waits_and_the_next_does_not(thread, settings):
    person = UserFactory()

    first = reason_to_hold(thread, person, "Goddag")
    CommentFactory(thread=thread, author=person, held=True)
    while_it_waits = reason_to_hold(thread, person, "Goddag igen")
    Comment.objects.get().release()
    after = reason_to_hold(thread, person, "Og igen")
    settings.COMMENTS_HOLD_FIRST = 2
    stricter = reason_to_hold(thread, person, "Og igen")
    settings.COMMENTS_HOLD_FIRST = 0
    off = reason_to_hold(thread, UserFactory(), "Goddag")

    assert (first, while_it_waits, after) == (HeldFor.FIRST, HeldFor.FIRST, "")
    assert (stricter, off) == (HeldFor.FIRST, "")


def test_words_and_hosts_are_data_and_can_be_put_out_of_use(thread):
    person = known(thread)
    word = WatchedTerm.objects.create(kind="word", term="idiot*")
    WatchedTerm.objects.create(kind="host", term="spam.example")

    found = [reason_to_hold(thread, person, text) for text in ("1d10ter", "se spam.example", "Nej")]
    word.is_active = False
    word.save()

    assert found == [HeldFor.WORD, HeldFor.LINK, ""]
    assert reason_to_hold(thread, person, "1d10ter") == ""


def test_who_moderates_here_does_not_wait_for_a_colleague(thread):
    assert reason_to_hold(thread, moderator_of(thread), "Goddag") == ""
    assert reason_to_hold(thread, moderator_of(open_thread()), "Goddag") == HeldFor.FIRST


def test_a_held_comment_is_counted_nowhere_until_it_is_shown(thread):
    comment = write_comment(
        thread,
        author=UserFactory(),
        text="Goddag",
        key="0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f11",
        at=timezone.now(),
    )
    thread.refresh_from_db()

    assert comment.state == Comment.State.HELD
    assert (thread.comment_count, thread.last_comment_at) == (0, None)


def test_a_held_comment_that_is_edited_is_held_back_once(thread):
    comment = CommentFactory(thread=thread, state=Comment.State.HELD, held_for=HeldFor.FIRST)

    edit_comment(comment, text="Goddag igen", at=comment.written_at)

    assert list(thread.history.values_list("action", flat=True)) == ["edited"]


@pytest.mark.parametrize("piece", ["a", "a.", "a:", "a~", "%", "1", "+1", "a-", "a@a", "a@a-"])
def test_a_text_without_end_is_looked_through_once(piece):
    """Every expression is linear: these texts would take hours if one began anew at each letter."""
    text = piece * 200_000

    assert not has_host(text, ["spam.example"])
    assert contacts_in(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "https://bruger:kode@spam.example/x", "//spam.example", "%spam.example", "se:spam.example",
        f"https://{'a' * 4000}@spam.example", "mig@spam.example", "www.spam.example?x",
    ],
)  # fmt: skip
def test_a_host_is_found_behind_whatever_stands_in_front(text):
    assert has_host(text, ["spam.example"])
    assert not has_host(text.replace("spam.example", "nospam.example"), ["spam.example"])
