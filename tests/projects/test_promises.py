"""Holdt vi det? Each who took part is asked once, and nobody can find out who said what."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from events.models import Event
from notifications.models import Message
from projects.giving_exceptions import NotTaken
from projects.models import TIME_TO_ANSWER, Activity, PromiseAnswer, PromiseAsk
from projects.promised import reasons_of, result, result_of
from projects.services import promises
from projects.services.activities import (
    add_conversation,
    add_event,
    add_wall,
    change_promise,
    end_activity,
)
from tests.accounts.factories import UserFactory
from tests.events.factories import RegistrationFactory
from tests.projects.factories import ActivityFactory, ProjectFactory, day
from tests.walls.factories import NoteFactory, WallColumnFactory, WallPersonFactory

pytestmark = pytest.mark.django_db
Kept = PromiseAnswer.Kept
PROMISE = {"promise": Activity.Promise.DECIDE, "promise_text": "I vælger to tunneler."}


def held_walk(days_ago: float = 2, **values) -> Activity:
    ended = timezone.now() - timedelta(days=days_ago)
    return ActivityFactory(
        walk=True,
        event__status=Event.Status.PUBLISHED,
        event__published_at=ended - timedelta(days=30),
        event__starts_at=ended - timedelta(hours=2),
        event__ends_at=ended,
        **values,
    )


def test_the_three_kinds_stand_side_by_side_with_their_promise():
    project, at = ProjectFactory(), timezone.now()
    by = project.facilitator

    walk = add_event(
        project,
        title="Aftentur",
        kind="walk",
        starts_at=at + timedelta(days=1),
        ends_at=at + timedelta(days=1, hours=2),
        place="Kanaltorvet",
        promise=PROMISE,
        by=by,
        at=at,
    )
    wall = add_wall(
        project, title="Væggen", question="Hvad?", columns=["Lys", "Lyd"], promise=PROMISE,
        by=by, at=at,
    )  # fmt: skip
    talk = add_conversation(project, title="Snak", text="Om lys", promise=PROMISE, by=by, at=at)

    assert (walk.event.status, walk.event.is_owned) == (Event.Status.PUBLISHED, True)
    assert [column.title for column in wall.wall.columns.all()] == ["Lys", "Lyd"]
    assert {row.promise for row in (walk, wall, talk)} == {Activity.Promise.DECIDE}
    assert project.history.filter(action="activity_added").count() == 3
    assert walk.event.is_visible_to(None)


@pytest.mark.parametrize("moment", [-1, 0, 1])
def test_row_and_list_agree_on_what_is_over(moment):
    at = timezone.now()
    shift = timedelta(seconds=moment)
    rows = [
        held_walk(0),
        ActivityFactory(
            on_wall=True, wall__step="concluded", wall__concluded_at=at, wall__outcome="Ja"
        ),
        ActivityFactory(is_over_on=day(-1)),
        ActivityFactory(is_over_on=day(1)),
        ActivityFactory(),
        ActivityFactory(
            walk=True,
            event__status=Event.Status.CANCELLED,
            event__cancelled_reason="Storm",
            event__published_at=at,
            event__starts_at=at - timedelta(hours=3),
            event__ends_at=at - timedelta(hours=1),
        ),
    ]

    listed = set(Activity.objects.over(at + shift).values_list("pk", flat=True))

    assert listed == {row.pk for row in rows if row.is_over(at + shift)}
    assert rows[5].pk not in listed
    assert rows[2].pk in listed


def test_who_came_is_asked_once_by_account_or_mailbox_and_who_stayed_away_is_not():
    walk = held_walk()
    came = RegistrationFactory(event=walk.event, user=UserFactory(), has_come=True)
    RegistrationFactory(event=walk.event, email="uden@example.dk")
    RegistrationFactory(event=walk.event, has_come=False)
    RegistrationFactory(event=walk.event, email=came.user.email.replace("@", "+x@"))
    RegistrationFactory(event=walk.event, user=walk.project.facilitator)

    asked = promises.ask_those_who_took_part(walk, at=timezone.now())

    assert asked == 2
    assert set(PromiseAsk.objects.values_list("user", "email")) == {
        (came.user.pk, ""),
        (None, "uden@example.dk"),
    }
    assert Message.objects.filter(kind="projects.promise_asked").count() == 2


def test_who_was_at_a_wall_or_wrote_on_it_is_asked_once():
    activity = ActivityFactory(on_wall=True)
    both = WallPersonFactory(wall=activity.wall).user
    column = WallColumnFactory(wall=activity.wall)
    NoteFactory(column=column, author=both)
    writer = NoteFactory(column=column).author
    NoteFactory(column=column, nameless=True)

    assert promises.who_took_part(activity).users == {both.pk, writer.pk}


def test_two_beats_ask_once_and_only_a_day_after():
    held_walk(days_ago=0.5)
    walk = held_walk()
    RegistrationFactory(event=walk.event, email="a@example.dk")
    at = timezone.now()

    counts = [promises.ask_about_promises(at=at), promises.ask_about_promises(at=at)]

    assert counts == [1, 0]
    assert PromiseAsk.objects.count() == 1
    with pytest.raises(TransitionNotAllowed):
        promises.ask_those_who_took_part(walk, at=at)


def test_nobody_is_asked_about_a_draft():
    held_walk(project__draft=True)

    assert promises.ask_about_promises(at=timezone.now()) == 0


def test_an_answer_leads_back_to_nobody():
    """Neither a key, a moment nor an order joins an answer to who was asked."""
    walk = held_walk()
    for number in range(6):
        RegistrationFactory(event=walk.event, email=f"a{number}@example.dk")
    promises.ask_those_who_took_part(walk, at=timezone.now())
    asks = list(walk.asks.all())

    for ask in (asks[4], asks[0]):
        promises.answer_promise(ask, kept=Kept.YES, text="", at=timezone.now())

    fields = {field.name for field in PromiseAnswer._meta.concrete_fields}
    assert fields == {"id", "activity", "kept", "text"}
    assert {field.name for field in PromiseAsk._meta.concrete_fields} == {
        "id", "activity", "user", "email", "created_at",
    }  # fmt: skip
    assert set(walk.asks.values_list("pk", flat=True)) == {
        ask.pk for place, ask in enumerate(asks) if place not in (0, 4)
    }
    assert walk.project.history.filter(action="promise_checked").count() == 1


def test_a_link_is_good_for_one_answer_and_for_two_weeks():
    walk, at = held_walk(), timezone.now()
    RegistrationFactory(event=walk.event, email="a@example.dk")
    RegistrationFactory(event=walk.event, email="b@example.dk")
    promises.ask_those_who_took_part(walk, at=at)
    first, second = walk.asks.all()

    promises.answer_promise(first, kept=Kept.NO, text="", at=at)
    with pytest.raises(NotTaken):
        promises.answer_promise(first, kept=Kept.YES, text="", at=at)
    with pytest.raises(NotTaken):
        promises.answer_promise(second, kept=Kept.YES, text="", at=at + TIME_TO_ANSWER)

    assert walk.answers.get().kept == Kept.NO


def test_who_has_not_answered_in_time_is_forgotten():
    walk, at = held_walk(), timezone.now()
    RegistrationFactory(event=walk.event, email="a@example.dk")
    promises.ask_those_who_took_part(walk, at=at)

    before = promises.forget_old_asks(at=at + TIME_TO_ANSWER - timedelta(seconds=1))
    after = promises.forget_old_asks(at=at + TIME_TO_ANSWER)

    assert (before, after) == (0, 1)


def answered(walk: Activity, **counts: int) -> None:
    for kept, count in counts.items():
        for _ in range(count):
            PromiseAnswer.objects.create(activity=walk, kept=kept)


def test_nothing_is_told_while_somebody_may_still_answer():
    at = timezone.now()
    walk = held_walk(asked_at=at)
    answered(walk, yes=31, no=5)

    assert result(walk, at + TIME_TO_ANSWER - timedelta(seconds=1)) is None
    told = result(walk, at + TIME_TO_ANSWER)
    assert told is not None
    assert (told.yes, told.total) == (None, 36)


def test_the_team_reads_the_reasons_without_their_order_once_five_have_answered():
    at = timezone.now()
    walk = held_walk(asked_at=at)
    answered(walk, yes=3)
    for text in ("Ø, det regnede", "Alt blev skrevet ned"):
        PromiseAnswer.objects.create(activity=walk, kept=Kept.NO, text=text)
    few = held_walk(project=walk.project, asked_at=at)
    PromiseAnswer.objects.create(activity=few, kept=Kept.NO, text="Hemmeligt")

    assert reasons_of(walk.project, at) == []
    assert reasons_of(walk.project, at + TIME_TO_ANSWER) == [
        "Alt blev skrevet ned",
        "Ø, det regnede",
    ]


@pytest.mark.parametrize(
    ("counts", "total", "cells"),
    [
        ({"yes": 31, "partly": 3, "no": 2}, 36, [31, None, None]),
        ({"yes": 4}, None, []),
        ({"yes": 20, "partly": 8, "no": 3}, 31, [20, None, None]),
        ({"yes": 20, "partly": 8, "no": 7}, 35, [20, 8, 7]),
        ({"yes": 5}, 5, [None, None, None]),
        ({"yes": 6, "no": 1}, 7, [6, None, None]),
    ],
)
def test_cells_under_five_are_hidden_and_cannot_be_worked_out(counts, total, cells):
    told = result_of(Counter(counts))

    assert told.total == total
    assert [cell.count for cell in told.cells] == cells


def test_a_promise_is_mended_until_people_are_asked_and_not_after():
    activity, by, at = ActivityFactory(), UserFactory(), timezone.now()

    changed = change_promise(activity, **PROMISE, by=by, at=at)
    assert changed.promise == Activity.Promise.DECIDE

    changed.note_asked(at=at)
    with pytest.raises(NotTaken):
        change_promise(activity, **PROMISE, by=by, at=at)
    with pytest.raises(TransitionNotAllowed):
        end_activity(activity, on=day(1), by=by, at=at)


def test_a_conversation_ends_when_somebody_says_so_and_an_event_by_itself():
    talk, by, at = ActivityFactory(), UserFactory(), timezone.now()

    assert end_activity(talk, on=day(-3), by=by, at=at).is_over(at)
    with pytest.raises(TransitionNotAllowed):
        end_activity(held_walk(), on=day(1), by=by, at=at)
