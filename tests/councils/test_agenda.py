"""Members propose and support; the chair and the secretary order; decisions, dissents, votes."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.files import inspect_upload
from core.transitions import TransitionNotAllowed
from councils.models import AgendaItem, CouncilEvent
from councils.services.agenda import (
    add_item,
    decline_item,
    order_items,
    place_item,
    propose_item,
    record_decision,
    support_item,
    take_off,
    withdraw_support,
)
from councils.services.asking import AgendaChanged, WrittenMeanwhile, digest_of
from councils.services.items import add_document, close_item, open_item, write_item
from councils.services.minutes import sign_minutes, submit_minutes, write_minutes
from councils.services.voices import withdraw_dissent, write_dissent, write_votes
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.councils.factories import AgendaItemFactory, MeetingFactory
from tests.councils.people import held_meeting, make_council
from tests.hearings.uploads import pdf

pytestmark = pytest.mark.django_db
Status = AgendaItem.Status


def propose(council, who="member", title="Flere bænke"):
    return propose_item(
        council.body, title=title, summary="Ved søen.", by=council.user(who), at=timezone.now()
    )


def titles(meeting) -> list[str]:
    return list(meeting.items.placed().values_list("title", flat=True))


def agenda_of(council, count=3):
    meeting = MeetingFactory(body=council.body)
    items = [
        add_item(meeting, title=f"Punkt {n}", by=council.secretary, at=timezone.now())
        for n in range(1, count + 1)
    ]
    meeting.refresh_from_db()
    return meeting, items


def decide(item, by):
    return record_decision(
        item, outcome="approved", decision="Vi gør det.", by=by, at=timezone.now()
    )


def settled(meeting, council):
    write_minutes(meeting, text="Enige.", by=council.secretary, at=timezone.now())
    submit_minutes(meeting, by=council.secretary, at=timezone.now())
    return sign_minutes(meeting, by=council.user("chair"), at=timezone.now())


@pytest.mark.parametrize("who", ["member", "chair", "substitute"])
def test_who_acts_as_a_member_proposes_in_the_own_name(who):
    council = make_council()

    item = propose(council, who)

    assert item.status == Status.PROPOSED
    assert item.proposed_by == getattr(council, who)


@pytest.mark.parametrize("who", ["former", "on_the_list", "away"])
def test_who_does_not_act_as_a_member_neither_proposes_nor_supports(who):
    council = make_council()
    item = propose(council)

    with pytest.raises(PermissionDenied):
        propose(council, who, title="Noget andet")
    with pytest.raises(PermissionDenied):
        support_item(item, by=council.user(who), at=timezone.now())

    assert AgendaItem.objects.count() == 1


def test_the_same_words_sent_twice_are_one_proposal():
    council = make_council()

    assert propose(council) == propose(council)
    assert propose(council, "secretary").proposed_by is None
    assert AgendaItem.objects.count() == 2


def test_a_member_supports_once_and_may_take_it_back():
    council = make_council()
    item = propose(council)

    for _ in range(2):
        support_item(item, by=council.user("chair"), at=timezone.now())
    assert item.supports.count() == 1
    withdraw_support(item, by=council.user("chair"))

    assert item.supports.count() == 0


def test_a_right_that_ends_in_the_middle_is_not_used():
    council = make_council()
    council.member.end(at=timezone.now(), reason="flyttet")

    with pytest.raises(PermissionDenied):
        propose(council)


@pytest.mark.parametrize(
    ("who", "may"), [("chair", True), ("secretary", True), ("member", False), ("away", False)]
)
def test_the_chair_and_the_secretary_take_a_proposal_up(who, may):
    council = make_council()
    item, (meeting, _items) = propose(council), agenda_of(council)

    if not may:
        with pytest.raises(PermissionDenied):
            place_item(item, meeting, by=council.user(who), at=timezone.now())
        return
    place_item(item, meeting, position=2, by=council.user(who), at=timezone.now())

    assert titles(meeting) == ["Punkt 1", "Flere bænke", "Punkt 2", "Punkt 3"]
    assert list(meeting.items.placed().values_list("position", flat=True)) == [1, 2, 3, 4]


def test_the_order_is_changed_by_who_saw_the_newest_agenda():
    council = make_council()
    meeting, items = agenda_of(council)
    pks, seen = [items[2].pk, items[0].pk, items[1].pk], meeting.revision

    order_items(meeting, pks, by=council.user("chair"), at=timezone.now(), revision=seen)
    with pytest.raises(AgendaChanged):
        order_items(meeting, pks, by=council.secretary, at=timezone.now(), revision=seen)

    assert titles(meeting) == ["Punkt 3", "Punkt 1", "Punkt 2"]


def test_an_order_of_other_items_is_refused_whole():
    council = make_council()
    meeting, items = agenda_of(council)

    with pytest.raises(AgendaChanged):
        order_items(
            meeting,
            [items[1].pk, items[0].pk],
            by=council.secretary,
            at=timezone.now(),
            revision=meeting.revision,
        )

    assert titles(meeting) == ["Punkt 1", "Punkt 2", "Punkt 3"]


def test_what_is_taken_off_is_a_proposal_again_and_leaves_no_gap():
    council = make_council()
    meeting, items = agenda_of(council)

    take_off(items[0], by=council.secretary, at=timezone.now())

    items[0].refresh_from_db()
    assert (items[0].status, items[0].meeting) == (Status.PROPOSED, None)
    assert list(meeting.items.placed().values_list("position", flat=True)) == [1, 2]


def test_items_of_a_cancelled_meeting_are_taken_up_at_another():
    council = make_council()
    meeting, items = agenda_of(council, 1)
    meeting.event.cancel(reason="Vejret", at=timezone.now())
    other = MeetingFactory(body=council.body)

    place_item(items[0], other, by=council.secretary, at=timezone.now())

    assert titles(other) == ["Punkt 1"]


def test_an_item_is_not_taken_up_by_another_body():
    council, other = make_council(), make_council()
    meeting = MeetingFactory(body=other.body)
    superuser = UserFactory(is_superuser=True, is_staff=True)

    with pytest.raises(TransitionNotAllowed):
        place_item(propose(council), meeting, by=superuser, at=timezone.now())


def test_who_proposed_is_told_why_it_is_not_taken_up():
    council = make_council()
    item = propose(council)

    decline_item(item, reason="Det er afgjort.", by=council.secretary, at=timezone.now())

    message = Message.objects.get(kind="councils.item_declined")
    assert message.user == council.user("member")
    with pytest.raises(TransitionNotAllowed):
        support_item(item, by=council.user("chair"), at=timezone.now())


def test_two_who_mend_an_item_at_once_are_told_of_each_other():
    council = make_council()
    item = propose(council)
    seen, at = digest_of(item.title, item.summary, item.url), timezone.now()

    write_item(item, title="Fem bænke", seen=seen, by=council.user("member"), at=at)
    with pytest.raises(WrittenMeanwhile):
        write_item(item, title="Syv bænke", seen=seen, by=council.secretary, at=at)

    item.refresh_from_db()
    assert item.title == "Fem bænke"


def test_who_proposed_mends_it_until_it_is_taken_up():
    council = make_council()
    item = propose(council)
    meeting = MeetingFactory(body=council.body)
    place_item(item, meeting, by=council.secretary, at=timezone.now())

    with pytest.raises(PermissionDenied):
        write_item(item, title="Fem bænke", by=council.user("member"), at=timezone.now())


def test_a_decision_is_written_once_the_meeting_has_begun_and_until_the_minutes_are_signed():
    council = make_council()
    ahead, held = MeetingFactory(body=council.body), held_meeting(council.body)
    early, item = (AgendaItemFactory(meeting=meeting) for meeting in (ahead, held))

    with pytest.raises(TransitionNotAllowed):
        decide(early, council.secretary)
    decide(item, council.user("chair"))
    settled(held, council)
    with pytest.raises(TransitionNotAllowed):
        decide(item, council.secretary)

    item.refresh_from_db()
    assert (item.status, item.decided_by) == (Status.DECIDED, council.user("chair"))


@pytest.mark.parametrize("who", ["member", "away", "former"])
def test_others_write_no_decision(who):
    council = make_council()
    item = AgendaItemFactory(meeting=held_meeting(council.body))

    with pytest.raises(PermissionDenied):
        decide(item, council.user(who))


def test_any_member_has_a_dissent_recorded_until_the_minutes_are_signed():
    council = make_council()
    meeting = held_meeting(council.body)
    item = AgendaItemFactory(meeting=meeting, decided=True)
    words = {"by": council.user("member"), "at": timezone.now()}

    write_dissent(item, text="Jeg er imod.", **words)
    write_dissent(item, text="Jeg er meget imod.", **words)
    item.refresh_from_db()
    assert (item.dissents.get().text, item.attached) == ("Jeg er meget imod.", 1)
    withdraw_dissent(item, **words)
    item.refresh_from_db()
    assert (item.dissents.count(), item.attached) == (0, 0)

    settled(meeting, council)
    with pytest.raises(TransitionNotAllowed):
        write_dissent(item, text="For sent.", **words)


def test_who_was_no_member_at_the_meeting_has_no_dissent_recorded():
    council = make_council()
    meeting = held_meeting(council.body, days_ago=2)
    council.member.starts_at = timezone.now() - timedelta(days=1)
    council.member.save()
    item = AgendaItemFactory(meeting=meeting, decided=True)

    for who in ("member", "away", "former", "secretary"):
        with pytest.raises(PermissionDenied):
            write_dissent(item, text="Nej.", by=council.user(who), at=timezone.now())


def test_votes_are_written_where_the_body_shows_them_and_replaced_as_a_whole():
    council, silent = make_council(publishes_votes=True), make_council()
    item = AgendaItemFactory(meeting=held_meeting(council.body), decided=True)
    other = AgendaItemFactory(meeting=held_meeting(silent.body), decided=True)
    at = timezone.now()

    first = {council.member: "yes", council.chair: "no", council.former: "no"}
    write_votes(item, first, by=council.secretary, at=at)
    item.refresh_from_db()
    assert item.attached == 2
    write_votes(item, {council.member: "no"}, by=council.user("chair"), at=at)
    with pytest.raises(TransitionNotAllowed):
        write_votes(other, {silent.member: "yes"}, by=silent.secretary, at=at)

    item.refresh_from_db()
    assert [(vote.membership, vote.choice) for vote in item.votes.all()] == [(council.member, "no")]
    assert item.attached == 1


def a_file():
    return inspect_upload(pdf("bilag.pdf", "Et bilag"))


def full_item(council):
    """An item with words, a document, a decision, a dissent and a vote."""
    item = AgendaItemFactory(
        meeting=held_meeting(council.body),
        decided=True,
        summary="MARKØR i resuméet",
        url="https://example.dk/markoer",
    )
    at = timezone.now()
    add_document(
        item,
        title="MARKØR",
        upload=a_file(),
        by=council.secretary,
        at=at,
    )
    write_dissent(item, text="MARKØR", by=council.user("member"), at=at)
    write_votes(item, {council.member: "no"}, by=council.secretary, at=at)
    item.refresh_from_db()
    return item


def test_a_closed_item_keeps_title_and_decision_and_nothing_else():
    council = make_council(publishes_votes=True)
    item = full_item(council)
    assert item.attached == 3

    close_item(item, by=council.secretary, at=timezone.now())

    item.refresh_from_db()
    assert (item.is_open, item.summary, item.url, item.attached) == (False, "", "", 0)
    assert [item.documents.count(), item.dissents.count(), item.votes.count()] == [0, 0, 0]
    assert item.decision == "Indstillingen blev vedtaget."
    assert not CouncilEvent.objects.filter(note__contains="MARKØR").exists()


def test_nothing_is_hung_on_a_closed_item():
    council = make_council(publishes_votes=True)
    item = AgendaItemFactory(meeting=held_meeting(council.body), decided=True, closed=True)
    at, by = timezone.now(), council.secretary

    with pytest.raises(TransitionNotAllowed):
        add_document(item, title="Bilag", upload=a_file(), by=by, at=at)
    with pytest.raises(TransitionNotAllowed):
        write_dissent(item, text="Nej.", by=council.user("member"), at=at)
    with pytest.raises(TransitionNotAllowed):
        write_votes(item, {council.member: "no"}, by=by, at=at)
    for fields in ({"summary": "Noget"}, {"url": "https://example.dk"}, {"attached": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AgendaItem.objects.filter(pk=item.pk).update(**fields)


def test_what_is_opened_again_takes_words_and_what_was_there_stays_gone():
    council = make_council()
    _meeting, items = agenda_of(council, 1)
    close_item(items[0], by=council.secretary, at=timezone.now())

    item = open_item(items[0], by=council.secretary, at=timezone.now())
    write_item(item, title="Punkt 1", summary="Nyt.", by=council.secretary, at=timezone.now())

    item.refresh_from_db()
    assert (item.is_open, item.summary) == (True, "Nyt.")
