from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.transitions import TransitionNotAllowed
from hearings.models.hearing import Hearing
from hearings.models.hearing_lists import STAFF_WHO_READ_RESPONSES

if TYPE_CHECKING:
    from accounts.models import User


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def waiting(self) -> ObjectionQuerySet:
        """Return those that nobody has decided yet."""
        return self.filter(outcome=Objection.Outcome.PENDING)

    def for_staff(self, user: User | None) -> ObjectionQuerySet:
        """Return those to the hearings of a member of staff's departments."""
        hearings = Hearing.objects.of_departments_of(user, *STAFF_WHO_READ_RESPONSES)
        return self.filter(response__hearing__in=hearings)


class Objection(models.Model):
    """An author objects to a response not being published; somebody else decides."""

    class Outcome(models.TextChoices):
        PENDING = "pending", _("venter på afgørelse")
        UPHELD = "upheld", _("medhold: svaret offentliggøres")
        DISMISSED = "dismissed", _("ikke medhold")
        LAPSED = "lapsed", _("bortfaldet: svaret er ændret eller trukket tilbage")

    response = models.ForeignKey(
        "hearings.Response",
        on_delete=models.PROTECT,
        related_name="objections",
        verbose_name=_("svar"),
    )
    text = models.TextField(_("indsigelse"))
    decline_reason = models.TextField(_("begrundelsen, der gøres indsigelse imod"))
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("afvist af"),
        help_text="Empty when the account of who declined it is gone.",
    )
    made_at = models.DateTimeField(_("modtaget"), default=timezone.now, editable=False)
    outcome = models.CharField(
        _("afgørelse"), max_length=20, choices=Outcome, default=Outcome.PENDING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("afgjort af"),
    )
    decided_at = models.DateTimeField(_("afgjort"), null=True, blank=True)
    decision = models.TextField(_("begrundelse for afgørelsen"), blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("indsigelse")
        verbose_name_plural = _("indsigelser")
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response"],
                condition=Q(outcome="pending"),
                name="objection_waits_once_per_response",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["pending", "lapsed"])
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision="")),
                name="objection_decided_has_a_person_and_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("declined_by")),
                name="objection_is_decided_by_another_than_who_declined",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response}: {self.get_outcome_display()}"

    @property
    def is_waiting(self) -> bool:
        return self.outcome == self.Outcome.PENDING

    # --- Steps ----------------------------------------------------------------------------
    def decide(self, *, is_upheld: bool, decision: str, by: User, at: datetime) -> None:
        """Give the author right or not, with the reason.

        Raises:
            TransitionNotAllowed: somebody has decided already, or it has lapsed.
        """
        self._require_waiting()
        self.outcome = self.Outcome.UPHELD if is_upheld else self.Outcome.DISMISSED
        self.decision, self.decided_by, self.decided_at = decision, by, at
        self.save(update_fields=["outcome", "decision", "decided_by", "decided_at"])

    def lapse(self, *, at: datetime) -> None:
        """There is nothing left to decide: the response is another one now, or gone."""
        self._require_waiting()
        self.outcome, self.decided_at = self.Outcome.LAPSED, at
        self.save(update_fields=["outcome", "decided_at"])

    def _require_waiting(self) -> None:
        if not self.is_waiting:
            raise TransitionNotAllowed(
                _("Indsigelsen er afgjort i forvejen: %(outcome)s.")
                % {"outcome": self.get_outcome_display()}
            )
