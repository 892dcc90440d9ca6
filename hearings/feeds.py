"""What happens in hearings as Atom: the steps of all of them, or the steps and answers of one."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core.clock import format_date, last_day, start_of_day
from core.feeds import MAX_ENTRIES, MAX_EXCERPT, Entry, write_feed
from hearings.models import Change, Hearing, HearingEvent, Response, WhitePaper
from hearings.models.hearing_lists import HearingQuerySet
from hearings.published import answers_to, shown_name, shown_text

MAX_HEARINGS = 50


def feed_of_all(hearings: HearingQuerySet, *, path: str, link: str, at: datetime) -> str:
    """Return the newest steps of hearings that the reader may see."""
    newest = hearings.published().order_by("-published_at", "-pk")
    rows = newest.prefetch_related("extensions", *told_steps())[:MAX_HEARINGS]
    entries = [entry for hearing in rows for entry in steps_in(hearing, at)]
    return _write(entries, key="hearings", title=_("Høringer"), path=path, link=link)


def feed_of_one(hearing: Hearing, *, path: str, at: datetime) -> str:
    """Return the steps of one hearing and its published answers."""
    answers = answers_to(hearing).order_by("-approved_at", "-pk")[:MAX_ENTRIES]
    entries = [*steps_in(hearing, at), *(_answer(hearing, answer) for answer in answers)]
    return _write(
        entries,
        key=f"hearing-{hearing.number}",
        title=hearing.title,
        path=path,
        link=hearing.get_absolute_url(),
    )


def decisions(at: datetime) -> list[Entry]:
    """Return the newest decisions, under the same keys as in the feed of hearings."""
    decided = Hearing.objects.decided().order_by("-decided_on", "-pk")[:MAX_ENTRIES]
    entries = [_decision(row, row.decided_on) for row in decided if row.decided_on]
    return [entry for entry in entries if entry.at <= at]


def feed_of_changes(*, path: str, link: str, at: datetime) -> str:
    """Return what was promised and is done or dropped, newest first: one question."""
    ended = Change.objects.exclude(status=Change.Status.PLANNED).select_related("hearing")
    entries = [_ended(change) for change in ended.order_by("-ended_on", "-pk")[:MAX_ENTRIES]]
    return _write(
        [entry for entry in entries if entry.at <= at],
        key="changes",
        title=_("Vi spurgte, I sagde, vi gjorde"),
        path=path,
        link=link,
    )


def _ended(change: Change) -> Entry:
    is_done = change.status == Change.Status.DONE
    title = _("Udført") if is_done else _("Bliver ikke til noget")
    return Entry(
        key=f"change-{change.pk}",
        at=start_of_day(change.ended_on) if change.ended_on else change.created_at,
        title=f"{title}: {Truncator(change.text).chars(80)}",
        text=change.note,
        path=change.hearing.get_absolute_url() + "#gjort",
    )


def taken_back() -> Prefetch:
    """Fetch when hearings were withdrawn, which only their history knows."""
    return Prefetch(
        "history",
        HearingEvent.objects.filter(action=HearingEvent.Action.WITHDRAWN),
        to_attr="withdrawals",
    )


def told_steps() -> tuple[Prefetch, Prefetch]:
    """Fetch what `steps_in` wants beside the extensions: withdrawals and white papers."""
    papers = WhitePaper.objects.published().defer("content")
    return taken_back(), Prefetch("white_papers", papers, to_attr="published_papers")


def steps_in(hearing: Hearing, at: datetime) -> Iterator[Entry]:
    """Return what has happened in a hearing up to now. Wants the prefetches of `told_steps`."""
    if not hearing.published_at:
        return
    yield _step(hearing, "published", hearing.published_at, _("Ny høring"), hearing.lead)
    if hearing.published_at < hearing.opens_at <= at:
        until = _("Du kan svare til og med %(date)s.") % {"date": format_date(hearing.last_day)}
        yield _step(hearing, "opened", hearing.opens_at, _("Åben for svar"), until)
    for extension in hearing.extensions.all():
        moved = _("Fristen var %(old)s. Ny frist: %(new)s. %(reason)s") % {
            "old": format_date(extension.old_last_day),
            "new": format_date(last_day(extension.new_closes_at)),
            "reason": extension.reason,
        }
        yield _step(hearing, f"extended-{extension.pk}", extension.at, _("Ny frist"), moved)
    for paper in hearing.published_papers:
        paper.hearing = hearing
        yield _white_paper(paper)
    if hearing.decided_on:
        yield _decision(hearing, hearing.decided_on)
    for line in hearing.withdrawals:
        text = hearing.withdrawn_reason
        yield _step(hearing, "withdrawn", line.at, _("Trukket tilbage"), text)


def _decision(hearing: Hearing, on: date) -> Entry:
    return _step(hearing, "decided", start_of_day(on), _("Besluttet"), hearing.decision)


def _white_paper(paper: WhitePaper) -> Entry:
    hearing = paper.hearing
    title = _("Hvidbog") if paper.version == 1 else _("Ny version af hvidbogen")
    return Entry(
        key=f"hearing-{hearing.number}-white-paper-{paper.version}",
        at=paper.published_at,
        title=f"{title}: {hearing.title}",
        text=paper.new_in_version or paper.summary,
        path=paper.get_absolute_url(),
    )


def _step(hearing: Hearing, name: str, at: datetime, title: str, text: str) -> Entry:
    return Entry(
        key=f"hearing-{hearing.number}-{name}",
        at=at,
        title=f"{title}: {hearing.title}",
        text=text,
        path=hearing.get_absolute_url(),
    )


def _answer(hearing: Hearing, response: Response) -> Entry:
    return Entry(
        key=f"hearing-{hearing.number}-response-{response.number}",
        at=response.approved_at or response.received_at,
        title=_("Svar nr. %(number)d: %(name)s")
        % {"number": response.number, "name": shown_name(response)},
        text=Truncator(shown_text(response)).chars(MAX_EXCERPT),
        path=reverse("hearings:response", args=[hearing.number, hearing.slug, response.number]),
    )


def _write(entries: Iterable[Entry], *, key: str, title: str, path: str, link: str) -> str:
    told = _("Det sker i høringerne.")
    return write_feed(entries, key=key, title=title, subtitle=told, path=path, link=link)
