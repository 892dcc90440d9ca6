"""What a digest says, put together when it is about to leave: what is still so, by subject."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import OperationalError

from notifications.kinds import NothingToSay, UnknownKind, get_kind
from notifications.lines import Line, line_of
from notifications.models import Channel, Message, Notice, Subscriber
from notifications.subjects import find_abouts, may_read, subjects_of
from notifications.windows import Window

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Section:
    """What is new about one subject: its lines, the newest first."""

    heading: str
    url: str
    lines: list[Line]


def digest_details(about: None, message: Message) -> dict[str, Any]:  # noqa: ARG001  (about nothing)
    """Return what the templates of a digest want.

    Raises:
        NothingToSay: nothing of it is still so, open to the person and wanted.
    """
    sections = sections_of(message)
    if not sections:
        raise NothingToSay
    return {
        "sections": sections,
        "others": len(sections) - 1,
        "is_weekly": message.context["rhythm"] == Channel.WEEKLY,
    }


def sections_of(message: Message) -> list[Section]:
    """Return the subjects that a digest has news about, the one with the newest first.

    Asked of each line, when the mail is about to leave: is it still so, may the person still read
    it, do they still want it? A line that cannot be made is logged and left out.
    """
    if message.subscriber is None:
        return []
    waiting = list(message.notices.select_related("subscriber__user").order_by("created_at", "pk"))
    notices = _folded(_wanted(waiting, message.subscriber))
    abouts = find_abouts(notices)
    subjects = subjects_of(notice.feed_id for notice in notices if notice.feed_id)
    found: dict[tuple[str, str], list[Line]] = defaultdict(list)
    places: dict[tuple[str, str], Any] = {}
    until = _window_of(message).ends_at
    for notice in reversed(notices):
        about = abouts.get((notice.about_model, notice.about_pk))
        subject: Any = subjects.get(notice.feed_id or 0, about)
        if line := _line(notice, about, subject, message.subscriber, until):
            place = (type(subject).__name__, str(subject.pk))
            places.setdefault(place, subject)
            found[place].append(line)
    sections = (_section(places[place], lines) for place, lines in found.items())
    return [section for section in sections if section]


def _wanted(notices: Iterable[Notice], subscriber: Subscriber) -> list[Notice]:
    """Leave out the kinds that the person has turned off since."""
    off = subscriber.preferences.filter(channel__in=[Channel.SITE, Channel.NONE])
    unwanted = set(off.values_list("kind", flat=True))
    return [notice for notice in notices if notice.kind not in unwanted]


def _folded(notices: Iterable[Notice]) -> list[Notice]:
    """Keep the first of several notices that are counted together."""
    kept: dict[tuple[str, ...], Notice] = {}
    for notice in notices:
        place = (notice.kind, notice.about_model, notice.about_pk)
        kept.setdefault(place if _counts(notice) else (notice.dedup_key,), notice)
    return list(kept.values())


def _counts(notice: Notice) -> bool:
    try:
        return get_kind(notice.kind).count is not None
    except UnknownKind:
        return False


def _line(
    notice: Notice, about: Any, subject: Any, subscriber: Subscriber, until: datetime
) -> Line | None:
    """Return the line, unless the person may not read it; a fault of ours costs this line only."""
    try:
        if about is None or not (may_read(subscriber, about) and may_read(subscriber, subject)):
            return None
        return line_of(notice, about, until=until)
    except OperationalError:
        raise  # The database, not this line: the whole mail is tried again.
    except Exception:
        logger.exception("Notice %s (%s) could not be told in a digest.", notice.pk, notice.kind)
        return None


def _section(subject: Any, lines: list[Line]) -> Section | None:
    """Return the lines under what people call the subject, or else under what kind they are."""
    if not hasattr(subject, "heading"):
        return Section(str(get_kind(lines[0].notice.kind).label), lines[0].url, lines)
    try:
        return Section(subject.heading(), subject.get_absolute_url(), lines)
    except Exception:
        place = f"{type(subject).__name__} {subject.pk}"
        logger.exception("%s could not be a heading of a digest.", place)
        return None


def _window_of(message: Message) -> Window:
    rhythm = Channel(message.context["rhythm"])
    return Window(rhythm, date.fromisoformat(message.context["day"]))
