from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.clock import last_day
from hearings.models.hearing import Hearing


class DeadlineExtension(models.Model):
    """A deadline that was moved later: the old one stays visible, with the reason."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="extensions")
    old_closes_at = models.DateTimeField(_("gammel frist"))
    new_closes_at = models.DateTimeField(_("ny frist"))
    reason = models.TextField(_("begrundelse"))
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("forlængelse")
        verbose_name_plural = _("forlængelser")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(new_closes_at__gt=F("old_closes_at")),
                name="extension_moves_the_deadline_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_last_day} - {last_day(self.new_closes_at)}"

    @property
    def old_last_day(self) -> date:
        return last_day(self.old_closes_at)
