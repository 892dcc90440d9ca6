"""Few responses, each a row: what the one page shows, and what it takes for a change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from django.db.models import F, Prefetch

from hearings.models import Answer, Hearing, Mention, Point, Response
from hearings.treating.points import Gathered
from hearings.treating.queue import name_for_staff

FIELDS = ("out_of_scope", "theme", "title", "remark", "outcome", "change", "change_place")


@dataclass(frozen=True)
class SmallRow:
    """A response with the point that it makes; `first` is the row that a shared point stands in."""

    response: Response
    points: list[Point]
    first: int | None = None

    @property
    def name(self) -> str:
        return name_for_staff(self.response)

    @property
    def point(self) -> Point | None:
        return self.points[0] if len(self.points) == 1 else None

    @property
    def answer(self) -> Answer | None:
        """Return the point's own answer."""
        return getattr(self.point, "answer", None)

    @property
    def covering(self) -> Answer | None:
        """Return the theme's answer, when it is what answers the point."""
        if self.point is None or self.answer is not None:
            return None
        return getattr(self.point.theme, "answer", None)

    @property
    def is_editable(self) -> bool:
        """A response with several points, or one that says another row's point, has no fields."""
        return len(self.points) < 2 and self.first is None

    @property
    def is_outside(self) -> bool:
        return self.response.out_of_scope_version_id == self.response.current_version_id

    @cached_property
    def values(self) -> dict[str, str]:
        """Return what stands in the fields of the row."""
        texts = {name: getattr(self.answer, name, "") for name in FIELDS[3:]}
        return {
            "out_of_scope": self.response.out_of_scope_reason if self.is_outside else "",
            "theme": self.point.theme.title if self.point else "",
            "title": self.point.title if self.point else "",
            **texts,
        }

    @property
    def digest(self) -> str:
        """Return what tells whether somebody changed the row after it was shown."""
        return digest_of(self.values, self.response.current_version_id)


def digest_of(values: dict[str, str], version: int | None) -> str:
    words = "\0".join(str(values.get(name, "")) for name in FIELDS)
    return sha256(f"{version}\0{words}".encode()).hexdigest()[:32]


def small_rows(hearing: Hearing, everything: Gathered) -> list[SmallRow]:
    """Return the responses that count, oldest first, with their points of the newest version."""
    standing = Mention.objects.filter(version=F("response__current_version"))
    responses = (
        hearing.responses.counted()
        .select_related("current_version")
        .prefetch_related(
            "current_version__redactions",
            Prefetch("mentions", standing.order_by("start", "pk"), to_attr="standing"),
        )
        .order_by("number")
    )
    points = {point.pk: point for point in everything.points}
    shown: dict[int, int] = {}
    rows = []
    for response in responses:
        keys = dict.fromkeys(mention.point_id for mention in response.standing)
        mine = [points[key] for key in keys if key in points]
        first = shown.get(mine[0].pk) if len(mine) == 1 else None
        rows.append(SmallRow(response, mine, first))
        if len(mine) == 1:
            shown.setdefault(mine[0].pk, response.number)
    return rows
