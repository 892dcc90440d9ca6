"""What can go wrong with organisations, by name; each says to the person what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from accounts.models import Organisation


class OrganisationKnown(ValidationError):
    """There is one of that name already, in some spelling."""

    def __init__(self, known: Organisation) -> None:
        if known.is_approved:
            text = _("»%(name)s« er godkendt i forvejen. Find den på listen, og spørg om lov.")
        elif known.status == known.Status.CLOSED:
            text = _("»%(name)s« har været her før og er lukket. Skriv til kommunen.")
        else:
            text = _(
                "»%(name)s« er allerede foreslået og venter på kommunen. "
                "Når den er godkendt, kan du finde den på listen og spørge om lov."
            )
        super().__init__(text % {"name": known.name}, "known")


class MayNotAct(ValidationError):
    """The person may not, or may no longer, act for the organisation."""

    def __init__(self, organisation: Organisation) -> None:
        text = _("Du kan ikke længere handle for »%(name)s«. Vælg igen, og send så.")
        super().__init__(text % {"name": organisation.name}, "may_not_act")
