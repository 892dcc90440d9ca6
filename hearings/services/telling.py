"""Who is told what happens to a hearing: one message row each, in the step's own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Lower

from hearings.models import Hearing, Response, WhitePaper
from hearings.models.response import ResponseQuerySet
from hearings.replies import replies_to
from notifications.models import Subscriber
from notifications.services import Recipient, enqueue_all, notify

WHITE_PAPER = "hearings.white_paper_published"


def tell_everyone(hearing: Hearing, kind: str, *, version: str = "") -> None:
    """Write one message to each person who answered, and to each follower."""
    told = _respondents(hearing)
    _tell(hearing, kind, told, {}, version)
    notify(followers_beside(hearing, set(told)), kind=kind, about=hearing, version=version)


def tell_of_next_hearing(earlier: Hearing, following: Hearing) -> None:
    """Tell those who answered a hearing that another about the same matter is published."""
    _tell(following, "hearings.next_hearing_published", _respondents(earlier), {}, "")


def tell_of_white_paper(hearing: Hearing, paper: WhitePaper) -> None:
    """Write one message to each person whose responses it answers, and to each follower.

    All responses of one address are told in one mail. A later version is told to those alone to
    whom it says something else than the one before.
    """
    told = _answered_by(hearing, paper)
    version = f"version-{paper.version}"
    _tell(hearing, WHITE_PAPER, told, {"paper_id": paper.pk}, version)
    followers = followers_beside(hearing, set(_respondents(hearing)))
    context = {"paper_id": paper.pk}
    notify(followers, kind=WHITE_PAPER, about=hearing, context=context, version=version)


def _tell(
    hearing: Hearing,
    kind: str,
    told: dict[str, list[Response]],
    context: dict[str, int],
    version: str,
) -> None:
    enqueue_all(
        kind,
        (
            Recipient(
                dedup_key=f"{kind}:{hearing.pk}:{version}:{address}",
                email="" if responses[0].person else responses[0].email,
                user=responses[0].person,
                language=responses[0].language,
                context={
                    "response_id": responses[0].pk,
                    "response_ids": [response.pk for response in responses],
                    **context,
                },
            )
            for address, responses in told.items()
        ),
        about=hearing,
    )


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
    followers = followers_beside(hearing, set(_respondents(hearing)))
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
    return {
        address: responses
        for address, responses in everyone.items()
        if _said(responses, paper) != _said(responses, before)
    }


def _said(responses: Iterable[Response], paper: WhitePaper) -> list[object]:
    return [reply.said for reply in replies_to(responses, paper=paper)]


def followers_beside(hearing: Hearing, addresses: set[str]) -> QuerySet[Subscriber]:
    """Return the followers who are not told already because they answered."""
    address = Lower(Coalesce("user__email", "email"))
    return hearing.feed.subscribers().annotate(address=address).exclude(address__in=addresses)
