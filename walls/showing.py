"""What a person sees of a wall: notes in columns and groups, dots, and what one may do now."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language

from core.contributions import Fate
from walls import listing
from walls.models import Dot, Heading, Note, Wall, WallColumn, WallPerson

if TYPE_CHECKING:
    from accounts.models import User

# More circles than these nobody counts at a glance: the number stands beside them.
MOST_CIRCLES = 12
CIRCLE_STEP = 14


@dataclass(frozen=True)
class ShownNote:
    """A note as one person sees it."""

    note: Note
    my_dots: int = 0
    may_give: bool = False


@dataclass(frozen=True)
class Dotted:
    """What has dots, and where the circles stand that draw them."""

    dot_count: int

    @property
    def circles(self) -> list[int]:
        """Return where the centres of the drawn dots stand."""
        return [6 + CIRCLE_STEP * n for n in range(min(self.dot_count, MOST_CIRCLES))]

    @property
    def circles_width(self) -> int:
        return CIRCLE_STEP * len(self.circles)


@dataclass(frozen=True)
class Look(Dotted):
    """All that the drawing of a note follows from: two with the same look are drawn once."""

    number: int
    revision: int
    kind: str
    kind_name: str
    text: str
    author_name: str
    fate_name: str
    column: str
    my_dots: int
    may_give: bool
    may_move: bool
    takes_dots: bool
    base: str
    language: str

    @property
    def one_more(self) -> int:
        return self.my_dots + 1

    @property
    def one_less(self) -> int:
        return self.my_dots - 1


@dataclass
class Group:
    """Notes of a column under a heading, or those under none."""

    heading: Heading | None
    notes: list[ShownNote] = field(default_factory=list)


@dataclass
class Column:
    column: WallColumn
    groups: list[Group]

    @property
    def count(self) -> int:
        return sum(len(group.notes) for group in self.groups)


class ShownWall:
    """A wall for one person; asks its questions once, however many notes there are."""

    def __init__(self, wall: Wall, owner: Any, person: User | None) -> None:
        self.wall, self.owner, self.person = wall, owner, person

    @cached_property
    def notes(self) -> list[ShownNote]:
        return [self._shown(note) for note in listing.notes_of(self.wall)]

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns with what hangs there; with a line, only what stands below it."""
        notes = [shown for shown in self.notes if not self._is_above(shown.note)]
        by_place: dict[tuple[int, int | None], list[ShownNote]] = defaultdict(list)
        for shown in notes:
            by_place[shown.note.column_id, shown.note.heading_id].append(shown)
        columns = self.wall.columns.prefetch_related("headings")
        return [Column(column, list(_groups(column, by_place))) for column in columns]

    @cached_property
    def above(self) -> list[ShownNote]:
        """Return what stands above the priority line, most dots first."""
        above = [shown for shown in self.notes if self._is_above(shown.note)]
        return sorted(above, key=lambda shown: (-shown.note.dot_count, shown.note.number))

    @cached_property
    def facilitates(self) -> bool:
        return self.person is not None and self.wall.is_facilitated_by(self.person)

    @property
    def takes_part(self) -> bool:
        return self.person is not None

    @property
    def may_move(self) -> bool:
        return self.takes_part and self.wall.takes_notes

    @property
    def may_group(self) -> bool:
        return self.takes_part and self.wall.takes_headings

    @cached_property
    def base(self) -> str:
        """Return the address under which all of this wall's stand."""
        return reverse("walls:state", args=[self.wall.pk]).removesuffix("stand/")

    @cached_property
    def dots_left(self) -> int:
        used = self._place.used if self._place else 0
        return max(0, self.wall.dots_per_person - used)

    @cached_property
    def _place(self) -> WallPerson | None:
        """Return the person's place at the wall; there is none before their first dot."""
        if self.person is None:
            return None
        return WallPerson.objects.filter(wall=self.wall, user=self.person).first()

    @cached_property
    def _dots(self) -> dict[int, int]:
        if self._place is None:
            return {}
        return dict(Dot.objects.filter(person=self._place).values_list("note_id", "count"))

    @property
    def likeness(self) -> str:
        """Return what a version's drawing depends on: who shares it sees the very same."""
        own = ""
        if self.takes_part:
            own = f"{self.dots_left}-{sorted(self._dots.items())}"
        seen = f"{self.wall.pk}:{get_language()}:{self.takes_part}:{own}"
        return hashlib.sha256(seen.encode()).hexdigest()

    def look_of(self, item: ShownNote, *, tells_column: bool = False) -> Look:
        """Return how a note looks to the person; above the line it says in which column it is."""
        note = item.note
        return Look(
            number=note.number,
            revision=note.revision,
            kind=note.kind,
            kind_name=str(Note.Kind(note.kind).label),
            text=note.text,
            dot_count=note.dot_count,
            author_name=note.author_name,
            fate_name="" if note.fate == Fate.WAITING else str(Fate(note.fate).label),
            column=self._titles[note.column_id] if tells_column else "",
            my_dots=item.my_dots,
            may_give=item.may_give,
            may_move=self.may_move,
            takes_dots=self.wall.takes_dots,
            base=self.base,
            language=get_language() or "",
        )

    @cached_property
    def _titles(self) -> dict[int, str]:
        return {part.column.pk: part.column.title for part in self.columns}

    def _is_above(self, note: Note) -> bool:
        return self.wall.line_at is not None and note.dot_count >= self.wall.line_at

    def _shown(self, note: Note) -> ShownNote:
        may_give = self.wall.takes_dots and self.takes_part
        dots = self._dots if self.person else {}
        return ShownNote(
            note,
            my_dots=dots.get(note.pk, 0),
            may_give=may_give and self.dots_left > 0,
        )


def _groups(
    column: WallColumn, by_place: dict[tuple[int, int | None], list[ShownNote]]
) -> Iterable[Group]:
    yield Group(None, by_place[column.pk, None])
    for heading in column.headings.all():
        yield Group(heading, by_place[column.pk, heading.pk])
