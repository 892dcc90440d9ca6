"""What can go wrong with a sign-up, by name; each says to the person what to do."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.transitions import TransitionNotAllowed


class SignUpClosed(TransitionNotAllowed):
    """One cannot sign up now: not yet, not any more, or not at all."""

    def __init__(self) -> None:
        super().__init__(_("Man kan ikke tilmelde sig lige nu."))


class GroupTooLarge(ValidationError):
    """More people than the event has seats for at all: they would wait for ever."""

    def __init__(self, capacity: int) -> None:
        text = ngettext(
            "Der er kun %(n)d plads i alt. Skriv et mindre antal.",
            "Der er kun %(n)d pladser i alt. Skriv et mindre antal.",
            capacity,
        )
        super().__init__(text % {"n": capacity}, "too_large")


class NotEnoughSeats(ValidationError):
    """More people than there are free seats, for somebody who has a seat already."""

    def __init__(self, free: int) -> None:
        text = ngettext(
            "Der er kun %(n)d plads mere. Skriv et mindre antal.",
            "Der er kun %(n)d pladser mere. Skriv et mindre antal.",
            free,
        )
        if not free:
            text = _("Der er ikke flere ledige pladser, så antallet kan ikke sættes op.")
        super().__init__(text % {"n": free} if free else text, "not_enough")


class CapacityBelowTaken(ValidationError):
    """Fewer seats than are given already: nobody loses a seat by a number in a form."""

    def __init__(self, *, capacity: int, taken: int) -> None:
        text = _(
            "Der er allerede givet %(taken)d pladser, så der kan ikke være %(capacity)d. "
            "Afmeld nogen først, eller skriv mindst %(taken)d."
        )
        super().__init__(text % {"taken": taken, "capacity": capacity}, "below_taken")
