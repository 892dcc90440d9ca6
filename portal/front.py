"""What the front page shows: what is open, what people say, what was decided."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.clock import format_date, format_time, local_date
from hearings.models import Hearing, Response

ROWS = 4
VOICES = 3
DECISIONS = 3
EXCERPT = 180
_COUNTED = Count("responses", filter=~Q(responses__status=Response.Status.WITHDRAWN))


def open_rows(at: datetime) -> list[dict[str, Any]]:
    """Return the hearings that close first, as rows of components/open_list.html."""
    hearings = (
        Hearing.objects.open(at)
        .annotate(answers=_COUNTED)
        .prefetch_related("kinds", "meetings")
        .order_by("closes_at", "pk")[:ROWS]
    )
    return [_row(hearing, at) for hearing in hearings]


def _row(hearing: Hearing, at: datetime) -> dict[str, Any]:
    return {
        "way": "democracy",
        "kind": _kind(hearing),
        "title": hearing.title,
        "url": hearing.get_absolute_url(),
        "summary": Truncator(hearing.lead).chars(160),
        "meta": [text for text in _meta(hearing, at) if text],
        "stage": hearing.stage(at),
        "opens": hearing.opens_at,
        "last_day": hearing.last_day,
    }


def _kind(hearing: Hearing) -> str:
    codes = {kind.code for kind in hearing.kinds.all()}
    return _("Før-høring") if codes == {"foer-hoering"} else _("Høring")


def _meta(hearing: Hearing, at: datetime) -> Iterable[str]:
    yield _deadline(hearing, at)
    answers = hearing.answers
    if answers:
        yield ngettext("%(n)d svar", "%(n)d svar", answers) % {"n": answers}
    meeting = next((m for m in hearing.meetings.all() if m.ends_at > at), None)
    if meeting:
        yield _("%(meeting)s %(date)s %(time)s") % {
            "meeting": meeting.title,
            "date": format_date(meeting.starts_at),
            "time": format_time(meeting.starts_at),
        }


def _deadline(hearing: Hearing, at: datetime) -> str:
    form = "l j F" if (get_language() or "da").startswith("en") else "l j. F"
    words = {"date": date_format(hearing.last_day, form)}
    if hearing.last_day == local_date(at):
        return _("Frist i dag, %(date)s") % words
    return _("Frist %(date)s") % words


def voices() -> list[dict[str, Any]]:
    """Return the newest answers that everybody may read, under the names people chose."""
    responses = (
        Response.objects.public()
        .select_related("hearing", "published_version", "area")
        .prefetch_related("published_version__redactions")
        .order_by("-approved_at", "-pk")[:VOICES]
    )
    return [
        {
            "response": response,
            "name": response.public_name or _("Borger uden navn"),
            "face": _face(response),
            "excerpt": _excerpt(response),
            "at": response.received_at,
        }
        for response in responses
    ]


def _face(response: Response) -> str:
    if not response.public_name:
        return "hidden"
    return "house" if response.is_organisation else "person"


def _excerpt(response: Response) -> str:
    parts = response.published_version.public_parts()
    text = " ".join(words.strip() if words else "[…]" for words, _reason in parts)
    return Truncator(" ".join(text.split())).chars(EXCERPT)


def decisions() -> list[Hearing]:
    """Return the hearings decided last, with the number of answers."""
    decided = Hearing.objects.decided().annotate(answers=_COUNTED)
    return list(decided.order_by("-decided_on", "-pk")[:DECISIONS])


def counts(at: datetime) -> dict[str, int]:
    return {
        "open": Hearing.objects.open(at).count(),
        "coming": Hearing.objects.coming(at).count(),
        "closed": Hearing.objects.closed(at).count(),
    }


def next_change(at: datetime) -> list[datetime | None]:
    """Return when the page becomes wrong: a hearing opens or closes."""
    opens = Hearing.objects.coming(at).aggregate(moment=Min("opens_at"))
    closes = Hearing.objects.open(at).aggregate(moment=Min("closes_at"))
    return [opens["moment"], closes["moment"]]
