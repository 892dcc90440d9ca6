"""Holdt vi det? Those who took part are asked once, and nobody can find out who said what."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from comments.models import Comment
from core.limits import mail_key
from core.transitions import TransitionNotAllowed
from events.models import Registration
from notifications.services import Recipient, enqueue_all
from projects.giving_exceptions import NotTaken
from projects.models import TIME_TO_ANSWER, Activity, ProjectEvent, PromiseAnswer, PromiseAsk
from projects.services.giving_mails import PROMISE_ASKED
from projects.services.history import record
from projects.services.locking import locked_project
from walls.models import Note, WallPerson

if TYPE_CHECKING:
    from django.db.models import QuerySet

logger = logging.getLogger(__name__)
Action = ProjectEvent.Action
# People are asked on the day after: what came of it must have been said first.
WAIT = timedelta(days=1)


@dataclass
class TookPart:
    """Who took part in an activity: accounts, and mailboxes of those without one."""

    users: set[int]
    emails: set[str]


@transaction.atomic
def ask_those_who_took_part(activity: Activity, *, at: datetime) -> int:
    """Ask each of them once whether the promise was kept; return how many are asked.

    Raises:
        TransitionNotAllowed: they are asked already.
    """
    project = locked_project(activity.project_id)
    rows = Activity.objects.select_for_update(of=("self",)).select_related("event", "wall")
    activity = rows.get(pk=activity.pk)
    activity.project = project
    activity.note_asked(at=at)
    people = who_took_part(activity)
    asks = [PromiseAsk(activity=activity, user_id=pk, created_at=at) for pk in sorted(people.users)]
    asks += [PromiseAsk(activity=activity, email=e, created_at=at) for e in sorted(people.emails)]
    PromiseAsk.objects.bulk_create(asks)
    told = activity.asks.select_related("user")
    enqueue_all(PROMISE_ASKED, (_recipient(ask) for ask in told))
    record(project, Action.PROMISE_CHECKED, by=None, at=at, about=activity, note=str(len(asks)))
    return len(asks)


def ask_about_promises(*, at: datetime) -> int:
    """Ask about each activity that has been over for a day; return how many were asked about.

    That it was asked stands on the activity, so that two beats ask once.
    """
    due = Activity.objects.over(at - WAIT).not_asked().filter(project__published_at__isnull=False)
    return sum(_ask(activity, at) for activity in due.order_by("pk"))


def forget_old_asks(*, at: datetime) -> int:
    """Delete who was asked and has not answered in time; return how many."""
    lapsed = PromiseAsk.objects.filter(activity__asked_at__lte=at - TIME_TO_ANSWER)
    count, _by_model = lapsed.delete()
    return count


@transaction.atomic
def answer_promise(ask: PromiseAsk, *, kept: PromiseAnswer.Kept, text: str, at: datetime) -> None:
    """Take an answer, and forget that this person was asked: nothing joins the two.

    Raises:
        NotTaken: it is answered, or the time for it has passed.
    """
    locked = PromiseAsk.objects.select_for_update(of=("self",)).select_related("activity")
    found = locked.filter(pk=ask.pk).first()
    if found is None or not found.activity.takes_answers(at):
        raise NotTaken(_("Der er svaret med linket, eller tiden til at svare er gået."))
    activity = found.activity
    found.delete()
    PromiseAnswer.objects.create(activity=activity, kept=kept, text=text)


def who_took_part(activity: Activity) -> TookPart:
    """Return who came to the event, was at the wall or spoke, each once, by account or mailbox.

    Who runs the project made the promise, and is not asked.
    """
    users, emails = _registered(activity), set()
    if activity.event is not None:
        emails = _mailboxes(activity, users)
    if activity.wall is not None:
        users |= set(WallPerson.objects.filter(wall=activity.wall).values_list("user", flat=True))
        users |= _authors(Note.objects.visible().filter(wall=activity.wall))
    if activity.kind == Activity.Kind.CONVERSATION and activity.project.thread_id:
        users |= _authors(Comment.objects.visible().filter(thread=activity.project.thread_id))
    users.discard(activity.project.facilitator_id)
    reached = User.objects.active().filter(pk__in=users, forgotten_at=None)
    return TookPart(set(reached.values_list("pk", flat=True)), emails)


def _registered(activity: Activity) -> set[int]:
    if activity.event is None:
        return set()
    rows = _who_came(activity).filter(user__isnull=False)
    return set(rows.values_list("user", flat=True))


def _mailboxes(activity: Activity, users: Iterable[int]) -> set[str]:
    """Return the addresses of who came without an account; who has one is asked there."""
    known = User.objects.filter(pk__in=users).values_list("email", flat=True)
    keys = {mail_key(email) for email in known}
    rows = _who_came(activity).filter(user=None).exclude(email="")
    return {row.email for row in rows if row.email_key not in keys}


def _who_came(activity: Activity) -> QuerySet[Registration]:
    """Return who came; where nobody noted it, who had a seat."""
    rows = Registration.objects.confirmed().filter(event=activity.event, forgotten_at=None)
    return rows.filter(Q(has_come=True) | Q(has_come=None))


def _authors(rows: QuerySet[Comment] | QuerySet[Note]) -> set[int]:
    written = rows.filter(author__isnull=False).order_by()
    return set(written.values_list("author", flat=True))


def _recipient(ask: PromiseAsk) -> Recipient:
    return Recipient(
        dedup_key=f"{PROMISE_ASKED}:{ask.pk}", email=ask.email, user=ask.user, about=ask
    )


def _ask(activity: Activity, at: datetime) -> int:
    """Ask about one. A fault of ours costs this one alone; another worker may have been first."""
    try:
        ask_those_who_took_part(activity, at=at)
    except TransitionNotAllowed:
        return 0
    except Exception:
        logger.exception("Activity %d could not be asked about", activity.pk)
        return 0
    return 1
