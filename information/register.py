"""The register of plans and decisions: each app gives its rows, here they become one list.

The database puts the rows together (UNION), so that a page costs the same with ten rows and
with twenty thousand. core/register.py says what an app gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Case, DateField, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce, Least, TruncDate
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from city.models import Area, Topic
from core.clock import local_date
from core.danish import ascii_danish
from core.register import RegisterCase, RegisterState, text_column
from councils import register as councils
from hearings import register as hearings
from information.models import Plan
from information.models.plan import PlanQuerySet
from projects import register as projects

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from accounts.models import User

MAX_WORDS = 8  # of a search: more only cost time
PLAN = "plan"


def register_rows(
    *,
    at: datetime,
    area: Area | None = None,
    topic: Topic | None = None,
    state: str | None = None,
    kind: str | None = None,
    words: str = "",
) -> QuerySet:
    """Return the public plans as rows of the register, to be united with other apps'."""
    plans = Plan.objects.public(at)
    if state:
        plans = plans.in_state(state, at) if state in Plan.State.values else plans.none()
    # Asked apart, so that the database begins with the few that are about it.
    if area:
        plans = plans.filter(pk__in=Plan.objects.filter(areas=area).values("pk"))
    if topic:
        plans = plans.filter(pk__in=Plan.objects.filter(topics=topic).values("pk"))
    if kind:
        plans = plans.filter(kind=kind)
    # Ordered as a whole by `all_rows`: SQLite refuses an order inside a union.
    return (
        _matching(plans, words)
        .order_by()
        .annotate(
            source=text_column(PLAN),
            row_number=F("pk"),
            row_title=text_column(F("title")),
            row_kind=text_column(F("kind")),
            kind_label=text_column(""),
            row_state=_state(at),
            day=_day(at),
        )
        .values("source", "row_number", "row_title", "row_kind", "kind_label", "row_state", "day")
    )


def area_rows(numbers: Collection[int]) -> QuerySet[Plan, tuple[str, int, str]]:
    """Return source, number and area of these plans, to be united with other apps'."""
    placed = Plan.objects.filter(pk__in=numbers, areas__isnull=False).order_by()
    return placed.annotate(source=text_column(PLAN)).values_list("source", "pk", "areas__name")


def _matching(plans: PlanQuerySet, words: str) -> PlanQuerySet:
    """Return those with all these words in the title or the number."""
    for word in words.split()[:MAX_WORDS]:
        said = Q()
        # SQLite folds the case of A-Z only: ask for the Danish letters in each case.
        for spelling in sorted({word, word.lower(), word.upper(), word.capitalize()}):
            said |= Q(title__icontains=spelling) | Q(number__icontains=spelling)
        plans = plans.filter(said)
    return plans


def _state(at: datetime) -> Case:
    """Return Plan.state(at) for the database."""
    today = local_date(at)
    return Case(
        When(replaced_by__isnull=False, then=_word(Plan.State.REPLACED)),
        When(lapsed_on__lte=today, then=_word(Plan.State.LAPSED)),
        When(in_force_on__lte=today, then=_word(Plan.State.IN_FORCE)),
        When(adopted_on__lte=today, in_force_on=None, then=_word(Plan.State.IN_FORCE)),
        When(adopted_on__lte=today, then=_word(Plan.State.ADOPTED)),
        default=_word(Plan.State.PROPOSAL),
        output_field=TextField(),
    )


def _word(state: Plan.State) -> Any:
    return text_column(state.value)


def _day(at: datetime) -> Least:
    """Return the day of the latest decision, never later than today."""
    today = Value(local_date(at), output_field=DateField())
    decided = Coalesce(
        Case(When(lapsed_on__lte=local_date(at), then=F("lapsed_on"))),
        Case(When(adopted_on__lte=local_date(at), then=F("adopted_on"))),
        "proposed_on",
        TruncDate("public_from"),
        output_field=DateField(),
    )
    return Least(decided, today, output_field=DateField())


@dataclass(frozen=True)
class Source:
    """An app's part of the register; `number_column` is what its rows call their number."""

    key: str
    # What a row of it is, in a word, and the way on which it stands.
    name: StrOrPromise
    way: str
    rows: Callable[..., QuerySet]
    area_rows: Callable[[Collection[int]], QuerySet]
    number_column: str = "number"
    # Gives one case with its course; the plans have a page of their own.
    case: Callable[..., RegisterCase | None] | None = None


# Each app that has something for the register.
SOURCES = (
    Source(
        hearings.SOURCE, _("Høring"), "democracy", hearings.register_rows, hearings.area_rows,
        case=hearings.register_case,
    ),
    Source(PLAN, _("Plan"), "information", register_rows, area_rows, number_column="row_number"),
    Source(
        councils.SOURCE, _("Anbefaling"), "democracy", councils.register_rows, councils.area_rows,
        number_column="row_number", case=councils.register_case,
    ),
    Source(
        projects.SOURCE, _("Projekt"), "innovation", projects.register_rows, projects.area_rows,
        number_column="row_number", case=projects.register_case,
    ),
)  # fmt: skip
BY_KEY = {source.key: source for source in SOURCES}


@dataclass
class Row:
    """A row of the register, as a list shows it."""

    source: str
    number: int
    title: str
    kind: str
    kind_label: str
    state: str
    day: date
    areas: Sequence[str] = ()

    @property
    def source_name(self) -> str:
        """Say whether it is the plan or the hearing about it."""
        return str(BY_KEY[self.source].name)

    @property
    def way(self) -> str:
        return BY_KEY[self.source].way

    @property
    def kind_name(self) -> str:
        return self.kind_label or str(dict(Plan.Kind.choices).get(self.kind, ""))

    @property
    def state_name(self) -> str:
        return str(RegisterState(self.state).label)

    @property
    def url(self) -> str:
        slug = slug_of(self.title)
        if self.source == PLAN:
            return reverse("information:plan", args=[self.number, slug])
        return reverse("information:case", args=[self.source, self.number, slug])


def slug_of(title: str) -> str:
    return slugify(ascii_danish(title))[:60].strip("-") or "sag"


def case_of(source: str, number: int, *, person: User | None, at: datetime) -> RegisterCase | None:
    """Return a case that another app keeps; None when there is none that the person may see."""
    for known in SOURCES:
        if known.key == source and known.case is not None:
            return known.case(number, person=person, at=at)
    return None


def all_rows(*, at: datetime, **asked: Any) -> QuerySet:
    """Return the rows of every app as one list, the newest first; see `as_rows`.

    `asked` narrows it: area, topic, state, kind, words.
    """
    parts = [(source, source.rows(at=at, **asked)) for source in SOURCES]
    # The database leaves out what is empty by itself, and with it the names of its columns.
    parts = [(source, rows) for source, rows in parts if not rows.query.is_empty()]
    if not parts:
        return Plan.objects.none().values()
    (names, first), *others = parts
    united = first.union(*(rows for _source, rows in others), all=True) if others else first
    return united.order_by("-day", "source", f"-{names.number_column}")


def as_rows(found: Iterable[dict[str, Any]]) -> list[Row]:
    """Return them with their areas, for which the database is asked once."""
    rows = [Row(*values.values()) for values in found]
    placed = [
        source.area_rows(numbers)
        for source in SOURCES
        if (numbers := [row.number for row in rows if row.source == source.key])
    ]
    if placed:
        names: dict[tuple[str, int], list[str]] = defaultdict(list)
        for key, number, name in placed[0].union(*placed[1:], all=True):
            names[key, number].append(name)
        for row in rows:
            row.areas = sorted(names[row.source, row.number])
    return rows
