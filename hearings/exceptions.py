"""What can go wrong with a hearing, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.transitions import TransitionNotAllowed

if TYPE_CHECKING:
    from hearings.completeness import Lack
    from hearings.models import Answer, Response, Statement, WhitePaper


class HearingNotOpen(Exception):
    """An answer came before the opening, after the deadline, or to a hearing taken back."""


class PeriodTooShort(ValidationError):
    """The period is below the law's minimum; the messages name the paragraphs."""


class DanishTextChanged(ValidationError):
    """The Danish was changed while somebody was translating it: it must be read again."""


class DeclinedByYourself(Exception):
    """Who declined a response does not decide the objection to that; a second person must."""


class WhitePaperIncomplete(TransitionNotAllowed):
    """Something is missing before the white paper can go on; `lacks` says what and where."""

    def __init__(self, lacks: list[Lack]) -> None:
        super().__init__(
            ngettext(
                "Hvidbogen kan ikke komme videre: der mangler %(n)d ting. %(first)s",
                "Hvidbogen kan ikke komme videre: der mangler %(n)d ting. Den første: %(first)s",
                len(lacks),
            )
            % {"n": len(lacks), "first": lacks[0].text}
        )
        self.lacks = lacks


class WhitePaperChanged(ValidationError):
    """Somebody else saved the draft of the white paper while it was being written: `newer`."""

    def __init__(self, newer: WhitePaper) -> None:
        super().__init__(_("En anden har gemt hvidbogen, mens du skrev. Din tekst står her endnu."))
        self.newer = newer


class ResponseChanged(ValidationError):
    """The author sent a newer text while somebody was treating the older one."""

    def __init__(self, response: Response) -> None:
        super().__init__(_("Afsenderen har sendt en nyere version. Læs den først."))
        self.response = response


class AnswerChanged(ValidationError):
    """Somebody else saved the answer while it was being written; `newer` is theirs, or None.

    None says that it was removed meanwhile.
    """

    def __init__(self, newer: Answer | None) -> None:
        super().__init__(_("En anden har gemt svaret, mens du skrev. Din tekst står her endnu."))
        self.newer = newer


class WhitePaperMissing(ValidationError):
    """People have answered, and there is neither a white paper nor a reason why not."""


class StatementChanged(ValidationError):
    """Another gave the party's statement while this one was being written: `newer` is theirs."""

    def __init__(self, newer: Statement | None) -> None:
        super().__init__(
            _("En anden har sendt udtalelsen, mens du skrev. Din tekst står her endnu.")
        )
        self.newer = newer
