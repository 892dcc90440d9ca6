"""Meetings are planned, moved and cancelled; the agenda goes out; the minutes are signed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from councils.models import Body, CouncilEvent, Meeting
from councils.services.asking import WrittenMeanwhile, digest_of
from councils.services.meetings import (
    cancel_meeting,
    change_meeting,
    plan_meeting,
    publish_agenda,
)
from councils.services.minutes import sign_minutes, submit_minutes, write_minutes
from events.models import Event
from notifications.models import Announcement, Message
from tests.councils.factories import AgendaItemFactory, MeetingFactory
from tests.councils.people import held_meeting, make_council

pytestmark = pytest.mark.django_db


def plan(council, **fields):
    starts_at = timezone.now() + timedelta(days=9)
    words = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), "place": "Salen"}
    return plan_meeting(council.body, **(words | fields), by=council.secretary, at=timezone.now())


def told(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("user__email", flat=True))


def emails_inside(council) -> list[str]:
    return sorted(council.user(who).email for who in ("chair", "member", "substitute"))


def actions(body: Body) -> list[str]:
    return list(body.history.order_by("pk").values_list("action", flat=True))


def test_a_meeting_of_a_council_is_for_its_members_and_one_of_the_municipal_council_for_all():
    closed, public = plan(make_council()), plan(make_council(municipal_council=True))

    assert (closed.is_public, public.is_public) == (False, True)
    assert closed.event.status == Event.Status.PUBLISHED
    assert closed.event.is_owned
    assert closed.event.title == f"Møde i {closed.body.name}"
    assert actions(closed.body) == ["meeting_planned"]


def test_a_form_sent_twice_plans_one_meeting():
    council = make_council()
    starts_at = timezone.now() + timedelta(days=9)

    first, second = (plan(council, starts_at=starts_at) for _ in range(2))

    assert first == second
    assert Event.objects.count() == 1


def test_only_the_secretary_of_that_body_plans_its_meetings():
    council, other = make_council(), make_council()

    for person in (other.secretary, council.user("chair")):
        with pytest.raises(PermissionDenied):
            plan_meeting(
                council.body,
                starts_at=timezone.now(),
                ends_at=timezone.now() + timedelta(hours=1),
                place="Salen",
                by=person,
                at=timezone.now(),
            )

    assert not Meeting.objects.exists()


def test_members_are_told_when_a_meeting_is_moved_and_not_when_its_title_changes():
    council = make_council()
    meeting, at = plan(council), timezone.now()
    words = {"is_public": False, "by": council.secretary, "at": at}

    change_meeting(meeting, title="Ekstra møde", **words)
    assert told("councils.meeting_moved") == []
    change_meeting(meeting, place="Biblioteket", **words)

    assert told("councils.meeting_moved") == emails_inside(council)
    meeting.event.refresh_from_db()
    assert (meeting.event.title, meeting.event.place) == ("Ekstra møde", "Biblioteket")


def test_a_cancelled_meeting_says_why_and_nothing_more_is_done_with_it():
    council = make_council()
    meeting, at = plan(council), timezone.now()

    cancel_meeting(meeting, reason="For få kan komme.", by=council.secretary, at=at)

    meeting.event.refresh_from_db()
    assert meeting.event.cancelled_reason == "For få kan komme."
    assert told("councils.meeting_cancelled") == emails_inside(council)
    with pytest.raises(TransitionNotAllowed):
        publish_agenda(meeting, by=council.secretary, at=at)


def test_the_agenda_goes_to_members_and_is_announced_to_followers_only_when_public():
    council = make_council()
    closed, public = plan(council), MeetingFactory(body=council.body)
    for meeting in (closed, public):
        AgendaItemFactory(meeting=meeting)

    publish_agenda(closed, by=council.secretary, at=timezone.now())
    assert not Announcement.objects.exists()
    publish_agenda(public, by=council.secretary, at=timezone.now())

    assert told("councils.agenda_published") == sorted(emails_inside(council) * 2)
    assert Announcement.objects.get().kind == "councils.agenda_public"
    with pytest.raises(TransitionNotAllowed):
        publish_agenda(public, by=council.secretary, at=timezone.now())


def test_an_empty_agenda_is_not_sent():
    council = make_council()

    with pytest.raises(TransitionNotAllowed):
        publish_agenda(plan(council), by=council.secretary, at=timezone.now())


def test_minutes_are_written_submitted_and_signed_by_the_chair_of_that_meeting():
    council = make_council()
    meeting, at = held_meeting(council.body), timezone.now()

    write_minutes(meeting, text="Alle var enige.", by=council.secretary, at=at)
    submit_minutes(meeting, by=council.secretary, at=at)
    for person in (council.secretary, council.user("member")):
        with pytest.raises(PermissionDenied):
            sign_minutes(meeting, by=person, at=at)
    sign_minutes(meeting, seen=digest_of("Alle var enige."), by=council.user("chair"), at=at)

    meeting.refresh_from_db()
    assert meeting.minutes_state == Meeting.Minutes.APPROVED
    assert meeting.minutes_signed_by == meeting.chair == council.chair
    assert told("councils.minutes_submitted") == emails_inside(council)
    assert Announcement.objects.get().kind == "councils.minutes_approved"
    assert actions(council.body) == ["minutes_written", "minutes_submitted", "minutes_approved"]


def test_signed_minutes_are_written_no_more():
    council = make_council()
    meeting = held_meeting(council.body)
    write_minutes(meeting, text="Enige.", by=council.secretary, at=timezone.now())
    submit_minutes(meeting, by=council.secretary, at=timezone.now())
    sign_minutes(meeting, by=council.user("chair"), at=timezone.now())

    with pytest.raises(TransitionNotAllowed):
        write_minutes(meeting, text="Uenige.", by=council.secretary, at=timezone.now())


def test_there_are_no_minutes_of_a_meeting_that_has_not_begun():
    council = make_council()

    with pytest.raises(TransitionNotAllowed):
        write_minutes(plan(council), text="Forud.", by=council.secretary, at=timezone.now())


def test_two_who_write_the_minutes_at_once_are_told_of_each_other():
    council = make_council()
    meeting, at = held_meeting(council.body), timezone.now()
    seen = digest_of("")

    write_minutes(meeting, text="Den ene.", seen=seen, by=council.secretary, at=at)
    with pytest.raises(WrittenMeanwhile):
        write_minutes(meeting, text="Den anden.", seen=seen, by=council.secretary, at=at)

    meeting.refresh_from_db()
    assert meeting.minutes == "Den ene."


def test_who_chaired_is_kept_when_the_turns_change_afterwards():
    council = make_council()
    meeting = held_meeting(council.body)
    write_minutes(meeting, text="Enige.", by=council.secretary, at=timezone.now())

    council.body.chair_turns.update(chair=council.member)
    submit_minutes(meeting, by=council.secretary, at=timezone.now())

    with pytest.raises(PermissionDenied):
        sign_minutes(meeting, by=council.user("member"), at=timezone.now())
    sign_minutes(meeting, by=council.user("chair"), at=timezone.now())


def test_history_never_holds_what_minutes_say():
    council = make_council()
    write_minutes(
        held_meeting(council.body), text="MARKØR", by=council.secretary, at=timezone.now()
    )

    assert not CouncilEvent.objects.filter(note__contains="MARKØR").exists()
