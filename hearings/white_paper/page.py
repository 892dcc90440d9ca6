"""A white paper as a page of the portal draws it: links, bars, responses by pages of a hundred."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Thread
from comments.summaries import with_links
from core.templatetags.dates import day_date
from hearings.models import Answer, Response
from hearings.published import nameless
from hearings.replies import look_of
from hearings.white_paper.parts import (
    AnswerPart,
    AppendixEntry,
    Content,
    CountRow,
    PointPart,
    ResponseLine,
    ThemePart,
)

# More responses than this stand on pages of their own; the page of the paper stays light.
PER_PAGE = 100
# More links to responses than this under one point only cost bytes: the number says the rest.
MOST_LINKS = 40


@dataclass(frozen=True)
class Place:
    """Where a page of the white paper stands, and so where its links lead.

    `path` is the paper's own address, `pages` that of its responses when they are many.
    """

    path: str
    pages: str
    is_preview: bool = False

    def response_url(self, number: int, *, is_many: bool) -> str:
        """Return the stable address of a response: the same however many there are."""
        return f"{self.path}?svar={number}#svar-{number}" if is_many else f"#svar-{number}"


def is_many(content: Content) -> bool:
    return len(content.lines) > PER_PAGE


def page_of(content: Content, place: Place) -> dict[str, Any]:
    """Return everything that the page of a white paper shows, but its files and versions."""
    link = _linker(content, place)
    return {
        "content": content,
        "themes": [_theme(theme, link) for theme in content.themes],
        "counts": counts_of(content),
        "outcomes": outcomes_of(content),
        "statements": [entry_of(entry, content) for entry in content.statements()],
        "out_of_scope": [{"row": row, "url": link(row.number)} for row in content.out_of_scope],
        "debate_text": _debate(content),
        "is_many": is_many(content),
        "response_pages": _ranges(content, place) if is_many(content) else [],
        "entries": []
        if is_many(content)
        else [entry_of(entry, content) for entry in content.appendix()],
        "is_preview": place.is_preview,
    }


def _debate(content: Content) -> SafeString | str:
    """Return the words about the conversation, with links to what everybody may read of it."""
    debate = content.debate
    if debate is None:
        return ""
    readable = {number for number, _url in debate.links}
    return with_links(Thread(pk=debate.thread), debate.summary, readable)


def responses_page(content: Content, number: str | None) -> tuple[Page, list[dict[str, Any]]]:
    """Return one page of the responses, and what is drawn of each."""
    page = Paginator(content.lines, PER_PAGE).get_page(number)
    lines: tuple[ResponseLine, ...] = tuple(page.object_list)
    return page, [entry_of(entry, content) for entry in content.appendix(lines)]


def page_with(content: Content, number: str) -> int | None:
    """Return which page of the responses has the one with this number, None for no such."""
    for position, line in enumerate(content.lines):
        if str(line.number) == number:
            return position // PER_PAGE + 1
    return None


# --- Themes -----------------------------------------------------------------------------------
Link = Callable[[int], str]


def _linker(content: Content, place: Place) -> Link:
    many = is_many(content)
    return lambda number: place.response_url(number, is_many=many)


def _theme(theme: ThemePart, link: Link) -> dict[str, Any]:
    return {
        "title": theme.title,
        "count": len(theme.numbers),
        "answer": answer_of(theme.answer),
        "points": [_point(point, link) for point in theme.points],
    }


def _point(point: PointPart, link: Link) -> dict[str, Any]:
    shown = point.numbers[:MOST_LINKS]
    return {
        "number": point.number,
        "title": point.title,
        "count": point.count,
        "links": [{"number": number, "url": link(number)} for number in shown],
        "more": point.count - len(shown),
        # What the theme's answer says stands once, over its points.
        "answer": answer_of(point.answer) if point.has_own_answer else None,
        "outcome": answer_of(point.answer),
    }


def answer_of(answer: AnswerPart | None) -> dict[str, Any] | None:
    """Return what the administration says, with the icon and colour of its outcome."""
    if answer is None:
        return None
    icon, look = look_of(answer.outcome)
    return {"part": answer, "label": answer.outcome_label, "icon": icon, "look": look}


# --- Counts -----------------------------------------------------------------------------------
def counts_of(content: Content) -> dict[str, Any]:
    """Return the counts as drawn bars, each with the whole table behind it."""
    counts = content.counts
    return {
        "total": counts.total,
        "told": told(counts.total),
        "by_sender": _bars(counts.by_sender),
        "by_channel": _bars(counts.by_channel),
        "tables": [
            {
                "head": _("Afsender"),
                "caption": _("Alle tal efter afsender"),
                "rows": [*counts.by_sender, counts.total],
            },
            {
                "head": _("Kom ind som"),
                "caption": _("Alle tal efter, hvordan svarene kom ind"),
                "rows": [*counts.by_channel, counts.total],
            },
        ],
    }


def told(total: CountRow) -> str:
    """Return the counts as people say them."""
    came = ngettext("%(n)d svar er kommet ind.", "%(n)d svar er kommet ind.", total.received) % {
        "n": total.received
    }
    more = []
    if total.late:
        more.append(_("%(n)d efter fristen") % {"n": total.late})
    if total.withdrawn:
        more.append(_("%(n)d trukket tilbage") % {"n": total.withdrawn})
    if total.not_published:
        more.append(_("%(n)d ikke offentliggjort") % {"n": total.not_published})
    return f"{came} {_('Heraf')} {', '.join(more)}." if more else came


def _bars(rows: Iterable[CountRow]) -> list[tuple[str, int]]:
    return [(capfirst(row.label), row.received) for row in rows if row.received]


def outcomes_of(content: Content) -> list[tuple[str, int]]:
    """Return how many points had each outcome, in the order of the outcomes."""
    found = [point.answer.outcome for theme in content.themes for point in theme.points
             if point.answer]  # fmt: skip
    labels = Answer.Outcome
    return [
        (capfirst(str(outcome.label)), found.count(outcome))
        for outcome in labels
        if found.count(outcome)
    ]


# --- Responses --------------------------------------------------------------------------------
def entry_of(entry: AppendixEntry, content: Content) -> dict[str, Any]:
    """Return a response as it is drawn: who, its points with their outcomes, its text."""
    line = entry.line
    return {
        "line": line,
        "anchor": f"svar-{line.number}",
        "name": line.name or line.state_label,
        "face": _face(line),
        "about": _about(line),
        "points": [
            {"point": point, "outcome": answer_of(point.answer)}
            for point in _points(content)
            if point.number in line.points
        ],
        "parts": entry.parts,
        "files": entry.files,
    }


def _points(content: Content) -> list[PointPart]:
    return [point for theme in content.themes for point in theme.points]


def _face(line: ResponseLine) -> str:
    if not line.is_published or line.name == nameless(line.sender_label):
        return "hidden"
    return "person" if line.sender_kind == Response.SenderKind.CITIZEN else "house"


def _about(line: ResponseLine) -> str:
    """Return the line under the name; of what nobody may read, only what is told of it."""
    number = _("svar nr. %(number)d") % {"number": line.number}
    if not line.is_published:
        return number
    late = _("modtaget efter fristen") if line.is_late else ""
    received = day_date(line.received_at) if line.received_at else ""
    parts = [line.sender_label, line.area, number, received, line.channel_label, late]
    return " · ".join(filter(None, parts))


def _ranges(content: Content, place: Place) -> list[dict[str, str]]:
    """Return the pages of the responses by the numbers that stand on them."""
    numbers = [line.number for line in content.lines]
    return [
        {
            "text": f"{numbers[first]}–{numbers[min(first + PER_PAGE, len(numbers)) - 1]}",
            "url": f"{place.pages}?side={first // PER_PAGE + 1}",
        }
        for first in range(0, len(numbers), PER_PAGE)
    ]
