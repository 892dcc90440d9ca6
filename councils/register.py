"""Answered recommendations in the register of plans and decisions; the shape: core.register."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import DateField, F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from core.clock import local_date
from core.register import RegisterCase, RegisterState, RegisterStep, text_column
from councils.models import Recommendation

if TYPE_CHECKING:
    from accounts.models import User
    from city.models import Area, Topic
    from councils.models.recommendation import RecommendationQuerySet

# The word of the address, and the kind.
SOURCE = "anbefaling"
MAX_WORDS = 8


def register_rows(
    *,
    at: datetime,  # noqa: ARG001  (an answer is there or not)
    area: Area | None = None,
    topic: Topic | None = None,
    state: str | None = None,
    kind: str | None = None,
    words: str = "",
) -> QuerySet:
    """Return the public ones that were answered, to be united with other apps' rows."""
    rows = _public()
    if (state and state != RegisterState.DECIDED) or (kind and kind != SOURCE):
        rows = rows.none()
    if area:
        rows = rows.filter(body__in=area.body_set.values("pk"))
    if topic:
        rows = rows.filter(body__in=topic.body_set.values("pk"))
    return (
        _matching(rows, words)
        .order_by()
        .annotate(
            source=text_column(SOURCE),
            row_number=F("pk"),
            row_title=text_column(F("title")),
            row_kind=text_column(SOURCE),
            kind_label=text_column(F("body__name")),
            row_state=text_column(RegisterState.DECIDED.value),
            day=TruncDate("answered_at", output_field=DateField()),
        )
        .values("source", "row_number", "row_title", "row_kind", "kind_label", "row_state", "day")
    )


def area_rows(numbers: Collection[int]) -> QuerySet[Recommendation, tuple[str, int, str]]:
    """Return source, number and area of these, to be united with other apps'."""
    placed = Recommendation.objects.filter(pk__in=numbers, body__areas__isnull=False).order_by()
    named = placed.annotate(source=text_column(SOURCE))
    return named.values_list("source", "pk", "body__areas__name")


def register_case(number: int, *, person: User | None, at: datetime) -> RegisterCase | None:  # noqa: ARG001
    """Return an answered recommendation with its course; None when there is none to be seen."""
    rows = Recommendation.objects.visible_to(person).answered()
    found = rows.select_related("body", "addressed_to").prefetch_related("statuses", "body__areas")
    row = found.filter(pk=number).first()
    if row is None:
        return None
    return RegisterCase(
        title=row.title,
        kind_label=_("Anbefaling fra %(body)s") % {"body": row.body},
        lead=row.text,
        url=row.get_absolute_url(),
        state_label=str(row.get_status_display()),
        areas=[area.name for area in row.body.areas.all()],
        led_to=[_made(row)],
        came_of=list(_came_of(row)),
    )


def _public() -> RecommendationQuerySet:
    return Recommendation.objects.visible_to(None).answered()


def _matching(rows: RecommendationQuerySet, words: str) -> RecommendationQuerySet:
    """Return those with all these words in the title or the name of who advised."""
    for word in words.split()[:MAX_WORDS]:
        said = Q()
        # SQLite folds the case of A-Z only: ask for the Danish letters in each case.
        for spelling in sorted({word, word.lower(), word.upper(), word.capitalize()}):
            said |= Q(title__icontains=spelling) | Q(body__name__icontains=spelling)
        rows = rows.filter(said)
    return rows


def _made(row: Recommendation) -> RegisterStep:
    title = _("%(body)s anbefaler") % {"body": row.body}
    return RegisterStep(row.made_on, title, row.title, row.get_absolute_url())


def _came_of(row: Recommendation) -> Iterator[RegisterStep]:
    if row.answered_at:
        title = _("Svaret fra %(body)s: %(status)s") % {
            "body": row.addressed_to,
            "status": row.get_status_display(),
        }
        yield RegisterStep(local_date(row.answered_at), title, row.reason, row.decision_url)
    for status in reversed(row.statuses.all()):
        yield RegisterStep(local_date(status.at), _("Status"), status.text)
    if row.done_on:
        yield RegisterStep(row.done_on, _("Gennemført"))
    elif row.is_unfinished:
        yield RegisterStep(row.status_due_on, _("Næste status"), is_done=False)
