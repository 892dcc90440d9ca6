"""What can go wrong with seats and bodies, by name. The words are shown beside the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from councils.models import Application, Call


class SeatTaken(ValidationError):
    """Somebody sits on the seat in a part of that time, or the seat is no more."""


class AlreadySeated(ValidationError):
    """The person sits in the body in a part of that time; nobody has two seats."""


class SeatsHeld(ValidationError):
    """More seats are held than there would be left."""


class WrongSubstitute(ValidationError):
    """The substitute stands on another list, is called in already, or nobody is away."""


class WrongTerm(ValidationError):
    """The term overlaps another, or the body does not exist then."""


class CallNotOpen(Exception):
    """An application came before the opening, after the deadline, or to what was withdrawn."""


class AlreadyApplied(Exception):
    """The mailbox has applied for these seats already."""

    def __init__(self, application: Application) -> None:
        super().__init__(application.pk)
        self.application = application


class AnswersMissing(ValidationError):
    """Somebody would have got no answer, or one without a reason; or there are too many chosen."""


class ProposalsChanged(ValidationError):
    """Somebody else saved the draft of answers meanwhile; `call` has theirs, newly read."""

    def __init__(self, call: Call, theirs: list[str]) -> None:
        said = _(
            "En anden har gemt kladden, mens du skrev. Dit står her endnu. Gem igen, hvis det skal "
            "gælde i stedet for dette:"
        )
        super().__init__([said, *theirs])
        self.call = call


class NominationsClosed(Exception):
    """A nomination came before the opening or after the last day."""


class AlreadyNominated(Exception):
    """The mailbox was nominated in this election before: nobody is asked twice."""


class ResultRefused(ValidationError):
    """The numbers of a count do not add up, or a lot was not drawn."""
