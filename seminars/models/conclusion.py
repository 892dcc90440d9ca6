"""What a seminar concluded, and what has become of it since."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.transitions import require_status
from seminars.models.seminar import Seminar

if TYPE_CHECKING:
    from accounts.models import User


class ConclusionQuerySet(models.QuerySet["Conclusion"]):
    def unfinished(self) -> ConclusionQuerySet:
        return self.filter(state__in=Conclusion.UNFINISHED)

    def status_due(self, on: date) -> ConclusionQuerySet:
        """Return the unfinished ones of which a status is owed by a day."""
        return self.unfinished().filter(status_due_on__lte=on)

    def carried_to(self, seminar: Seminar) -> ConclusionQuerySet:
        """Return what a seminar has to account for.

        The conclusions of the last one before it, and those of earlier ones that were not finished
        when that one was held.
        """
        before = Seminar.objects.held(seminar.last_day_ends_at).exclude(pk=seminar.pk)
        last = before.order_by("-last_day_ends_at").first()
        if last is None:
            return self.none()
        was_open = Q(closed_on=None) | Q(closed_on__gte=last.held_on)
        earlier = Q(seminar__in=before.order_by().values("pk")) & was_open
        return self.filter(Q(seminar=last) | earlier)

    def visible_to(self, user: User | None) -> ConclusionQuerySet:
        return self.filter(seminar__in=Seminar.objects.visible_to(user).order_by().values("pk"))


class Conclusion(models.Model):
    """A line that the seminar agreed on, with the body that answers for it (konklusion)."""

    class State(models.TextChoices):
        OPEN = "open", _("ikke begyndt")
        UNDERWAY = "underway", _("i gang")
        DONE = "done", _("gennemført")
        DROPPED = "dropped", _("opgivet")

    UNFINISHED = (State.OPEN, State.UNDERWAY)

    seminar = models.ForeignKey(Seminar, on_delete=models.PROTECT, related_name="conclusions")
    number = models.PositiveIntegerField(_("nummer"), editable=False)
    text = models.CharField(_("konklusionen i en linje"), max_length=240)
    explanation = models.TextField(_("mere om den"), max_length=1500, blank=True)
    body = models.ForeignKey(
        "councils.Body",
        on_delete=models.PROTECT,
        related_name="seminar_conclusions",
        verbose_name=_("ansvarligt udvalg, råd eller nævn"),
    )
    department = models.ForeignKey(
        "city.Department",
        on_delete=models.PROTECT,
        related_name="seminar_conclusions",
        verbose_name=_("afdelingen, der gør status"),
    )
    state = models.CharField(
        _("tilstand"), max_length=10, choices=State, default=State.OPEN, editable=False
    )
    # A status is owed half-yearly until it is done or dropped.
    status_due_on = models.DateField(_("næste status"), null=True, editable=False)
    closed_on = models.DateField(_("afsluttet"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ConclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("konklusion")
        verbose_name_plural = _("konklusioner")
        ordering = ["seminar", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["seminar", "number"], name="conclusion_number_is_given_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["open", "underway"], closed_on=None, status_due_on__isnull=False
                )
                | Q(state__in=["done", "dropped"], closed_on__isnull=False, status_due_on=None),
                name="unfinished_conclusion_owes_a_status",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.seminar.get_absolute_url()}konklusioner/#k{self.number}"

    @property
    def is_unfinished(self) -> bool:
        return self.state in self.UNFINISHED

    def is_visible_to(self, user: User | None) -> bool:
        return self.seminar.is_visible_to(user)

    def set_state(self, state: State, *, status_due_on: date, on: date) -> None:
        """Say how far it is; done or dropped it owes no status any more, and stays so."""
        require_status(self, *self.UNFINISHED, field="state")
        self.state = state
        is_over = state not in self.UNFINISHED
        self.closed_on = on if is_over else None
        self.status_due_on = None if is_over else status_due_on
        self.save(update_fields=["state", "closed_on", "status_due_on"])


class ConclusionStatus(models.Model):
    """What has happened with a conclusion since the last time (status)."""

    conclusion = models.ForeignKey(Conclusion, on_delete=models.PROTECT, related_name="statuses")
    state = models.CharField(_("tilstand"), max_length=10, choices=Conclusion.State)
    text = models.TextField(_("hvad er der sket"), max_length=1500)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("status på en konklusion")
        verbose_name_plural = _("status på konklusioner")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text
