"""Periodic work: one line for each job, with the sentence why. Seconds throughout."""

from typing import Any


def job(queue: str, task: str, *, every: float, expires: float | None = None) -> dict[str, Any]:
    """Return a job, woken every so many seconds; after `expires` an unread wake-up is worthless."""
    return {
        "task": task,
        "schedule": every,
        "options": {"queue": queue, "expires": expires or every},
    }


def bulk(task: str, *, every: float, expires: float | None = None) -> dict[str, Any]:
    return job("bulk", task, every=every, expires=expires)


def immediate(task: str, *, every: float, expires: float | None = None) -> dict[str, Any]:
    """What a person waits for."""
    return job("immediate", task, every=every, expires=expires)


def schedule(*, claim_seconds: int) -> dict[str, dict[str, Any]]:
    """Return all periodic work; `claim_seconds` is how long a worker may hold a mail."""
    return {
        **_messages(claim_seconds),
        **_subjects(),
        **_search(),
        **_deletion(),
    }


def _messages(claim_seconds: int) -> dict[str, dict[str, Any]]:
    return {
        # What a person waits for (receipt, log-in) leaves within seconds.
        "relay-immediate": immediate("notifications.relay_immediate", every=2.0, expires=10),
        # Everything else, so that a newsletter never stands before a receipt.
        "relay-bulk": bulk("notifications.relay_bulk", every=5.0, expires=20),
        # What happened to something that many follow becomes a line for each of them.
        "expand-announcements": bulk("notifications.expand", every=5.0, expires=20),
        # Digests leave at 7 in the morning; asked every minute, so that a late worker makes it up.
        "make-digests": bulk("notifications.make_digests", every=60.0),
        # A worker that died in the middle of a mail leaves a claim behind.
        "free-stale-claims": immediate(
            "notifications.free_stale_claims", every=min(60.0, claim_seconds), expires=60
        ),
        # The readiness page knows by this that worker and beat are alive.
        "heartbeat": immediate("notifications.heartbeat", every=15.0, expires=30),
    }


def _subjects() -> dict[str, dict[str, Any]]:
    return {
        # Who follows a hearing, an area or a topic is told when it opens, and before its deadline.
        "announce-what-comes": bulk("hearings.announce_what_comes", every=60.0),
        # Who has approved a white paper waits for its files; who was masked must not wait either.
        "make-white-paper-files": bulk("hearings.make_white_paper_files", every=5.0),
        # The policy promises a seminar every second year: the next is proposed in time.
        "propose-next-seminar": bulk("seminars.propose_next", every=3600.0),
        # Whoever came is asked the day after; who has not answered in two weeks is forgotten.
        "ask-about-seminars": bulk("seminars.ask_those_who_came", every=900.0),
        # A report follows its conclusions: its PDF is made anew when they move.
        "make-seminar-reports": bulk("seminars.make_report_files", every=60.0),
        # A council that was asked for a statement is reminded a week before, in time for a meeting.
        "remind-parties": bulk("hearings.remind_parties", every=300.0),
        # What a meeting decides stands on the hearing's page while people still talk about it.
        "carry-decisions": bulk("hearings.carry_decisions", every=30.0),
        # Who follows a council is told when one can apply for a seat in it, or stand for it.
        "announce-seats": bulk("councils.announce_openings", every=60.0),
        # Members are reminded from 1 October until the coming year has its focus project.
        "look-after-focus-year": bulk("projects.look_after_focus_year", every=300.0),
        # A seat that nobody took in time goes to the next on the waiting list.
        "lapse-offers": immediate("events.lapse_offers", every=60.0),
        # Who took part is asked on the day after whether the promise to them was kept.
        "ask-about-promises": bulk("projects.ask_about_promises", every=3600.0),
        # Who has signed up is reminded at 9 (on the day itself at 7); a late worker makes it up.
        "remind-of-events": bulk("events.remind", every=300.0),
    }


def _search() -> dict[str, dict[str, Any]]:
    return {
        # What was published, changed or taken down is found, or not any more, within seconds.
        "refresh-search": bulk("portal.refresh_search", every=10.0),
        # After each change searching is slower until the index has been compared with it.
        "compare-search": bulk("portal.compare_search", every=2.0),
    }


def _deletion() -> dict[str, dict[str, Any]]:
    """What is deleted on the day that people were told; nobody has to remember it."""
    return {
        # What was typed but not sent is kept for 24 hours, no longer.
        "delete-expired-drafts": bulk("hearings.delete_expired_drafts", every=900.0),
        "delete-expired-comment-drafts": bulk("comments.delete_expired_drafts", every=900.0),
        "delete-expired-problem-drafts": bulk(
            "projects.delete_expired_problem_drafts", every=900.0
        ),
        "delete-expired-contribution-drafts": bulk(
            "projects.delete_expired_contribution_drafts", every=900.0
        ),
        # Every six hours, so that a night without a worker changes nothing.
        "purge-personal-data": bulk("hearings.purge_personal_data", every=21_600.0, expires=3600),
        # Whoever says whether a page was useful is told how long we keep it.
        "forget-feedback": bulk("information.forget_feedback", every=21_600.0, expires=3600),
        # Applicants are told that they are forgotten a year after the answer.
        "forget-applicants": bulk("councils.forget_applicants", every=21_600.0, expires=3600),
        # Special needs are health data: whoever signs up is told that they go the day after.
        "tidy-events": bulk("events.tidy", every=3600.0),
        # Ended sessions and delivered mails are personal data without a purpose.
        "tidy": bulk("notifications.tidy", every=3600.0),
        # An account that nobody confirmed within a week belongs to nobody.
        "remove-lapsed-claims": bulk("accounts.remove_lapsed_claims", every=3600.0),
    }
