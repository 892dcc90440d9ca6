"""What calls and elections give to the search: the words of the municipality, nobody's name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.search import Hit, SearchKind, SearchRow, SearchSource
from core.templatetags.dates import day_date
from councils.models import Call, Election

SEAT = SearchKind("plads", _("Plads eller valg"), _("Pladser og valg"), 45, "democracy")


def search_sources() -> list[SearchSource]:
    return [
        SearchSource(
            name="call",
            kind=SEAT,
            public=public_calls,
            rows=call_rows,
            columns=("title", "text", "criteria", "status", "opens_at", "closes_at", "body__name"),
            sets=("body__areas",),
            told=told_of_call,
        ),
        SearchSource(
            name="election",
            kind=SEAT,
            public=public_elections,
            rows=election_rows,
            columns=(
                "title", "who_may_stand", "who_may_vote", "how_to_vote", "status",
                "nominations_close_at", "voting_closes_at", "body__name",
            ),
            sets=("body__areas",),
            told=told_of_election,
        ),
    ]  # fmt: skip


def public_calls(_at: datetime) -> QuerySet[Call]:
    return Call.objects.visible_to(None)


def call_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    found = public_calls(at).filter(pk__in=keys).select_related("body")
    return [
        SearchRow(
            subject=call.pk,
            title=call.title,
            text=f"{call.text}\n{call.criteria}",
            context=call.body.name,
            keywords=call.body.name,
            path=call.get_absolute_url(),
            areas=tuple(area.pk for area in call.body.areas.all()),
            at=call.opens_at,
            opens_at=call.opens_at,
            closes_at=call.closes_at,
            state=call.status,
        )
        for call in found.prefetch_related("body__areas")
    ]


def told_of_call(hit: Hit, at: datetime) -> str:
    """Return where a call stands, from what the index holds."""
    if hit.opens_at is None or hit.closes_at is None:
        return ""
    call = Call(status=hit.state, opens_at=hit.opens_at, closes_at=hit.closes_at)
    if call.is_open(at):
        return gettext("Søg senest %(date)s") % {"date": day_date(call.last_day)}
    return str(call.stage(at).label).capitalize()


def public_elections(_at: datetime) -> QuerySet[Election]:
    return Election.objects.visible_to(None)


def election_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    found = public_elections(at).filter(pk__in=keys).select_related("body")
    return [
        SearchRow(
            subject=row.pk,
            title=row.title,
            text=f"{row.who_may_stand}\n{row.who_may_vote}\n{row.how_to_vote}",
            context=row.body.name,
            keywords=row.body.name,
            path=row.get_absolute_url(),
            areas=tuple(area.pk for area in row.body.areas.all()),
            at=row.nominations_open_at,
            opens_at=row.nominations_open_at,
            closes_at=row.nominations_close_at,
            state=row.status,
        )
        for row in found.prefetch_related("body__areas")
    ]


def told_of_election(hit: Hit, at: datetime) -> str:
    """Return whether one can stand, or how it ended; the index holds no more."""
    if hit.state != Election.Status.PUBLISHED:
        return str(Election.Status(hit.state).label).capitalize()
    if hit.opens_at and hit.closes_at and hit.opens_at <= at < hit.closes_at:
        return gettext("Man kan stille op nu")
    return gettext("Valg")
