"""The result of an election: two people enter it, and it stands when they agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed
from councils.exceptions import ResultRefused
from councils.models import Candidate, CouncilEvent, Election, ResultEntry
from councils.services.elections import TOLD, locked, tell
from councils.services.history import record

if TYPE_CHECKING:
    from accounts.models import User

Action = CouncilEvent.Action
COUNTED = ("eligible", "ballots", "invalid")


@dataclass(frozen=True)
class Count:
    """What one person has counted: the votes by a candidate's number, one vote on each ballot.

    `drawn` is the order among equals, by lot: the first drawn first.
    """

    eligible: int
    ballots: int
    invalid: int
    votes: Mapping[int, int]
    drawn: Sequence[int] = field(default_factory=tuple)

    @classmethod
    def of(cls, entry: ResultEntry) -> Count:
        """Return what an entry holds; JSON has turned the numbers of candidates into words."""
        votes = {int(number): count for number, count in entry.votes.items()}
        return cls(entry.eligible, entry.ballots, entry.invalid, votes, tuple(entry.drawn))


@transaction.atomic
def enter_result(election: Election, *, count: Count, by: User, at: datetime) -> ResultEntry:
    """Enter what was counted, or mend one's own entry; two equal ones of two people confirm it.

    Raises:
        ResultRefused: the numbers do not add up, or a lot was not drawn.
        TransitionNotAllowed: one may still vote, or the result stands already.
    """
    election = locked(election)
    if election.stage(at) != Election.Stage.COUNTING:
        raise TransitionNotAllowed(_("Resultatet indtastes, når afstemningen er slut."))
    candidates = list(election.candidates.accepted().select_for_update().order_by("number"))
    if wrong := wrong_with(election, count, candidates):
        raise ResultRefused(wrong)
    entry = _keep(election, count, by=by, at=at)
    record(election.body, Action.RESULT_ENTERED, by=by, at=at, about=election, note=election.title)
    if any(not differences(entry, other) for other in election.entries.exclude(entered_by=by)):
        _confirm(election, count, candidates, by=by, at=at)
    return entry


def differences(one: ResultEntry, other: ResultEntry) -> list[str]:
    """Return where two entries differ, as names of their fields and numbers of candidates."""
    ours, theirs = Count.of(one), Count.of(other)
    found = [name for name in COUNTED if getattr(ours, name) != getattr(theirs, name)]
    numbers = sorted({*ours.votes, *theirs.votes})
    found += [str(n) for n in numbers if ours.votes.get(n) != theirs.votes.get(n)]
    return found + (["drawn"] if tuple(ours.drawn) != tuple(theirs.drawn) else [])


def _keep(election: Election, count: Count, *, by: User, at: datetime) -> ResultEntry:
    values: dict[str, Any] = {
        "eligible": count.eligible,
        "ballots": count.ballots,
        "invalid": count.invalid,
        "votes": {str(number): votes for number, votes in sorted(count.votes.items())},
        "drawn": lots_that_matter(election, count),
        "at": at,
    }
    entry, _is_new = ResultEntry.objects.update_or_create(
        election=election, entered_by=by, defaults=values
    )
    return entry


def _confirm(
    election: Election, count: Count, candidates: list[Candidate], *, by: User, at: datetime
) -> None:
    """Let the result stand: elected by votes, then substitutes in their order."""
    election.settle(
        eligible=count.eligible,
        ballots=count.ballots,
        invalid=count.invalid,
        note=_note_of(lots_that_matter(election, count)),
        at=at,
    )
    places = {number: place for place, number in enumerate(ranking(count))}
    for candidate in candidates:
        place = places[candidate.number]
        rank = place - election.seats + 1
        candidate.give_result(
            votes=count.votes[candidate.number],
            is_elected=place < election.seats,
            substitute_rank=rank if 1 <= rank <= election.substitutes else None,
        )
    record(election.body, Action.RESULT_CONFIRMED, by=by, at=at, about=election)
    tell(election, TOLD, candidates)


def _note_of(drawn: list[int]) -> str:
    """Write the lot down in Danish, whoever entered it: it belongs to the result."""
    if not drawn:
        return ""
    return f"Lodtrækning ved lige mange stemmer, i rækkefølge: nr. {', '.join(map(str, drawn))}."


# --- The arithmetic ---------------------------------------------------------------------------
def ranking(count: Count) -> list[int]:
    """Return the numbers of the candidates, most votes first, equals as the lot says."""
    lot = {number: place for place, number in enumerate(count.drawn)}
    return sorted(count.votes, key=lambda n: (-count.votes[n], lot.get(n, len(lot)), n))


def ties_that_matter(election: Election, count: Count) -> list[list[int]]:
    """Return the groups of equals among whom a lot decides who is chosen, or in which order."""
    found, first = [], 0
    places = election.seats + election.substitutes
    for _votes, group in groupby(ranking(count), key=lambda n: count.votes[n]):
        equals = sorted(group)
        last = first + len(equals) - 1
        if len(equals) > 1 and last >= election.seats and first < places:
            found.append(equals)
        first = last + 1
    return found


def lots_that_matter(election: Election, count: Count) -> list[int]:
    """Return the order that was drawn, without those among whom there was nothing to draw."""
    tied = {number for group in ties_that_matter(election, count) for number in group}
    return [number for number in ranking(count) if number in tied]


def wrong_with(election: Election, count: Count, candidates: Iterable[Candidate]) -> list[str]:
    """Return in sentences what does not add up."""
    return [
        *_wrong_ballots(count),
        *_wrong_votes(count, {candidate.number for candidate in candidates}),
        *_undrawn(election, count),
    ]


def _wrong_ballots(count: Count) -> list[str]:
    found = []
    if count.ballots > count.eligible:
        found.append(_("Der er flere stemmesedler end stemmeberettigede."))
    if count.invalid > count.ballots:
        found.append(_("Der er flere ugyldige stemmesedler end afgivne."))
    return found


def _wrong_votes(count: Count, numbers: set[int]) -> list[str]:
    if set(count.votes) != numbers:
        return [_("Skriv stemmer for hver kandidat på listen, også 0.")]
    valid, votes = count.ballots - count.invalid, sum(count.votes.values())
    if votes == valid:
        return []
    return [
        _("Kandidaternes stemmer giver %(votes)d, men der er %(valid)d gyldige stemmesedler.")
        % {"votes": votes, "valid": valid}
    ]


def _undrawn(election: Election, count: Count) -> list[str]:
    if len(set(count.drawn)) != len(count.drawn):
        return [_("Det samme nummer står to gange i lodtrækningen.")]
    missing = [
        group for group in ties_that_matter(election, count) if not set(group) <= {*count.drawn}
    ]
    return [
        _("Nr. %(numbers)s har lige mange stemmer. Træk lod, og skriv rækkefølgen.")
        % {"numbers": ", ".join(map(str, group))}
        for group in missing
    ]
