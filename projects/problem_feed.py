"""Problems as Atom: raised, and answered."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from core.feeds import MAX_ENTRIES, Entry, write_feed
from projects.models import Problem


def feed_of_problems(*, path: str) -> str:
    """Return the newest of what everybody may read: one question."""
    rows = Problem.objects.public().order_by("-raised_at", "-pk")[:MAX_ENTRIES]
    return write_feed(
        [entry for row in rows for entry in _entries(row)],
        key="problems",
        title=_("Problemer, som borgerne rejser"),
        subtitle=_("Hvad der er galt, og hvad kommunen svarer."),
        path=path,
        link=reverse("projects:problems"),
    )


def _entries(row: Problem) -> Iterator[Entry]:
    key, where = f"problem-{row.pk}", row.get_absolute_url()
    yield Entry(key=key, at=row.raised_at, title=row.title, text=row.text, path=where)
    if row.answered_at:
        told = {"answer": row.get_answer_display(), "title": row.title}
        yield Entry(
            key=f"{key}-answer",
            at=row.answered_at,
            title=_("Svaret, %(answer)s: %(title)s") % told,
            text=row.reason,
            path=where,
        )
