"""An election: who stands, fredsvalg, and a result that two people agree on."""

import uuid

import pytest
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from councils.exceptions import AlreadyNominated, NominationsClosed, ResultRefused
from councils.models import Candidate, CouncilEvent, Election
from councils.services.counting import Count, enter_result, ranking
from councils.services.elections import (
    call_off,
    change_election,
    publish_election,
    settle_uncontested,
)
from councils.services.nominating import accept, leave, nominate, rule_out
from councils.services.seat_retention import forget_old
from councils.services.taking_seats import seat_applicant, seat_candidate
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.councils.factories import (
    ApplicationFactory,
    CallFactory,
    CandidateFactory,
    ElectionFactory,
    SeatFactory,
    days_from_now,
)

pytestmark = pytest.mark.django_db
Action = CouncilEvent.Action
Status = Candidate.Status
Stage = Election.Stage


def nomination_to(election: Election, **changes) -> Candidate:
    values = {
        "form_key": uuid.uuid4(),
        "name": "Poul Pil",
        "email": "poul@example.dk",
        "user": None,
        "language": "da",
        "at": timezone.now(),
    }
    return nominate(election, **{**values, **changes})


def kinds() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def yes(candidate: Candidate, **changes) -> Candidate:
    values = {"text": "Flere stier.", "birth_year": 1950, "at": timezone.now()}
    return accept(candidate, **{**values, **changes})


# --- Standing ---------------------------------------------------------------------------------
def test_nobody_stands_before_they_have_said_yes_by_the_mail():
    election = ElectionFactory()

    candidate = nomination_to(election, nominated_by="Grete Gran")
    assert list(election.candidates.accepted()) == []
    yes(candidate)

    assert list(election.candidates.accepted()) == [candidate]
    assert kinds() == ["councils.candidate_asked", "councils.candidate_accepted"]


def test_who_is_logged_in_with_the_very_address_stands_at_once():
    person = UserFactory(email="poul@example.dk")

    own = nomination_to(ElectionFactory(), user=person)
    others = nomination_to(ElectionFactory(), user=person, email="en-anden@example.dk")

    assert (own.status, own.user) == (Status.ACCEPTED, person)
    assert (others.status, others.user) == (Status.NOMINATED, None)


def test_one_form_sent_twice_is_one_nomination():
    election, key = ElectionFactory(), uuid.uuid4()

    first, second = (nomination_to(election, form_key=key) for _ in range(2))

    assert first == second
    assert kinds() == ["councils.candidate_asked"]


@pytest.mark.parametrize("status", list(Status))
def test_who_was_asked_is_not_asked_again_by_others(status):
    election = ElectionFactory()
    CandidateFactory(election=election, email="poul@example.dk", status=status)

    with pytest.raises(AlreadyNominated):
        nomination_to(election, nominated_by="Grete Gran", email="Poul+valg@example.dk")


@pytest.mark.parametrize("status", [Status.DECLINED, Status.WITHDRAWN])
def test_who_said_no_may_stand_after_all_by_themselves(status):
    election = ElectionFactory()
    CandidateFactory(election=election, email="poul@example.dk", status=status)

    assert nomination_to(election).status == Status.NOMINATED


@pytest.mark.parametrize("starts", [3, -30, -45, -60])
def test_nobody_is_nominated_or_says_yes_or_no_outside_the_days_for_it(starts):
    election = ElectionFactory(starts=starts)
    candidate = CandidateFactory(election=election, nominated=True)

    with pytest.raises(NominationsClosed):
        nomination_to(election)
    with pytest.raises(TransitionNotAllowed):
        yes(candidate)
    with pytest.raises(TransitionNotAllowed):
        leave(candidate, at=timezone.now())


def test_who_leaves_is_declined_or_withdrawn():
    asked = CandidateFactory(nominated=True)
    standing = CandidateFactory()

    found = [leave(row, at=timezone.now()).status for row in (asked, standing)]

    assert found == [Status.DECLINED, Status.WITHDRAWN]


def test_who_may_not_be_chosen_is_told_why_until_the_vote_begins():
    candidate = CandidateFactory(election__nominated=True)
    late = CandidateFactory(election__voting=True)

    rule_out(candidate, reason="Bor i en anden kommune.", by=UserFactory(), at=timezone.now())
    with pytest.raises(TransitionNotAllowed):
        rule_out(late, reason="Bor i en anden kommune.", by=UserFactory(), at=timezone.now())

    candidate.refresh_from_db()
    assert (candidate.status, kinds()) == ("not_eligible", ["councils.candidate_ruled_out"])


# --- The election -----------------------------------------------------------------------------
def test_only_a_draft_is_called_and_only_while_one_could_stand():
    called = publish_election(ElectionFactory(draft=True), by=UserFactory(), at=timezone.now())

    assert called.status == Election.Status.PUBLISHED
    for late in (called, ElectionFactory(draft=True, starts=-60)):
        with pytest.raises(TransitionNotAllowed):
            publish_election(late, by=UserFactory(), at=timezone.now())


