"""What can go wrong with a problem, by name."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.transitions import TransitionNotAllowed


class NobodyAnswers(ValidationError):
    """No department has been named for problems without a line of their own: staff must."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Kommunen har ikke valgt, hvem der svarer på problemer. Din tekst er gemt i "
                "24 timer. Skriv til kommunen, så retter vi det."
            )
        )


class NothingToFeel(TransitionNotAllowed):
    """It cannot be read any more, or is one's own."""

    def __init__(self) -> None:
        super().__init__(_("Det problem kan du ikke melde dig på."))


class RaisedByYourself(TransitionNotAllowed):
    """Nobody judges what they have raised themselves; a colleague must."""

    def __init__(self) -> None:
        super().__init__(
            _("Du har selv rejst problemet, så det skal en kollega tage stilling til.")
        )


class AnsweredMeanwhile(ValidationError):
    """Somebody else has answered since the form was shown."""

    def __init__(self, told: str) -> None:
        super().__init__(
            _("En anden har svaret imens: %(told)s. Send igen, hvis dit svar skal gælde."),
            params={"told": told},
        )
