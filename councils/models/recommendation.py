"""What a body advises, and what became of the advice."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.transitions import TransitionNotAllowed, require_status
from councils.models.agenda import AgendaItem
from councils.models.body import Body
from councils.models.meeting import Meeting

if TYPE_CHECKING:
    from accounts.models import User


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def unanswered(self) -> RecommendationQuerySet:
        return self.filter(status=Recommendation.Status.SENT)

    def unfinished(self) -> RecommendationQuerySet:
        """Return what is followed, in whole or part, and not done yet."""
        return self.filter(
            status__in=[Recommendation.Status.FOLLOWED, Recommendation.Status.PARTLY], done_on=None
        )

    def status_due(self, on: date) -> RecommendationQuerySet:
        """Return the unfinished ones of which a status is due by a day."""
        return self.unfinished().filter(status_due_on__lte=on)

    def answered(self) -> RecommendationQuerySet:
        return self.filter(status__in=Recommendation.ANSWERS)

    def visible_to(self, user: User | None) -> RecommendationQuerySet:
        """Return those of bodies that a person may see: a recommendation is public."""
        return self.filter(body__in=Body.objects.visible_to(user).values("pk"))


class Recommendation(models.Model):
    """A body's advice to a committee or the municipal council (anbefaling)."""

    class Status(models.TextChoices):
        SENT = "sent", _("venter på svar")
        FOLLOWED = "followed", _("følges")
        PARTLY = "partly", _("følges delvist")
        REJECTED = "rejected", _("følges ikke")
        WITHDRAWN = "withdrawn", _("trukket tilbage")

    ANSWERS = (Status.FOLLOWED, Status.PARTLY, Status.REJECTED)

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="recommendations", verbose_name=_("fra")
    )
    number = models.PositiveIntegerField(_("nummer"), editable=False)
    title = models.CharField(_("titel"), max_length=200)
    text = models.TextField(_("anbefalingen"))
    addressed_to = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="recommended", verbose_name=_("til")
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("vedtaget på mødet"),
    )
    made_on = models.DateField(_("dato"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.SENT)
    answer_due_on = models.DateField(_("svar ventes senest"), null=True, blank=True)
    reason = models.TextField(_("svaret og begrundelsen"), blank=True)
    decision_url = models.URLField(_("link til beslutningen"), blank=True)
    decision_item = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_recommendations",
        verbose_name=_("besluttet under punktet"),
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    # A status is owed half-yearly until it is done.
    status_due_on = models.DateField(_("næste status"), null=True, blank=True)
    done_on = models.DateField(_("gennemført"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("anbefaling")
        verbose_name_plural = _("anbefalinger")
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "number"], name="recommendation_number_is_given_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["sent", "followed", "partly", "rejected", "withdrawn"]),
                name="recommendation_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["sent", "withdrawn"])
                | Q(answered_at__isnull=False) & ~Q(reason=""),
                name="answered_recommendation_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(status__in=["followed", "partly"]),
                name="only_what_is_followed_gets_done",
            ),
            models.CheckConstraint(
                condition=~Q(body=models.F("addressed_to")),
                name="nobody_recommends_to_themselves",
                violation_error_message=_("Vælg, hvem anbefalingen er til."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("councils:recommendation", args=[self.body_id, self.body.slug, self.number])

    def is_visible_to(self, user: User | None) -> bool:
        return self.body.is_visible_to(user)

    @property
    def is_answered(self) -> bool:
        return self.status in self.ANSWERS

    @property
    def is_unfinished(self) -> bool:
        """Whether it is followed, in whole or part, and not done yet."""
        return self.status in (self.Status.FOLLOWED, self.Status.PARTLY) and self.done_on is None

    # --- Steps ----------------------------------------------------------------------------
    def answer(
        self,
        *,
        status: Status,
        reason: str,
        decision_url: str = "",
        decision_item: AgendaItem | None = None,
        status_due_on: date | None,
        at: datetime,
    ) -> None:
        """Say whether it is followed, and why; written again, it is mended.

        Raises:
            TransitionNotAllowed: it was withdrawn, or is done.
        """
        require_status(self, self.Status.SENT, *self.ANSWERS)
        if self.done_on is not None:
            raise TransitionNotAllowed(_("Anbefalingen er gennemført."))
        self.status, self.reason, self.status_due_on = status, reason, status_due_on
        self.decision_url, self.decision_item = decision_url, decision_item
        self.answered_at = at
        self.save(
            update_fields=[
                "status",
                "reason",
                "decision_url",
                "decision_item",
                "status_due_on",
                "answered_at",
            ]
        )

    def withdraw(self) -> None:
        require_status(self, self.Status.SENT)
        self.status = self.Status.WITHDRAWN
        self.save(update_fields=["status"])

    def finish(self, *, on: date) -> None:
        """Say that it is done: no more status is owed."""
        self.require_unfinished()
        self.done_on, self.status_due_on = on, None
        self.save(update_fields=["done_on", "status_due_on"])

    def owe_status(self, *, by_day: date) -> None:
        self.require_unfinished()
        self.status_due_on = by_day
        self.save(update_fields=["status_due_on"])

    def require_unfinished(self) -> None:
        """Raise TransitionNotAllowed unless it is followed and not done."""
        require_status(self, self.Status.FOLLOWED, self.Status.PARTLY)
        if self.done_on is not None:
            raise TransitionNotAllowed(_("Anbefalingen er gennemført."))


class RecommendationStatus(models.Model):
    """What has happened with a recommendation since the last time (status)."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="statuses"
    )
    text = models.TextField(_("hvad er der sket"))
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("status på en anbefaling")
        verbose_name_plural = _("status på anbefalinger")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text[:80]
