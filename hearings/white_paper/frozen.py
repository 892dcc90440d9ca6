"""The administration's own words, the numbers, facts and counts: what is approved and kept.

Plain JSON, and never a name, a text or an address of who sent a response. What councils and others
were asked and said stands in full: they speak in public.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q

from comments.models import Thread
from core.clock import last_day, local_date
from core.text import clean_text
from hearings.models import Answer, Hearing, Mention, Point, Response, WhitePaper
from hearings.white_paper.consulted import frozen_parties, frozen_recommendations

FORMAT = 1
Numbers = dict[int, list[int]]


def frozen_content(hearing: Hearing, paper: WhitePaper) -> dict[str, Any]:
    """Read the desk as it is now, with fourteen questions at any size.

    `themes` hold points with the numbers of *all* responses that say them, `numbers` all
    numbers that were given, also those withdrawn. Who may read what is asked when it is shown.
    """
    asked, statements = frozen_parties(hearing)
    return {
        "format": FORMAT,
        "facts": {**_facts(hearing, paper), "consulted": asked},
        "counts": _counts(hearing),
        "summary": clean_text(paper.summary),
        "new_in_version": clean_text(paper.new_in_version),
        "themes": _themes(_points(hearing), _numbers_by_point(hearing)),
        "out_of_scope": _out_of_scope(hearing),
        "debate": _debate(hearing),
        "statements": statements,
        "recommendations": frozen_recommendations(hearing),
        "numbers": list(hearing.responses.order_by("number").values_list("number", flat=True)),
    }


def own_words(hearing: Hearing, paper: WhitePaper) -> dict[str, Any]:
    """Read the administration's words alone, with four questions at any size."""
    return {
        "summary": clean_text(paper.summary),
        "new_in_version": clean_text(paper.new_in_version),
        "asked": _asked(paper),
        "themes": _themes(_points(hearing), _numbers_by_point(hearing)),
        "out_of_scope": _out_of_scope(hearing),
        "debate": _debate(hearing),
    }


def digest_of(content: dict[str, Any]) -> str:
    """Return the name of a content: another word in it, another digest (SHA-256)."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


# --- Facts ------------------------------------------------------------------------------------
def _facts(hearing: Hearing, paper: WhitePaper) -> dict[str, Any]:
    return {
        "case_number": hearing.case_number,
        "department": hearing.department.name,
        "deciding_body": hearing.deciding_body,
        "third_party": hearing.third_party,
        "formal_title": hearing.formal_title,
        "kinds": _rows(hearing.kinds.all(), "name", "legal_basis"),
        "opened_on": local_date(hearing.opens_at).isoformat(),
        "last_day": hearing.last_day.isoformat(),
        "extensions": [
            {
                "old_last_day": extension.old_last_day.isoformat(),
                "new_last_day": last_day(extension.new_closes_at).isoformat(),
                "reason": extension.reason,
            }
            for extension in hearing.extensions.all()
        ],
        "asked": _asked(paper),
        "meetings": _rows(
            (row for row in hearing.meetings.all() if not row.is_cancelled),
            "title",
            "starts_at",
            "place",
        ),
        "material_changes": _rows(
            hearing.material_changes.all(), "at", "what", "reason", "assessment"
        ),
    }


def _asked(paper: WhitePaper) -> list[str]:
    return [line for line in clean_text(paper.asked).splitlines() if line.strip()]


def _rows(objects: Iterable[Any], *names: str) -> list[dict[str, Any]]:
    return [{name: _plain(getattr(row, name)) for name in names} for row in objects]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


# --- Counts -----------------------------------------------------------------------------------
def _counts(hearing: Hearing) -> list[dict[str, Any]]:
    """Return one row for each kind of sender and channel that came."""
    status = Response.Status
    counted = ~Q(status=status.WITHDRAWN)
    shown = Q(published_version__isnull=False, status__in=[status.APPROVED, status.RECEIVED])
    is_never = hearing.publication_rule == Hearing.PublicationRule.NEVER
    rows = (
        hearing.responses.order_by("sender_kind", "channel")
        .values("sender_kind", "channel")
        .annotate(
            received=Count("pk"),
            in_time=Count("pk", filter=counted & Q(received_at__lt=F("hearing__closes_at"))),
            late=Count("pk", filter=counted & Q(received_at__gte=F("hearing__closes_at"))),
            withdrawn=Count("pk", filter=~counted),
            published=Count("pk", filter=shown),
        )
    )
    return [{**row, "published": 0 if is_never else row["published"]} for row in rows]


# --- Themes, points, answers ------------------------------------------------------------------
def _points(hearing: Hearing) -> list[Point]:
    return list(
        hearing.points.select_related("answer", "theme__answer").order_by(
            "theme__position", "theme", "position", "number", "pk"
        )
    )


def _numbers_by_point(hearing: Hearing) -> Numbers:
    """Return for each point the numbers of the responses whose newest version says it."""
    said: Numbers = {}
    rows = (
        Mention.objects.standing()
        .filter(point__hearing=hearing)
        .order_by("point", "response__number")
        .values_list("point", "response__number")
        .distinct()
    )
    for point, number in rows:
        said.setdefault(point, []).append(number)
    return said


def _themes(points: list[Point], said: Numbers) -> list[dict[str, Any]]:
    """Return the themes with a point that somebody says, in the order of the desk."""
    themes: dict[int, dict[str, Any]] = {}
    for point in points:
        if point.pk not in said:
            continue
        theme = themes.setdefault(
            point.theme_id,
            {
                "title": point.theme.title,
                "answer": _answer(getattr(point.theme, "answer", None)),
                "points": [],
            },
        )
        theme["points"].append(_point(point, said[point.pk]))
    return list(themes.values())


def _point(point: Point, numbers: list[int]) -> dict[str, Any]:
    return {
        "number": point.number,
        "title": point.title,
        "numbers": numbers,
        "answer": _answer(getattr(point, "answer", None)),
    }


def _answer(answer: Answer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    names = ("summary", "remark", "outcome", "change", "change_place")
    return {"id": answer.pk, **{name: clean_text(getattr(answer, name)) for name in names}}


def _out_of_scope(hearing: Hearing) -> list[dict[str, Any]]:
    marked = hearing.responses.counted().filter(out_of_scope_version=F("current_version"))
    rows = marked.order_by("number").values_list("number", "out_of_scope_reason")
    return [{"number": number, "reason": clean_text(reason)} for number, reason in rows]


# --- The conversation -------------------------------------------------------------------------
def _debate(hearing: Hearing) -> dict[str, Any] | None:
    """Return where the conversation beside the hearing stands, as staff have written it."""
    thread = Thread.objects.filter(pk=hearing.thread_id or 0).exclude(summary="").first()
    if thread is None or thread.summary_at is None:
        return None
    return {
        "thread": thread.pk,
        "summary": clean_text(thread.summary),
        "written_on": local_date(thread.summary_at).isoformat(),
    }
