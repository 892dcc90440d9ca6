"""Counting by year of the municipality's calendar, and tables as spreadsheets read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, DateField, DateTimeField, Manager, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone


def count_by_year(
    rows: Manager[Any] | QuerySet[Any], moment: str, **filters: Q
) -> Iterable[tuple[str, dict[int, int]]]:
    """Count with one question, under each name what its filter lets through, by year.

    `moment` is the column that decides the year (Europe/Copenhagen).
    """
    field = rows.model._meta.get_field(moment)
    is_day = isinstance(field, DateField) and not isinstance(field, DateTimeField)
    zone = None if is_day else timezone.get_default_timezone()
    counts = {
        name: Count("pk", filter=condition) if condition else Count("pk")
        for name, condition in filters.items()
    }
    grouped = (
        rows.order_by()
        .annotate(year=ExtractYear(moment, tzinfo=zone))
        .values("year")
        .annotate(**counts)
    )
    found = list(grouped)
    for name in filters:
        yield name, {row["year"]: row[name] for row in found}


def spreadsheet(rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as spreadsheets read them here: semicolons between, None as an empty cell.

    For cells that are numbers or our own words: nothing here looks for formulas.
    """
    written = io.StringIO()
    lines = csv.writer(written, delimiter=";", lineterminator="\r\n")
    for row in rows:
        lines.writerow(["" if cell is None else cell for cell in row])
    return written.getvalue()
