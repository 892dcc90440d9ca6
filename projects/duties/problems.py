"""Problems that wait for an answer, a reader, a look or a decision: five questions at most."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Role, departments_of, has_role
from comments.models import STAFF_WHO_MODERATE
from comments.waiting import DAYS, Tab
from core.clock import end_of_day, local_date, start_of_day
from core.duties import Duty
from projects.models import (
    Problem,
    ProblemObjection,
    ProblemQuerySet,
    ProblemReport,
    ProblemRoute,
)

if TYPE_CHECKING:
    from accounts.models import User

# Those due so soon stand one by one, at most so many; the rest is one line.
SOON = timedelta(days=14)
MOST_LINES = 20


def duties_of(user: User, at: datetime) -> list[Duty]:
    """Return what waits in a person's departments."""
    looked_after = departments_of(user, *STAFF_WHO_MODERATE)
    held = Problem.objects.held().filter(department__in=looked_after).exclude(author=user)
    reports = ProblemReport.objects.waiting().filter(problem__department__in=looked_after)
    objections = ProblemObjection.objects.waiting().filter(problem__department__in=looked_after)
    # Who hid it, or raised it, does not decide.
    objections = objections.exclude(against=user).exclude(problem__author=user)
    return [
        *_unanswered(Problem.objects.waiting().answered_by(user), at),
        *_to_read(_grouped(held, "", "raised_at"), Tab.HELD, at),
        *_to_read(_grouped(reports, "problem__", "at"), Tab.REPORTED, at),
        *_to_read(_grouped(objections, "problem__", "at"), Tab.OBJECTED, at),
        *_without_route(user),
    ]


def _unanswered(mine: ProblemQuerySet, at: datetime) -> Iterator[Duty]:
    today = local_date(at)
    rows = list(mine.select_related("department").order_by("answer_due_on", "pk")[: MOST_LINES + 1])
    soon = [row for row in rows if row.answer_due_on <= today + SOON][:MOST_LINES]
    for row in soon:
        told = {"number": row.number, "n": row.felt_count, "department": row.department}
        yield Duty(
            title=_("Svar på problemet: %(title)s") % {"title": row.title},
            url=reverse("admin:projects_problem_answer", args=[row.pk]),
            text=_("Nr. %(number)d, %(department)s. %(n)d mærker det også.") % told,
            deadline=end_of_day(row.answer_due_on) - timedelta(minutes=1),
            is_overdue=row.answer_due_on < today,
            waits_since=row.raised_at,
        )
    if len(rows) > len(soon):
        first = rows[len(soon)].answer_due_on
        yield Duty(
            title=_("Flere problemer venter på svar"),
            url=_list("venter"),
            text=_("De har længere frist. Alle kan se, at de venter."),
            deadline=end_of_day(first) - timedelta(minutes=1),
            waits_since=start_of_day(today),
        )


def _grouped(rows: QuerySet[Any], way: str, since: str) -> Any:
    """Return department, number of problems, and the first moment: one question."""
    name, key = f"{way}department__name", f"{way}pk"
    grouped = rows.order_by(name).values_list(name)
    return grouped.annotate(count=Count(key, distinct=True), since=Min(since))


def _to_read(rows: Any, tab: Tab, at: datetime) -> Iterator[Duty]:
    for department, count, since in rows:
        deadline = since + timedelta(days=DAYS[tab])
        title, text, chosen = _words(tab, count)
        yield Duty(
            title=f"{title}: {department}",
            url=_list(chosen),
            text=text,
            deadline=deadline,
            is_overdue=deadline <= at,
            waits_since=since,
        )


def _words(tab: Tab, count: int) -> tuple[str, str, str]:
    if tab == Tab.HELD:
        title = ngettext(
            "%(n)d problem er holdt tilbage", "%(n)d problemer er holdt tilbage", count
        )
        text = _("Kun den, der rejste det, kan se det, før nogen har læst det.")
        return title % {"n": count}, text, "holdt"
    if tab == Tab.OBJECTED:
        title = ngettext(
            "%(n)d indsigelse mod et skjult problem skal afgøres",
            "%(n)d indsigelser mod skjulte problemer skal afgøres",
            count,
        )
        text = _("En anden end den, der skjulte det, afgør den.")
        return title % {"n": count}, text, "indsigelse"
    title = ngettext(
        "%(n)d anmeldt problem skal læses", "%(n)d anmeldte problemer skal læses", count
    )
    text = _("Alle kan læse det, indtil nogen har set på det.")
    return title % {"n": count}, text, "anmeldt"


def _without_route(user: User) -> Iterator[Duty]:
    if not has_role(user, Role.ADMINISTRATOR) or ProblemRoute.objects.filter(topic=None).exists():
        return
    yield Duty(
        title=_("Vælg, hvem der svarer på problemer"),
        url=reverse("admin:projects_problemroute_add"),
        text=_("Ingen kan rejse et problem, før en afdeling er valgt for alle andre emner."),
    )


def _list(chosen: str) -> str:
    return f"{reverse('admin:projects_problem_changelist')}?vis={chosen}"
