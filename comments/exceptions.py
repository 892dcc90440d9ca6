"""What can go wrong in a conversation, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.transitions import TransitionNotAllowed

if TYPE_CHECKING:
    from comments.models import Thread


class ThreadClosed(TransitionNotAllowed):
    """Nobody writes here any more, or not everybody may read the subject. Becomes 409."""

    def __init__(self) -> None:
        super().__init__(_("Samtalen er lukket, så der kan ikke skrives i den."))


class NothingToReplyTo(TransitionNotAllowed):
    """What the reply was for is hidden, held back or deleted meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Kommentaren, du svarer på, kan ikke læses mere."))


class TooLateToEdit(TransitionNotAllowed):
    """The quarter of an hour in which an author may change the words has passed."""

    def __init__(self) -> None:
        super().__init__(
            _("En kommentar kan rettes i 15 minutter. Skriv et svar til den, eller slet den.")
        )


class AnswerStands(TransitionNotAllowed):
    """What the municipality has answered can be hidden with a reason, but does not vanish."""

    def __init__(self) -> None:
        super().__init__(
            _("Et svar fra kommunen kan ikke slettes. Det kan skjules med en begrundelse.")
        )


class HiddenByYourself(Exception):
    """Who hid a comment does not decide the objection to that; a second person must."""


class WrittenByYourself(TransitionNotAllowed):
    """Nobody judges what they have written themselves; a colleague must."""

    def __init__(self) -> None:
        super().__init__(
            _("Du har selv skrevet kommentaren, så det skal en kollega tage stilling til.")
        )


class EditedMeanwhile(TransitionNotAllowed):
    """The author has changed the words since they were read."""

    def __init__(self) -> None:
        super().__init__(
            _("Forfatteren har rettet kommentaren, mens du læste. Læs den igen, før du viser den.")
        )


class SummaryChanged(ValidationError):
    """Somebody else wrote where the conversation stands meanwhile; `thread` has their words."""

    def __init__(self, thread: Thread) -> None:
        super().__init__(_("En anden har gemt teksten, mens du skrev. Din står her endnu."))
        self.thread = thread


class NothingToSupport(TransitionNotAllowed):
    """The comment cannot be read any more, or is one's own."""

    def __init__(self) -> None:
        super().__init__(_("Den kommentar kan du ikke støtte."))
