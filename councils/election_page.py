"""What the page of an election shows: its course, who stands, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.clock import end_of_day, format_date, local_date
from councils.models import Candidate, Election

Stage = Election.Stage
# Where candidates are public: from the first who stands until the election is called off.
SHOWN = (
    Stage.NOMINATION,
    Stage.NOMINATED,
    Stage.VOTING,
    Stage.COUNTING,
    Stage.UNCONTESTED,
    Stage.DECIDED,
)


def candidates_of(election: Election, stage: Election.Stage) -> list[Candidate]:
    """Return who stands, in an order that nobody can choose and that stays the same.

    Neither the alphabet nor who came first: a place on top gives votes. Results go by votes.
    """
    if stage not in SHOWN:
        return []
    rows = election.candidates.accepted().select_related("user", "portrait")
    if stage == Stage.DECIDED:
        return list(rows.order_by("-votes", "-is_elected", "substitute_rank", "number"))
    return sorted(rows, key=_place_by_lot)


def _place_by_lot(candidate: Candidate) -> str:
    return salted_hmac("councils.candidates", candidate.form_key.hex).hexdigest()


@dataclass(frozen=True)
class Result:
    """How an election ended, counted: `turnout` in per cent with one decimal."""

    valid: int
    turnout: str
    bars: list[tuple[str, int]]


def result_of(election: Election, candidates: list[Candidate]) -> Result | None:
    """Return the counted result, None without a vote."""
    if election.status != Election.Status.DECIDED or not election.eligible:
        return None
    ballots, invalid = election.ballots or 0, election.invalid or 0
    share = number_format(100 * ballots / election.eligible, decimal_pos=1)
    bars = [(row.display_name, row.votes or 0) for row in candidates]
    return Result(ballots - invalid, share, bars)


def course_of(election: Election, at: datetime) -> list[dict[str, Any]]:
    """Return the steps of components/timeline.html."""
    stage = election.stage(at)
    rows = [
        (_("Opstillingen begynder"), election.nominations_open_at, None),
        (
            _("Sidste dag at stille op"),
            end_of_day(election.last_day_of_nominations),
            election.last_day_of_nominations,
        ),
    ]
    if stage != Stage.UNCONTESTED:
        rows += [
            (_("Afstemningen begynder"), election.voting_opens_at, None),
            (
                _("Sidste dag at stemme"),
                end_of_day(election.last_day_to_vote),
                election.last_day_to_vote,
            ),
        ]
    steps = [_step(title, moment, day, at) for title, moment, day in rows]
    steps += _outcome_step(election, stage)
    steps.append(_step(_("De valgte begynder"), None, election.term_starts_on, at))
    return _with_now(steps) if stage != Stage.CALLED_OFF else steps


def _step(title: str, moment: datetime | None, day: Any, at: datetime) -> dict[str, Any]:
    shown = day or local_date(moment or at)
    is_done = moment <= at if moment else shown <= local_date(at)
    return {
        "title": title,
        "when": format_date(shown),
        "date": shown,
        "state": "done" if is_done else "",
    }


def _outcome_step(election: Election, stage: Election.Stage) -> list[dict[str, Any]]:
    if election.decided_at is None:
        if stage == Stage.CALLED_OFF:
            return []
        return [{"title": _("Resultatet"), "when": "", "state": ""}]
    title = _("Fredsvalg") if stage == Stage.UNCONTESTED else _("Resultatet")
    day = local_date(election.decided_at)
    return [{"title": title, "when": format_date(day), "date": day, "state": "done"}]


def _with_now(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mark the first step that has not come as the one that is waited for."""
    for step in steps:
        if not step["state"]:
            step["state"] = "now"
            break
    return steps
