"""What a meeting decided comes into the hearing, once, and ends it when it may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.clock import local_date
from councils.models import AgendaItem
from hearings import services
from hearings.duties import duties_of
from hearings.models import DecisionStep, Hearing, HearingEvent
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.councils.factories import AgendaItemFactory, MeetingFactory
from tests.hearings.factories import DecisionStepFactory, HearingFactory, ResponseFactory
from tests.hearings.papers import published_of, treated_hearing

pytestmark = pytest.mark.django_db
Outcome = AgendaItem.Outcome


def answered_hearing() -> Hearing:
    hearing = treated_hearing()
    published_of(hearing)
    hearing.refresh_from_db()
    return hearing


def item_of(*, closed: bool = False, **values) -> AgendaItem:
    meeting = MeetingFactory(held=True, agenda=True, is_public=not closed)
    return AgendaItemFactory(meeting=meeting, **values)


def decided(**values) -> AgendaItem:
    return item_of(decided=True, decided_by=UserFactory(staff=True), **values)


def carry() -> int:
    return services.carry_decisions(at=timezone.now())


def mails() -> int:
    return Message.objects.filter(kind="hearings.hearing_decided").count()


def test_a_decision_is_written_into_the_step_once():
    item = decided(outcome=Outcome.RECOMMENDED, decision="Udvalget anbefaler.")
    step = DecisionStepFactory(hearing=HearingFactory(closed=True), item=item)

    counts = [carry(), carry()]

    step.refresh_from_db()
    day = local_date(item.meeting.event.starts_at)
    assert counts == [1, 0]
    assert (step.outcome, step.text, step.meets_on) == ("recommended", "Udvalget anbefaler.", day)
    assert step.url.endswith(item.get_absolute_url())
    line = step.hearing.history.get(action=HearingEvent.Action.STEP_ENTERED)
    assert line.by == item.decided_by


def test_nothing_is_carried_before_the_item_is_decided():
    DecisionStepFactory(hearing=HearingFactory(closed=True), item=item_of())

    assert carry() == 0


def test_a_mended_decision_is_carried_again():
    item = decided(outcome=Outcome.NOTED)
    step = DecisionStepFactory(hearing=HearingFactory(closed=True), item=item)
    carry()

    item.decide(outcome=Outcome.POSTPONED, decision="Udsat.", by=item.decided_by, at=timezone.now())

    assert carry() == 1
    step.refresh_from_db()
    assert (step.outcome, step.text) == ("postponed", "Udsat.")


def test_of_a_closed_meeting_nobody_is_led_to_a_page_they_cannot_read():
    item = decided(closed=True, url="https://example.dk/dagsorden")
    step = DecisionStepFactory(hearing=HearingFactory(closed=True), item=item)

    carry()

    step.refresh_from_db()
    assert step.url == "https://example.dk/dagsorden"


@pytest.mark.parametrize("outcome", Outcome.values)
def test_only_an_outcome_that_ends_the_case_decides_the_hearing(outcome):
    hearing = answered_hearing()
    item = decided(outcome=outcome, decision="Som indstillet.")
    DecisionStepFactory(hearing=hearing, item=item, decides_it=True)

    counts = [carry(), carry()]

    hearing.refresh_from_db()
    ends = outcome in DecisionStep.ENDING
    assert counts == [1, 0]
    assert hearing.status == ("decided" if ends else "published")
    assert mails() == (1 if ends else 0)
    if ends:
        day = local_date(item.meeting.event.starts_at)
        assert (hearing.decided_on, hearing.decision) == (day, "Som indstillet.")


def test_a_step_that_does_not_decide_leaves_the_hearing_open():
    hearing = answered_hearing()
    DecisionStepFactory(hearing=hearing, item=decided())

    carry()

    hearing.refresh_from_db()
    assert hearing.status == "published"


@pytest.mark.parametrize(
    ("state", "words"),
    [("open", "Høringsfristen er ikke gået"), ("closed", "Hvidbogen mangler")],
)
def test_what_is_missing_is_a_duty_and_the_hearing_is_not_decided(state, words):
    hearing = HearingFactory(**{state: True})
    ResponseFactory(hearing=hearing, approved=True)
    DecisionStepFactory(hearing=hearing, item=decided(), decides_it=True)
    worker = UserFactory(role=Role.CASE_WORKER, department=hearing.department)

    carry()

    hearing.refresh_from_db()
    duties = {duty.title.partition(":")[0]: duty.text for duty in duties_of(worker)}
    assert (hearing.status, mails()) == ("published", 0)
    assert words in duties["Mødet har afgjort sagen"]


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_nothing_is_carried_into_a_hearing_that_is_not_on(state):
    DecisionStepFactory(hearing=HearingFactory(**{state: True}), item=decided())

    assert carry() == 0


def test_a_hearing_that_nobody_answered_needs_no_white_paper():
    hearing = HearingFactory(closed=True)
    DecisionStepFactory(hearing=hearing, item=decided(), decides_it=True)

    carry()

    hearing.refresh_from_db()
    assert hearing.status == "decided"


def test_a_decision_that_is_mended_after_the_end_tells_nobody_twice():
    hearing = answered_hearing()
    item = decided()
    DecisionStepFactory(hearing=hearing, item=item, decides_it=True)
    carry()

    later = timezone.now() + timedelta(seconds=1)
    item.decide(outcome=Outcome.CHANGED, decision="Med ændringer.", by=item.decided_by, at=later)

    assert carry() == 1
    assert mails() == 1
    assert hearing.decision_steps.get().text == "Med ændringer."
