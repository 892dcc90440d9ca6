"""What is entered from the count of an election, by each of two people."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from councils.models.election import Election


class ResultEntry(models.Model):
    """What one person has entered from the count; the result stands when two entries agree.

    `votes` holds the votes of each candidate by number: {"3": 112}.
    """

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="entries")
    entered_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    eligible = models.PositiveIntegerField(_("stemmeberettigede"))
    ballots = models.PositiveIntegerField(_("afgivne stemmesedler"))
    invalid = models.PositiveIntegerField(_("ugyldige"))
    votes = models.JSONField(_("stemmer"))
    # The order among candidates with equal votes, by lot: numbers, the first drawn first.
    drawn = models.JSONField(_("lodtrækning"), default=list, blank=True)

    class Meta:
        verbose_name = _("indtastning af et resultat")
        verbose_name_plural = _("indtastninger af et resultat")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "entered_by"],
                name="person_enters_a_result_once",
                violation_error_message=_("Du har allerede indtastet resultatet."),
            ),
            models.CheckConstraint(
                condition=Q(ballots__lte=F("eligible")) & Q(invalid__lte=F("ballots")),
                name="result_counts_no_more_ballots_than_voters",
                violation_error_message=_(
                    "Der kan ikke være flere stemmesedler end stemmeberettigede."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.election}, {self.entered_by}"
