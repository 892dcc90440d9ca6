"""The course of a hearing as steps to draw: what has happened, what happens now, what will come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import end_of_day, local_date
from core.spoken import spoken_day, spoken_span
from hearings.models import DeadlineExtension, Hearing, HearingMeeting
from hearings.periods import earliest_decision

State = Literal["done", "now", ""]


@dataclass(frozen=True)
class Step:
    """One step of components/timeline.html. `date` is for the machine, `when` for people.

    `content` tells what stands in the language of the hearing, whatever the page's is.
    """

    title: str
    when: str = ""
    text: str = ""
    state: State = ""
    date: date | None = None
    content: Literal["", "text", "all"] = ""
    url: str = ""


def steps_of(hearing: Hearing, *, at: datetime, received: int = 0) -> list[Step]:
    """Return the steps in the order of the calendar.

    Reads `meetings.all()`, `extensions.all()` and `kinds.all()`, so that a page may prefetch
    them. `received` is the number of answers, told under the open step.
    """
    dated = [_opened(hearing, at, received)]
    dated += [_extended(extension, at) for extension in hearing.extensions.all()]
    dated += [_met(meeting, at) for meeting in hearing.meetings.all()]
    stage = hearing.stage(at)
    if stage == Hearing.Stage.WITHDRAWN:
        past = [
            replace(step, state="done")
            for moment, step in sorted(dated, key=_moment)
            if moment <= at
        ]
        return [_sent(hearing, at), *past, _withdrawn(hearing)]
    dated.append(_deadline(hearing, at))
    steps = [step for _at, step in sorted(dated, key=_moment)]
    return [_sent(hearing, at), *steps, _treated(hearing, at), _decided(hearing, at)]


def _moment(dated: tuple[datetime, Step]) -> datetime:
    return dated[0]


def _sent(hearing: Hearing, at: datetime) -> Step:
    """The first step; it is the present one until the hearing opens."""
    day = hearing.sent_on or local_date(hearing.published_at or hearing.opens_at)
    is_draft = not hearing.is_published
    return Step(
        title=_("Sendt i høring") if hearing.sent_on else _("Offentliggjort"),
        when=_("endnu ikke") if is_draft and not hearing.sent_on else spoken_day(day, at),
        text=hearing.deciding_body if hearing.sent_on else "",
        state="" if is_draft else "now" if hearing.is_coming(at) else "done",
        date=None if is_draft and not hearing.sent_on else day,
        content="text",
    )


def _opened(hearing: Hearing, at: datetime, received: int) -> tuple[datetime, Step]:
    first, last = local_date(hearing.opens_at), hearing.last_day
    answers = ngettext("%(n)d svar indtil nu", "%(n)d svar indtil nu", received) % {"n": received}
    return hearing.opens_at, Step(
        title=_("Åben for svar"),
        when=_("%(first)s til %(last)s")
        % {"first": spoken_day(first, at), "last": spoken_day(last, at)},
        text=answers if received and hearing.is_open(at) else "",
        state="now" if hearing.is_open(at) else _done_when(at >= hearing.closes_at, hearing),
    )


def _extended(extension: DeadlineExtension, at: datetime) -> tuple[datetime, Step]:
    day = local_date(extension.at)
    return extension.at, Step(
        title=_("Frist forlænget"),
        when=spoken_day(day, at),
        text=_("Fristen var %(date)s") % {"date": spoken_day(extension.old_last_day, at)},
        state="done",
        date=day,
    )


def _met(meeting: HearingMeeting, at: datetime) -> tuple[datetime, Step]:
    is_on = not meeting.is_cancelled
    return meeting.starts_at, Step(
        title=meeting.title,
        when=spoken_meeting(meeting, at),
        text=meeting.place if is_on else _("Aflyst"),
        state="done" if meeting.ends_at <= at and is_on else "",
        date=local_date(meeting.starts_at),
        content="all" if is_on else "",
        url=meeting.event.get_absolute_url() if meeting.event.is_published else "",
    )


def _deadline(hearing: Hearing, at: datetime) -> tuple[datetime, Step]:
    return hearing.closes_at, Step(
        title=_("Sidste frist"),
        when=spoken_day(hearing.last_day, at),
        text=_("Hele dagen er med"),
        state=_done_when(at >= hearing.closes_at, hearing),
        date=hearing.last_day,
    )


def _treated(hearing: Hearing, at: datetime) -> Step:
    if published := hearing.white_paper_published_at:
        day = local_date(published)
        return Step(
            title=_("Hvidbog"),
            when=spoken_day(day, at),
            text=_("Alle pointer med svar"),
            state="done",
            date=day,
            url=reverse("hearings:white_paper", args=[hearing.number, hearing.slug]),
        )
    if hearing.status == Hearing.Status.DECIDED:
        return Step(title=_("Svarene behandlet"), text=_("Uden hvidbog"), state="done")
    is_closed = hearing.is_closed(at)
    return Step(
        title=_("Hvidbog"),
        when=_("i gang") if is_closed else _("efter fristen"),
        text=_("Alle pointer med svar"),
        state="now" if is_closed else "",
    )


def _decided(hearing: Hearing, at: datetime) -> Step:
    if hearing.decided_on:
        return Step(
            title=_("Besluttet"),
            when=spoken_day(hearing.decided_on, at),
            text=hearing.deciding_body,
            state="done",
            date=hearing.decided_on,
            content="text",
        )
    earliest = earliest_decision(hearing.kinds.all(), closes_at=hearing.closes_at)
    expected = hearing.expected_decision
    return Step(
        title=_("Beslutning"),
        state="now" if hearing.is_answered(at) else "",
        when=_("forventet %(when)s") % {"when": expected} if expected else _("efter hvidbogen"),
        text=_("Tidligst %(date)s") % {"date": spoken_day(earliest, at)} if earliest else "",
    )


def _withdrawn(hearing: Hearing) -> Step:
    return Step(
        title=_("Trukket tilbage"), text=hearing.withdrawn_reason, state="now", content="text"
    )


def _done_when(is_over: bool, hearing: Hearing) -> State:
    return "done" if is_over and hearing.is_published else ""


def spoken_meeting(meeting: HearingMeeting, at: datetime) -> str:
    """Return "I morgen kl. 17.00 til 18.00", "Tirsdag 24. november kl. 17.00 til 18.00"."""
    return capfirst(spoken_moment(meeting, at))


def spoken_moment(meeting: HearingMeeting, at: datetime) -> str:
    """Return "i morgen kl. 17.00 til 18.00", to stand in the middle of a line."""
    return spoken_span(meeting.starts_at, meeting.ends_at, at)


def changes_of(hearing: Hearing, at: datetime) -> Iterator[datetime]:
    """Return the moments at which a page about the hearing says something else."""
    yield end_of_day(local_date(at))
    yield from (hearing.opens_at, hearing.closes_at)
    yield from (meeting.ends_at for meeting in hearing.meetings.all())
