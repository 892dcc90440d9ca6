"""Periodic work that the settings take along: one line for each job, with the sentence why."""

from typing import Any


def bulk(task: str, *, every: float, expires: float | None = None) -> dict[str, Any]:
    """Return a job of the bulk queue, woken every so many seconds."""
    return {
        "task": task,
        "schedule": every,
        "options": {"queue": "bulk", "expires": expires or every},
    }


COUNCILS = {
    # A council that was asked for a statement is reminded a week before, in time for a meeting.
    "remind-parties": bulk("hearings.remind_parties", every=300.0),
    # What a meeting decides stands on the hearing's page while people still talk about it.
    "carry-decisions": bulk("hearings.carry_decisions", every=30.0),
    # Who follows a council is told when one can apply for a seat in it, or stand for it.
    "announce-seats": bulk("councils.announce_openings", every=60.0),
    # Applicants are told that they are forgotten a year after the answer.
    "forget-applicants": bulk("councils.forget_applicants", every=21_600.0, expires=3600),
}
