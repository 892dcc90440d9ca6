"""The list of notices on the portal: what each says at this moment."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import OperationalError

from core.clock import local_date
from core.owners import headings_by, visible_owners
from notifications.lines import Line, line_of
from notifications.models import Feed, Notice, Subscriber
from notifications.models.notice import NoticeQuerySet
from notifications.subjects import find_abouts, may_read

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Listed:
    """One notice: the name of its subject, its words, "" when they are not true any more."""

    notice: Notice
    heading: str
    text: str

    @property
    def day(self) -> date:
        return local_date(self.notice.created_at)


def notices_of(person: AbstractBaseUser) -> NoticeQuerySet:
    """Return what an account was told, the newest first; nothing about hidden subjects."""
    own = Notice.objects.filter(subscriber__user=person.pk).visible_to(person)
    return own.select_related("subscriber__user").order_by("-created_at", "-pk")


def listed(notices: Iterable[Notice], *, person: AbstractBaseUser) -> list[Listed]:
    """Return what notices say, in their order. Their subjects must be visible to the person."""
    rows = list(notices)
    abouts = find_abouts(rows)
    names = headings_by(visible_owners(Feed, [row.feed_id for row in rows], person))
    return [
        Listed(
            notice=row,
            heading=names.get(row.feed_id, ""),
            text=_words_of(row, abouts.get((row.about_model, row.about_pk)), person),
        )
        for row in rows
    ]


def _words_of(notice: Notice, about: Any, person: AbstractBaseUser) -> str:
    line = _line_of(notice, about, person)
    return line.text if line else ""


def address_of(notice: Notice, *, person: AbstractBaseUser) -> str:
    """Return where a notice leads (a path); "" when what it tells is gone or not true any more."""
    about = find_abouts([notice]).get((notice.about_model, notice.about_pk))
    line = _line_of(notice, about, person)
    return line.url if line else ""


def _line_of(notice: Notice, about: Any, person: AbstractBaseUser) -> Line | None:
    """Return the line, if there is one for this person; a fault of ours costs this line only."""
    reader: Any = person
    try:
        if about is None or not may_read(Subscriber(user=reader), about):
            return None
        return line_of(notice, about)
    except OperationalError:
        raise  # The database, not this line.
    except Exception:
        logger.exception("Notice %s (%s) could not be listed.", notice.pk, notice.kind)
        return None
