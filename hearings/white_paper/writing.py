"""A white paper as a document: headings, paragraphs, tables and bars, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from core.clock import format_date, format_moment
from hearings.white_paper import counting, parts, tables
from hearings.white_paper.blocks import Block, Facts, Heading, Paragraph, Table


def title_of(content: parts.Content) -> str:
    return _("Hvidbog: %(title)s") % {"title": content.title}


def document_of(content: parts.Content) -> Iterator[Block]:
    """Return the whole document less its title; the texts of responses are read on the way."""
    yield from _front(content)
    yield from _chapter(_("Sammenfatning"), paragraphs(content.summary))
    if content.new_in_version:
        yield from _chapter(_("Nyt i denne version"), paragraphs(content.new_in_version))
    if content.decision:
        yield from _chapter(_("Beslutningen"), _decision(content.decision))
    yield from _chapter(_("Om høringen"), _about(content.facts))
    yield from _chapter(_("Svarene i tal"), counting.blocks_of(content.counts))
    yield from _chapter(_("Pointer og svar efter tema"), tables.themes(content.themes))
    if content.out_of_scope:
        yield from _chapter(
            _("Uden for høringens emne"), [tables.out_of_scope(content.out_of_scope)]
        )
    if content.debate:
        yield from _chapter(_("Fra debatten"), _debate(content.debate))
    if content.given or any(parts.is_statement(line) for line in content.lines):
        yield from _chapter(_("Rådenes udtalelser"), _statements(content))
    if content.recommendations:
        yield from _chapter(_("Anbefalinger om sagen"), _recommended(content))
    yield from _chapter(_("Oversigt over svarene"), [tables.responses(content.lines)])
    yield from _chapter(_("Bilag: Svarene"), _appendix(content))


def _chapter(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    yield Heading(1, title)
    yield from blocks


def paragraphs(text: str, language: str = "da") -> Iterator[Paragraph]:
    for passage in text.split("\n\n"):
        if passage.strip():
            yield Paragraph(passage.strip("\n"), language=language)


# --- The front --------------------------------------------------------------------------------
def _front(content: parts.Content) -> Iterator[Block]:
    if content.facts.formal_title:
        yield Paragraph(content.facts.formal_title)
    if not content.is_frozen:
        yield Paragraph(_("Udkast, ikke godkendt."), is_note=True)
    rows = [
        (_("Høring nr."), (str(content.hearing_number),)),
        (_("Sagsnummer"), (content.facts.case_number,)),
        (_("Udgivet af"), (settings.AUTHORITY_NAME, content.facts.department)),
        (_("Version"), (str(content.version),)),
        (_("Dato"), (format_date(content.approved_at),) if content.approved_at else ()),
        (_("Forfatter"), (content.author,)),
        (_("Godkendt af"), (content.approver,)),
    ]
    yield Facts(_("Om hvidbogen"), _filled(rows))


def _filled(rows: Iterable[tuple[str, Iterable[str]]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    told = ((label, tuple(line for line in lines if line)) for label, lines in rows)
    return tuple((label, lines) for label, lines in told if lines)


def _decision(decision: parts.Decision) -> Iterator[Block]:
    yield Paragraph(_("Besluttet den %(date)s.") % {"date": format_date(decision.on)})
    yield from paragraphs(decision.text)
    if decision.url:
        yield Paragraph(decision.url)
    if decision.steps:
        yield Table(
            _("Beslutningens vej"),
            (_("Hvem"), _("Dato"), _("Udfald"), _("Hvad der blev besluttet")),
            (3, 2, 2, 5),
            tuple(
                (
                    step.body,
                    format_date(step.meets_on) if step.meets_on else "",
                    step.outcome_label,
                    "\n".join(filter(None, [step.text, step.url])),
                )
                for step in decision.steps
            ),
        )


def _about(facts: parts.Facts) -> Iterator[Block]:
    period = _("%(first)s til %(last)s") % {
        "first": format_date(facts.opened_on),
        "last": format_date(facts.last_day),
    }
    rows = [
        (_("Slags og lovgrundlag"), [f"{kind.name}: {kind.legal_basis}" for kind in facts.kinds]),
        (_("Høringsperiode"), [period]),
        (_("Forlængelser"), [_extension(row) for row in facts.extensions]),
        (_("Beslutter"), [facts.deciding_body]),
        (_("Tredjepart"), [facts.third_party]),
        (_("Hvem blev spurgt"), facts.asked),
        (_("Spurgt om en udtalelse"), [_consulted(row) for row in facts.consulted]),
        (_("Møder"), [_meeting(row) for row in facts.meetings]),
        (_("Ændret efter åbningen"), [_material(row) for row in facts.material_changes]),
    ]
    yield Facts(_("Om høringen"), _filled(rows))


def _extension(row: parts.Extension) -> str:
    return _("Fra %(old)s til %(new)s: %(reason)s") % {
        "old": format_date(row.old_last_day),
        "new": format_date(row.new_last_day),
        "reason": row.reason,
    }


def _consulted(row: parts.Consulted) -> str:
    return f"{row.name}, {format_date(row.asked_on)}: {row.state_label}"


def _meeting(row: parts.Meeting) -> str:
    return f"{row.title}, {format_moment(row.starts_at)}, {row.place}"


def _material(row: parts.MaterialChange) -> str:
    return f"{format_date(row.at)}: {row.what}. {row.reason}"


def _debate(debate: parts.Debate) -> Iterator[Block]:
    """Return where the conversation stood, and where each comment it refers to can be read."""
    yield Paragraph(
        _("Samtalen på hjemmesiden, som den stod %(date)s. Kommentarer er ikke høringssvar.")
        % {"date": format_date(debate.written_on)},
        is_note=True,
    )
    yield from paragraphs(debate.summary)
    rows = [(f"#{number}", (url,)) for number, url in debate.links]
    yield Facts(_("Kommentarerne"), (*rows, (_("Hele samtalen"), (debate.url,))))


# --- The responses ----------------------------------------------------------------------------
def _statements(content: parts.Content) -> Iterator[Block]:
    """Return those of the parties that were asked, then those that came as responses."""
    for row in content.given:
        yield Heading(2, row.name)
        when = _("Afgivet %(day)s") % {"day": format_date(row.given_on)}
        yield Paragraph(". ".join(filter(None, [when, row.agreed])), is_note=True)
        yield from paragraphs(row.text)
        if row.files:
            yield Paragraph(_("Bilag: %(files)s") % {"files": ", ".join(row.files)}, is_note=True)
    for entry in content.statements():
        yield Heading(2, _("%(name)s, svar %(number)d") % _named(entry.line))
        yield from _texts(entry)


def _recommended(content: parts.Content) -> Iterator[Block]:
    for row in content.recommendations:
        yield Heading(2, row.title)
        told = _("%(body)s til %(addressee)s, anbefaling nr. %(number)d, %(day)s")
        yield Paragraph(
            told
            % {
                "body": row.body,
                "addressee": row.addressed_to,
                "number": row.number,
                "day": format_date(row.made_on),
            },
            is_note=True,
        )
        yield from paragraphs(row.text)


def _named(line: parts.ResponseLine) -> dict[str, str | int]:
    return {"name": line.name, "number": line.number}


def _appendix(content: parts.Content) -> Iterator[Block]:
    """Return every number once, with what everybody may read of it.

    The words of the heading stand nowhere else, so that each can be found by searching.
    """
    for entry in content.appendix():
        yield Heading(2, number_of(entry.line), is_listed=False)
        yield Paragraph(about(entry.line), is_note=True)
        if parts.is_statement(entry.line):
            yield Paragraph(_("Gengivet i afsnittet »Rådenes udtalelser«."))
        else:
            yield from _texts(entry)


def number_of(line: parts.ResponseLine) -> str:
    return _("Svar nr. %(number)d") % {"number": line.number}


def _texts(entry: parts.AppendixEntry) -> Iterator[Block]:
    yield from paragraphs(text_of(entry), entry.line.language)
    if entry.files:
        yield Paragraph(_("Bilag: %(files)s") % {"files": ", ".join(entry.files)}, is_note=True)


def text_of(entry: parts.AppendixEntry) -> str:
    """Return the text in one piece; what is masked is named."""
    return "".join(
        _("[maskeret: %(reason)s]") % {"reason": reason} if reason else text
        for text, reason in entry.parts
    )


def about(line: parts.ResponseLine) -> str:
    """Return the line under a number: who, from where, when; of hidden ones the themes alone."""
    if line.state == parts.LineState.WITHDRAWN:
        return _("Trukket tilbage af afsenderen.")
    themes = tables.themes_of(line)
    if not line.is_published:
        told = _("Offentliggøres ikke.")
        return f"{told} {_('Temaer: %(themes)s.') % {'themes': themes}}" if themes else told
    is_shown_as_kind = line.name.startswith(line.sender_label)
    who = [line.name, "" if is_shown_as_kind else line.sender_label, line.area]
    when = format_moment(line.received_at) if line.received_at else ""
    late = _("modtaget efter fristen") if line.is_late else ""
    return " · ".join(filter(None, [*who, when, line.channel_label, late]))
