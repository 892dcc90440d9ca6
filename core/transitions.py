"""The wrong moment: a step was asked for in a state that does not allow it."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class TransitionNotAllowed(Exception):
    """The step is not possible now. Becomes the 409 page; the text is shown to the person."""

    def __init__(self, message: "str | StrPromise" = "") -> None:
        super().__init__(message)
        self._message = message

    @property
    def message(self) -> str:
        return str(self._message) or _(
            "Det kan ikke lade sig gøre nu. Der er sket noget siden sidst."
        )

    def __str__(self) -> str:
        return self.message


def require_status(obj: models.Model, *allowed: str, field: str = "status") -> None:
    """Raise TransitionNotAllowed unless the object's status is one of those allowed."""
    if getattr(obj, field) in allowed:
        return
    label = getattr(obj, f"get_{field}_display")()
    raise TransitionNotAllowed(
        _("Det kan ikke lade sig gøre, for status er nu “%(status)s”.") % {"status": label}
    )
