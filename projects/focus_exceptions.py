"""Why somebody cannot point at a project, or the council's choice cannot be recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed

if TYPE_CHECKING:
    from projects.models import FocusDesignation, FocusFlag, FocusYear


class FlagsUsed(TransitionNotAllowed):
    """A member has pointed at as many projects as one may in a year; `flags` are those."""

    def __init__(self, year: FocusYear, flags: Sequence[FocusFlag]) -> None:
        super().__init__(
            _("Du har peget på to projekter for %(year)s. Træk den ene tilbage først.")
            % {"year": year}
        )
        self.flags = flags


class YearIsChosen(TransitionNotAllowed):
    """The council has chosen for the year: what members pointed at stands as it was."""

    def __init__(self, year: FocusYear) -> None:
        super().__init__(
            _("Kommunalbestyrelsen har valgt for %(year)s. Der kan ikke ændres noget nu.")
            % {"year": year}
        )


class YearIsFull(TransitionNotAllowed):
    """As many projects as there may be are appointed for the year; `designations` are those."""

    def __init__(self, year: FocusYear, designations: Sequence[FocusDesignation]) -> None:
        names = _(" og ").join(f"»{row.project}«" for row in designations)
        super().__init__(
            _(
                "Der er allerede udpeget to fokusprojekter for %(year)s: %(names)s. "
                "Der kan højst være to. En udpegning kan ophæves, hvis det er besluttet."
            )
            % {"year": year, "names": names}
        )
        self.designations = designations


class PlanMissing(TransitionNotAllowed):
    """A focus project needs an involvement plan, also for those who do not come by themselves."""

    def __init__(self, *, has_some: bool) -> None:
        super().__init__(
            _("Inddragelsesplanen mangler en linje om dem, der ikke kommer af sig selv.")
            if has_some
            else _("Projektet har ingen inddragelsesplan. Den skal være der, før det udpeges.")
        )
