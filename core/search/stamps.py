"""What tells whether a row has changed since it was read: computed by the database from the
columns themselves, so that nothing has to remember to say so."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, cast

from django.db.models import F, Model, QuerySet, TextField, Value
from django.db.models.functions import MD5, Concat

Column = Any  # a column's name, or an expression


def joined(*columns: Column) -> Any:
    """Return an expression: these columns as one text, each ended by a line."""
    values = [F(column) if isinstance(column, str) else column for column in columns]
    return _concat([_pair(value, Value("\n")) for value in values])


def _concat(parts: list[Any]) -> Any:
    """Join by halves: SQLite's parser gives up on a long chain, which nests as deep as it is."""
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return _pair(_concat(parts[:middle]), _concat(parts[middle:]))


def _pair(first: Any, second: Any) -> Concat:
    return Concat(first, second, output_field=TextField())


def stamps_of(
    rows: QuerySet[Any], *columns: Column, sets: Sequence[str] = ()
) -> Iterator[tuple[int, str]]:
    """Yield key and stamp of each row; `sets` names relations to many that count as well."""
    related = [_named_by_row(rows.model, path) for path in sets]
    stamped = rows.order_by().annotate(stamp=MD5(joined(*columns)))
    for pk, stamp in stamped.values_list("pk", "stamp"):
        named = "|".join(",".join(sorted(found.get(pk, ()))) for found in related)
        yield pk, f"{stamp}|{named}"


def _named_by_row(model: type[Model], path: str) -> dict[int, list[str]]:
    """Return key and name of what each row has there: an area that is renamed counts, too."""
    rows = model._base_manager  # noqa: SLF001  (Django's own name)
    found: dict[int, list[str]] = defaultdict(list)
    names = {row.pk: f"{row.pk}:{row}" for row in _at_the_end(model, path)._base_manager.all()}  # noqa: SLF001
    pairs = rows.filter(**{f"{path}__isnull": False}).order_by().values_list("pk", path)
    for row, key in pairs:
        found[row].append(names.get(key, str(key)))
    return found


def _at_the_end(model: type[Model], path: str) -> type[Model]:
    for name in path.split("__"):
        model = cast("type[Model]", model._meta.get_field(name).related_model)
    return model
