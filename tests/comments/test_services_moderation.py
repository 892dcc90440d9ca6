from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from comments import services
from comments.exceptions import HiddenByYourself, NothingToReplyTo, SummaryChanged
from comments.models import Comment, CommentObjection, HideReason, Report, Thread, ThreadEvent
from core.transitions import TransitionNotAllowed
from notifications.models import Message, Notice
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.comments.staff import moderator_of

pytestmark = pytest.mark.django_db
State = Comment.State
Action = ThreadEvent.Action
NOW = timezone.now()
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def thread():
    return open_thread()


@pytest.fixture
def moderator(thread):
    return moderator_of(thread)


def lines_of(comment):
    return [(line.action, line.reason, line.by) for line in comment.history.order_by("pk")]


def kinds_to(person):
    return list(Message.objects.filter(user=person).order_by("pk").values_list("kind", flat=True))


def counts_of(thread):
    thread = Thread.objects.get(pk=thread.pk)
    return (thread.comment_count, thread.top_count, thread.last_comment_at)


def hidden(comment, by, *, at=NOW):
    return services.hide_comment(
        comment, reason=HideReason.HATE, note="Tonen er for grov.", by=by, at=at
    )


def report(comment, reporter=None, at=NOW):
    return services.report_comment(
        comment, reporter=reporter, reason=HideReason.ADVERT, text="Reklame", at=at
    )


# --- Reports -------------------------------------------------------------------------------------
def test_a_person_has_one_waiting_report_and_visitors_as_many_as_they_send(thread):
    comment, person = CommentFactory(thread=thread), UserFactory()

    first, again = report(comment, person), report(comment, person)
    report(comment), report(comment)

    assert first == again
    assert Report.objects.count() == 3
    assert lines_of(comment) == [(Action.REPORTED, HideReason.ADVERT, None)] * 3


def test_keeping_a_comment_handles_all_its_reports_and_tells_nobody(thread, moderator):
    comment, person = CommentFactory(thread=thread), UserFactory()
    report(comment), report(comment, person)

    services.keep_comment(comment, note="Inden for reglerne", by=moderator, at=LATER)

    assert set(Report.objects.values_list("outcome", "handled_by", "handled_at")) == {
        (Report.Outcome.KEPT, moderator.pk, LATER)
    }
    assert lines_of(comment)[-1] == (Action.KEPT, "", moderator)
    assert not Message.objects.exists()
    with pytest.raises(TransitionNotAllowed):
        services.keep_comment(comment, note="", by=moderator, at=LATER)
    # The same person may report it again: it may have been edited.
    assert report(comment, person, at=LATER).outcome == ""


# --- Hiding, releasing, restoring ----------------------------------------------------------------
def test_hiding_takes_a_comment_out_of_the_counts_and_tells_its_author_once(thread, moderator):
    CommentFactory(thread=thread, written_at=NOW - timedelta(days=1))
    comment = CommentFactory(thread=thread, written_at=NOW)
    report(comment)

    hidden(comment, moderator)

    comment.refresh_from_db()
    assert (comment.state, comment.hidden_reason, comment.hidden_by) == (
        State.HIDDEN,
        HideReason.HATE,
        moderator,
    )
    assert counts_of(thread) == (1, 1, NOW - timedelta(days=1))
    assert Report.objects.get().outcome == Report.Outcome.HIDDEN
    assert lines_of(comment)[-1] == (Action.HIDDEN, HideReason.HATE, moderator)
    assert kinds_to(comment.author) == ["comments.hidden"]


def test_a_hidden_reply_leaves_the_count_of_its_comment(thread, moderator):
    beginning = CommentFactory(thread=thread)
    reply = CommentFactory(parent=beginning)

    hidden(reply, moderator)

    beginning.refresh_from_db()
    assert beginning.reply_count == 0


@pytest.mark.parametrize("state", ["held", "hidden", "deleted", None])
@pytest.mark.parametrize(
    ("step", "allowed"),
    [
        ("hide", {None, "held"}),
        ("release", {"held"}),
        ("restore", {"hidden"}),
        ("keep", set()),
        ("report", {None}),
        ("no_answer", {None}),
    ],
)
def test_a_step_is_refused_from_every_other_state(thread, moderator, step, allowed, state):
    comment = CommentFactory(thread=thread, **({state: True} if state else {}))
    steps = {
        "hide": lambda: hidden(comment, moderator),
        "release": lambda: services.release_comment(comment, by=moderator, at=NOW),
        "restore": lambda: services.restore_comment(comment, note="", by=moderator, at=NOW),
        "keep": lambda: services.keep_comment(comment, note="", by=moderator, at=NOW),
        "report": lambda: report(comment),
        "no_answer": lambda: services.needs_no_answer(comment, note="", by=moderator, at=NOW),
    }

    if state in allowed:
        steps[step]()
        assert comment.history.exists()
        return
    with pytest.raises(TransitionNotAllowed):
        steps[step]()
    assert not ThreadEvent.objects.exists()
    assert not Message.objects.exists()


