"""What people do together in a project: events, walls and conversations, side by side."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import format_date
from events.services import create_event, publish_event
from projects.giving_exceptions import NotTaken
from projects.models import Activity, Actor, Project, ProjectEvent
from projects.services.history import record
from projects.services.locking import locked_project
from walls.services import create_wall

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import Event
    from walls.models import Wall

Action = ProjectEvent.Action
Kind = Activity.Kind


@transaction.atomic
def add_event(
    project: Project, *, promise: dict[str, str], by: User, at: datetime, **fields: Any
) -> Activity:
    """Add an event that people can see at once; `fields` are those of the event.

    `promise` is how far the word of those who come reaches: `promise` and `promise_text`.
    """
    project = locked_project(project.pk)
    event = create_event(
        department=project.department,
        areas=project.areas.all(),
        topics=project.topics.all(),
        by=by,
        at=at,
        is_owned=True,
        **fields,
    )
    event = publish_event(event, by=by, at=at)
    return _add(project, Kind.EVENT, fields["title"], promise, event=event, by=by, at=at)


@transaction.atomic
def add_wall(
    project: Project,
    *,
    title: str,
    question: str,
    columns: list[str],
    promise: dict[str, str],
    by: User,
    at: datetime,
) -> Activity:
    """Add a wall on which people write notes."""
    project = locked_project(project.pk)
    wall = create_wall(
        title=title,
        question=question,
        department=project.department,
        columns=columns,
        by=by,
        at=at,
    )
    return _add(project, Kind.WALL, title, promise, wall=wall, by=by, at=at)


@transaction.atomic
def add_conversation(
    project: Project,
    *,
    title: str,
    text: str,
    is_over_on: date | None = None,
    promise: dict[str, str],
    by: User,
    at: datetime,
) -> Activity:
    """Add something to talk about in the project's own conversation."""
    project = locked_project(project.pk)
    words: dict[str, Any] = {"text": text, "is_over_on": is_over_on}
    return _add(project, Kind.CONVERSATION, title, promise, by=by, at=at, **words)


@transaction.atomic
def end_activity(activity: Activity, *, on: date, by: User, at: datetime) -> Activity:
    """Say on which day a wall or a conversation ends; those who took part are asked after it.

    Raises:
        TransitionNotAllowed: an event ends by itself, or the people are asked already.
    """
    project = locked_project(activity.project_id)
    activity = Activity.objects.select_related("event", "wall").get(pk=activity.pk)
    activity.end(on)
    record(project, Action.CHANGED, by=by, at=at, about=activity, note=format_date(on))
    return activity


@transaction.atomic
def change_promise(
    activity: Activity, *, promise: str, promise_text: str, by: User, at: datetime
) -> Activity:
    """Mend what people are promised, until they are asked whether it was kept.

    Raises:
        NotTaken: they are asked already.
    """
    project = locked_project(activity.project_id)
    activity = Activity.objects.get(pk=activity.pk)
    if activity.has_been_asked:
        raise NotTaken(_("Deltagerne er spurgt, om løftet blev holdt. Det kan ikke laves om nu."))
    before = activity.get_promise_display()
    activity.promise, activity.promise_text = promise, promise_text
    activity.save(update_fields=["promise", "promise_text"])
    record(project, Action.CHANGED, by=by, at=at, about=activity, note=str(before))
    return activity


@transaction.atomic
def save_actor(actor: Actor, *, by: User, at: datetime) -> Actor:
    """Save somebody who takes part, and what they bring."""
    project = locked_project(actor.project_id)
    actor.save()
    record(project, Action.ACTORS_CHANGED, by=by, at=at, about=actor, note=actor.name)
    return actor


@transaction.atomic
def remove_actor(actor: Actor, *, by: User, at: datetime) -> None:
    project = locked_project(actor.project_id)
    record(project, Action.ACTORS_CHANGED, by=by, at=at, about=actor, note=actor.name)
    actor.delete()


def _add(
    project: Project,
    kind: Activity.Kind,
    title: str,
    promise: dict[str, str],
    *,
    event: Event | None = None,
    wall: Wall | None = None,
    by: User,
    at: datetime,
    **words: Any,
) -> Activity:
    activity = Activity.objects.create(
        project=project,
        kind=kind,
        title=title[:120],
        event=event,
        wall=wall,
        created_at=at,
        **promise,
        **words,
    )
    record(project, Action.ACTIVITY_ADDED, by=by, at=at, about=activity, note=activity.title)
    return activity
