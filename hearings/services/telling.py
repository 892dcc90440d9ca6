"""Who is told what happens to a hearing: one message row each, in the step's own transaction."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Lower

from hearings.models import Hearing, Response, WhitePaper
from notifications.models import Subscriber
from notifications.services import Recipient, enqueue_all, notify


def tell_of_white_paper(hearing: Hearing, paper: WhitePaper) -> None:
    """Tell everyone who answered or follows that a version of the white paper is published."""
    tell_everyone(hearing, "hearings.white_paper_published", version=str(paper.version))


def tell_everyone(hearing: Hearing, kind: str, *, version: str = "") -> None:
    """Write one message to each person who answered, and to each follower."""
    told = _respondents(hearing)
    enqueue_all(
        kind,
        (
            Recipient(
                dedup_key=f"{kind}:{hearing.pk}:{version}:{address}",
                email="" if response.person else response.email,
                user=response.person,
                language=response.language,
                context={"response_id": response.pk},
            )
            for address, response in told.items()
        ),
        about=hearing,
    )
    notify(_followers_beside(hearing, set(told)), kind=kind, about=hearing, version=version)


@dataclass(frozen=True)
class Audience:
    """How many a step reaches by mail, and how many answers came without an address."""

    told: int
    without_address: int


def audience_of(hearing: Hearing) -> Audience:
    """Count, for the page that asks before a step."""
    respondents = set(_respondents(hearing))
    counted = hearing.responses.counted().filter(forgotten_at=None)
    return Audience(
        told=len(respondents) + _followers_beside(hearing, respondents).count(),
        without_address=counted.filter(email="", person=None).count(),
    )


def _respondents(hearing: Hearing) -> dict[str, Response]:
    """Return the first answer of each address in small letters: nobody is told twice."""
    answers = hearing.responses.counted().with_email().filter(forgotten_at=None)
    found: dict[str, Response] = {}
    for response in answers.select_related("person").order_by("number"):
        address = response.person.email if response.person else response.email
        found.setdefault(address.casefold(), response)
    return found


def _followers_beside(hearing: Hearing, addresses: set[str]) -> QuerySet[Subscriber]:
    """Return the followers who are not told already because they answered."""
    address = Lower(Coalesce("user__email", "email"))
    return hearing.feed.subscribers().annotate(address=address).exclude(address__in=addresses)
