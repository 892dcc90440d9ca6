"""An objection to words being hidden: what it is, whatever was hidden."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.transitions import TransitionNotAllowed

if TYPE_CHECKING:
    from accounts.models import User


class Objection(models.Model):
    """Who wrote something does not agree that it is hidden; another person than who hid it decides.

    The subject adds what was hidden, and the choices `Outcome` of the field: upheld and rejected.
    """

    text = models.TextField(_("indsigelse"), max_length=2000)
    at = models.DateTimeField(_("modtaget"), default=timezone.now)
    # Who hid it, when the objection was made: must not decide.
    against = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    outcome = models.CharField(_("udfald"), max_length=10, blank=True)
    answer = models.TextField(_("begrundelse"), blank=True)
    decided_at = models.DateTimeField(_("afgjort"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("afgjort af"),
    )

    if TYPE_CHECKING:
        Outcome: Any

        def get_outcome_display(self) -> str: ...

    class Meta:
        abstract = True

    @property
    def is_waiting(self) -> bool:
        return not self.outcome

    def require_waiting(self) -> None:
        """Raise TransitionNotAllowed when somebody has decided already."""
        if not self.is_waiting:
            raise TransitionNotAllowed(
                _now("Indsigelsen er afgjort i forvejen: %(outcome)s.")
                % {"outcome": self.get_outcome_display()}
            )

    def decide(self, *, is_upheld: bool, answer: str, by: User, at: datetime) -> None:
        """Give the author right or not, with the reason.

        Raises:
            TransitionNotAllowed: somebody has decided already.
        """
        self.require_waiting()
        self.outcome = self.Outcome.UPHELD if is_upheld else self.Outcome.REJECTED
        self.answer, self.decided_by, self.decided_at = answer, by, at
        self.save(update_fields=["outcome", "answer", "decided_by", "decided_at"])
