"""Every mail about seats and elections can be written, in both languages, with its links."""

import pytest
from django.utils import timezone

from councils.messages.seats import KINDS
from councils.seat_links import application_token, candidate_token
from notifications.kinds import NothingToSay
from notifications.models import Message
from notifications.rendering import render
from tests.councils.factories import (
    ApplicationFactory,
    CallFactory,
    CandidateFactory,
    ElectionFactory,
)

pytestmark = pytest.mark.django_db
BY_CODE = {kind.code.partition(".")[2]: kind for kind in KINDS}


def mail(code: str, about, language: str = "da", **context):
    row = Message(kind=f"councils.{code}", language=language, context=context, email="a@example.dk")
    return render(row, BY_CODE[code], about)


@pytest.mark.parametrize("language", ["da", "en"])
def test_an_applicant_reads_receipt_and_answer_with_the_private_link(language):
    row = ApplicationFactory(
        call__closed=True, status="reserve", reason="Næste gang.", answered_at=timezone.now()
    )

    for code in ("application_received", "application_answered"):
        written = mail(code, row, language)
        assert application_token(row) in written.text
        assert application_token(row) in written.html
        assert str(row.number) in written.subject
    assert "Næste gang." in mail("application_answered", row).text


def test_a_nominee_reads_who_proposed_them_and_that_nothing_happens_by_itself():
    row = CandidateFactory(nominated=True, nominated_by="Grete Gran")

    written = mail("candidate_asked", row)

    assert "Grete Gran har foreslået dig" in written.text
    assert "Gør du ingenting, stiller du ikke op." in written.text
    assert candidate_token(row) in written.text


def test_a_name_in_a_mail_makes_no_link():
    row = CandidateFactory(nominated=True, nominated_by="Se evil.dk/login")

    assert "evil.dk" not in mail("candidate_asked", row).text


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ({"is_elected": True, "votes": 7}, "Du er valgt"),
        ({"substitute_rank": 2, "votes": 7}, "stedfortræder nr. 2"),
        ({"votes": 7}, "Du blev ikke valgt denne gang"),
    ],
)
def test_a_candidate_reads_the_own_result(result, said):
    election = ElectionFactory(counting=True, status="decided", eligible=9, ballots=9,
                               decided_at=timezone.now())  # fmt: skip
    row = CandidateFactory(election=election, **result)

    written = mail("election_told", election, candidate=row.pk)

    assert said in written.text
    assert "Du fik 7 stemmer." in written.text


def test_who_was_forgotten_is_written_to_no_more():
    with pytest.raises(NothingToSay):
        mail("election_told", ElectionFactory(), candidate=0)


def test_the_others_can_be_written():
    call, election = CallFactory(withdrawn_reason="Nedlagt."), ElectionFactory(note="Nedlagt.")
    row = CandidateFactory(election=election, status_reason="Bor i Glostrup.")

    assert "Nedlagt." in mail("call_withdrawn", call).text
    assert call.title in mail("call_opened", call).text
    assert election.title in mail("election_opened", election).text
    assert "Nedlagt." in mail("election_called_off", election, candidate=row.pk).text
    assert "Bor i Glostrup." in mail("candidate_ruled_out", row).text
    assert "kandidat nr." in mail("candidate_accepted", row).text


@pytest.mark.parametrize(
    ("code", "state", "is_due"),
    [
        ("candidate_asked", "nominated", True),
        ("candidate_asked", "accepted", False),
        ("candidate_accepted", "accepted", True),
        ("candidate_accepted", "withdrawn", False),
        ("candidate_ruled_out", "not_eligible", True),
    ],
)
def test_a_mail_is_held_back_when_it_is_no_longer_so(code, state, is_due):
    row = CandidateFactory(status=state)

    assert BY_CODE[code].still_due(row, Message(email=row.email)) is is_due
    assert BY_CODE[code].still_due(row, Message(email="en-anden@example.dk")) is False
