"""What hearings bring to the register of plans and decisions. The shape stands in core.register."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import (
    Case,
    CharField,
    DateField,
    Expression,
    F,
    Field,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Greatest, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.clock import last_day, local_date
from core.register import COLUMNS, RegisterCase, RegisterState, RegisterStep, text_column
from core.templatetags.dates import day_date
from hearings.decision_way import text_of
from hearings.facts import documents_of
from hearings.models import (
    Change,
    DeadlineExtension,
    Hearing,
    HearingEvent,
    HearingKind,
    HearingMeeting,
)
from hearings.models.hearing_lists import HearingQuerySet
from hearings.periods import earliest_decision
from hearings.tally import tally_of, tell

if TYPE_CHECKING:
    from accounts.models import User
    from city.models import Area, Topic

SOURCE = "hoering"
INSTANT = timedelta(microseconds=1)
# Where a hearing stands, as the register says it.
STATES = {
    Hearing.Stage.COMING: RegisterState.PROPOSAL,
    Hearing.Stage.OPEN: RegisterState.HEARING,
    Hearing.Stage.CLOSED: RegisterState.TREATED,
    Hearing.Stage.ANSWERED: RegisterState.TREATED,
    Hearing.Stage.DECIDED: RegisterState.DECIDED,
    Hearing.Stage.WITHDRAWN: RegisterState.WITHDRAWN,
}


def register_rows(
    *,
    at: datetime,
    area: Area | None = None,
    topic: Topic | None = None,
    state: str | None = None,
    kind: str | None = None,
    words: str = "",
) -> QuerySet:
    """Return the published hearings as rows of the register, to be united with other apps'."""
    found = _in_state(state, at)
    if area:
        found = found.filter(areas=area)
    if topic:
        found = found.filter(topics=topic)
    if kind:
        found = found.filter(kinds__code=kind)
    if words:
        found = found.matching(words)
    columns = {
        "source": text_column(SOURCE),
        "number": F("pk"),
        "kind": _first_kind("code"),
        "kind_label": _first_kind("name"),
        "state": _state_column(at),
        "day": _day_column(at),
    }
    return found.annotate(**columns).order_by().values(*COLUMNS)


def area_rows(numbers: Collection[int]) -> QuerySet[Hearing, tuple[str, int, str]]:
    """Return source, number and area of these hearings, to be united with other apps'."""
    placed = Hearing.objects.filter(pk__in=numbers, areas__isnull=False).order_by()
    return placed.annotate(source=text_column(SOURCE)).values_list("source", "pk", "areas__name")


def _in_state(state: str | None, at: datetime) -> HearingQuerySet:
    published = Hearing.objects.published()
    if not state:
        return published
    stages = [stage for stage, known in STATES.items() if known == state]
    found = published.none()
    for stage in stages:
        found = found | published.at_stage(stage, at)
    return found


def _first_kind(column: str) -> Cast:
    """Return a column of the hearing's first kind: a row has one, the case itself has all."""
    kinds = HearingKind.objects.filter(hearings=OuterRef("pk")).order_by("position", "pk")
    return text_column(Coalesce(Subquery(kinds.values(column)[:1]), text_column("")))


def _state_column(at: datetime) -> Cast:
    states: dict[Hearing.Stage, Expression | F] = {
        stage: Value(str(state.value)) for stage, state in STATES.items()
    }
    return text_column(_by_stage(states, at, CharField()))


def _day_column(at: datetime) -> Case:
    """Return the day of the latest thing that happened: never one that is still to come."""
    stage = Hearing.Stage
    days: dict[Hearing.Stage, Expression | F] = {
        stage.COMING: _day_of(F("published_at")),
        stage.OPEN: _day_of(Greatest("opens_at", "published_at")),
        stage.CLOSED: _day_of(F("closes_at") - INSTANT),
        stage.ANSWERED: _day_of(F("white_paper_published_at")),
        stage.DECIDED: F("decided_on"),
        stage.WITHDRAWN: _day_of(Coalesce(_withdrawn_at(), F("published_at"))),
    }
    return _by_stage(days, at, DateField())


def _by_stage(
    values: Mapping[Hearing.Stage, Expression | F], at: datetime, output_field: Field
) -> Case:
    """Return the value of a hearing's stage, as `Hearing.stage` tells it."""
    stage, status = Hearing.Stage, Hearing.Status
    return Case(
        When(status=status.DECIDED, then=values[stage.DECIDED]),
        When(status=status.WITHDRAWN, then=values[stage.WITHDRAWN]),
        When(opens_at__gt=at, then=values[stage.COMING]),
        When(
            closes_at__lte=at,
            white_paper_published_at__isnull=False,
            then=values[stage.ANSWERED],
        ),
        When(closes_at__lte=at, then=values[stage.CLOSED]),
        default=values[stage.OPEN],
        output_field=output_field,
    )


