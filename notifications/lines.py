"""The line that tells one thing: in the list on the portal, and in a digest."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from notifications.kinds import get_kind
from notifications.models import Notice
from notifications.rendering import fill, one_line
from notifications.windows import window_of


@dataclass(frozen=True)
class Line:
    """What is told in one line of plain text, where it leads (a path), and when it happened."""

    notice: Notice
    text: str
    url: str
    at: datetime


def line_of(notice: Notice, about: Any, *, until: datetime | None = None) -> Line | None:
    """Return the line of a notice in the language that is active; None when it says nothing more.

    `until` ends what a kind with a `count` counts: the daily window of the notice unless said.

    Raises:
        UnknownKind: no app knows the notice's kind any more.
    """
    kind = get_kind(notice.kind)
    if about is None or not kind.still_due(about, notice):
        return None
    values = {**notice.context, "about": about, "notice": notice}
    if kind.count:
        ends_at = until or window_of(notice.created_at).ends_at
        values["count"] = kind.count(about, notice, ends_at)
        if not values["count"]:
            return None
    text = one_line(fill(f"{kind.template}_notice.txt", values, escape=False))
    return Line(notice=notice, text=text, url=kind.link(about, notice), at=notice.created_at)
