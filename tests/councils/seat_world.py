"""A call, an application, an election and a candidate behind every address of seats."""

from dataclasses import dataclass
from typing import Any

from councils.models import Application, Candidate
from councils.seat_links import application_token, candidate_token
from tests.councils.factories import ApplicationFactory, CandidateFactory

PUBLIC = {
    "councils:calls", "councils:call", "councils:apply", "councils:application_receipt",
    "councils:application", "councils:application_withdraw", "councils:elections",
    "councils:election", "councils:nominate", "councils:nominated", "councils:candidate",
    "councils:candidate_portrait", "councils:candidacy", "councils:candidacy_accept",
    "councils:candidacy_leave",
}  # fmt: skip
DESK = {
    "councils:desk_seats", "councils:desk_call_add", "councils:desk_election_add",
    "councils:desk_call", "councils:desk_call_change", "councils:desk_call_print",
    "councils:desk_call_publish", "councils:desk_call_withdraw", "councils:desk_call_choose",
    "councils:desk_call_seat", "councils:desk_election", "councils:desk_election_change",
    "councils:desk_election_publish", "councils:desk_election_call_off",
    "councils:desk_election_settle", "councils:desk_election_result",
    "councils:desk_candidate_rule_out", "councils:desk_candidate_seat",
}  # fmt: skip


@dataclass
class SeatWorld:
    """One of each, open to everybody."""

    application: Application
    candidate: Candidate

    def values_for(self, name: str) -> dict[str, Any]:
        """Return the parameters of an address."""
        call, election = self.application.call, self.candidate.election
        word = name.partition(":")[2].removeprefix("desk_")
        if word.startswith(("call", "appl")):
            return {
                "pk": call.pk,
                "slug": call.slug,
                "number": self.application.number,
                "body": call.body_id,
                "token": application_token(self.application),
            }
        return {
            "pk": election.pk,
            "slug": election.slug,
            "number": self.candidate.number,
            "body": election.body_id,
            "token": candidate_token(self.candidate),
        }


def make_seats() -> SeatWorld:
    return SeatWorld(ApplicationFactory(), CandidateFactory())