def _day_of(moment: Combinable) -> TruncDate:
    return TruncDate(moment, tzinfo=timezone.get_default_timezone())


def _withdrawn_at() -> Subquery:
    lines = HearingEvent.objects.filter(
        hearing=OuterRef("pk"), action=HearingEvent.Action.WITHDRAWN
    )
    return Subquery(lines.order_by("-at").values("at")[:1])


# --- One case --------------------------------------------------------------------------------
# Each of the two walks from hearing to hearing by the index of `follows`; UNION leaves out what
# was seen, so that a ring ends.
MOST_RELATED = 100
_CHAIN = """
    WITH RECURSIVE earlier (pk) AS (
        SELECT follows_id FROM hearings_hearing
        WHERE id = %(hearing)s AND follows_id IS NOT NULL
        UNION
        SELECT before.follows_id FROM hearings_hearing AS before
        JOIN earlier ON before.id = earlier.pk WHERE before.follows_id IS NOT NULL
    ), later (pk) AS (
        SELECT id FROM hearings_hearing WHERE follows_id = %(hearing)s
        UNION
        SELECT after.id FROM hearings_hearing AS after JOIN later ON after.follows_id = later.pk
    )
    SELECT 0, pk FROM (SELECT pk FROM earlier LIMIT %(most)s) AS first
    UNION ALL
    SELECT 1, pk FROM (SELECT pk FROM later LIMIT %(most)s) AS last
"""


def register_case(number: int, *, person: User | None, at: datetime) -> RegisterCase | None:
    """Return a hearing's course: what led to it, and what came of it."""
    hearing = (
        Hearing.objects.visible_to(person)
        .published()
        .annotate(withdrawn_at=_withdrawn_at())
        .select_related("follows")
        .prefetch_related("kinds", "areas", "meetings", "documents", "extensions")
        .prefetch_related("decision_steps", "changes")
        .filter(pk=number)
        .first()
    )
    if hearing is None:
        return None
    earlier, later = _chain(hearing, person)
    return RegisterCase(
        title=hearing.title,
        kind_label=", ".join(kind.name for kind in hearing.kinds.all()),
        lead=hearing.lead,
        url=hearing.get_absolute_url(),
        state_label=str(STATES[hearing.stage(at)].label),
        areas=[area.name for area in hearing.areas.all()],
        led_to=_in_order([*_heard(earlier), *_course(hearing, at)]),
        came_of=[
            *_answered(hearing),
            *_way(hearing),
            *_outcome(hearing),
            *_in_order(_heard(later)),
            *_done(hearing),
        ],
        documents=documents_of(hearing),
    )


def _chain(hearing: Hearing, person: User | None) -> tuple[list[Hearing], list[Hearing]]:
    """Return the hearings before and after this one, the nearest of many: two questions."""
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN, {"hearing": hearing.pk, "most": MOST_RELATED})
        found = cursor.fetchall()
    earlier = {pk for is_later, pk in found if not is_later}
    later = {pk for is_later, pk in found if is_later}
    chain = {hearing.pk, *earlier, *later}
    related = Hearing.objects.visible_to(person).published().filter(pk__in=chain)
    shown = list(related.exclude(pk=hearing.pk))
    return [row for row in shown if row.pk in earlier], [row for row in shown if row.pk in later]


def _heard(hearings: Iterable[Hearing]) -> Iterator[RegisterStep]:
    for hearing in hearings:
        yield RegisterStep(
            on=local_date(hearing.opens_at),
            title=_("Høring nr. %(n)d") % {"n": hearing.number},
            text=hearing.title,
            url=hearing.get_absolute_url(),
        )


def _course(hearing: Hearing, at: datetime) -> Iterator[RegisterStep]:
    """Tell what happened from the proposal to the deadline; what was withdrawn stops there."""
    is_withdrawn = hearing.status == Hearing.Status.WITHDRAWN
    end = min(at, _withdrawn_moment(hearing)) if is_withdrawn else at
    yield from _earlier(hearing)
    yield _sent(hearing)
    steps = [
        *(_extended(extension) for extension in hearing.extensions.all()),
        *(_met(meeting, end) for meeting in hearing.meetings.all()),
        _opened(hearing, end),
        RegisterStep(hearing.last_day, _("Sidste frist"), is_done=hearing.closes_at <= end),
    ]
    yield from (step for step in steps if step.is_done or not is_withdrawn)


