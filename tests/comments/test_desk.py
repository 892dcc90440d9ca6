"""The desk: lists, one comment, and the steps as pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from comments import services
from comments.models import Comment, CommentVersion, HideReason, Report, Thread
from comments.services.writing import edit_comment
from comments.waiting import Tab
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.comments.staff import moderator_of
from tests.hearings.staff import at_work
from tests.information.factories import make_page

pytestmark = pytest.mark.django_db
State = Comment.State


@pytest.fixture
def thread():
    return open_thread()


@pytest.fixture
def person(thread):
    return moderator_of(thread)


@pytest.fixture
def client(person):
    return at_work(person)


def reported(thread, **fields):
    comment = CommentFactory(thread=thread, **fields)
    services.report_comment(
        comment, reporter=None, reason=HideReason.ADVERT, text="Det er reklame", at=timezone.now()
    )
    return comment


def url(name, comment):
    return reverse(f"comments:desk_{name}", args=[comment.thread_id, comment.number])


def listed(client, tab):
    page = client.get(reverse("comments:desk"), {"vis": tab.value})
    return [entry.comment.pk for entry in page.context["entries"]]


def hide(comment, by):
    return services.hide_comment(
        comment, reason=HideReason.HATE, note="Tonen", by=by, at=timezone.now()
    )


# --- Lists ---------------------------------------------------------------------------------------
def test_each_list_has_what_waits_in_my_departments_alone_the_oldest_first(client, thread, person):
    first, second = reported(thread), reported(thread)
    held = CommentFactory(thread=thread, held=True)
    hidden = CommentFactory(thread=thread)
    hide(hidden, person)
    services.make_objection(hidden, text="Nej", by=hidden.author, at=timezone.now())
    asked = CommentFactory(thread=thread, asks=True)
    CommentFactory(thread=thread, asks=True, is_answered=True)
    CommentFactory(thread=thread, hidden=True)
    elsewhere = open_thread()
    reported(elsewhere), CommentFactory(thread=elsewhere, held=True, asks=True)
    deleted = reported(thread)
    deleted.delete_by_author()

    assert listed(client, Tab.REPORTED) == [first.pk, second.pk]
    assert listed(client, Tab.HELD) == [held.pk]
    assert listed(client, Tab.OBJECTED) == [hidden.pk]
    assert listed(client, Tab.UNANSWERED) == [asked.pk]
    tabs = client.get(reverse("comments:desk")).context["tabs"]
    assert [tab["count"] for tab in tabs] == [2, 1, 1, 1]


def test_the_desk_opens_at_the_first_list_in_which_something_waits(client, thread):
    CommentFactory(thread=thread, asks=True)

    assert client.get(reverse("comments:desk")).context["tab"] == Tab.UNANSWERED


def in_a_page(department):
    page = make_page(department=department)
    page.thread = Thread.objects.create(department=department)
    page.save()
    return page.thread


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_the_same_questions_however_much_waits(
    client, thread, count, django_assert_num_queries
):
    for _n in range(count):
        parent = CommentFactory(thread=in_a_page(thread.department))
        comment = reported(parent.thread, parent=parent)
        CommentVersion.objects.create(comment=comment, text="Før", replaced_at=timezone.now())
    client.get(reverse("comments:desk"))

    with django_assert_num_queries(12):
        page = client.get(reverse("comments:desk"), {"vis": Tab.REPORTED.value})

    assert len(page.context["entries"]) == count


def test_a_list_has_twenty_on_a_page(client, thread):
    for _n in range(21):
        CommentFactory(thread=thread, held=True)

    pages = [
        client.get(reverse("comments:desk"), {"vis": Tab.HELD.value, "side": side})
        for side in (1, 2)
    ]

    assert [len(page.context["entries"]) for page in pages] == [20, 1]


def test_an_entry_shows_what_is_needed_to_judge_it(client, thread, person):
    author = UserFactory()
    hide(CommentFactory(thread=thread, author=author), person)
    parent = CommentFactory(thread=thread, text="Hvor bliver træerne af?")
    comment = reported(thread, parent=parent, author=author, text="Køb mine <b>træer</b>")
    CommentVersion.objects.create(
        comment=comment, text="Køb mine buske", replaced_at=timezone.now()
    )

    page = client.get(reverse("comments:desk"), {"vis": Tab.REPORTED.value}).content.decode()

    for words in (
        "Hvor bliver træerne af?",
        "Køb mine &lt;b&gt;træer&lt;/b&gt;",
        "Køb mine buske",
        "Det er reklame",
        "Reklame eller spam",
        "hadefuldt eller truende (1)",
        thread.hearing.title,
        str(thread.department),
    ):
        assert words in page


# --- Steps ---------------------------------------------------------------------------------------
def test_hiding_asks_for_a_reason_shows_the_mail_and_then_hides(client, thread):
    comment = reported(thread, text="Køb mine træer")
    typed = {"reason": "advert", "note": "Det er reklame for dit eget firma."}

    empty = client.post(url("hide", comment), {"note": typed["note"]})
    preview = client.post(url("hide", comment), {**typed, "preview": "1"})
    between = (Comment.objects.get(pk=comment.pk).state, Message.objects.count())
    done = client.post(url("hide", comment), typed)

    assert (empty.status_code, "Vælg en grund." in empty.content.decode()) == (200, True)
    assert typed["note"] in empty.content.decode()
    shown = preview.content.decode()
    assert "Køb mine træer" in shown
    assert reverse("comments:object", args=[thread.pk, comment.number]) in shown
    assert preview.context["form"]["note"].value() == typed["note"]
    assert between == (State.VISIBLE, 0)
    assert done.headers["Location"].startswith(reverse("comments:desk"))
    comment.refresh_from_db()
    assert (comment.state, comment.hidden_reason) == (State.HIDDEN, "advert")
    assert Report.objects.get().outcome == Report.Outcome.HIDDEN


def test_what_was_typed_stays_when_a_colleague_was_quicker(client, thread):
    comment = reported(thread)
    hide(comment, moderator_of(thread))

    answer = client.post(url("hide", comment), {"reason": "advert", "note": "Min forklaring"})

    assert answer.status_code == 409
    assert "Min forklaring" in answer.content.decode()
    assert Message.objects.filter(kind="comments.hidden").count() == 1


def test_a_cpr_number_in_the_explanation_is_refused(client, thread):
    comment = reported(thread)

    answer = client.post(
        url("hide", comment), {"reason": "own_data", "note": "Du skrev 010190-1234"}
    )

    assert "cpr-nummer" in answer.content.decode()
    comment.refresh_from_db()
    assert comment.is_visible


@pytest.mark.parametrize(
    ("step", "made", "state"),
    [
        ("keep", {}, State.VISIBLE),
        ("release", {"held": True}, State.VISIBLE),
        ("restore", {"hidden": True}, State.VISIBLE),
        ("no_answer", {"asks": True}, State.VISIBLE),
    ],
)
def test_a_step_says_what_happens_and_then_does_it(client, thread, step, made, state):
    comment = CommentFactory(thread=thread, **made) if made else reported(thread)

    asked = client.get(url(step, comment))
    before = comment.history.count()
    done = client.post(url(step, comment), {"note": "Set på"}, follow=True)

    assert asked.status_code == 200
    assert str(asked.context["step"].done) in done.content.decode()
    comment.refresh_from_db()
    assert (comment.state, comment.history.count()) == (state, before + 1)
    assert client.get(url(step, comment)).status_code == (
        200 if step in ("keep", "no_answer") else 409
    )


def test_words_that_were_changed_while_staff_read_are_not_shown_unread(client, thread):
    comment = CommentFactory(thread=thread, held=True, text="Pæne ord")
    seen = client.get(url("release", comment)).context["form"]["seen"].value()
    edit_comment(comment, text="Grimme ord", at=timezone.now())

    refused = client.post(url("release", comment), {"seen": seen})
    comment.refresh_from_db()
    state = comment.state
    client.post(url("release", comment), {"seen": refused.context["form"]["seen"].value()})

    assert (refused.status_code, state) == (409, State.HELD)
    assert "Grimme ord" in refused.content.decode()
    comment.refresh_from_db()
    assert comment.is_visible


def test_who_hid_a_comment_is_told_who_may_decide_the_objection(client, thread, person):
    second = moderator_of(thread, Role.MANAGER, full_name="Lise Lederen")
    comment = CommentFactory(thread=thread)
    hide(comment, person)
    services.make_objection(comment, text="Jeg er uenig", by=comment.author, at=timezone.now())
    decision = {"outcome": "upheld", "answer": "Den er inden for reglerne."}

    own = [client.get(url("decide", comment)), client.post(url("decide", comment), decision)]
    comment.refresh_from_db()
    after_own = comment.state
    other = at_work(second).post(url("decide", comment), decision)

    assert [answer.status_code for answer in own] == [403, 403]
    assert "Lise Lederen" in own[0].content.decode()
    assert after_own == State.HIDDEN
    assert other.status_code == 302
    comment.refresh_from_db()
    assert comment.state == State.VISIBLE


# --- The thread ----------------------------------------------------------------------------------
def test_an_answer_is_sent_once_and_stands_first_under_the_question(client, thread, person):
    question = CommentFactory(thread=thread, asks=True)
    CommentFactory(parent=question, text="Det vil jeg også vide")
    form = client.get(url("answer", question)).context["form"]
    typed = {"key": form["key"].value(), "text": "Ja, listen er lagt op."}

    for _twice in range(2):
        client.post(url("answer", question), typed)

    given = Comment.objects.get(is_official=True)
    public = Client().get(question.get_absolute_url()).content.decode()
    assert (given.parent, given.author, given.role) == (question, person, str(thread.department))
    assert public.index("Ja, listen er lagt op.") < public.index("Det vil jeg også vide")
    assert str(thread.department) in public


def test_an_answer_that_comes_too_late_is_still_in_the_field(client, thread, person):
    question = CommentFactory(thread=thread, asks=True)
    typed = {"key": client.get(url("answer", question)).context["form"]["key"].value()}
    hide(question, person)

    answer = client.post(url("answer", question), {**typed, "text": "Ja, listen er lagt op."})

    assert answer.status_code == 409
    assert "Ja, listen er lagt op." in answer.content.decode()


def test_two_who_write_where_the_conversation_stands_do_not_overwrite_each_other(client, thread):
    page = client.get(reverse("comments:desk_thread", args=[thread.pk]))
    seen = page.context["summary"]["seen"].value()
    services.write_summary(
        thread, text="Den andens", seen=None, by=moderator_of(thread), at=timezone.now()
    )
    address = reverse("comments:desk_summary", args=[thread.pk])

    refused = client.post(address, {"text": "Min tekst", "seen": seen})
    shown = refused.content.decode()
    again = client.post(
        address, {"text": "Begge", "seen": refused.context["summary"]["seen"].value()}
    )

    assert (refused.status_code, again.status_code) == (409, 302)
    assert "Den andens" in shown
    assert "Min tekst" in shown
    thread.refresh_from_db()
    assert thread.summary == "Begge"


def test_the_note_links_to_what_everybody_may_read_and_to_nothing_else(thread, person):
    shown = CommentFactory(thread=thread)
    CommentFactory(thread=thread, hidden=True)
    CommentFactory(thread=thread, held=True)
    services.write_summary(
        thread,
        text="Flere spørger om træer (#1), #2, #3 og #99. <b>Se</b> https://example.dk/#1",
        seen=None,
        by=person,
        at=timezone.now(),
    )

    page = Client().get(thread.get_absolute_url()).content.decode()

    assert f'(<a href="{shown.get_absolute_url()}">#1</a>), #2, #3 og #99.' in page
    assert "&lt;b&gt;Se&lt;/b&gt;" in page
    assert 'href="https://example.dk/#1"' in page


def test_a_thread_is_closed_with_a_reason_that_everybody_reads(client, thread):
    address = [thread.pk]

    without = client.post(reverse("comments:desk_close", args=address), {"reason": ""})
    closed = client.post(
        reverse("comments:desk_close", args=address), {"reason": "Høringen er slut."}
    )
    public = Client().get(thread.get_absolute_url()).content.decode()
    twice = client.post(reverse("comments:desk_close", args=address), {"reason": "Igen"})
    opened = client.post(reverse("comments:desk_reopen", args=address))

    assert "Skriv, hvorfor samtalen lukkes." in without.content.decode()
    assert closed.status_code == 302
    assert "Høringen er slut." in public
    assert (twice.status_code, opened.status_code) == (409, 302)
    thread.refresh_from_db()
    assert thread.is_open


def test_every_step_stands_in_the_history_with_who_took_it(client, thread, person):
    comment = reported(thread)
    client.post(url("keep", comment), {"note": "Inden for reglerne"})

    page = client.get(url("comment", comment)).content.decode()

    assert "Anmeldelse afvist: kommentaren bliver stående" in page
    assert "Inden for reglerne" in page
    assert str(person) in page


def test_waiting_time_is_told_from_the_first_report(client, thread):
    comment = CommentFactory(thread=thread)
    first = timezone.now() - timedelta(days=5)
    for at in (first + timedelta(days=1), first):
        services.report_comment(comment, reporter=None, reason="hate", text="", at=at)

    page = client.get(reverse("comments:desk"), {"vis": Tab.REPORTED.value})

    assert page.context["entries"][0].comment.waits_since == first
