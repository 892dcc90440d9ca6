"""What projects bring to the calendar: their milestones. What one comes to are events."""

from __future__ import annotations

from datetime import UTC, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Event as Component

from core.calendar import Asked, CalendarEntry, Sort
from core.calendar_files import uid_of
from core.clock import local_date, start_of_day
from projects.models import Milestone, Project


def calendar_entries(asked: Asked) -> list[CalendarEntry]:
    """Return the milestones that are not reached yet, of active projects: one question."""
    if not asked.wants(Sort.DEADLINES) or asked.body:
        return []
    projects = asked.concerning(Project.objects.active()).order_by().values("pk")
    rows = Milestone.objects.filter(
        project__in=projects,
        reached_on=None,
        due_on__gte=local_date(asked.since),
        due_on__lt=local_date(asked.until),
    )
    return [_entry(row) for row in rows.select_related("project").order_by("due_on", "pk")]


def calendar_components(asked: Asked) -> list[Component]:
    """Return the same days for a calendar that follows ours."""
    return [_component(entry) for entry in calendar_entries(asked)]


def component_of_milestone(milestone: Milestone) -> Component:
    return _component(_entry(milestone))


def _entry(milestone: Milestone) -> CalendarEntry:
    return CalendarEntry(
        uid=f"milestone-{milestone.pk}",
        changed_at=milestone.project.published_at,
        at=start_of_day(milestone.due_on),
        kind=_("Milepæl"),
        title=f"{milestone.project.title}: {milestone.title}",
        url=milestone.project.get_absolute_url(),
        way="innovation",
        whole_day=True,
    )


def _component(entry: CalendarEntry) -> Component:
    day = local_date(entry.at)
    component = Component()
    component.add("uid", uid_of(entry.uid))
    component.add("dtstamp", (entry.changed_at or entry.at).astimezone(UTC))
    component.add("summary", f"{entry.kind}: {entry.title}")
    component.add("dtstart", day)
    component.add("dtend", day + timedelta(days=1))
    component.add("transp", "TRANSPARENT")
    component.add("url", f"{settings.SITE_URL}{entry.url}")
    return component