def _opened(hearing: Hearing, at: datetime) -> RegisterStep:
    """Tell that answers could come, and how many did."""
    tally = tally_of(hearing)
    is_done = hearing.opens_at <= at
    path = reverse("hearings:responses", args=[hearing.number, hearing.slug])
    return RegisterStep(
        on=local_date(hearing.opens_at),
        title=_("Åben for svar"),
        text=tell(tally, hearing) if is_done else "",
        url=path if tally.published else "",
        is_done=is_done,
    )


def _met(meeting: HearingMeeting, at: datetime) -> RegisterStep:
    day = local_date(meeting.starts_at)
    if meeting.is_cancelled:
        return RegisterStep(day, meeting.title, _("Aflyst"), is_done=meeting.ends_at <= at)
    return RegisterStep(day, meeting.title, meeting.place, is_done=meeting.ends_at <= at)


def _withdrawn_moment(hearing: Hearing) -> datetime:
    return hearing.withdrawn_at or hearing.published_at or hearing.opens_at  # type: ignore[attr-defined]


def _sent(hearing: Hearing) -> RegisterStep:
    """Tell which body sent the proposal out; without a day it was published by the staff."""
    if hearing.sent_on:
        return RegisterStep(hearing.sent_on, _("Sendt i høring"), hearing.deciding_body)
    return RegisterStep(local_date(hearing.published_at or hearing.opens_at), _("Offentliggjort"))


def _earlier(hearing: Hearing) -> Iterator[RegisterStep]:
    """Tell the hearing before this one, and what a first draft changed."""
    before = hearing.follows
    if before is None or not before.is_published:
        return
    yield RegisterStep(
        on=local_date(before.opens_at),
        title=_("Hørt før: %(title)s") % {"title": before.title},
        text=hearing.prehearing_changes,
        url=before.get_absolute_url(),
    )


def _extended(extension: DeadlineExtension) -> RegisterStep:
    words = {
        "old": day_date(extension.old_last_day),
        "new": day_date(last_day(extension.new_closes_at)),
        "reason": extension.reason,
    }
    return RegisterStep(
        on=local_date(extension.at),
        title=_("Frist forlænget"),
        text=_("Fra %(old)s til %(new)s. %(reason)s") % words,
    )


def _answered(hearing: Hearing) -> Iterator[RegisterStep]:
    """Tell that every point was answered, and where."""
    if published := hearing.white_paper_published_at:
        path = reverse("hearings:white_paper", args=[hearing.number, hearing.slug])
        text = _("Alle pointer med svar fra forvaltningen.")
        yield RegisterStep(local_date(published), _("Hvidbogen udgivet"), text, path)


def _way(hearing: Hearing) -> Iterator[RegisterStep]:
    """Tell the stops on the way to the decision, in the order that staff gave them."""
    for step in hearing.decision_steps.all():
        yield RegisterStep(
            step.meets_on, step.body, text_of(step), step.url, is_done=bool(step.outcome)
        )


def _done(hearing: Hearing) -> Iterator[RegisterStep]:
    """Tell what was promised and is done."""
    for change in hearing.changes.all():
        if change.status == Change.Status.DONE:
            url = f"{hearing.get_absolute_url()}#gjort"
            yield RegisterStep(
                change.ended_on, _("Udført: %(change)s") % {"change": change.text}, change.note, url
            )


def _outcome(hearing: Hearing) -> Iterator[RegisterStep]:
    """Tell the decision, that it was withdrawn, or when somebody will decide."""
    if hearing.status == Hearing.Status.DECIDED:
        title = _("Besluttet af %(body)s") % {"body": hearing.deciding_body}
        yield RegisterStep(hearing.decided_on, title, hearing.decision, hearing.decision_url)
    elif hearing.status == Hearing.Status.WITHDRAWN:
        day = local_date(_withdrawn_moment(hearing))
        yield RegisterStep(day, _("Trukket tilbage"), hearing.withdrawn_reason)
    else:
        yield _expected(hearing)


def _expected(hearing: Hearing) -> RegisterStep:
    earliest = earliest_decision(hearing.kinds.all(), closes_at=hearing.closes_at)
    words = []
    if hearing.expected_decision:
        words.append(_("Forventet %(when)s.") % {"when": hearing.expected_decision})
    if earliest:
        words.append(_("Tidligst %(day)s.") % {"day": day_date(earliest)})
    return RegisterStep(
        on=None,
        title=_("Besluttes af %(body)s") % {"body": hearing.deciding_body},
        text=" ".join(words),
        is_done=False,
    )


def _in_order(steps: Iterable[RegisterStep]) -> list[RegisterStep]:
    return sorted(steps, key=lambda step: step.on or date.max)
