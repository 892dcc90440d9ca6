"""The register of plans and decisions: what each app brings to it, in one shape.

An app with something for the register has a `register.py` with two functions:

    register_rows(*, at, area=None, topic=None, state=None, kind=None, words="")
        -> a queryset of `.values(*COLUMNS)`, narrowed already, without an order, so that the
        rows of all apps can be united by the database and ordered, counted and sliced there.
    register_case(number, *, person, at) -> RegisterCase | None
        what led to it and what came of it; None when the person may not see it.
    area_rows(numbers) -> a queryset of tuples: source, number, name of an area
        of the rows with these numbers, to be united in the same way.

The columns take their names from the first queryset of a union; a later one may call its own
otherwise, in the same order and of the same types.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

# source: the app's short word, as in the address ("hoering"); number: the row's own; kind: a code,
# with kind_label when the database knows its name ("" when the app says it); day: the date of
# the latest thing that happened, never later than today and never empty: the databases put what
# is empty at different ends.
COLUMNS = ("source", "number", "title", "kind", "kind_label", "state", "day")


class RegisterState(models.TextChoices):
    """Where a matter stands, whatever it is."""

    PROPOSAL = "proposal", _("forslag")
    HEARING = "hearing", _("i høring")
    TREATED = "treated", _("under behandling")
    DECIDED = "decided", _("besluttet")
    ADOPTED = "adopted", _("vedtaget")
    IN_FORCE = "in_force", _("gælder")
    LAPSED = "lapsed", _("ophævet")
    REPLACED = "replaced", _("erstattet")
    WITHDRAWN = "withdrawn", _("trukket tilbage")


@dataclass(frozen=True)
class RegisterStep:
    """One thing that happened, or will: `on` is None when nobody knows the day yet."""

    on: date | None
    title: str
    text: str = ""
    url: str = ""
    is_done: bool = True


@dataclass(frozen=True)
class RegisterCase:
    """A matter with its course: how it came about and what came of it."""

    title: str
    kind_label: str
    lead: str
    # The matter's own page.
    url: str
    state_label: str
    areas: Sequence[str] = ()
    led_to: list[RegisterStep] = field(default_factory=list)
    came_of: list[RegisterStep] = field(default_factory=list)
    # As components/documents.html wants them.
    documents: Sequence[dict[str, Any]] = ()


def text_column(value: Any) -> Cast:
    """Return a word or an expression as a column of text, the same type in every app's rows."""
    expression = value if hasattr(value, "resolve_expression") else models.Value(str(value))
    return Cast(expression, models.TextField())


def union_of(*rows: QuerySet) -> QuerySet:
    """Unite the rows of several apps, the latest first."""
    first, *others = rows
    united = first.union(*others, all=True) if others else first
    return united.order_by("-day", "source", "-number")