def test_dates_and_seats_of_a_called_election_stay():
    election, by, at = ElectionFactory(), UserFactory(), timezone.now()

    change_election(election, how_to_vote="På biblioteket.", by=by, at=at)
    for change in ({"seats": 7}, {"voting_closes_at": days_from_now(90)}):
        with pytest.raises(TransitionNotAllowed):
            change_election(election, by=by, at=at, **change)

    election.refresh_from_db()
    assert (election.how_to_vote, election.seats) == ("På biblioteket.", 5)


def test_everybody_who_stands_or_was_asked_hears_that_an_election_is_called_off():
    election = ElectionFactory()
    told = [
        CandidateFactory(election=election),
        CandidateFactory(election=election, nominated=True),
    ]
    CandidateFactory(election=election, status=Status.DECLINED)

    call_off(election, reason="Rådet nedlægges.", by=UserFactory(), at=timezone.now())

    mails = Message.objects.filter(kind="councils.election_called_off").order_by("pk")
    assert [mail.email for mail in mails] == [row.email for row in told]


def settle(election: Election) -> Election:
    return settle_uncontested(election, note="Fredsvalg.", by=UserFactory(), at=timezone.now())


def test_no_more_candidates_than_seats_are_all_elected_without_a_vote():
    election = ElectionFactory(nominated=True, seats=2)
    rows = [CandidateFactory(election=election) for _ in range(2)]
    silent = CandidateFactory(election=election, nominated=True)

    settle(election)

    election.refresh_from_db()
    for row in [*rows, silent]:
        row.refresh_from_db()
    assert (election.status, election.note) == ("uncontested", "Fredsvalg.")
    assert [(row.is_elected, row.substitute_rank) for row in rows] == [(True, None)] * 2
    assert silent.is_elected is False
    assert kinds() == ["councils.election_told"] * 2
    assert election.body.history.get().action == Action.ELECTION_UNCONTESTED


@pytest.mark.parametrize(
    ("starts", "candidates"), [(-5, 1), (-30, 0), (-30, 3), (-45, 1), (-60, 1)]
)
def test_there_is_no_fredsvalg_too_early_too_late_with_nobody_or_with_too_many(starts, candidates):
    election = ElectionFactory(starts=starts, seats=2)
    for _ in range(candidates):
        CandidateFactory(election=election)

    with pytest.raises(TransitionNotAllowed):
        settle(election)

    assert Message.objects.count() == 0


# --- The count --------------------------------------------------------------------------------
def counted(*votes: int, seats: int = 2, substitutes: int = 1) -> Election:
    """Return an election after the vote, with a candidate for each number of votes."""
    election = ElectionFactory(counting=True, seats=seats, substitutes=substitutes)
    for _ in votes:
        CandidateFactory(election=election)
    return election


def count_of(*votes: int, drawn=(), **changes) -> Count:
    values = {"eligible": 1000, "ballots": sum(votes) + 10, "invalid": 10, **changes}
    return Count(votes=dict(enumerate(votes, 1)), drawn=drawn, **values)


def enter(election: Election, count: Count, by=None):
    return enter_result(election, count=count, by=by or UserFactory(), at=timezone.now())


def outcome(election: Election) -> list[tuple[int, bool, int | None]]:
    rows = election.candidates.order_by("number")
    return list(rows.values_list("votes", "is_elected", "substitute_rank"))


def test_two_equal_entries_of_two_people_are_the_result():
    election = counted(30, 50, 40, 10)

    enter(election, count_of(30, 50, 40, 10))
    assert Election.objects.get(pk=election.pk).status == Election.Status.PUBLISHED
    enter(election, count_of(30, 50, 40, 10))

    election.refresh_from_db()
    assert (election.status, election.ballots, election.invalid) == ("decided", 140, 10)
    assert outcome(election) == [
        (30, False, 1), (50, True, None), (40, True, None), (10, False, None),
    ]  # fmt: skip
    assert kinds() == ["councils.election_told"] * 4
    actions = list(election.body.history.order_by("pk").values_list("action", flat=True))
    assert actions == [Action.RESULT_ENTERED, Action.RESULT_ENTERED, Action.RESULT_CONFIRMED]


def test_one_person_alone_confirms_nothing_however_often():
    election, person = counted(3, 2, 1), UserFactory()

    for _ in range(3):
        enter(election, count_of(3, 2, 1), by=person)

    election.refresh_from_db()
    assert (election.status, election.entries.count()) == ("published", 1)


