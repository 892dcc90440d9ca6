from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.owners import owner_of
from core.transitions import TransitionNotAllowed
from events.models import Event
from hearings.forms.staff import MeetingForm
from hearings.models import Hearing
from hearings.services import publish_hearing, withdraw_hearing
from hearings.services.meetings import add_meeting, keep_meetings_with, remove_meeting
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.factories import HearingFactory, HearingMeetingFactory, days_from_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return UserFactory(role=Role.CASE_WORKER)


def meeting_of(hearing, staff, **words):
    return add_meeting(
        hearing,
        kind=Event.Kind.OPEN_HOUSE,
        title="Åbent hus",
        starts_at=days_from_now(9),
        ends_at=days_from_now(9) + timedelta(hours=1),
        place="Kantinen",
        by=staff,
        at=timezone.now(),
        **words,
    )


def statuses(hearing):
    return [meeting.event.status for meeting in hearing.meetings.all()]


def test_a_meeting_is_published_with_its_hearing(staff):
    hearing = HearingFactory(draft=True, opens_at=days_from_now(8), closes_at=days_from_now(60))
    meeting = meeting_of(hearing, staff)
    assert not meeting.event.is_visible_to(None)

    publish_hearing(hearing, by=staff, at=timezone.now())

    meeting.event.refresh_from_db()
    assert meeting.event.is_visible_to(None)
    assert owner_of(meeting.event) == meeting


def test_what_is_to_come_is_cancelled_when_the_hearing_is_taken_back(staff):
    hearing = HearingFactory()
    past = timezone.now() - timedelta(days=2)
    HearingMeetingFactory(hearing=hearing, starts_at=past)
    HearingMeetingFactory(hearing=hearing)

    withdraw_hearing(hearing, reason="Planen er opgivet.", by=staff, at=timezone.now())

    assert statuses(hearing) == ["published", "cancelled"]
    assert hearing.meetings.last().event.cancelled_reason == "Planen er opgivet."


@pytest.mark.parametrize("state", ["draft", "coming", "decided", "withdrawn"])
def test_an_event_is_as_visible_as_its_hearing_for_one_and_for_many(state):
    meeting = HearingMeetingFactory(hearing=HearingFactory(**{state: True}))
    event = Event.objects.get(pk=meeting.event_id)
    own = UserFactory(role=Role.CASE_WORKER, department=meeting.hearing.department)
    other = UserFactory(role=Role.CASE_WORKER, department=DepartmentFactory())

    for user in (None, own, other):
        seen = Event.objects.visible_to(user).filter(pk=event.pk).exists()
        assert seen == event.is_visible_to(user) == (state != "draft")
    assert event.is_arranged_by(own)
    assert not event.is_arranged_by(other)
    assert not event.is_arranged_by(UserFactory())


def test_what_everybody_has_seen_is_not_taken_away(staff):
    meeting = HearingMeetingFactory()

    with pytest.raises(TransitionNotAllowed):
        remove_meeting(meeting, by=staff, at=timezone.now())

    assert statuses(meeting.hearing) == ["published"]


def test_the_events_follow_the_department_of_the_hearing(staff):
    meeting = HearingMeetingFactory()
    Hearing.objects.filter(pk=meeting.hearing_id).update(department=DepartmentFactory(name="Ny"))

    keep_meetings_with(Hearing.objects.get(pk=meeting.hearing_id))

    meeting.event.refresh_from_db()
    assert meeting.event.department.name == "Ny"


def test_a_cancelled_meeting_says_so_wherever_it_stood(client):
    meeting = HearingMeetingFactory()
    Event.objects.filter(pk=meeting.event_id).update(
        status=Event.Status.CANCELLED, cancelled_reason="Salen er oversvømmet."
    )
    hearing = meeting.hearing

    page = client.get(hearing.get_absolute_url()).content.decode()
    listed = client.get("/hoeringer/").content.decode()
    notice = client.get(f"{hearing.get_absolute_url()}opslag/").content.decode()

    assert "Aflyst" in page
    assert "Salen er oversvømmet." in page
    assert "Åbent hus" not in listed
    assert "Åbent hus" not in notice


def test_a_form_of_a_meeting_that_nobody_filled_in_is_no_meeting():
    chosen_by_itself = str(MeetingForm().fields["kind"].initial)
    form = MeetingForm(
        {"kind": chosen_by_itself}, empty_permitted=True, use_required_attribute=False
    )

    assert (form.has_changed(), form.is_valid()) == (False, True)
    assert f'<option value="{chosen_by_itself}" selected>' in str(MeetingForm()["kind"])
