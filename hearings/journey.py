"""Where an answer has got to: received, read, published, weighed, decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from core.clock import format_date, format_moment, local_date
from hearings.models import Hearing, Response


@dataclass
class Step:
    """One stop on the way, as the timeline component draws it."""

    title: str
    when: str = ""
    text: str = ""
    date: date | None = None
    is_done: bool = False
    state: str = ""


def journey_of(response: Response, *, at: datetime) -> list[Step]:
    """Return the stops in order; the first that is not done is where the answer is now."""
    steps = list(_steps(response, at))
    for step in steps:
        step.state = "done" if step.is_done else ""
    waiting = next((step for step in steps if not step.is_done), None)
    if waiting:
        waiting.state = "now"
    return steps


def _steps(response: Response, at: datetime) -> Iterator[Step]:
    hearing = response.hearing
    yield Step(
        _("Modtaget"),
        format_moment(response.received_at),
        _("Svar nr. %(number)d") % {"number": response.number},
        local_date(response.received_at),
        is_done=True,
    )
    if response.status == Response.Status.WITHDRAWN:
        yield _ended(_("Trukket tilbage af dig"), response.withdrawn_at)
        return
    yield _reading(response)
    if hearing.status == Hearing.Status.WITHDRAWN:
        yield _ended(_("Forslaget er trukket tilbage"), None)
        return
    if response.status != Response.Status.DECLINED:
        yield from _publishing(response)
    yield _white_paper(hearing, at)
    yield _decision(hearing)


def _ended(title: str, moment: datetime | None) -> Step:
    if moment is None:
        return Step(title, is_done=True)
    return Step(title, format_moment(moment), date=local_date(moment), is_done=True)


def _reading(response: Response) -> Step:
    if response.status == Response.Status.DECLINED:
        text = _("Det bliver ikke lagt ud, men det tæller med i sagen.")
        return Step(_("Læst igennem"), text=text, is_done=True)
    if response.status == Response.Status.APPROVED and response.approved_at:
        approved = response.approved_at
        return Step(
            _("Læst igennem"), format_date(approved), date=local_date(approved), is_done=True
        )
    return Step(_("Læses igennem"), text=_("En medarbejder læser svaret og bilagene."))


def _publishing(response: Response) -> Iterator[Step]:
    rule = Hearing.PublicationRule(response.hearing.publication_rule)
    if rule == Hearing.PublicationRule.NEVER:
        return
    if response.is_public:
        yield Step(_("Offentliggjort"), is_done=True)
    elif rule == Hearing.PublicationRule.WITH_WHITE_PAPER:
        yield Step(_("Offentliggøres"), text=_("Sammen med hvidbogen."))
    else:
        yield Step(_("Offentliggøres"), text=_("Når det er læst igennem."))


def _white_paper(hearing: Hearing, at: datetime) -> Step:
    if published := hearing.white_paper_published_at:
        return Step(
            _("Besvaret i hvidbogen"),
            format_date(published),
            date=local_date(published),
            is_done=True,
        )
    if hearing.status == Hearing.Status.DECIDED:
        return Step(_("Samlet i hvidbogen"), is_done=True)
    if hearing.is_closed(at):
        return Step(_("Samles i hvidbogen"), text=_("Alle svar bliver vejet og besvaret."))
    return Step(
        _("Samles i hvidbogen"),
        _("efter %(date)s") % {"date": format_date(hearing.last_day)},
        date=hearing.last_day,
    )


def _decision(hearing: Hearing) -> Step:
    if hearing.decided_on:
        return Step(
            _("Besluttet"),
            format_date(hearing.decided_on),
            hearing.deciding_body,
            hearing.decided_on,
            is_done=True,
        )
    return Step(_("Besluttes"), hearing.expected_decision, hearing.deciding_body)