def test_a_comment_that_is_shown_again_counts_again_and_keeps_why_it_was_hidden(thread, moderator):
    comment = CommentFactory(thread=thread, written_at=NOW)
    hidden(comment, moderator)

    services.restore_comment(comment, note="Misforstået", by=moderator, at=LATER)

    comment.refresh_from_db()
    assert (comment.state, comment.hidden_reason, comment.hidden_by) == (State.VISIBLE, "", None)
    assert counts_of(thread) == (1, 1, NOW)
    assert lines_of(comment) == [
        (Action.HIDDEN, HideReason.HATE, moderator),
        (Action.RESTORED, "", moderator),
    ]
    assert kinds_to(comment.author) == ["comments.hidden", "comments.released"]


def test_an_author_who_has_left_is_written_no_mail(thread, moderator):
    comment = CommentFactory(thread=thread)
    comment.author.anonymise(at=NOW)

    hidden(comment, moderator)

    assert not Message.objects.exists()


# --- Objections ----------------------------------------------------------------------------------
def objection_to(comment, at=NOW):
    return services.make_objection(comment, text="Det er ikke hadefuldt.", by=comment.author, at=at)


def test_another_person_than_who_hid_it_decides_also_of_superusers(thread):
    chief = UserFactory(admin=True)
    comment = CommentFactory(thread=thread)
    hidden(comment, chief)
    objection = objection_to(comment)

    with pytest.raises(HiddenByYourself):
        services.decide_objection(objection, is_upheld=True, answer="Nej", by=chief, at=LATER)

    objection.refresh_from_db()
    assert objection.is_waiting
    assert list(services.who_may_decide(objection)) == []


@pytest.mark.parametrize("is_upheld", [True, False])
def test_an_objection_is_decided_once_and_its_author_is_told(thread, moderator, is_upheld):
    comment, second = CommentFactory(thread=thread), moderator_of(thread)
    hidden(comment, moderator)
    objection = objection_to(comment, at=LATER)
    assert objection_to(comment, at=LATER) == objection
    with pytest.raises(TransitionNotAllowed):
        services.restore_comment(comment, note="", by=second, at=LATER)
    assert list(services.who_may_decide(objection)) == [second]
    mine = CommentFactory(thread=thread, author=second)
    hidden(mine, moderator)
    assert list(services.who_may_decide(objection_to(mine, at=LATER))) == []

    services.decide_objection(
        objection, is_upheld=is_upheld, answer="Set igen.", by=second, at=LATER
    )

    comment.refresh_from_db()
    objection.refresh_from_db()
    assert comment.state == (State.VISIBLE if is_upheld else State.HIDDEN)
    assert objection.outcome == ("upheld" if is_upheld else "rejected")
    assert counts_of(thread)[0] == int(is_upheld)
    assert kinds_to(comment.author) == ["comments.hidden", "comments.objection_decided"]
    assert (Action.OBJECTION_DECIDED, "", second) in lines_of(comment)
    for step in (
        lambda: services.decide_objection(
            objection, is_upheld=True, answer="Igen", by=second, at=LATER
        ),
        lambda: objection_to(comment, at=LATER),
    ):
        with pytest.raises(TransitionNotAllowed):
            step()


def test_a_comment_that_is_hidden_anew_can_be_objected_to_anew(thread, moderator):
    comment, second = CommentFactory(thread=thread), moderator_of(thread)
    hidden(comment, moderator)
    first = objection_to(comment, at=LATER)
    services.decide_objection(first, is_upheld=True, answer="Ja", by=second, at=LATER)

    hidden(comment, second, at=LATER + timedelta(days=1))
    again = objection_to(comment, at=LATER + timedelta(days=2))

    assert (again.pk != first.pk, again.against) == (True, second)


def test_nobody_objects_for_somebody_else(thread, moderator):
    comment = CommentFactory(thread=thread)
    hidden(comment, moderator)

    with pytest.raises(PermissionDenied):
        services.make_objection(comment, text="Vis den", by=UserFactory(), at=LATER)

    assert not CommentObjection.objects.exists()


# --- Answers from the municipality ---------------------------------------------------------------
def answer(comment, by, *, key=None, at=LATER):
    return services.answer_comment(
        comment, text="Ja, listen er lagt op.", by=by, key=key or uuid4(), at=at
    )


