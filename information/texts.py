"""What every text of information has around it: its body with words explained, its stage."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.clock import format_moment, local_date
from core.markup import parse
from core.markup import text_of as words_of
from information.body import render_body
from information.glossary import explain_terms
from information.models import GlossaryTerm, Publication

LONG = 4  # headings: from here on a list of contents helps


@dataclass(frozen=True)
class Text:
    """A body ready to show, the words explained in it, and its list of contents."""

    body: SafeString
    terms: list[GlossaryTerm] = field(default_factory=list)
    contents: list[tuple[str, str]] = field(default_factory=list)


def text_of(html: str, *, at: datetime, top_heading: int = 2) -> Text:
    """Return a Danish body with its words explained; a long one with its contents."""
    drawn = render_body(html, top_heading=top_heading, at=at)
    body, terms = explain_terms(drawn)
    return Text(body, terms, _contents(drawn, f"h{top_heading}"))


def _contents(body: SafeString, tag: str) -> list[tuple[str, str]]:
    headings = [(each.get("id", ""), words_of(each)) for each in parse(body).iter(tag)]
    return headings if len(headings) >= LONG else []


def changed_on(changed_at: datetime, public_from: datetime | None) -> date:
    """Return the day of "Senest ændret": no text was changed before it could be read."""
    return local_date(max(changed_at, public_from) if public_from else changed_at)


def stage_notice(row: Publication, at: datetime) -> str:
    """Return what only editors see above a text that the public does not."""
    if row.is_public(at):
        return ""
    stage = row.stage(at)
    if stage == Publication.Stage.SCHEDULED and row.public_from:
        return _("Planlagt: offentlig fra %(moment)s. Indtil da ser kun redaktører den.") % {
            "moment": format_moment(row.public_from)
        }
    texts = {
        Publication.Stage.DRAFT: _("Kladde. Kun redaktører i afdelingen kan se den."),
        Publication.Stage.WITHDRAWN: _("Taget ned. Kun redaktører i afdelingen kan se den."),
    }
    return texts.get(stage, _("Gælder ikke i dag. Kun redaktører i afdelingen kan se den."))


def joined(names: Iterable[object]) -> str:
    return ", ".join(str(name) for name in names)
