"""Advice from the day it is given until it is done: each step, and whom it tells."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.clock import local_date
from core.transitions import TransitionNotAllowed
from councils.advice import course_of, stamp_of
from councils.duties.advice import duties_of
from councils.models import Body, CouncilEvent, Recommendation
from councils.recommendation_exceptions import RecommendationChanged
from councils.services import recommendations as services
from notifications.models import Announcement, Message, Notice, Subscriber, Subscription
from notifications.services.announcing import expand_announcements
from tests.accounts.factories import UserFactory
from tests.councils.factories import (
    BodyFactory,
    MeetingFactory,
    MembershipFactory,
    RecommendationFactory,
)

pytestmark = pytest.mark.django_db
Status = Recommendation.Status
TODAY = local_date(timezone.now())
HALF_A_YEAR = TODAY + timedelta(days=182)


def make(body: Body | None = None, **values) -> Recommendation:
    fields = {
        "title": "Flere bænke",
        "text": "Sæt bænke langs stien.",
        "made_on": TODAY,
        "by": UserFactory(staff=True),
        "at": timezone.now(),
        **values,
    }
    fields.setdefault("addressed_to", BodyFactory(committee=True))
    return services.make_recommendation(body or BodyFactory(), **fields)


def answer(row: Recommendation, status: str = Status.FOLLOWED, **values) -> Recommendation:
    fields = {
        "reason": "Det gør vi.",
        "seen": stamp_of(row),
        "by": UserFactory(staff=True),
        "at": timezone.now(),
        **values,
    }
    return services.answer_recommendation(row, status=status, **fields)


def row_in(status: str, **values) -> Recommendation:
    traits = {
        Status.SENT: {},
        Status.FOLLOWED: {"followed": True},
        Status.PARTLY: {"followed": True, "status": Status.PARTLY},
        Status.REJECTED: {"rejected": True},
        Status.WITHDRAWN: {"status": Status.WITHDRAWN},
    }[status]
    return RecommendationFactory(**traits, **values)


def told(kind: str) -> list[str]:
    """Return who finds a line about it on the portal."""
    expand_announcements(seconds=5)
    rows = Notice.objects.filter(kind=kind).select_related("subscriber__user")
    return sorted(str(row.subscriber) for row in rows)


# --- Making ---------------------------------------------------------------------------------
def test_a_recommendation_gets_the_bodys_next_number_and_a_line_of_history():
    body = BodyFactory()

    numbers = [make(body, title=f"Bænk {n}").number for n in range(3)]

    assert numbers == [1, 2, 3]
    lines = body.history.filter(action=CouncilEvent.Action.RECOMMENDATION_MADE)
    assert [line.note for line in lines.order_by("pk")] == ["Bænk 0", "Bænk 1", "Bænk 2"]


def test_the_same_advice_sent_twice_is_one():
    body, to = BodyFactory(), BodyFactory(committee=True)

    rows = {make(body, addressed_to=to).pk for _click in range(2)}

    assert len(rows) == Recommendation.objects.count() == 1


def test_nobody_advises_themselves_or_names_anothers_meeting():
    body = BodyFactory()

    with pytest.raises(ValidationError):
        make(body, addressed_to=body)
    with pytest.raises(ValidationError):
        make(body, meeting=MeetingFactory())


def test_followers_members_and_the_addressees_secretaries_are_told_and_nobody_twice():
    member, former, follower = UserFactory(), UserFactory(), UserFactory()
    secretary = UserFactory(staff=True)
    body, to = BodyFactory(), BodyFactory(committee=True, secretaries=[secretary])
    MembershipFactory(body=body, member__user=member)
    MembershipFactory(body=body, member__user=former, former=True)
    for person in (member, follower):
        subscriber = Subscriber.objects.create(user=person)
        Subscription.objects.create(subscriber=subscriber, feed=body.feed)

    make(body, addressed_to=to)

    assert told("councils.recommendation_made") == sorted(map(str, [member, follower]))
    mails = Message.objects.filter(kind="councils.recommendation_received")
    assert [row.user for row in mails] == [secretary]


def test_a_member_who_follows_nothing_is_told_of_the_own_bodys_advice():
    member, body = UserFactory(), BodyFactory()
    MembershipFactory(body=body, member__user=member)

    make(body)

    assert told("councils.recommendation_made") == [str(member)]


# --- Answering ------------------------------------------------------------------------------
@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("verdict", Recommendation.ANSWERS)
def test_what_was_not_withdrawn_can_be_answered_and_the_answer_mended(status, verdict):
    row = row_in(status)

    if status == Status.WITHDRAWN:
        with pytest.raises(TransitionNotAllowed):
            answer(row, verdict)
        assert not Announcement.objects.exists()
        return
    answer(row, verdict, decision_url="https://example.dk/sag")

    row.refresh_from_db()
    owed = None if verdict == Status.REJECTED else HALF_A_YEAR
    assert (row.status, row.status_due_on, row.decision_url) == (
        verdict, owed, "https://example.dk/sag",
    )  # fmt: skip
    assert row.body.history.get().note == f"{row.title}: {row.get_status_display()}"


def test_what_is_done_is_not_answered_again():
    row = row_in(Status.FOLLOWED, done_on=TODAY)

    with pytest.raises(TransitionNotAllowed):
        answer(row, Status.REJECTED)


def test_the_second_of_two_answers_is_told_what_the_first_says():
    row = row_in(Status.SENT)
    answer(row, Status.FOLLOWED)

    with pytest.raises(RecommendationChanged) as refusal:
        answer(row, Status.REJECTED, reason="Nej.", seen="")

    assert refusal.value.newer.reason == "Det gør vi."
    row.refresh_from_db()
    assert row.status == Status.FOLLOWED


def test_a_mended_reason_is_told_once_and_another_verdict_again():
    row = row_in(Status.SENT)

    for verdict, reason in (("followed", "Ja."), ("followed", "Ja, i maj."), ("partly", "Lidt.")):
        row = answer(row, verdict, reason=reason)

    kinds = Announcement.objects.values_list("dedup_key", flat=True)
    assert [key.rpartition(":")[2] for key in kinds.order_by("pk")] == ["followed", "partly"]


# --- Following up ---------------------------------------------------------------------------
@pytest.mark.parametrize("status", Status.values)
def test_only_what_is_followed_gets_a_status_and_is_done(status):
    at, by = timezone.now(), UserFactory(staff=True)
    steps = (
        lambda row: services.give_status(row, text="Tre bænke står der.", by=by, at=at),
        lambda row: services.finish_recommendation(row, text="Alle står.", on=TODAY, by=by, at=at),
    )
    for step in steps:
        row = row_in(status)
        if status in (Status.FOLLOWED, Status.PARTLY):
            step(row)
            assert row.statuses.count() == 1
        else:
            with pytest.raises(TransitionNotAllowed):
                step(row)
            assert row.statuses.count() == 0


def test_a_status_moves_the_next_by_half_a_year_and_the_end_owes_none():
    follower = Subscriber.objects.create(user=UserFactory())
    row = row_in(Status.FOLLOWED, status_due_on=TODAY)
    Subscription.objects.create(subscriber=follower, feed=row.body.feed)
    at, by = timezone.now(), UserFactory(staff=True)

    for _click in range(2):
        services.give_status(row, text="Tre bænke står der.", by=by, at=at)
    row.refresh_from_db()
    owed = row.status_due_on
    services.finish_recommendation(row, text="Alle står.", on=TODAY, by=by, at=at)
    with pytest.raises(TransitionNotAllowed):
        services.give_status(row, text="Mere.", by=by, at=at)

    row.refresh_from_db()
    assert (owed, row.status_due_on, row.done_on) == (HALF_A_YEAR, None, TODAY)
    assert told("councils.recommendation_status") == [str(follower)] * 2
    assert [step.title for step in course_of(row)][1:] == [
        "Svaret: følges", "Status", "Status", "Gennemført",
    ]  # fmt: skip


@pytest.mark.parametrize("status", Status.values)
def test_only_what_waits_can_be_withdrawn(status):
    row = row_in(status)

    if status == Status.SENT:
        services.withdraw_recommendation(row, by=UserFactory(), at=timezone.now())
        row.refresh_from_db()
        assert row.status == Status.WITHDRAWN
    else:
        with pytest.raises(TransitionNotAllowed):
            services.withdraw_recommendation(row, by=UserFactory(), at=timezone.now())


# --- Duties ---------------------------------------------------------------------------------
def test_the_secretary_of_who_was_advised_has_the_duty_to_answer_and_to_tell():
    secretary, other = UserFactory(staff=True), UserFactory(staff=True)
    to = BodyFactory(committee=True, secretaries=[secretary])
    late = row_in(Status.SENT, addressed_to=to, answer_due_on=TODAY - timedelta(days=1))
    calm = row_in(Status.SENT, addressed_to=to)
    due = row_in(Status.FOLLOWED, addressed_to=to, status_due_on=TODAY + timedelta(days=14))
    row_in(Status.FOLLOWED, addressed_to=to, status_due_on=TODAY + timedelta(days=15))
    row_in(Status.PARTLY, addressed_to=to, status_due_on=None, done_on=TODAY)
    row_in(Status.REJECTED, addressed_to=to)
    row_in(Status.WITHDRAWN, addressed_to=to)
    BodyFactory(secretaries=[other])

    found = {
        (duty.title.partition(": ")[2], duty.is_overdue)
        for duty in duties_of(secretary, timezone.now())
    }

    assert found == {(late.title, True), (calm.title, False), (due.title, False)}
    assert list(duties_of(other, timezone.now())) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_duties_cost_two_questions(count, django_assert_num_queries):
    secretary = UserFactory(staff=True)
    to = BodyFactory(committee=True, secretaries=[secretary])
    for _row in range(count):
        row_in(Status.SENT, addressed_to=to)
        row_in(Status.FOLLOWED, addressed_to=to, status_due_on=TODAY)

    with django_assert_num_queries(2):
        assert len(list(duties_of(secretary, timezone.now()))) == 2 * count
