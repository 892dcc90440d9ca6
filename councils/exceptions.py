"""What can go wrong with seats and bodies, by name. The words are shown beside the form."""

from django.core.exceptions import ValidationError


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
