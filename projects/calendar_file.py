"""A project as a calendar file: what one can come to, and the milestones."""

from datetime import datetime

from core.calendar_files import calendar_with
from core.clock import start_of_day
from events.ics import component_of, with_changes
from events.models import Event
from projects.calendar_entries import component_of_milestone
from projects.models import Project


def calendar_of(project: Project) -> bytes:
    """Return the file. The same project gives the same bytes until something about it changes."""
    own = Event.objects.published().filter(activity__project=project)
    events = list(with_changes(own.order_by("starts_at", "pk")))
    milestones = list(project.milestones.all())
    for milestone in milestones:
        milestone.project = project
    components = [component_of(event) for event in events]
    components += [component_of_milestone(milestone) for milestone in milestones]
    days = [start_of_day(milestone.due_on) for milestone in milestones]
    moments: list[datetime] = [start_of_day(project.started_on), *days]
    moments += [event.ends_at for event in events]
    return calendar_with(components, min(moments), max(moments))
