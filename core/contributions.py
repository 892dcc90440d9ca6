"""What somebody gave, and what became of it: the same states for an idea, a note, an offer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Fate(models.TextChoices):
    """What became of a contribution. Each but the first has a reason, told to who gave it."""

    WAITING = "waiting", _("venter på svar")
    USED = "used", _("brugt i opgaven")
    TRIED = "tried", _("bliver prøvet af")
    EXAMINED = "examined", _("bliver undersøgt")
    NOT_USED = "not_used", _("ikke brugt")


class ContributionQuerySet(models.QuerySet):
    def waiting(self) -> ContributionQuerySet:
        return self.filter(fate=Fate.WAITING)


class Contribution(models.Model):
    """What somebody gave to a common task (bidrag). Each app has its own table of them."""

    fate = models.CharField(
        _("hvad blev der af det"), max_length=10, choices=Fate, default=Fate.WAITING, editable=False
    )
    fate_reason = models.TextField(_("begrundelse"), max_length=2000, blank=True, editable=False)
    fate_at = models.DateTimeField(null=True, blank=True, editable=False)
    fate_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fate="waiting")
                | (~models.Q(fate_reason="") & models.Q(fate_at__isnull=False)),
                name="%(app_label)s_%(class)s_fate_has_a_reason",
            ),
        ]

    def decide_fate(self, fate: Fate, *, reason: str, by: Any, at: datetime) -> None:
        """Say what became of it, and why; written again, it is mended."""
        self.fate, self.fate_reason, self.fate_by, self.fate_at = fate, reason, by, at
        self.save(update_fields=["fate", "fate_reason", "fate_by", "fate_at"])
