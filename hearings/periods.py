"""How long a hearing must run: the law's minimum blocks, good practice warns.

The paragraphs stand on the kinds (HearingKind.legal_basis), such as Planloven § 24, stk. 3-5.

A period is counted in whole calendar days in Europe/Copenhagen, from the opening (or from the
publishing, when that is later) to the end of the last day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearings.models.kind import HearingKind


@dataclass
class PeriodVerdict:
    """What stands against a period: errors stop the publishing, warnings are shown."""

    days: int
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def whole_days(starts_at: datetime, closes_at: datetime) -> int:
    """Return the whole local days between two moments; a clock change adds or takes none."""
    start = timezone.localtime(starts_at)
    end = timezone.localtime(closes_at)
    days = (end.date() - start.date()).days
    return days - 1 if end.time() < start.time() else days


def earliest_last_day(starts_at: datetime, minimum_days: int) -> date:
    """Return the first date that is long enough as the last day to answer."""
    start = timezone.localtime(starts_at)
    days = minimum_days - 1 if start.time() == start.time().min else minimum_days
    return start.date() + timedelta(days=days)


def earliest_decision(kinds: Iterable[HearingKind], *, closes_at: datetime) -> date | None:
    """Return the first day on which the law lets the matter be decided, None without a rule.

    How many days is said by the kind: 28 for plans with objections and for closing a school
    (Folkeskoleloven § 24), counted as whole days after the end of the last day to answer.
    """
    days = max((kind.decision_wait_days for kind in kinds), default=0)
    return timezone.localtime(closes_at).date() + timedelta(days=days) if days else None


def judge_period(
    kinds: Iterable[HearingKind], *, opens_at: datetime, closes_at: datetime, at: datetime
) -> PeriodVerdict:
    """Hold a period against the rules of its kinds, as it would be if published at `at`."""
    starts_at = max(opens_at, at)
    verdict = PeriodVerdict(days=max(whole_days(starts_at, closes_at), 0))
    kinds = list(kinds)
    if not kinds:
        verdict.errors.append(_("Vælg mindst én høringstype: den bestemmer den mindste frist."))
    for kind in kinds:
        _judge_by_kind(verdict, kind, starts_at)
    if any(kind.warns_in_holidays for kind in kinds):
        _warn_of_holidays(verdict, starts_at, closes_at)
    return verdict


def _judge_by_kind(verdict: PeriodVerdict, kind: HearingKind, starts_at: datetime) -> None:
    if verdict.days < kind.minimum_days:
        verdict.errors.append(
            ngettext(
                "%(basis)s kræver mindst %(minimum)d dag for »%(kind)s«. Perioden er på "
                "%(days)d. Sidste dag skal tidligst være %(earliest)s.",
                "%(basis)s kræver mindst %(minimum)d dage for »%(kind)s«. Perioden er på "
                "%(days)d. Sidste dag skal tidligst være %(earliest)s.",
                kind.minimum_days,
            )
            % {
                "basis": kind.legal_basis,
                "minimum": kind.minimum_days,
                "kind": kind.name,
                "days": verdict.days,
                "earliest": _long_date(earliest_last_day(starts_at, kind.minimum_days)),
            }
        )
    elif verdict.days < kind.warn_below_days:
        verdict.warnings.append(
            _("Under %(days)d dage er kort tid for »%(kind)s«. Overvej en længere frist.")
            % {"days": kind.warn_below_days, "kind": kind.name}
        )


def _warn_of_holidays(verdict: PeriodVerdict, starts_at: datetime, closes_at: datetime) -> None:
    """Planloven § 24(7): the period must also be appropriate."""
    first = timezone.localtime(starts_at).date()
    last = (timezone.localtime(closes_at) - timedelta(microseconds=1)).date()
    if _meets(first, last, (7, 1), (7, 31)):
        verdict.warnings.append(
            _("Perioden falder i juli. Planloven § 24, stk. 7: fristen skal være passende.")
        )
    if _meets(first, last, (12, 20), (12, 31)) or _meets(first, last, (1, 1), (1, 3)):
        verdict.warnings.append(
            _(
                "Perioden falder hen over jul eller nytår. Planloven § 24, stk. 7: fristen skal "
                "være passende."
            )
        )


def _meets(first: date, last: date, start: tuple[int, int], end: tuple[int, int]) -> bool:
    """Whether [first, last] touches a yearly stretch given as (month, day) to (month, day)."""
    return any(
        first <= date(year, *end) and last >= date(year, *start)
        for year in range(first.year, last.year + 1)
    )


def _long_date(day: date) -> str:
    return formats.date_format(day, "j. F Y")
