"""What can go wrong at a wall, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.transitions import TransitionNotAllowed

if TYPE_CHECKING:
    from walls.models import Note


class NotInThisStep(TransitionNotAllowed):
    """People do something else at the wall now; the facilitator says what. Becomes 409."""

    def __init__(self) -> None:
        super().__init__(_("Væggen er gået videre, så det kan ikke lade sig gøre nu."))


class NoteIsGone(TransitionNotAllowed):
    """The note was hidden or taken down meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Sedlen hænger ikke på væggen mere."))


class MovedMeanwhile(TransitionNotAllowed):
    """Somebody else moved or rewrote the note first; `note` is as it stands now."""

    def __init__(self, note: Note) -> None:
        super().__init__(_("En anden flyttede sedlen, mens du valgte. Din flytning er ikke gemt."))
        self.note = note


class NoDotsLeft(TransitionNotAllowed):
    """The person has given all the dots that each is given."""

    def __init__(self) -> None:
        super().__init__(_("Du har ikke flere prikker. Tag en tilbage fra en anden seddel først."))


class MustHaveName(TransitionNotAllowed):
    """Notes without a name are not taken at this wall any more."""

    def __init__(self) -> None:
        super().__init__(_("Man kan ikke skrive uden navn på denne væg."))


class TooLateToTakeDown(TransitionNotAllowed):
    """The quarter of an hour in which a nameless note may be taken down has passed."""

    def __init__(self) -> None:
        super().__init__(_("Sedlen kunne tages ned i 15 minutter. Spørg facilitatoren."))


class ColumnHasNotes(TransitionNotAllowed):
    """A column is taken away only when nothing has hung in it."""

    def __init__(self) -> None:
        super().__init__(_("Der har hængt sedler i kolonnen, så den kan ikke fjernes."))
