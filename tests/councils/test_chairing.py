"""Who chairs which meeting: fixed, by meetings, by months, and when somebody is away."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.clock import local_date
from councils.chairing import chair_at, chair_of, chairs, chairs_of
from councils.models import Body, CallIn, ChairTurn
from tests.councils.factories import BodyFactory, MeetingFactory, MembershipFactory
from tests.events.factories import EventFactory

pytestmark = pytest.mark.django_db


def rotating(rule: Body.ChairRule, *, length: int = 1, members: int = 3):
    body = BodyFactory(chair_rule=rule, chair_length=length, chair_from=local_date(timezone.now()))
    rows = [MembershipFactory(body=body, account=True) for _ in range(members)]
    for position, row in enumerate(rows):
        ChairTurn.objects.create(body=body, position=position, chair=row)
    return body, rows


def meeting_in(body: Body, days: int, **event):
    starts_at = timezone.now() + timedelta(days=days)
    return MeetingFactory(
        body=body, event=EventFactory(starts_at=starts_at, is_owned=True, **event)
    )


def test_the_chair_changes_with_every_meeting_and_begins_again():
    body, rows = rotating(Body.ChairRule.MEETINGS)
    meetings = [meeting_in(body, 10 * n) for n in range(1, 5)]

    found = chairs_of(body, meetings)

    assert [found[meeting.pk] for meeting in meetings] == [rows[0], rows[1], rows[2], rows[0]]


def test_a_chair_may_sit_for_two_meetings():
    body, rows = rotating(Body.ChairRule.MEETINGS, length=2)
    meetings = [meeting_in(body, 10 * n) for n in range(1, 4)]

    assert [chair_of(meeting) for meeting in meetings] == [rows[0], rows[0], rows[1]]


def test_a_cancelled_meeting_takes_nobodys_turn():
    body, rows = rotating(Body.ChairRule.MEETINGS)
    meeting_in(body, 5, cancelled=True)
    first = meeting_in(body, 10)

    assert chair_of(first) == rows[0]


@time_machine.travel("2027-01-31 12:00+01:00", tick=False)
def test_the_chair_changes_with_the_months():
    body, rows = rotating(Body.ChairRule.MONTHS)

    found = [chair_of(meeting_in(body, days)) for days in (1, 27, 30, 59, 120)]

    assert found == [rows[0], rows[0], rows[1], rows[2], rows[1]]


def test_before_a_rotation_begins_nobody_chairs():
    body, _rows = rotating(Body.ChairRule.MEETINGS)

    assert chair_of(meeting_in(body, -3)) is None


def test_a_fixed_chair_sits_until_the_day_of_the_next():
    body = BodyFactory()
    first, second = MembershipFactory(body=body), MembershipFactory(body=body)
    today = local_date(timezone.now())
    change = today + timedelta(days=30)
    ChairTurn.objects.create(body=body, chair=first, from_day=today, until_day=change)
    ChairTurn.objects.create(body=body, chair=second, from_day=change)

    assert chair_of(meeting_in(body, 29)) == first
    assert chair_of(meeting_in(body, 30)) == second
    assert chair_at(body, timezone.now()) == first


def test_who_is_away_is_replaced_by_the_turns_substitute():
    body, rows = rotating(Body.ChairRule.MEETINGS)
    ChairTurn.objects.filter(chair=rows[0]).update(substitute=rows[2])
    away_from = timezone.now() + timedelta(days=5)
    stand_in = MembershipFactory(body=body, substitute=True)
    CallIn.objects.create(absent=rows[0], substitute=stand_in, starts_at=away_from)

    assert chair_of(meeting_in(body, 3)) == rows[0]
    assert chair_of(meeting_in(body, 10)) == rows[1]
    rows[1].end(at=timezone.now(), reason="Flyttet")
    assert chair_of(meeting_in(body, 20)) == rows[2]
    assert chair_of(meeting_in(body, 30)) == rows[2]


def test_who_left_is_followed_by_the_next_who_sits():
    body, rows = rotating(Body.ChairRule.MEETINGS)
    meeting = meeting_in(body, 10)
    rows[0].end(at=timezone.now(), reason="Flyttet")

    assert chair_of(meeting) == rows[1]


def test_what_was_written_down_is_not_computed_again():
    body, rows = rotating(Body.ChairRule.MEETINGS)
    meeting = meeting_in(body, 10)
    meeting.chair = rows[2]
    meeting.save(update_fields=["chair"])

    assert chair_of(meeting) == rows[2]


def test_the_right_of_a_chair_ends_with_the_seat():
    body, rows = rotating(Body.ChairRule.MEETINGS)
    meeting = meeting_in(body, 10)
    user = rows[0].member.user

    assert chairs(user, meeting) is True
    assert chairs(rows[1].member.user, meeting) is False
    rows[0].end(at=timezone.now(), reason="Flyttet")
    assert chairs(user, meeting) is False


@pytest.mark.parametrize("count", [1, 12])
def test_many_meetings_cost_what_one_costs(count, django_assert_num_queries):
    body, _rows = rotating(Body.ChairRule.MEETINGS)
    meetings = [meeting_in(body, n) for n in range(1, count + 1)]

    with django_assert_num_queries(4):
        chairs_of(body, meetings)
