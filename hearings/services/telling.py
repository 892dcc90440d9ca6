"""Telling what happens to a hearing, in the step's own transaction.

Who answered gets a message row each, at once; the followers are told by an announcement, as each
of them has chosen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Model

from hearings.models import Hearing, Response, WhitePaper
from hearings.models.response import ResponseQuerySet
from hearings.replies import replies_to
from hearings.told import followers_beside
from notifications.services import Recipient, announce, enqueue_all

WHITE_PAPER = "hearings.white_paper_published"
NEXT_HEARING = "hearings.next_hearing_published"


def tell_everyone(hearing: Hearing, kind: str, *, version: str = "", at: datetime) -> None:
    """Write one message to each person who answered, and announce it to the followers."""
    tell_each(hearing, kind, _respondents(hearing), version=version)
    announce(kind, about=hearing, feed=hearing.feed, version=version, at=at)


def tell_of_next_hearing(earlier: Hearing, following: Hearing, *, at: datetime) -> None:
    """Tell those who answered or follow a hearing that another about the same matter is there."""
    tell_each(following, NEXT_HEARING, _respondents(earlier))
    announce(NEXT_HEARING, about=following, feed=earlier.feed, at=at)


def tell_of_white_paper(hearing: Hearing, paper: WhitePaper, *, at: datetime) -> None:
    """Write one message to each person whose responses it answers; announce it to the followers.

    All responses of one address are told in one mail. A later version is told to those alone to
    whom it says something else than the one before.
    """
    told = _answered_by(hearing, paper)
    version = f"version-{paper.version}"
    context = {"paper_id": paper.pk}
    tell_each(hearing, WHITE_PAPER, told, version=version, context=context)
    context["number"] = paper.version
    announce(WHITE_PAPER, about=hearing, feed=hearing.feed, context=context, version=version, at=at)


def tell_each(
    about: Model,
    kind: str,
    told: dict[str, list[Response]],
    *,
    version: str = "",
    context: dict[str, Any] | None = None,
) -> None:
    """Write one message to each address, with the keys of its responses (see `by_address`).

    The same news (kind, subject, version) reaches an address once.
    """
    enqueue_all(
        kind,
        (
            Recipient(
                dedup_key=f"{kind}:{about.pk}:{version}:{_digest_of(address)}",
                email="" if responses[0].person else responses[0].email,
                user=responses[0].person,
                language=responses[0].language,
                context={
                    "response_ids": [response.pk for response in responses],
                    **(context or {}),
                },
            )
            for address, responses in told.items()
        ),
        about=about,
    )


def _digest_of(address: str) -> str:
    """Return a key of an address: short enough for any, and no address in a row that is kept."""
    return sha256(address.encode()).hexdigest()[:40]


@dataclass(frozen=True)
class Audience:
    """How many a step reaches by mail, and how many answers came without an address."""

    told: int
    without_address: int


def audience_of(hearing: Hearing) -> Audience:
    """Count, for the page that asks before a step."""
    return _counted(hearing, _respondents(hearing))


def audience_of_white_paper(hearing: Hearing, paper: WhitePaper) -> Audience:
    """Count whom `tell_of_white_paper` will tell of an approved white paper."""
    return _counted(hearing, _answered_by(hearing, paper))


def _counted(hearing: Hearing, told: dict[str, list[Response]]) -> Audience:
    followers = followers_beside(hearing, hearing.responses.counted())
    return Audience(
        told=len(told) + followers.count(),
        without_address=without_address(hearing).count(),
    )


def without_address(hearing: Hearing) -> ResponseQuerySet:
    """Return the responses whose senders no mail reaches."""
    counted = hearing.responses.counted().filter(forgotten_at=None)
    return counted.filter(email="", person=None).order_by("number")


def _respondents(hearing: Hearing) -> dict[str, list[Response]]:
    return by_address(hearing.responses.counted())


def by_address(responses: ResponseQuerySet) -> dict[str, list[Response]]:
    """Return the responses of each address in small letters, by number: nobody is told twice."""
    answers = responses.with_email().filter(forgotten_at=None)
    found: dict[str, list[Response]] = {}
    for response in answers.select_related("person").order_by("number"):
        address = response.person.email if response.person else response.email
        found.setdefault(address.casefold(), []).append(response)
    return found


def _answered_by(hearing: Hearing, paper: WhitePaper) -> dict[str, list[Response]]:
    """Return whom a version tells something new, with all their responses."""
    everyone = _respondents(hearing)
    before = hearing.white_papers.published().filter(version__lt=paper.version).first()
    if before is None:
        return everyone
    responses = [response for rows in everyone.values() for response in rows]
    now, then = _said(responses, paper), _said(responses, before)
    return {
        address: rows
        for address, rows in everyone.items()
        if any(now[row.pk] != then[row.pk] for row in rows)
    }


def _said(responses: Iterable[Response], paper: WhitePaper) -> dict[int, tuple[object, ...]]:
    """Return what a version says to each response by its key; the content is read once."""
    return {reply.response.pk: reply.said for reply in replies_to(responses, paper=paper)}
