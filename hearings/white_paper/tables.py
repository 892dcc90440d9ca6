"""The tables of a white paper: by theme, outside the subject, by response."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import format_date
from hearings.white_paper import parts
from hearings.white_paper.blocks import Block, Heading, Paragraph, Table


def themes(every: Iterable[parts.ThemePart]) -> Iterator[Block]:
    """Return for each theme its summary, and a row for each answer with the points it covers."""
    for theme in every:
        yield Heading(2, theme.title)
        if theme.answer and theme.answer.summary:
            yield Paragraph(theme.answer.summary)
        yield Paragraph(
            _("Svar om temaet: %(numbers)s.") % {"numbers": joined(theme.numbers)}, is_note=True
        )
        yield Table(
            theme.title,
            (
                _("Pointer"),
                _("Forvaltningens bemærkning"),
                _("Udfald"),
                _("Ændring, og hvor den ses"),
            ),
            (4, 5, 2, 3),
            tuple(_answer_row(answer, points) for answer, points in by_answer(theme)),
        )


def by_answer(
    theme: parts.ThemePart,
) -> list[tuple[parts.AnswerPart | None, list[parts.PointPart]]]:
    """Return the answers of a theme with the points each covers, in the order of the points."""
    rows: dict[int | None, tuple[parts.AnswerPart | None, list[parts.PointPart]]] = {}
    for point in theme.points:
        key = point.answer.id if point.answer else None
        rows.setdefault(key, (point.answer, []))[1].append(point)
    return list(rows.values())


def _answer_row(answer: parts.AnswerPart | None, points: list[parts.PointPart]) -> tuple[str, ...]:
    said = [_said(point) for point in points]
    if answer is None:
        return ("\n".join(said), _("Der er ikke svaret endnu."), "", "")
    if points[0].has_own_answer and answer.summary:
        said.append(answer.summary)
    change = "\n".join(filter(None, [answer.change, answer.change_place]))
    return ("\n".join(said), answer.remark, answer.outcome_label, change)


def _said(point: parts.PointPart) -> str:
    """Return P3 Bevar poppelrækken (4 svar: 1, 2, 7 og 1, der ikke er offentliggjort)"""
    count = ngettext("%(n)d svar", "%(n)d svar", point.count) % {"n": point.count}
    return f"P{point.number} {point.title} ({count}{_which(point)})"


def _which(point: parts.PointPart) -> str:
    hidden = point.count - len(point.numbers)
    unseen = (
        ngettext(
            "%(n)d, der ikke er offentliggjort",
            "%(n)d, der ikke er offentliggjort",
            hidden,
        )
        % {"n": hidden}
        if hidden and point.numbers
        else ""
    )
    told = _(" og ").join(filter(None, [joined(point.numbers), unseen]))
    return f": {told}" if told else ""


def out_of_scope(rows: Iterable[parts.OutOfScope]) -> Table:
    return Table(
        _("Svar uden for høringens emne"),
        (_("Svar"), _("Hvorfor")),
        (1, 8),
        tuple((str(row.number), row.reason) for row in rows),
    )


def responses(lines: Iterable[parts.ResponseLine]) -> Table:
    return Table(
        _("Oversigt over svarene"),
        (_("Svar"), _("Afsender"), _("Modtaget"), _("Temaer"), _("Pointer")),
        (2, 6, 4, 6, 3),
        tuple(_response_row(line) for line in lines),
    )


def _response_row(line: parts.ResponseLine) -> tuple[str, ...]:
    """Return number, sender, date, themes, points. A hidden one has number and themes alone."""
    if not line.is_published:
        return (str(line.number), line.state_label, "", themes_of(line), "")
    late = _("efter fristen") if line.is_late else ""
    received = format_date(line.received_at) if line.received_at else ""
    return (
        str(line.number),
        line.name,
        "\n".join(filter(None, [received, late])),
        themes_of(line),
        ", ".join(f"P{number}" for number in line.points),
    )


def themes_of(line: parts.ResponseLine) -> str:
    aside = [_("uden for emnet")] if line.is_out_of_scope else []
    return ", ".join([*line.themes, *aside])


def joined(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
