"""Who is told that a promised change is done or dropped: each person once per change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower

from hearings.models import Change, Response
from hearings.models.response import ResponseQuerySet
from notifications.models import Subscriber
from notifications.services import Recipient, enqueue_all, notify


@dataclass
class _Person:
    """An address or an account, and the answers that came from it, in the order of numbers."""

    first: Response
    numbers: list[int] = field(default_factory=list)


def responses_behind(change: Change) -> ResponseQuerySet:
    """Return the answers whose points a change answers, as they stand in their newest version.

    An answer to a theme answers its points that have no answer of their own. A change that
    belongs to no answer was promised to the hearing: everyone who answered.
    """
    counted = change.hearing.responses.counted()
    answer = change.answer
    if answer is None:
        return counted
    points = Q(mentions__point=answer.point_id)
    if answer.theme_id:
        points = Q(mentions__point__theme=answer.theme_id, mentions__point__answer__isnull=True)
    said = counted.filter(points, mentions__version=F("current_version"))
    return counted.filter(pk__in=said.values("pk"))


def tell_of_change(change: Change, kind: str) -> None:
    """Write one message to each person behind the points, and a short one to each follower."""
    people = _people(responses_behind(change).with_email().filter(forgotten_at=None))
    enqueue_all(
        kind,
        (
            Recipient(
                dedup_key=f"{kind}:{change.pk}:{address}",
                email="" if person.first.person else person.first.email,
                user=person.first.person,
                language=person.first.language,
                context={"response_id": person.first.pk, "numbers": person.numbers},
            )
            for address, person in people.items()
        ),
        about=change,
    )
    address = Lower(Coalesce("user__email", "email"))
    followers = Subscriber.objects.filter(pk__in=change.hearing.feed.subscribers().values("pk"))
    beside = followers.annotate(address=address).exclude(address__in=set(people))
    notify(beside, kind=kind, about=change)


def audience_of_change(change: Change) -> int:
    """Count the people behind the points, for the page that asks before it is told."""
    return len(_people(responses_behind(change).with_email().filter(forgotten_at=None)))


def _people(responses: Iterable[Response]) -> dict[str, _Person]:
    found: dict[str, _Person] = {}
    rows = responses.select_related("person").order_by("number")  # type: ignore[attr-defined]
    for response in rows:
        address = response.person.email if response.person else response.email
        person = found.setdefault(address.casefold(), _Person(response))
        person.numbers.append(response.number)
    return found
