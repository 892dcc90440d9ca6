"""What can go wrong in a conversation, by name."""

from django.utils.translation import gettext_lazy as _

from core.transitions import TransitionNotAllowed


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


class NothingToSupport(TransitionNotAllowed):
    """The comment cannot be read any more, or is one's own."""

    def __init__(self) -> None:
        super().__init__(_("Den kommentar kan du ikke støtte."))
