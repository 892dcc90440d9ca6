"""What waits for those who look after the conversations: a constant number of questions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment, CommentObjection, Report, Thread
from comments.waiting import DAYS, Tab
from core.duties import Duty

if TYPE_CHECKING:
    from accounts.models import User

# Department, how many, since when.
Waiting = tuple[str, int, datetime]


def duties_of(user: User, at: datetime | None = None) -> list[Duty]:
    """Return what waits in a person's departments, a line per list and department."""
    at = at or timezone.now()
    mine = Thread.objects.moderated_by(user)
    comments = Comment.objects.filter(thread__in=mine)
    reports = Report.objects.waiting().filter(comment__thread__in=mine)
    # Who hid a comment does not decide the objection to that, nor does who wrote it.
    objections = CommentObjection.objects.waiting().filter(comment__thread__in=mine)
    others = objections.exclude(against=user.pk).exclude(comment__author=user.pk)
    found = [
        *_lines(Tab.REPORTED, _of_comments(reports), at),
        *_lines(Tab.HELD, _comments(comments.held()), at),
        *_lines(Tab.OBJECTED, _of_comments(others), at),
        *_lines(Tab.UNANSWERED, _comments(comments.waiting()), at),
    ]
    return sorted(found, key=lambda duty: duty.order)


def _of_comments(rows: QuerySet[Any]) -> Iterable[Waiting]:
    """Return department, number of comments and the first moment of reports or objections."""
    name = "comment__thread__department__name"
    grouped = rows.order_by(name).values_list(name)
    return grouped.annotate(count=Count("comment", distinct=True), since=Min("at"))


def _comments(rows: QuerySet[Any]) -> Iterable[Waiting]:
    name = "thread__department__name"
    return (
        rows.order_by(name).values_list(name).annotate(count=Count("pk"), since=Min("written_at"))
    )


def _lines(tab: Tab, rows: Iterable[Waiting], at: datetime) -> Iterable[Duty]:
    for department, count, since in rows:
        deadline = since + timedelta(days=DAYS[tab])
        title, text = _words(tab, count)
        yield Duty(
            title=f"{title}: {department}",
            url=f"{reverse('comments:desk')}?vis={tab.value}",
            text=text,
            deadline=deadline,
            is_overdue=deadline <= at,
            waits_since=since,
        )


def _words(tab: Tab, count: int) -> tuple[str, str]:
    """Return what is to be done, and why."""
    if tab == Tab.REPORTED:
        title = ngettext(
            "%(count)d anmeldt kommentar skal læses",
            "%(count)d anmeldte kommentarer skal læses",
            count,
        )
        text = _("Alle kan læse den, indtil nogen har set på den.")
    elif tab == Tab.HELD:
        title = ngettext(
            "%(count)d kommentar er holdt tilbage",
            "%(count)d kommentarer er holdt tilbage",
            count,
        )
        text = _("Kun forfatteren kan se den, før nogen har læst den.")
    elif tab == Tab.OBJECTED:
        title = ngettext(
            "%(count)d indsigelse over en skjult kommentar skal afgøres",
            "%(count)d indsigelser over skjulte kommentarer skal afgøres",
            count,
        )
        text = _("En anden har skjult den; du kan afgøre det.")
    else:
        title = ngettext(
            "%(count)d spørgsmål i samtalerne venter på svar",
            "%(count)d spørgsmål i samtalerne venter på svar",
            count,
        )
        text = _("Svar, eller tag det af listen, hvis det ikke kræver svar.")
    return title % {"count": count}, text
