"""What can go wrong when somebody takes part in a project, by name."""

from django.utils.translation import gettext_lazy as _

from core.transitions import TransitionNotAllowed


class NotTaken(TransitionNotAllowed):
    """The project takes no ideas, no offers or nobody new now. Becomes 409."""


class JudgedByYourself(TransitionNotAllowed):
    """Nobody answers what they have given or asked themselves; somebody else on the team must."""

    def __init__(self) -> None:
        super().__init__(_("Det er dit eget, så det skal en anden på holdet svare på."))
