"""What can go wrong on the way to a seat, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from councils.models import Application


class CallNotOpen(Exception):
    """An application came before the opening, after the deadline, or to what was withdrawn."""


class AlreadyApplied(Exception):
    """The mailbox has applied for these seats already."""

    def __init__(self, application: Application) -> None:
        super().__init__(application.pk)
        self.application = application


class AnswersMissing(ValidationError):
    """Somebody would have got no answer, or one without a reason; or there are too many chosen."""


class NominationsClosed(Exception):
    """A nomination came before the opening or after the last day."""


class AlreadyNominated(Exception):
    """The mailbox was nominated in this election before: nobody is asked twice."""


class ResultRefused(ValidationError):
    """The numbers of a count do not add up, or a lot was not drawn."""
