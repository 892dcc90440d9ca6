"""Calls and elections as rows of components/open_list.html, soonest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import format_date, last_day
from councils.models import Call, Election

EXCERPT = 180


def open_calls(calls: Iterable[Call], *, at: datetime) -> list[dict[str, Any]]:
    """Return the open ones, the nearest deadline first. Select `body` along."""
    found = [call for call in calls if call.is_open(at)]
    return [call_row(call, at=at) for call in sorted(found, key=lambda call: call.closes_at)]


def call_row(call: Call, *, at: datetime) -> dict[str, Any]:
    seats = ngettext("%(n)d plads", "%(n)d pladser", call.seats) % {"n": call.seats}
    by = _("søg senest %(day)s") % {"day": format_date(call.last_day)}
    if call.stage(at) == Call.Stage.COMING:
        by = _("åbner %(day)s") % {"day": format_date(call.opens_at)}
    return {
        "way": "democracy",
        "kind": call.body.name,
        "title": call.title,
        "url": call.get_absolute_url(),
        "summary": Truncator(call.text).chars(EXCERPT),
        "meta": [seats, by],
        "stage": call.stage(at),
        "opens": call.opens_at,
        "last_day": call.last_day,
    }


def open_elections(elections: Iterable[Election], *, at: datetime) -> list[dict[str, Any]]:
    """Return those in which one can stand or vote now, the nearest end first."""
    running = (Election.Stage.NOMINATION, Election.Stage.VOTING)
    found = [election for election in elections if election.stage(at) in running]
    rows = [election_row(election, at=at) for election in found]
    return sorted(rows, key=lambda row: row["last_day"])


def election_row(election: Election, *, at: datetime) -> dict[str, Any]:
    """Return an election with the part of it that is on, or that comes next."""
    stage = election.stage(at)
    opens, closes = election.nominations_open_at, election.nominations_close_at
    what = _("stil op senest %(day)s")
    if stage in (Election.Stage.NOMINATED, Election.Stage.VOTING, Election.Stage.COUNTING):
        opens, closes = election.voting_opens_at, election.voting_closes_at
        what = _("stem senest %(day)s")
    seats = ngettext("%(n)d plads", "%(n)d pladser", election.seats) % {"n": election.seats}
    return {
        "way": "democracy",
        "kind": election.body.name,
        "title": election.title,
        "url": election.get_absolute_url(),
        "summary": "",
        "meta": [stage.label, seats, what % {"day": format_date(last_day(closes))}],
        "stage": _drawn(opens, closes, at),
        "opens": opens,
        "last_day": last_day(closes),
    }


def _drawn(opens: datetime, closes: datetime, at: datetime) -> str:
    """Return the stage of a period as components/deadline_tile.html draws it."""
    if at < opens:
        return "coming"
    return "open" if at < closes else "closed"