def test_entries_that_differ_wait_until_one_is_mended():
    election, first = counted(3, 2, 1), UserFactory()
    enter(election, count_of(3, 1, 2), by=first)
    enter(election, count_of(3, 2, 1))

    assert Election.objects.get(pk=election.pk).status == Election.Status.PUBLISHED
    enter(election, count_of(3, 2, 1), by=first)

    assert Election.objects.get(pk=election.pk).status == Election.Status.DECIDED


@pytest.mark.parametrize(
    "count",
    [
        count_of(3, 2, 1, eligible=5),
        count_of(3, 2, 1, invalid=99),
        count_of(3, 2, 1, ballots=99),
        count_of(3, 2),
        count_of(3, 2, 1, 0),
        count_of(3, 2, 2),
        count_of(2, 2, 2, drawn=(1, 2)),
        count_of(3, 2, 2, drawn=(2, 2, 3)),
    ],
)
def test_a_count_that_does_not_add_up_is_refused(count):
    election = counted(3, 2, 1)

    with pytest.raises(ResultRefused):
        enter(election, count)

    assert election.entries.count() == 0


def test_a_lot_decides_among_equals():
    election = counted(2, 2, 2)

    for _ in range(2):
        enter(election, count_of(2, 2, 2, drawn=(3, 1, 2)))

    election.refresh_from_db()
    assert outcome(election) == [(2, True, None), (2, False, 1), (2, True, None)]
    assert election.note == "Lodtrækning ved lige mange stemmer, i rækkefølge: nr. 3, 1, 2."


def test_no_lot_is_drawn_among_those_who_are_all_elected_or_all_out():
    election = counted(5, 5, 3, 1, 1)

    entry = enter(election, count_of(5, 5, 3, 1, 1, drawn=(2, 1)))

    assert entry.drawn == []
    assert ranking(count_of(5, 5, 3, 1, 1))[:2] == [1, 2]


@pytest.mark.parametrize("starts", [-5, -30, -45])
def test_nothing_is_entered_while_one_may_still_vote(starts):
    election = ElectionFactory(starts=starts)

    with pytest.raises(TransitionNotAllowed):
        enter(election, count_of())


# --- Afterwards -------------------------------------------------------------------------------
def test_who_was_elected_gets_a_seat_once_and_a_substitute_a_place_on_the_list():
    election = ElectionFactory(nominated=True, status="uncontested", decided_at=timezone.now())
    seat = SeatFactory(group=election.group)
    elected = CandidateFactory(election=election, is_elected=True)
    substitute = CandidateFactory(election=election, substitute_rank=1)
    times = {"starts_at": days_from_now(1), "ends_at": None, "at": timezone.now()}

    first = seat_candidate(elected, seat, by=UserFactory(), **times)
    second = seat_candidate(substitute, None, by=UserFactory(), **times)

    assert (first.seat, first.member.name, first.member.email) == (seat, elected.name, "")
    assert (second.seat, second.rank) == (None, 1)
    with pytest.raises(TransitionNotAllowed):
        seat_candidate(elected, seat, by=UserFactory(), **times)


def test_a_chosen_applicant_gets_a_seat_under_their_own_account():
    call = CallFactory(closed=True)
    answered = {"status": "chosen", "reason": "Ja.", "answered_at": timezone.now()}
    application = ApplicationFactory(call=call, user=UserFactory(), **answered)
    times = {"starts_at": days_from_now(1), "ends_at": None, "at": timezone.now()}

    membership = seat_applicant(
        application, SeatFactory(group=call.group), by=UserFactory(), **times
    )

    application.refresh_from_db()
    assert (application.member, membership.member.user) == (membership.member, application.user)


def test_who_got_no_seat_is_forgotten_a_year_after_the_answer():
    answered = {"reason": "Nej tak.", "call__closed": True}
    old = ApplicationFactory(status="not_chosen", answered_at=days_from_now(-366), **answered)
    kept = [
        ApplicationFactory(status="not_chosen", answered_at=days_from_now(-364), **answered),
        ApplicationFactory(status="chosen", answered_at=days_from_now(-366), **answered),
        ApplicationFactory(),
    ]

    assert forget_old(at=timezone.now()) == 1

    old.refresh_from_db()
    assert (old.name, old.email, old.motivation, old.reason) == ("", "", "", "–")
    for row in kept:
        row.refresh_from_db()
        assert row.name


def test_a_year_after_an_election_who_stood_stays_by_name_and_nobody_else():
    election = ElectionFactory(starts=-500, status="uncontested", decided_at=timezone.now())
    stood = CandidateFactory(election=election, is_elected=True, birth_year=1950)
    declined = CandidateFactory(election=election, status=Status.DECLINED)

    forget_old(at=timezone.now())

    for row in (stood, declined):
        row.refresh_from_db()
    assert bool(stood.name) is True
    assert (stood.email, stood.birth_year, stood.text != "") == ("", None, True)
    assert (declined.name, declined.text, declined.email) == ("", "", "")
