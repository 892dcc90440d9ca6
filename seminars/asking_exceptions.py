"""What cannot be with questions to a session, in the words that a person reads."""

from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed


class NotAsked(TransitionNotAllowed):
    """One cannot ask here, or not any more."""

    def __init__(self) -> None:
        super().__init__(_("Man kan ikke stille spørgsmål her mere."))
