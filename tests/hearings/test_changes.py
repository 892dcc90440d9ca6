"""What was promised, from the plan to the mail that says it is done."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.clock import local_date
from core.transitions import TransitionNotAllowed
from hearings import services
from hearings.journey import journey_of, journeys_of
from hearings.links import token_for
from hearings.models import Change, HearingEvent, Response
from hearings.services import treatment
from hearings.services.change_mails import audience_of_change, responses_behind
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Message
from notifications.services import expand_announcements
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.factories import ChangeFactory, HearingFactory, ResponseFactory
from tests.hearings.following import follow
from tests.hearings.papers import answer_to, point_in, published_of

pytestmark = pytest.mark.django_db
Action = HearingEvent.Action
DAY = date(2027, 3, 2)


def sent() -> list[mail.EmailMultiAlternatives]:
    expand_announcements(seconds=30)
    relay(Lane.IMMEDIATE, Lane.BULK, seconds=30)
    return mail.outbox


def finish(change: Change, **values) -> Change:
    fields = {
        "on": local_date(timezone.now()),
        "note": "Træerne står.",
        "place": "Ved stien",
        **values,
    }
    return services.finish_change(change, **fields, by=UserFactory(), at=timezone.now())


def drop(change: Change, reason: str = "Jorden er for våd.") -> Change:
    day = local_date(timezone.now())
    return services.drop_change(change, on=day, reason=reason, by=UserFactory(), at=timezone.now())


def edit(change: Change, **values) -> Change:
    fields = {
        "text": change.text,
        "place": change.place,
        "department": change.department,
        "due_on": change.due_on,
        **values,
    }
    return services.change_change(change, **fields, by=UserFactory(), at=timezone.now())


def told(kind: str) -> list[str]:
    expand_announcements(seconds=30)
    rows = Message.objects.filter(kind=kind).order_by("pk")
    return [row.email or (row.user or row.subscriber).email for row in rows]


def to_asta(subject: str) -> mail.EmailMultiAlternatives:
    return next(
        row for row in sent() if row.to == ["asta@example.dk"] and row.subject.startswith(subject)
    )


def promised() -> tuple[Change, dict[str, Response]]:
    """Return a change that answers the theme Beplantning, which two of three responses speak of."""
    hearing = HearingFactory(closed=True)
    rows = {
        name: ResponseFactory(hearing=hearing, approved=True, email=f"{name}@example.dk")
        for name in ("asta", "birk", "ditte")
    }
    trees = point_in(rows["asta"], rows["birk"])
    other = point_in(rows["ditte"], title="Lys", theme="Stier")
    answer = answer_to(trees.theme, change="Rækken bliver stående")
    answer_to(other)
    published_of(hearing)
    change = ChangeFactory(hearing=hearing, answer=answer)
    return change, rows


# --- Planning and moving --------------------------------------------------------------------
@pytest.mark.parametrize("state", ["draft", "coming", "open", "closed", "withdrawn"])
def test_nothing_is_promised_before_a_white_paper_or_a_decision(state):
    hearing = HearingFactory(**{state: True})

    with pytest.raises(TransitionNotAllowed):
        services.plan_change(
            hearing,
            text="Træer",
            department=hearing.department,
            due_on=DAY,
            by=UserFactory(),
            at=timezone.now(),
        )

    assert not Change.objects.exists()


def test_a_promise_by_hand_writes_history():
    hearing = HearingFactory(decided=True)
    other = DepartmentFactory(name="Vej og Park")

    change = services.plan_change(
        hearing, text="Træer", department=other, due_on=DAY, by=UserFactory(), at=timezone.now()
    )

    assert (change.status, change.department, change.answer) == ("planned", other, None)
    line = hearing.history.get(action=Action.CHANGE_PLANNED)
    assert line.note == "Træer (Vej og Park, senest 2. marts 2027)"


def test_a_promise_answers_what_was_said_in_its_own_hearing():
    hearing = HearingFactory(decided=True)
    elsewhere = answer_to(point_in(ResponseFactory(approved=True)).theme)

    with pytest.raises(ValidationError, match="findes ikke i denne høring"):
        services.plan_change(
            hearing,
            text="Træer",
            department=hearing.department,
            due_on=DAY,
            answer=elsewhere,
            by=UserFactory(),
            at=timezone.now(),
        )

    assert not Change.objects.exists()


def test_a_day_that_is_moved_leaves_the_old_one_with_the_reason():
    change = ChangeFactory(due_on=DAY)

    edit(change, due_on=DAY + timedelta(days=30), reason="Frosten kom.")

    change.refresh_from_db()
    move = change.moves.get()
    assert (move.old_due_on, move.new_due_on, move.reason) == (
        DAY,
        DAY + timedelta(days=30),
        "Frosten kom.",
    )
    assert change.hearing.history.get().note.endswith(": Frosten kom.")


def test_a_day_is_not_moved_without_a_reason_and_nothing_is_saved():
    change = ChangeFactory(due_on=DAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        edit(change, due_on=DAY + timedelta(days=30), text="Andet")

    change.refresh_from_db()
    assert (change.due_on, change.text, change.moves.count()) == (
        DAY,
        "Poppelrækken bliver stående",
        0,
    )


def test_words_are_mended_without_a_reason():
    other = DepartmentFactory()
    change = ChangeFactory()

    edit(change, text="Rækken bliver", department=other)

    change.refresh_from_db()
    assert (change.text, change.department, change.moves.count()) == ("Rækken bliver", other, 0)


@pytest.mark.parametrize("end", [finish, drop])
@pytest.mark.parametrize("again", [finish, drop, edit])
def test_what_has_ended_stays_as_it_is(end, again):
    change = end(ChangeFactory())

    with pytest.raises(TransitionNotAllowed):
        again(change)

    assert change.hearing.history.count() == 1


@pytest.mark.parametrize(
    ("status", "days", "is_late"),
    [("planned", -1, True), ("planned", 0, False), ("planned", 1, False), ("done", -1, False)],
)
def test_a_change_is_late_from_the_day_after_and_the_list_agrees(status, days, is_late):
    today = local_date(timezone.now())
    change = ChangeFactory(due_on=today + timedelta(days=days), done=status == "done")

    assert change.is_overdue(today) == is_late
    assert Change.objects.overdue(today).exists() == is_late


@pytest.mark.parametrize("step", [edit, finish, drop])
def test_nothing_is_told_of_a_promise_when_the_hearing_was_withdrawn(step):
    change, _rows = promised()
    services.withdraw_hearing(
        change.hearing, reason="Tegnes om.", by=UserFactory(), at=timezone.now()
    )
    written = Message.objects.count()

    with pytest.raises(TransitionNotAllowed):
        step(change)

    change.refresh_from_db()
    assert (change.status, Message.objects.count()) == ("planned", written)


# --- Who is told ----------------------------------------------------------------------------
def test_those_whose_points_it_answers_are_told_and_followers():
    change, _rows = promised()
    follow(change.hearing, "foelger@example.dk")
    follow(change.hearing, "BIRK@example.dk")
    audience = audience_of_change(change)

    finish(change)

    assert told("hearings.change_done") == [
        "asta@example.dk",
        "birk@example.dk",
        "foelger@example.dk",
    ]
    assert audience == 3


def test_one_person_with_several_responses_gets_one_mail_about_all_of_them():
    change, rows = promised()
    Response.objects.filter(pk=rows["birk"].pk).update(email="ASTA@example.dk")

    finish(change)

    [message] = [row for row in sent() if row.subject.startswith("Nu er det gjort")]
    for number in (1, 2):
        assert f"Dit svar nr. {number}:" in message.body
    for name in ("asta", "birk"):
        assert reverse("hearings:mine", args=[token_for(rows[name])]) in message.body


def test_the_mail_says_what_was_done_where_and_when():
    change, rows = promised()
    finish(change, on=DAY, note="Rækken er fredet.", place="Stien mod vest")

    message = next(
        row for row in sent() if row.to == ["asta@example.dk"] and "gjort" in row.subject
    )

    for text in (message.body, message.alternatives[0][0]):
        assert "Poppelrækken bliver stående" in text
        assert "Udført 2. marts 2027. Rækken er fredet." in text
        assert "Det kan ses her: Stien mod vest" in text
        assert reverse("hearings:mine", args=[token_for(rows["asta"])]) in text


def test_a_follower_gets_no_private_link():
    change, _rows = promised()
    follow(change.hearing, "foelger@example.dk")
    finish(change)

    message = next(
        row for row in sent() if row.to == ["foelger@example.dk"] and "gjort" in row.subject
    )

    assert ("mit-svar" in message.body, "Du har svaret" in message.body) == (False, False)


def test_who_is_told_that_it_is_dropped_reads_why():
    change, _rows = promised()
    drop(change, "Jorden er for våd.")

    message = next(
        row for row in sent() if row.to == ["asta@example.dk"] and "noget" in row.subject
    )

    assert told("hearings.change_dropped") == ["asta@example.dk", "birk@example.dk"]
    for text in (message.body, message.alternatives[0][0]):
        assert "Jorden er for våd." in text


def test_a_point_with_its_own_answer_is_not_told_of_the_themes():
    change, rows = promised()
    own = point_in(rows["ditte"], title="Plant flere")
    answer_to(own, remark="Nej.")

    assert sorted(row.email for row in responses_behind(change)) == [
        "asta@example.dk",
        "birk@example.dk",
    ]


def test_whom_the_white_paper_promised_it_is_told_though_the_themes_are_split_afterwards():
    hearing = HearingFactory(closed=True)
    first, second = (
        ResponseFactory(hearing=hearing, approved=True, email=f"{name}@example.dk")
        for name in ("asta", "birk")
    )
    answer = answer_to(point_in(first).theme, change="Ti træer")
    moved = point_in(second, title="Plant flere")
    published_of(hearing)
    by, at = UserFactory(), timezone.now()
    [change] = services.plan_changes_from_answers(hearing, due_on=DAY, by=by, at=at)

    treatment.split_theme(answer.theme, title="Træer", points=[moved], by=by, at=at)

    assert sorted(row.email for row in responses_behind(change)) == [first.email, second.email]
    for response in Response.objects.select_related("hearing"):
        promise = journey_of(response, at=at)[-1]
        assert (promise.title, promise.text) == ("Udføres", "Ti træer")


@pytest.mark.parametrize("count", [1, 3])
def test_the_journeys_cost_the_same_for_one_and_for_three(count, django_assert_num_queries):
    for _time in range(count):
        promised()
    responses = list(Response.objects.select_related("hearing"))

    with django_assert_num_queries(5):
        journeys = journeys_of(responses, at=timezone.now())

    lasts = [steps[-1].title for steps in journeys.values()]
    assert sorted(lasts) == ["Besluttes"] * count + ["Udføres"] * 2 * count


def test_a_change_to_one_point_is_told_to_those_who_made_it():
    change, rows = promised()
    own = point_in(rows["ditte"], title="Plant flere")
    Change.objects.update(answer=answer_to(own, change="Ti træer"))
    change.refresh_from_db()

    assert [row.email for row in responses_behind(change)] == ["ditte@example.dk"]


def test_a_promise_to_the_whole_hearing_is_told_to_everyone_who_answered():
    change, _rows = promised()
    Change.objects.update(answer=None)
    change.refresh_from_db()

    finish(change)

    assert told("hearings.change_done") == [f"{n}@example.dk" for n in ("asta", "birk", "ditte")]


@pytest.mark.parametrize("how", ["withdrawn", "forgotten", "without a mail address"])
def test_who_cannot_or_will_not_be_told_is_not(how):
    change, rows = promised()
    asta = Response.objects.get(pk=rows["asta"].pk)
    if how == "withdrawn":
        asta.withdraw(at=timezone.now())
    elif how == "forgotten":
        Response.objects.filter(pk=asta.pk).update(forgotten_at=timezone.now())
    else:
        Response.objects.filter(pk=asta.pk).update(email="")

    finish(change)

    assert told("hearings.change_done") == ["birk@example.dk"]


def test_an_address_that_was_disowned_meanwhile_gets_nothing():
    change, rows = promised()
    finish(change)
    services.disown_email(rows["asta"], at=timezone.now())

    receivers = [row.to for row in sent() if "gjort" in row.subject]

    assert receivers == [["birk@example.dk"]]


def test_messages_and_history_are_gone_with_a_rollback():
    change, _rows = promised()

    with transaction.atomic():
        finish(change)
        written = len(told("hearings.change_done"))
        transaction.set_rollback(True)

    change.refresh_from_db()
    assert (written, told("hearings.change_done"), change.status) == (2, [], "planned")
    assert not change.hearing.history.filter(action=Action.CHANGE_DONE).exists()


def test_telling_many_costs_as_many_queries_as_telling_few(django_assert_num_queries):
    few, _rows = promised()
    many, _rows = promised()
    for number in range(12):
        response = ResponseFactory(hearing=many.hearing, email=f"nr{number}@example.dk")
        treatment.mention_point(
            many.answer.theme.points.get(),
            response=response,
            version=response.current_version,
            passages=[(0, 5)],
            by=UserFactory(),
            at=timezone.now(),
        )
    by = UserFactory()

    for change in (few, many):
        with django_assert_num_queries(16):
            services.finish_change(
                change, on=DAY, note="Gjort.", place="Her", by=by, at=timezone.now()
            )

    assert len(told("hearings.change_done")) == 2 + 14


# --- The mail of the decision ---------------------------------------------------------------
def test_the_decision_is_told_with_each_ones_own_points_and_the_last_day_to_complain():
    change, _rows = promised()
    hearing = change.hearing
    hearing.kinds.update(complaint_guidance="Klag til nævnet.", complaint_days=28)
    follow(hearing, "foelger@example.dk")
    Message.objects.all().delete()
    at = timezone.now()

    services.decide_hearing(
        hearing, on=local_date(at), decision="Vedtaget med en ændring.", by=UserFactory(), at=at
    )

    mails = {message.to[0]: message for message in sent()}
    assert sorted(mails) == [
        "asta@example.dk",
        "birk@example.dk",
        "ditte@example.dk",
        "foelger@example.dk",
    ]
    last = f"{local_date(at) + timedelta(days=28):%-d}. "
    for message in mails.values():
        for text in (message.body, message.alternatives[0][0]):
            assert "Vedtaget med en ændring." in text
            assert "Sidste dag at klage er " in text
            assert last in text
    for name, own, other in (("asta", "Bevar poppelrækken", "Lys"), ("ditte", "Lys", "Bevar")):
        for text in (
            mails[f"{name}@example.dk"].body,
            mails[f"{name}@example.dk"].alternatives[0][0],
        ):
            assert own in text
            assert other not in text
    assert "Rækken bliver stående" in mails["asta@example.dk"].body
    assert "mit-svar" not in mails["foelger@example.dk"].body
    assert "Bevar" not in mails["foelger@example.dk"].body


def test_without_a_white_paper_the_mail_says_why_and_gives_each_link():
    hearing = HearingFactory(closed=True)
    rows = [ResponseFactory(hearing=hearing, email="asta@example.dk") for _n in range(2)]
    services.decide_hearing(
        hearing,
        on=local_date(timezone.now()),
        decision="Vedtaget.",
        no_white_paper_reason="Svarene er ens og besvaret i sagen.",
        by=UserFactory(),
        at=timezone.now(),
    )

    [message] = sent()

    for text in (message.body, message.alternatives[0][0]):
        assert "Svarene er ens og besvaret i sagen." in text
        for row in rows:
            assert reverse("hearings:mine", args=[token_for(row)]) in text


def test_a_new_text_from_the_author_no_longer_makes_the_old_point():
    change, rows = promised()
    asta = Response.objects.get(pk=rows["asta"].pk)
    asta.add_version("Jeg mener noget andet nu.", by=None, at=timezone.now())

    assert [row.email for row in responses_behind(change)] == ["birk@example.dk"]
