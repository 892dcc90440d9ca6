"""Deadlines as people see them: how many days are left, and how far the period has come."""

import datetime as dt
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from core.templatetags.icons import request_of

register = template.Library()

SOON, MANY = 3, 14  # yellow at 0-3 days, solid to 14, outline above
MOST_TICKS = 70  # more days than this are drawn as one bar


def _day(value: dt.date | dt.datetime) -> dt.date:
    return timezone.localdate(value) if isinstance(value, dt.datetime) else value


def _today(context: Context) -> dt.date:
    received_at = getattr(request_of(context), "received_at", None)
    return timezone.localdate(received_at or timezone.now())


def _look(days: int) -> str:
    if days <= SOON:
        return "soon"
    return "" if days <= MANY else "calm"


def _tile(context: Context, stage: str, opens: Any, last_day: Any) -> dict[str, Any]:
    opens, last_day, today = _day(opens), _day(last_day), _today(context)
    if stage == "open":
        days = (last_day - today).days
        look = _look(days)
    else:
        days = (opens - today).days
        look = "calm" if stage == "coming" else "closed"
    return {
        "stage": str(stage),
        "days": max(days, 0),
        "look": look,
        "opens": opens,
        "last_day": last_day,
        "request": request_of(context),
    }


@register.inclusion_tag("components/deadline.html", takes_context=True)
def deadline(context: Context, stage: str, opens: Any, last_day: Any) -> dict[str, Any]:
    """Draw the tile with the words beside it. `stage`: a hearing's stage, not a draft."""
    return _tile(context, stage, opens, last_day)


@register.inclusion_tag("components/deadline_tile.html", takes_context=True)
def deadline_tile(context: Context, stage: str, opens: Any, last_day: Any) -> dict[str, Any]:
    """Draw the tile alone, for a list where the date stands beside it."""
    return _tile(context, stage, opens, last_day)


@register.simple_tag(takes_context=True)
def deadline_look(context: Context, stage: str, opens: Any, last_day: Any) -> str:
    """Return the class that colours a tile; it stands on the list item."""
    look = _tile(context, stage, opens, last_day)["look"]
    return f"deadline--{look}" if look else ""


@register.inclusion_tag("components/period.html", takes_context=True)
def period(context: Context, opens: Any, last_day: Any) -> dict[str, Any]:
    """Draw the period with one tick per day: gone, today, left."""
    opens, last_day = _day(opens), _day(last_day)
    total = (last_day - opens).days + 1
    day = min(max((_today(context) - opens).days + 1, 0), total)
    ticks = [
        {"x": number * 10, "kind": "passed" if number + 1 < day else "left"}
        for number in range(total)
    ]
    if 0 < day <= total and _today(context) <= last_day:
        ticks[day - 1]["kind"] = "today"
    elif day == total:
        ticks[-1]["kind"] = "passed"
    return {
        "opens": opens,
        "last_day": last_day,
        "total": total,
        "day": day,
        "ticks": ticks if total <= MOST_TICKS else [],
        "width": total * 10,
        "gone": day * 10,
    }
