"""What meetings give to the search: the items of public agendas that are out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from core.search import SearchKind, SearchRow, SearchSource
from councils.models import AgendaItem

ITEM = SearchKind("dagsordenspunkt", _("Dagsordenspunkt"), _("Dagsordenspunkter"), 40, "democracy")


def search_sources() -> list[SearchSource]:
    return [
        SearchSource(
            name="agenda_item",
            kind=ITEM,
            public=public_items,
            rows=item_rows,
            columns=(
                "title",
                "summary",
                "decision",
                "outcome",
                "body__name",
                "meeting__event__starts_at",
            ),
            guards=("version",),
        )
    ]


def public_items(_at: datetime) -> QuerySet[AgendaItem]:
    """Return what everybody may read; a copy from before it was closed is shown to nobody."""
    is_open = Case(When(is_open=True, then=Value(1)), default=Value(0), output_field=IntegerField())
    return AgendaItem.objects.visible_to(None).annotate(version=is_open)


def item_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    found = public_items(at).filter(pk__in=keys)
    return [_row(item) for item in found.select_related("body", "meeting__event", "meeting__body")]


def _row(item: AgendaItem) -> SearchRow:
    assert item.meeting is not None
    outcome = str(item.get_outcome_display()) if item.outcome else ""
    return SearchRow(
        subject=item.pk,
        title=item.title,
        text="\n".join(filter(None, [item.summary, outcome, item.decision])),
        path=item.get_absolute_url(),
        at=item.meeting.event.starts_at,
        context=item.body.name,
        version=int(item.is_open),
    )
