"""What can go wrong with a hearing, by name."""

from django.core.exceptions import ValidationError


class HearingNotOpen(Exception):
    """An answer came before the opening, after the deadline, or to a hearing taken back."""


class PeriodTooShort(ValidationError):
    """The period is below the law's minimum; the messages name the paragraphs."""


class DanishTextChanged(ValidationError):
    """The Danish was changed while somebody was translating it: it must be read again."""


class WhitePaperMissing(ValidationError):
    """People have answered, and there is neither a white paper nor a reason why not."""
