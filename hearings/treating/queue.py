"""The responses that wait at the desk: how many, which, and which comes next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearings.models import Hearing, Mention, Response
from hearings.models.response import ResponseQuerySet

PER_PAGE = 50


@dataclass(frozen=True)
class Progress:
    """How far the treatment of a hearing is, in responses that count."""

    total: int
    treated: int
    pointed: int
    outside: int
    unread: int
    late: int

    @property
    def missing(self) -> int:
        return self.total - self.treated

    @property
    def percent(self) -> float:
        return round(100 * self.treated / self.total, 1) if self.total else 0

    @property
    def told(self) -> str:
        return ngettext(
            "%(treated)d af %(total)d svar behandlet",
            "%(treated)d af %(total)d svar behandlet",
            self.total,
        ) % {"treated": self.treated, "total": self.total}


def progress_of(hearing: Hearing) -> Progress:
    """Count the responses of a hearing in one question."""
    mentions = Mention.objects.filter(response=OuterRef("pk"), version=OuterRef("current_version"))
    outside = Q(out_of_scope_version=F("current_version"))
    counts = (
        hearing.responses.counted()
        .annotate(is_pointed=Exists(mentions))
        .order_by()
        .aggregate(
            total=Count("pk"),
            treated=Count("pk", filter=outside | Q(is_pointed=True)),
            pointed=Count("pk", filter=Q(is_pointed=True)),
            outside=Count("pk", filter=outside),
            unread=Count("pk", filter=Q(status=Response.Status.RECEIVED)),
            late=Count("pk", filter=Q(received_at__gte=hearing.closes_at)),
        )
    )
    return Progress(**counts)


class Queue:
    """The numbers of the responses that were asked for, in order, and the page of one of them."""

    def __init__(self, hearing: Hearing, numbers: list[int], *, chosen: int | None = None) -> None:
        """Stand at `chosen`, whether or not it is among the numbers; else at the first."""
        self.hearing, self.numbers = hearing, numbers
        self.chosen = chosen or (numbers[0] if numbers else None)

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def previous(self) -> int | None:
        place = bisect_left(self.numbers, self.chosen or 0)
        return self.numbers[place - 1] if place else None

    @property
    def following(self) -> int | None:
        place = bisect_right(self.numbers, self.chosen or 0)
        return self.numbers[place] if place < len(self.numbers) else None

    @property
    def pages(self) -> int:
        return max(1, ceil(len(self.numbers) / PER_PAGE))

    def page_of_chosen(self) -> int:
        """Return the page, from 1, on which the chosen one stands or would stand."""
        place = bisect_left(self.numbers, self.chosen or 0)
        return min(place // PER_PAGE + 1, self.pages)

    def rows(self, page: int) -> list[Row]:
        """Return the responses of a page in order, with the number of their points."""
        shown = self.numbers[(page - 1) * PER_PAGE : page * PER_PAGE]
        standing = Q(mentions__version=F("current_version"))
        found = (
            self.hearing.responses.filter(number__in=shown)
            .select_related("area")
            .annotate(point_count=Count("mentions__point", filter=standing, distinct=True))
            .order_by("number")
        )
        return [Row(response) for response in found]


@dataclass(frozen=True)
class Row:
    """A response in the queue."""

    response: Response

    @property
    def name(self) -> str:
        return name_for_staff(self.response)

    @cached_property
    def state(self) -> str:
        """Return how far it is: `outside`, `pointed` or `waits`."""
        response = self.response
        if response.out_of_scope_version_id == response.current_version_id:
            return "outside"
        return "pointed" if response.point_count else "waits"  # type: ignore[attr-defined]

    @property
    def told(self) -> str:
        if self.state == "outside":
            return _("uden for emnet")
        count = self.response.point_count  # type: ignore[attr-defined]
        if not count:
            return _("mangler")
        return ngettext("%(n)d pointe", "%(n)d pointer", count) % {"n": count}


def name_for_staff(response: Response) -> str:
    return response.on_behalf_of or response.name


def next_untreated(hearing: Hearing, *, after: int) -> int | None:
    """Return the number of the next response that waits; after the last one it begins again."""
    waiting: ResponseQuerySet = hearing.responses.counted().untreated().order_by("number")
    numbers = waiting.values_list("number", flat=True)
    return numbers.filter(number__gt=after).first() or numbers.exclude(number=after).first()
