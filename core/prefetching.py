"""Rows that a page has read in its own way, kept where a prefetch would have kept them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model


def partly(model: type[Model], columns: Sequence[str], values: Sequence[Any]) -> Any:
    """Return a row of which some columns were read, named in the order of the model's fields.

    The others are read when they are asked for, as after `only`.
    """
    return model.from_db(DEFAULT_DB_ALIAS, columns, values)


def keep(owner: Model, name: str, rows: Iterable[Model]) -> None:
    """Let `owner.<name>.all()` give these rows, and ask the database no more.

    `name` is that of a many-to-many field, or of the way back of a foreign key. Whoever
    filters or orders them asks the database, as after `prefetch_related`.
    """
    found: Any = getattr(owner, name).get_queryset()
    # What Django itself does with the rows of a prefetch; it has no public name for it.
    found._result_cache = list(rows)  # noqa: SLF001
    found._prefetch_done = True  # noqa: SLF001
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found
