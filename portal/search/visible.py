"""What everybody may read now, asked of the apps' own tables at the moment of the question.

The index is a copy some seconds old: what was hidden, masked or taken down since is in no hit
and no count, because its source says so here.

The condition is the same for every question but for its moment. Django needs some 40 ms to put
it together, so it is put together once for a moment that never comes, and that moment is
replaced in its parameters.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from core.clock import local_date
from portal.models import SearchEntry
from portal.search.backends import Sql
from portal.search.sources import sources

# Up to so many entries are asked one by one, and so small a part of a large index.
FEW = 500
MOST_OF_IT = 3
NEVER = datetime(2222, 2, 2, 12, 22, 22, 222222, tzinfo=UTC)


def visible_entries(at: datetime) -> QuerySet[SearchEntry]:
    """Return the entries whose subject is public, in the wording that was read."""
    text, parameters = condition(at, sources())
    is_visible = RawSQL(text, parameters, output_field=BooleanField())  # noqa: S611  (Django's own)
    return SearchEntry.objects.filter(is_visible)


def hidden_entries(at: datetime, names: Iterable[str], fit: Sql | None, count: int) -> list[int]:
    """Return the keys of entries of these sources that may not be seen.

    `fit` selects the `count` entries that it is about, None means all. Where they are many, the
    whole index is asked, source by source: a database does that in one go through each table.
    """
    names = sorted(names)
    if fit is not None and (count <= FEW or count * MOST_OF_IT < SearchEntry.objects.count()):
        statement = _hidden_of_some(at, names, fit)
    else:
        statement = _hidden_of_all(at, names)
    return _keys(statement)


def _keys(statement: Sql) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.parameters)
        return [key for (key,) in cursor.fetchall()]


def hidden_subjects(at: datetime, subjects: Mapping[str, Collection[int]]) -> list[int]:
    """Return the keys of the entries of these subjects, by source, that may not be seen."""
    selects, parameters = [], list[Any]()
    for name, keys in sorted(subjects.items()):
        text, values = condition(at, [name])
        named = ", ".join(map(str, sorted(keys)))
        selects.append(
            f"SELECT id FROM portal_searchentry WHERE source = %s AND subject IN ({named})"  # noqa: S608
            f" AND NOT ({text})"
        )
        parameters += [name, *values]
    return _keys(Sql(" UNION ALL ".join(selects), parameters)) if selects else []


def _hidden_of_some(at: datetime, names: Sequence[str], fit: Sql) -> Sql:
    # A source that is gone has nothing that may be seen: any other's condition says so.
    text, parameters = condition(at, sources().keys() & names or sources())
    named = ", ".join(["%s"] * len(names))
    return Sql(
        f"SELECT id FROM ({fit.text}) AS fit CROSS JOIN portal_searchentry "  # noqa: S608
        f"WHERE id = entry_id AND source IN ({named}) AND NOT ({text})",
        [*fit.parameters, *names, *parameters],
    )


def _hidden_of_all(at: datetime, names: Sequence[str]) -> Sql:
    selects, parameters = [], list[Any]()
    for name in names:
        text, values = condition(at, [name] if name in sources() else sources())
        selects.append(f"SELECT id FROM portal_searchentry WHERE source = %s AND NOT ({text})")  # noqa: S608
        parameters += [name, *values]
    return Sql(" UNION ALL ".join(selects), parameters)


def condition(at: datetime, among: Iterable[str]) -> Sql:
    """Return the condition, for a statement with the table of the entries under its own name.

    `among` names the sources that it can be about: the fewer, the sooner PostgreSQL has a plan.
    """
    text, parameters = compiled(tuple(sorted(among)))
    moments = adapted(NEVER), adapted(at)
    days = adapted(local_date(NEVER)), adapted(local_date(at))
    return Sql(text, [_at(value, moments, days) for value in parameters])


def compiled(names: tuple[str, ...]) -> tuple[str, list[Any]]:
    """Return what `WHERE` says of the table of entries at NEVER, and its parameters."""
    return _condition(connection.vendor, names)


@lru_cache(maxsize=500)
def _condition(_vendor: str, names: tuple[str, ...]) -> tuple[str, list[Any]]:
    query = SearchEntry.objects.filter(_is_public(NEVER, names)).query
    sql, parameters = query.get_compiler(connection=connection).compile(query.where)
    return sql, list(parameters)


def _is_public(at: datetime, names: Iterable[str]) -> Q:
    seen = Q(pk__in=[])
    for source in map(sources().__getitem__, names):
        public = source.public(at).order_by().filter(pk=OuterRef("subject"))
        public = public.filter(**{name: OuterRef(name) for name in source.guards})
        seen |= Q(source=source.name) & Q(Exists(public))
    return seen


def adapted(value: datetime | date) -> Any:
    """Return a moment or a day as this database's parameters have it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value)


def _at(value: Any, moments: tuple[Any, Any], days: tuple[Any, Any]) -> Any:
    for never, now in (moments, days):
        if type(value) is type(never) and value == never:
            return now
    return value