def test_an_answer_has_the_role_takes_the_question_off_the_list_and_tells_who_asked(
    thread, moderator
):
    question = CommentFactory(thread=thread, asks=True)
    key = uuid4()

    given = answer(question, moderator, key=key)
    again = answer(question, moderator, key=key)

    question.refresh_from_db()
    assert given == again
    assert (given.is_official, given.role) == (True, str(thread.department))
    assert (question.is_answered, question.reply_count) == (True, 1)
    assert not Comment.objects.waiting().exists()
    assert lines_of(given) == [(Action.ANSWERED, "", moderator)]
    told = Notice.objects.get()
    assert (told.kind, told.subscriber.user) == ("comments.official_answer", question.author)
    assert Message.objects.get().dedup_key == told.dedup_key


def test_an_answer_to_a_reply_stands_below_the_beginning_and_tells_both_authors(thread, moderator):
    beginning = CommentFactory(thread=thread)
    reply = CommentFactory(parent=beginning)

    given = answer(reply, moderator)

    assert given.parent == beginning
    assert set(Notice.objects.values_list("subscriber__user", flat=True)) == {
        beginning.author_id,
        reply.author_id,
    }


def test_a_question_waits_again_when_the_answer_is_hidden(thread, moderator):
    question = CommentFactory(thread=thread, asks=True)
    given = answer(question, moderator)

    hidden(given, moderator_of(thread))

    assert list(Comment.objects.waiting()) == [question]


def test_what_needs_no_answer_stays_off_the_list_when_an_answer_is_hidden(thread, moderator):
    question = CommentFactory(thread=thread, asks=True)

    services.needs_no_answer(question, note="Tak for rosen", by=moderator, at=NOW)

    assert not Comment.objects.waiting().exists()
    assert lines_of(question) == [(Action.NEEDS_NO_ANSWER, "", moderator)]
    hidden(answer(question, moderator), moderator)
    assert not Comment.objects.waiting().exists()
    with pytest.raises(TransitionNotAllowed):
        services.needs_no_answer(question, note="", by=moderator, at=NOW)


def test_only_who_has_a_role_here_answers_and_only_what_can_be_read(thread, moderator):
    comment = CommentFactory(thread=thread)

    with pytest.raises(TransitionNotAllowed):
        answer(comment, moderator_of(open_thread()))
    hidden(comment, moderator)
    with pytest.raises(NothingToReplyTo):
        answer(comment, moderator)

    assert not Comment.objects.filter(is_official=True).exists()


def test_a_question_is_answered_in_a_closed_thread_too(thread, moderator):
    question = CommentFactory(thread=thread, asks=True)
    services.close_thread(thread, reason="Høringen er slut.", by=moderator, at=NOW)

    assert answer(question, moderator).is_official


# --- The thread ----------------------------------------------------------------------------------
def test_a_thread_is_closed_with_a_reason_and_opened_again(thread, moderator):
    services.close_thread(thread, reason="Høringen er slut.", by=moderator, at=NOW)
    with pytest.raises(TransitionNotAllowed):
        services.close_thread(thread, reason="Igen", by=moderator, at=NOW)
    thread.refresh_from_db()
    closed = (thread.is_open, thread.closed_reason, thread.closed_at)
    services.reopen_thread(thread, by=moderator, at=LATER)
    with pytest.raises(TransitionNotAllowed):
        services.reopen_thread(thread, by=moderator, at=LATER)
    thread.refresh_from_db()

    assert closed == (False, "Høringen er slut.", NOW)
    assert (thread.is_open, thread.closed_reason) == (True, "")
    actions = list(thread.history.order_by("pk").values_list("action", "by"))
    assert actions == [(Action.CLOSED, moderator.pk), (Action.REOPENED, moderator.pk)]


def test_where_the_conversation_stands_is_not_overwritten_unseen(thread, moderator):
    services.write_summary(thread, text="Først #1", seen=None, by=moderator, at=NOW)

    with pytest.raises(SummaryChanged) as refused:
        services.write_summary(thread, text="Min", seen=None, by=moderator, at=LATER)
    services.write_summary(thread, text="Samlet", seen=NOW, by=moderator, at=LATER)

    thread.refresh_from_db()
    assert refused.value.thread.summary == "Først #1"
    assert (thread.summary, thread.summary_role) == ("Samlet", str(thread.department))
    notes = thread.history.filter(action=Action.SUMMARISED).order_by("pk")
    assert list(notes.values_list("note", flat=True)) == ["Først #1", "Samlet"]
