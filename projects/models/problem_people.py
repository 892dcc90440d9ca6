"""What people do with a problem beside raising it: feel it too, report it, type and come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import HideReason
from projects.models.problem import Problem

if TYPE_CHECKING:
    from datetime import datetime


class ProblemFelt(models.Model):
    """That somebody feels a problem too: one per person, by the database (det mærker jeg også)."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="felt")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="problems_felt"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("mærker problemet")
        verbose_name_plural = _("mærker problemet")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["problem", "user"], name="person_feels_it_once"),
        ]

    def __str__(self) -> str:
        return f"{self.problem}: {self.user}"


class ProblemReportQuerySet(models.QuerySet["ProblemReport"]):
    def waiting(self) -> ProblemReportQuerySet:
        """Return those that nobody has handled, of problems that can still be read."""
        return self.filter(handled_at=None, problem__state=Problem.State.VISIBLE)


class ProblemReport(models.Model):
    """That somebody finds that a problem breaks the rules; also without an account."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(_("hvad er galt"), max_length=20, choices=HideReason)
    text = models.TextField(_("forklaring"), max_length=1000, blank=True)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    handled_at = models.DateTimeField(null=True, blank=True)

    objects = ProblemReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("anmeldelse af problem")
        verbose_name_plural = _("anmeldelser af problemer")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.problem}: {self.get_reason_display()}"


class ProblemDraftQuerySet(models.QuerySet["ProblemDraft"]):
    def alive(self, at: datetime) -> ProblemDraftQuerySet:
        return self.filter(expires_at__gt=at)


class ProblemDraft(models.Model):
    """What a person has typed but not sent: kept for 24 hours, through errors and log-in."""

    key = models.UUIDField(unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    # The fields of the form by name, as they were typed.
    typed = models.JSONField(default=dict)
    expires_at = models.DateTimeField(db_index=True)

    objects = ProblemDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("kladde til problem")
        verbose_name_plural = _("kladder til problemer")
        ordering = ["-expires_at", "pk"]

    def __str__(self) -> str:
        return str(self.key)
