"""The content of a white paper: frozen words joined with the responses as everybody may read them.

    content = content_of(paper)
    for entry in content.appendix(): ...

A draft, and one that waits for approval, is read live from the desk; from the approval on the
words are those in `paper.content`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from comments.models import Thread
from comments.summaries import address_of, numbers_in, readable_numbers
from hearings.models import Answer, Hearing, MaterialChange, Response, WhitePaper
from hearings.published import (
    answers_in_white_paper,
    is_in_white_paper,
    named_files,
    shown_name,
    shown_parts,
)
from hearings.tally import sender_labels
from hearings.white_paper import parts
from hearings.white_paper.consulted import consulted_in, recommendations_in, statements_in
from hearings.white_paper.frozen import digest_of, frozen_content

__all__ = ["content_of", "digest_of", "frozen_content"]

CHUNK = 1000
Frozen = dict[str, Any]
Lines = tuple[parts.ResponseLine, ...]


def content_of(paper: WhitePaper) -> parts.Content:
    """Return a version's content in the active language; at most 21 questions at any size.

    The texts of the responses are read when they are wanted (`Content.appendix`).
    """
    hearing = paper.hearing
    frozen = paper.content if paper.content is not None else frozen_content(hearing, paper)
    lines = _lines(hearing, frozen)
    shown = {line.number for line in lines if line.is_published}
    return parts.Content(
        hearing_number=hearing.number,
        title=hearing.title,
        version=paper.version,
        status=paper.status,
        is_frozen=paper.content is not None,
        digest=digest_of(frozen),
        facts=_facts(frozen["facts"]),
        counts=_counts(frozen["counts"]),
        summary=frozen["summary"],
        new_in_version=frozen["new_in_version"],
        themes=tuple(_theme(theme, shown) for theme in frozen["themes"]),
        out_of_scope=tuple(
            parts.OutOfScope(row["number"], row["reason"] if row["number"] in shown else "")
            for row in frozen["out_of_scope"]
        ),
        debate=_debate(frozen.get("debate")),
        given=statements_in(frozen),
        recommendations=recommendations_in(frozen),
        lines=lines,
        author=paper.author.get_full_name(),
        approver=paper.approver.get_full_name() if paper.approver else "",
        approved_at=paper.approved_at,
        published_at=paper.published_at,
        decision=_decision(hearing),
        _entries=partial(_entries, hearing),
    )


# --- What was frozen --------------------------------------------------------------------------
def _facts(facts: Frozen) -> parts.Facts:
    return parts.Facts(
        case_number=facts["case_number"],
        department=facts["department"],
        deciding_body=facts["deciding_body"],
        third_party=facts["third_party"],
        formal_title=facts["formal_title"],
        kinds=tuple(parts.Kind(**kind) for kind in facts["kinds"]),
        opened_on=date.fromisoformat(facts["opened_on"]),
        last_day=date.fromisoformat(facts["last_day"]),
        extensions=tuple(
            parts.Extension(
                date.fromisoformat(row["old_last_day"]),
                date.fromisoformat(row["new_last_day"]),
                row["reason"],
            )
            for row in facts["extensions"]
        ),
        asked=tuple(facts["asked"]),
        consulted=consulted_in(facts),
        meetings=tuple(
            parts.Meeting(row["title"], datetime.fromisoformat(row["starts_at"]), row["place"])
            for row in facts["meetings"]
        ),
        material_changes=tuple(_material_change(row) for row in facts["material_changes"]),
    )


def _material_change(row: Frozen) -> parts.MaterialChange:
    return parts.MaterialChange(
        at=datetime.fromisoformat(row["at"]),
        what=_what_changed(row["what"]),
        reason=row["reason"],
        assessment=str(MaterialChange.Assessment(row["assessment"]).label),
    )


def _what_changed(what: str) -> str:
    told = {"document_added": _("dokument lagt op"), "document_removed": _("dokument fjernet")}
    if what in told:
        return told[what]
    try:
        return str(Hearing._meta.get_field(what).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return what


_SUMS = ("received", "in_time", "late", "withdrawn", "published")


def _counts(rows: list[Frozen]) -> parts.Counts:
    senders, channels = sender_labels(), dict(Response.Channel.choices)
    return parts.Counts(
        total=_count_row("", _("I alt"), rows),
        by_sender=tuple(
            _count_row(code, senders[code], of_code)
            for code in Response.SenderKind.values
            if (of_code := [row for row in rows if row["sender_kind"] == code])
        ),
        by_channel=tuple(
            _count_row(code, str(channels[code]), of_code)
            for code in Response.Channel.values
            if (of_code := [row for row in rows if row["channel"] == code])
        ),
    )


def _count_row(code: str, label: str, rows: list[Frozen]) -> parts.CountRow:
    sums = {name: sum(row[name] for row in rows) for name in _SUMS}
    hidden = sums["in_time"] + sums["late"] - sums["published"]
    return parts.CountRow(code=code, label=label, not_published=hidden, **sums)


def _theme(theme: Frozen, shown: set[int]) -> parts.ThemePart:
    numbers = {number for point in theme["points"] for number in point["numbers"]}
    return parts.ThemePart(
        title=theme["title"],
        answer=_answer(theme["answer"]),
        numbers=tuple(sorted(numbers)),
        points=tuple(_point(point, theme, shown) for point in theme["points"]),
    )


def _point(point: Frozen, theme: Frozen, shown: set[int]) -> parts.PointPart:
    return parts.PointPart(
        number=point["number"],
        title=point["title"],
        count=len(point["numbers"]),
        numbers=tuple(number for number in point["numbers"] if number in shown),
        answer=_answer(point["answer"] or theme["answer"]),
        has_own_answer=point["answer"] is not None,
    )


def _answer(answer: Frozen | None) -> parts.AnswerPart | None:
    if answer is None:
        return None
    outcome = answer["outcome"]
    label = str(Answer.Outcome(outcome).label) if outcome else ""
    return parts.AnswerPart(**answer, outcome_label=label)


def _debate(debate: Frozen | None) -> parts.Debate | None:
    """Return the note on the conversation; papers that are older than conversations have none."""
    if not debate:
        return None
    thread = Thread(pk=debate["thread"])
    readable = readable_numbers(thread, debate["summary"])
    return parts.Debate(
        thread=thread.pk,
        summary=debate["summary"],
        written_on=date.fromisoformat(debate["written_on"]),
        url=f"{settings.SITE_URL}{thread.get_absolute_url()}",
        links=tuple(
            (number, f"{settings.SITE_URL}{address_of(thread, number)}")
            for number in numbers_in(debate["summary"])
            if number in readable
        ),
    )


# --- What is read as it is now ----------------------------------------------------------------
def _lines(hearing: Hearing, frozen: Frozen) -> Lines:
    """Return the responses that the content knows; those that came later are not in it."""
    known = set(frozen["numbers"])
    themes, points = _said_by_number(frozen["themes"])
    aside = {row["number"] for row in frozen["out_of_scope"]}
    rows = hearing.responses.select_related("area").defer("decline_reason", "out_of_scope_reason")
    return tuple(
        _line(row, tuple(themes.get(row.number, ())), points.get(row.number, []), aside)
        for row in rows.order_by("number")
        if row.number in known
    )


def _said_by_number(
    themes: list[Frozen],
) -> tuple[dict[int, dict[str, None]], dict[int, list[int]]]:
    """Return the themes and the points of each number, in the order of the white paper."""
    by_theme: dict[int, dict[str, None]] = {}
    by_point: dict[int, list[int]] = {}
    for theme in themes:
        for point in theme["points"]:
            for number in point["numbers"]:
                by_theme.setdefault(number, {})[theme["title"]] = None
                by_point.setdefault(number, []).append(point["number"])
    return by_theme, by_point


def _line(
    row: Response, themes: tuple[str, ...], points: list[int], aside: set[int]
) -> parts.ResponseLine:
    state = parts.LineState
    if row.status == Response.Status.WITHDRAWN:
        return parts.ResponseLine(row.number, state.WITHDRAWN, _("trukket tilbage"))
    is_aside = row.number in aside
    if not is_in_white_paper(row):
        told = _("offentliggøres ikke")
        return parts.ResponseLine(row.number, state.NOT_PUBLISHED, told, themes, is_aside)
    return parts.ResponseLine(
        number=row.number,
        state=state.PUBLISHED,
        state_label=_("offentliggjort"),
        themes=themes,
        is_out_of_scope=is_aside,
        name=shown_name(row),
        sender_kind=row.sender_kind,
        sender_label=row.get_sender_kind_display(),
        channel_label=row.get_channel_display(),
        area=row.public_area,
        received_at=row.received_at,
        is_late=row.is_late,
        points=tuple(points),
        language=row.language,
    )


def _entries(hearing: Hearing, lines: Lines) -> Iterator[parts.AppendixEntry]:
    """Read the texts of the lines by the thousand; what was taken down meanwhile has none."""
    for start in range(0, len(lines), CHUNK):
        chunk = lines[start : start + CHUNK]
        wanted = [line.number for line in chunk if line.is_published]
        found = (
            {
                answer.number: answer
                for answer in answers_in_white_paper(hearing).filter(number__in=wanted)
            }
            if wanted
            else {}
        )
        for line in chunk:
            yield _entry(line, found.pop(line.number, None))


def _entry(line: parts.ResponseLine, answer: Response | None) -> parts.AppendixEntry:
    if answer is None:
        return parts.AppendixEntry(line, [], ())
    files = named_files(answer, answer.approved_files)  # type: ignore[attr-defined]
    return parts.AppendixEntry(line, shown_parts(answer), tuple(file["name"] for file in files))


def _decision(hearing: Hearing) -> parts.Decision | None:
    if hearing.status != Hearing.Status.DECIDED or hearing.decided_on is None:
        return None
    return parts.Decision(
        on=hearing.decided_on,
        text=hearing.decision,
        url=hearing.decision_url,
        steps=tuple(
            parts.Step(
                body=step.body,
                meets_on=step.meets_on,
                outcome_label=str(step.get_outcome_display()) if step.outcome else "",
                text=step.text,
                url=step.url,
            )
            for step in hearing.decision_steps.all()
        ),
    )
