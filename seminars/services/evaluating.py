"""What those who came thought of it: asked once, and nobody can find out who said what."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from core.limits import mail_key
from core.transitions import TransitionNotAllowed
from events.models import Registration
from notifications.services import Recipient, enqueue_all
from seminars.models import (
    TIME_TO_ANSWER,
    Evaluation,
    EvaluationAsk,
    EvaluationText,
    Seminar,
    SeminarEvent,
)
from seminars.services.history import record
from seminars.services.locking import locked_seminar

if TYPE_CHECKING:
    from events.models.registration import RegistrationQuerySet

logger = logging.getLogger(__name__)

EVALUATION_ASKED = "seminars.evaluation_asked"
# People are asked on the day after.
WAIT = timedelta(hours=12)


@transaction.atomic
def ask_those_who_came(seminar: Seminar, *, at: datetime) -> int:
    """Ask each of them once what they thought of it; return how many are asked.

    Raises:
        TransitionNotAllowed: they are asked already, or it has not been held.
    """
    seminar = locked_seminar(seminar.pk)
    if seminar.asked_at is not None or not seminar.is_held(at):
        raise TransitionNotAllowed(_("Deltagerne er spurgt, eller seminaret er ikke holdt."))
    seminar.note_asked(at=at)
    users, emails = _who_came(seminar)
    asks = [EvaluationAsk(seminar=seminar, user_id=pk, created_at=at) for pk in sorted(users)]
    asks += [EvaluationAsk(seminar=seminar, email=e, created_at=at) for e in sorted(emails)]
    EvaluationAsk.objects.bulk_create(asks)
    told = seminar.asks.select_related("user")
    enqueue_all(EVALUATION_ASKED, (_recipient(ask) for ask in told))
    record(seminar, SeminarEvent.Action.ASKED, by=None, at=at, note=str(len(asks)))
    return len(asks)


def ask_due(*, at: datetime) -> int:
    """Ask about each seminar that has been over since yesterday; return about how many.

    That it was asked stands on the seminar, so that two beats ask once.
    """
    due = Seminar.objects.held(at - WAIT).filter(asked_at=None)
    return sum(_ask(seminar, at) for seminar in due.order_by("pk"))


def forget_old_asks(*, at: datetime) -> int:
    """Delete who was asked and has not answered in time; return how many."""
    lapsed = EvaluationAsk.objects.filter(seminar__asked_at__lte=at - TIME_TO_ANSWER)
    count, _by_model = lapsed.delete()
    return count


@transaction.atomic
def evaluate(
    ask: EvaluationAsk,
    *,
    useful: int,
    heard: int,
    again: int,
    best: str = "",
    better: str = "",
    at: datetime,
) -> None:
    """Take an answer, and forget that this person was asked: nothing joins the two.

    Raises:
        TransitionNotAllowed: it is answered, or the time for it has passed.
    """
    locked = EvaluationAsk.objects.select_for_update(of=("self",)).select_related("seminar")
    found = locked.filter(pk=ask.pk).first()
    if found is None or not takes_answers(found.seminar, at):
        raise TransitionNotAllowed(_("Der er svaret med linket, eller tiden til at svare er gået."))
    seminar = found.seminar
    found.delete()
    Evaluation.objects.create(seminar=seminar, useful=useful, heard=heard, again=again)
    of_each = ((EvaluationText.About.BEST, best), (EvaluationText.About.BETTER, better))
    for about, text in of_each:
        if text:
            EvaluationText.objects.create(seminar=seminar, about=about, text=text)


@transaction.atomic
def decide_text(
    text: EvaluationText, *, state: EvaluationText.State, by: User, at: datetime
) -> EvaluationText:
    """Show what somebody wrote, or keep it back because it names somebody."""
    seminar = locked_seminar(text.seminar_id)
    text = EvaluationText.objects.select_for_update().get(pk=text.pk)
    text.state = state
    text.save(update_fields=["state"])
    note = str(text.get_state_display())
    record(seminar, SeminarEvent.Action.TEXT_READ, by=by, at=at, note=note)
    return text


def takes_answers(seminar: Seminar, at: datetime) -> bool:
    return seminar.asked_at is not None and at < seminar.asked_at + TIME_TO_ANSWER


def _who_came(seminar: Seminar) -> tuple[set[int], set[str]]:
    """Return accounts, and mailboxes of those without one; each once, on two days too."""
    rows = _came(seminar)
    of_accounts = set(rows.filter(user__isnull=False).values_list("user", flat=True))
    people = User.objects.active().filter(pk__in=of_accounts, forgotten_at=None)
    users = dict(people.values_list("pk", "email"))
    known = {mail_key(email) for email in users.values()}
    without = rows.filter(user=None).exclude(email="").exclude(email_key__in=known)
    by_mailbox = {row.email_key: row.email for row in without.order_by("pk")}
    return set(users), set(by_mailbox.values())


def _came(seminar: Seminar) -> RegistrationQuerySet:
    """Return who came; where nobody noted it, who had a seat."""
    rows = Registration.objects.confirmed().filter(
        event__seminar_day__seminar=seminar, forgotten_at=None
    )
    return rows.filter(Q(has_come=True) | Q(has_come=None))


def _recipient(ask: EvaluationAsk) -> Recipient:
    return Recipient(
        dedup_key=f"{EVALUATION_ASKED}:{ask.pk}", email=ask.email, user=ask.user, about=ask
    )


def _ask(seminar: Seminar, at: datetime) -> int:
    """Ask about one. A fault of ours costs this one alone; another worker may have been first."""
    try:
        ask_those_who_came(seminar, at=at)
    except TransitionNotAllowed:
        return 0
    except Exception:
        logger.exception("Seminar %d could not be asked about", seminar.pk)
        return 0
    return 1
