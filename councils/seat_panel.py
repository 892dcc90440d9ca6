"""What one can apply for, stand for or vote about in a body, on its page; at one question."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F, Value
from django.utils.translation import gettext as _

from core.clock import format_date, last_day
from councils.beside import Panel
from councils.models import Body, Call, Election

if TYPE_CHECKING:
    from accounts.models import User

COLUMNS = ("kind", "pk", "title", "first_end", "last_end")


def seats_panel(body: Body, user: User | None, at: datetime) -> Panel | None:
    """Return the open calls and the elections that are not over, nothing when there are none."""
    del user  # everybody sees the same
    calls = Call.objects.open(at).filter(body=body).order_by()
    elections = Election.objects.coming_or_running(at).filter(body=body).order_by()
    found = calls.annotate(
        kind=Value("call"), first_end=F("closes_at"), last_end=F("closes_at")
    ).values_list(*COLUMNS)
    others = elections.annotate(
        kind=Value("election"),
        first_end=F("nominations_close_at"),
        last_end=F("voting_closes_at"),
    ).values_list(*COLUMNS)
    rows = [_row(*row, at=at) for row in found.union(others, all=True).order_by("last_end", "pk")]
    if not rows:
        return None
    return Panel(_("Kom med"), "councils/_seat_panel.html", {"rows": rows}, order=20)


def _row(
    kind: str, pk: int, title: str, first_end: datetime, last_end: datetime, *, at: datetime
) -> dict[str, Any]:
    model = Call if kind == "call" else Election
    words = _("Søg senest %(day)s") if kind == "call" else _("Stil op senest %(day)s")
    end = first_end
    if at >= first_end:
        words, end = _("Stem senest %(day)s"), last_end
    return {
        "title": title,
        "url": model(pk=pk, title=title).get_absolute_url(),
        "when": words % {"day": format_date(last_day(end))},
    }
