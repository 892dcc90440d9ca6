"""An objection to a problem being hidden."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models import Objection
from projects.models.problem import Problem


class ProblemObjectionQuerySet(models.QuerySet["ProblemObjection"]):
    def waiting(self) -> ProblemObjectionQuerySet:
        """Return those that nobody has decided, of problems that are still hidden."""
        return self.filter(outcome="", problem__state=Problem.State.HIDDEN)


class ProblemObjection(Objection):
    """Who raised a problem does not agree that it is hidden; another person decides."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("medhold: problemet vises igen")
        REJECTED = "rejected", _("ikke medhold: problemet er stadig skjult")

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="objections")
    outcome = models.CharField(_("udfald"), max_length=10, choices=Outcome, blank=True)

    objects = ProblemObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("indsigelse mod skjult problem")
        verbose_name_plural = _("indsigelser mod skjulte problemer")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem"],
                condition=Q(outcome=""),
                name="problem_has_one_waiting_objection",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None)
                | (~Q(outcome="") & Q(decided_at__isnull=False)),
                name="decided_problem_objection_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.problem}: {self.get_outcome_display() or self._meta.verbose_name}"
