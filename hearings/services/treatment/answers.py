"""What the administration answers a theme or a point: nobody writes over words they never saw."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.text import clean_text
from core.transitions import TransitionNotAllowed
from hearings.exceptions import AnswerChanged
from hearings.models import Answer, Hearing, HearingEvent, Point, Theme
from hearings.services.history import record
from hearings.services.treatment.locking import fetch_point, fetch_theme, lock_hearing

if TYPE_CHECKING:
    from accounts.models import User

TEXTS = ("summary", "remark", "outcome", "change", "change_place")
# In letters, of each text: more is a memo, which belongs in the case and not in a white paper.
MAX_TEXT = 10_000


@transaction.atomic
def write_answer(
    hearing: Hearing,
    *,
    theme: Theme | None = None,
    point: Point | None = None,
    seen_revision: int,
    summary: str = "",
    remark: str = "",
    outcome: str = "",
    change: str = "",
    change_place: str = "",
    by: User,
    at: datetime,
) -> Answer:
    """Write the answer to a theme or to a point; `seen_revision` is the one that was shown.

    0 is shown where there is no answer yet. New words must be read again by the second reader; the
    same words change nothing.

    Raises:
        AnswerChanged: somebody saved meanwhile; pass the revision of theirs to save over it.
        ValidationError: nothing is written, a text is too long, or the theme or point is gone.
        TransitionNotAllowed: the hearing is a draft or withdrawn.
    """
    if (theme is None) == (point is None):
        raise ValueError("an answer is to a theme or to a point")
    hearing = lock_hearing(hearing.pk)
    subject = fetch_theme(hearing, theme) if theme else fetch_point(hearing, point)  # type: ignore[arg-type]
    answer: Answer | None = getattr(subject, "answer", None)
    texts = {
        "summary": clean_text(summary),
        "remark": clean_text(remark),
        "outcome": outcome,
        "change": clean_text(change),
        "change_place": clean_text(change_place),
    }
    if answer and all(getattr(answer, name) == text for name, text in texts.items()):
        return answer
    _require_seen(answer, seen_revision)
    if not any(texts.values()):
        raise ValidationError(_("Der er ikke skrevet noget."))
    if answer is None:
        key = {"theme": subject} if theme else {"point": subject}
        answer = Answer(hearing=hearing, **key)
    answer.rewrite(by=by, at=at, **texts)
    _require_fitting(answer)
    answer.save()
    record(hearing, HearingEvent.Action.ANSWER_WRITTEN, by=by, at=at, note=_note(answer))
    return answer


@transaction.atomic
def save_answer(
    hearing: Hearing,
    *,
    theme: Theme | None = None,
    point: Point | None = None,
    seen_revision: int,
    texts: Mapping[str, str],
    by: User,
    at: datetime,
) -> Answer | None:
    """Write an answer, or remove the one that was emptied; return what stands there then.

    `texts` are by the names of TEXTS. Nothing written where nothing was shown changes nothing.

    Raises:
        AnswerChanged, ValidationError, TransitionNotAllowed: as `write_answer` and `remove_answer`.
    """
    written = any(text.strip() for text in texts.values())
    key = {"theme": theme} if theme else {"point": point}
    answer = Answer.objects.filter(**key).first()
    if not written and not seen_revision:
        return answer
    if answer and not written:
        remove_answer(answer, seen_revision=seen_revision, by=by, at=at)
        return None
    return write_answer(
        hearing, theme=theme, point=point, seen_revision=seen_revision, by=by, at=at, **texts
    )


@transaction.atomic
def remove_answer(answer: Answer, *, seen_revision: int, by: User, at: datetime) -> None:
    """Take an answer away, so that the theme's covers the point again. The history keeps it.

    Raises:
        AnswerChanged: somebody saved meanwhile, or removed it.
        TransitionNotAllowed: a change was promised by it, or the hearing is a draft or withdrawn.
    """
    hearing = lock_hearing(answer.hearing_id)
    found = Answer.objects.filter(pk=answer.pk).select_related("theme", "point").first()
    if found is None or found.revision != seen_revision:
        raise AnswerChanged(found)
    note = _("Fjernet: %(answer)s. %(words)s") % {
        "answer": _note(found),
        "words": discard_answer(found),
    }
    record(hearing, HearingEvent.Action.ANSWER_WRITTEN, by=by, at=at, note=note)


@transaction.atomic
def read_answer(answer: Answer, *, revision: int, by: User, at: datetime) -> Answer:
    """Say that a second person has read an answer as it stands; the first reader stays.

    Raises:
        AnswerChanged: it was written again after `revision`, or removed.
        TransitionNotAllowed: the reader wrote it, or it has no remark or no outcome yet.
    """
    hearing = lock_hearing(answer.hearing_id)
    found = Answer.objects.filter(pk=answer.pk).select_related("theme", "point").first()
    if found is None or found.revision != revision:
        raise AnswerChanged(found)
    if found.written_by_id == by.pk:
        raise TransitionNotAllowed(_("Du har selv skrevet svaret. En anden skal læse det."))
    if not found.is_ready:
        raise TransitionNotAllowed(_("Svaret mangler bemærkning eller udfald."))
    if found.read_at is not None:
        return found
    found.read_by, found.read_at = by, at
    found.save(update_fields=["read_by", "read_at"])
    record(hearing, HearingEvent.Action.ANSWER_READ, by=by, at=at, note=_note(found))
    return found


def copy_answer(
    answer: Answer, *, theme: Theme | None = None, point: Point | None = None
) -> Answer:
    """Give the same words to another theme or point, read and written by the same."""
    return Answer.objects.create(
        hearing_id=answer.hearing_id,
        theme=theme,
        point=point,
        **{name: getattr(answer, name) for name in TEXTS},
        revision=1,
        written_by_id=answer.written_by_id,
        written_at=answer.written_at,
        read_by_id=answer.read_by_id,
        read_at=answer.read_at,
    )


def discard_answer(answer: Answer) -> str:
    """Delete an answer and return its words for the history.

    Raises:
        TransitionNotAllowed: a change was promised by it.
    """
    if answer.changes.exists():
        raise TransitionNotAllowed(
            _("Svaret har lovet en ændring, som bliver fulgt. Det kan ikke fjernes.")
        )
    words = [answer.get_outcome_display(), answer.summary, answer.remark]
    words += [answer.change, answer.change_place]
    Answer.objects.filter(pk=answer.pk).delete()
    return _("Svaret var: %(words)s") % {"words": " / ".join(filter(None, words))}


def _require_seen(answer: Answer | None, seen_revision: int) -> None:
    if seen_revision != (answer.revision if answer else 0):
        raise AnswerChanged(answer)


def _require_fitting(answer: Answer) -> None:
    for name in ("summary", "remark", "change"):
        if len(getattr(answer, name)) > MAX_TEXT:
            message = _("Højst %(limit)d tegn.") % {"limit": MAX_TEXT}
            raise ValidationError({name: message})
    answer.clean_fields(exclude=["hearing", "theme", "point", "written_by", "read_by"])


def _note(answer: Answer) -> str:
    outcome = answer.get_outcome_display() or _("uden udfald endnu")
    return f"{answer}: {outcome}"
