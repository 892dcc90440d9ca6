"""What happens in hearings as Atom: the steps of all of them, or the steps and answers of one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.clock import format_date, last_day, start_of_day
from core.text import clean_text
from hearings.models import Hearing, HearingEvent, Response
from hearings.models.hearing import HearingQuerySet
from hearings.published import answers_to, shown_name, shown_text

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
MAX_HEARINGS = 50
MAX_ENTRIES = 100
MAX_EXCERPT = 600
_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """One thing that happened."""

    key: str
    at: datetime
    title: str
    text: str
    path: str


class HearingAtom(Atom1Feed):
    """Atom that says the same until something happens."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else _BEGINNING


def feed_of_all(hearings: HearingQuerySet, *, path: str, link: str, at: datetime) -> str:
    """Return the newest steps of hearings that the reader may see."""
    newest = hearings.published().order_by("-published_at", "-pk")
    rows = newest.prefetch_related("extensions", taken_back())[:MAX_HEARINGS]
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


def taken_back() -> Prefetch:
    """Fetch when hearings were withdrawn, which only their history knows."""
    return Prefetch(
        "history",
        HearingEvent.objects.filter(action=HearingEvent.Action.WITHDRAWN),
        to_attr="withdrawals",
    )


def steps_in(hearing: Hearing, at: datetime) -> Iterator[Entry]:
    """Return what has happened in a hearing up to now. Wants the prefetch of `taken_back`."""
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
    if hearing.decided_on:
        moment = start_of_day(hearing.decided_on)
        yield _step(hearing, "decided", moment, _("Besluttet"), hearing.decision)
    for line in hearing.withdrawals:
        text = hearing.withdrawn_reason
        yield _step(hearing, "withdrawn", line.at, _("Trukket tilbage"), text)


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
    feed = HearingAtom(
        title=f"{clean_text(title)} – {settings.SITE_NAME}",
        link=f"{settings.SITE_URL}{link}",
        description=None,
        subtitle=_("Det sker i høringerne."),
        language=get_language(),
        author_name=settings.AUTHORITY_NAME,
        feed_url=f"{settings.SITE_URL}{path}",
        feed_guid=_tag(key),
    )
    newest = sorted(entries, key=lambda entry: (entry.at, entry.key), reverse=True)
    for entry in newest[:MAX_ENTRIES]:
        feed.add_item(
            title=clean_text(entry.title),
            link=f"{settings.SITE_URL}{entry.path}",
            # Django writes summaries as HTML; ours are words that people typed.
            description=escape(clean_text(entry.text)),
            pubdate=entry.at,
            updateddate=entry.at,
            unique_id=_tag(entry.key),
        )
    return feed.writeString("utf-8")


def _tag(key: str) -> str:
    """Name a thing for ever (RFC 4151), whatever the addresses become."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{key}"
