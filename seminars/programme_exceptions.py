"""What cannot be with a seminar and its programme, in the words that a person reads."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class SeminarNotReady(ValidationError):
    """What everybody must read is not written."""


class OutsideTheDay(ValidationError):
    """A session does not lie within the day that it belongs to."""

    def __init__(self, title: str) -> None:
        text = _("»%(title)s« skal ligge inden for dagen.") % {"title": title}
        super().__init__(text, "outside")


class NobodyToTell(ValidationError):
    """A message would reach nobody."""

    def __init__(self) -> None:
        super().__init__(_("Der er ingen at skrive til."), "nobody")
