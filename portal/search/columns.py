"""What a column can hold: SQLite keeps a longer text, PostgreSQL refuses all rows beside it."""

from collections.abc import Iterable

from django.db.models import Model

# PostgreSQL takes a megabyte of words in one tsvector; the rest of an endless text is not found.
MAX_STEMS = 1_000_000


def cut_to_columns(row: Model) -> None:
    """Cut every text of a row to the length of its column."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        length = getattr(field, "max_length", None)
        if length and isinstance(value, str):
            setattr(row, field.attname, value[:length])


def joined_stems(stems: Iterable[str]) -> str:
    """Join as many stems as the databases can take."""
    left = MAX_STEMS
    kept = []
    for stem in stems:
        left -= len(stem.encode())
        if left < 0:
            break
        kept.append(stem)
    return " ".join(kept)
