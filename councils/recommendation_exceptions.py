"""What can go wrong with a recommendation, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from councils.models import Recommendation


class RecommendationChanged(ValidationError):
    """Somebody else answered it while this answer was being written: `newer` holds theirs."""

    def __init__(self, newer: Recommendation) -> None:
        super().__init__(_("En anden har svaret, mens du skrev. Din tekst står her endnu."))
        self.newer = newer
