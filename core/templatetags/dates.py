"""Dates as people say them, in the page's language and in Danish time."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from core.clock import format_date, format_moment, format_time

register = template.Library()

# What core.clock does not write: a day with its weekday, and a day that must be short.
FORMATS = {
    "da": {"long": "l j. F Y", "short": "j. N"},
    "en": {"long": "l j F Y", "short": "j M"},
}

Moment = dt.date | dt.datetime


def _format(value: Moment | None, form: str) -> str:
    if not value:
        return ""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    language = (get_language() or "da")[:2]
    return date_format(value, FORMATS.get(language, FORMATS["da"])[form])


@register.filter
def long_date(value: Moment | None) -> str:
    """søndag 6. december 2026"""
    return _format(value, "long")


@register.filter
def day_date(value: Moment | None) -> str:
    """6. december 2026"""
    return format_date(value) if value else ""


@register.filter
def short_date(value: Moment | None) -> str:
    """6. dec"""
    return _format(value, "short")


@register.filter
def clock(value: dt.datetime | None) -> str:
    """kl. 17.00"""
    return format_time(value) if value else ""


@register.filter
def date_time(value: dt.datetime | None) -> str:
    """6. december 2026 kl. 17.00"""
    return format_moment(value) if value else ""


@register.filter
def spoken(value: dt.datetime | None) -> str:
    """i dag kl. 11.20 · i går kl. 20.14 · 19. november 2026"""
    if not value:
        return ""
    days = (timezone.localdate() - timezone.localtime(value).date()).days
    if days == 0:
        return gettext("i dag %(time)s") % {"time": clock(value)}
    if days == 1:
        return gettext("i går %(time)s") % {"time": clock(value)}
    return day_date(value)


@register.filter
def machine_date(value: Moment | None) -> str:
    """2026-12-06, for the datetime attribute of <time>"""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date().isoformat()
    return value.isoformat() if value else ""


@register.filter
def machine_time(value: dt.datetime | None) -> str:
    """2026-12-06T20:14:05+01:00: HTML's <time> takes at most thousandths of a second."""
    return timezone.localtime(value).isoformat(timespec="seconds") if value else ""
