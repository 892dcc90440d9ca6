from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Objection(models.Model):
    """An author objects to a response not being published; somebody else decides."""

    class Outcome(models.TextChoices):
        PENDING = "pending", _("venter på afgørelse")
        UPHELD = "upheld", _("medhold: svaret offentliggøres")
        DISMISSED = "dismissed", _("ikke medhold")

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
        related_name="+",
        verbose_name=_("afvist af"),
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
                condition=Q(outcome="pending")
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
