from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Event
from hearings.models.hearing import Hearing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User


class HearingMeetingQuerySet(models.QuerySet["HearingMeeting"]):
    def visible_to(self, user: User | None) -> HearingMeetingQuerySet:
        """Return the meetings of the hearings that a person may see."""
        return self.filter(hearing__in=Hearing.objects.visible_to(user).order_by().values("pk"))


class HearingMeetingManager(models.Manager.from_queryset(HearingMeetingQuerySet)):  # type: ignore[misc]
    """Every meeting comes with its event: a page that prefetches meetings asks no more for it."""

    def get_queryset(self) -> HearingMeetingQuerySet:
        rows: HearingMeetingQuerySet = super().get_queryset().select_related("event")
        return rows


class HearingMeeting(models.Model):
    """A meeting that belongs to a hearing (møde): what, when and where stand on its event."""

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="meetings")
    event = models.OneToOneField(
        Event,
        on_delete=models.PROTECT,
        editable=False,
        related_name="hearing_meeting",
        verbose_name=_("arrangement"),
    )

    objects = HearingMeetingManager()

    class Meta:
        verbose_name = _("møde")
        verbose_name_plural = _("møder")
        ordering = ["event__starts_at", "pk"]

    def __str__(self) -> str:
        return self.title

    # --- What its event says --------------------------------------------------------------
    @property
    def title(self) -> str:
        return self.event.title

    @property
    def starts_at(self) -> datetime:
        return self.event.starts_at

    @property
    def ends_at(self) -> datetime:
        return self.event.ends_at

    @property
    def place(self) -> str:
        """Where it is; of a meeting on the screen alone, that it is so."""
        return self.event.where

    @property
    def text(self) -> str:
        return self.event.text

    @property
    def is_cancelled(self) -> bool:
        return self.event.is_cancelled

    # --- What an owner offers to the shared apps ------------------------------------------
    def get_absolute_url(self) -> str:
        return self.hearing.get_absolute_url()

    def heading(self) -> str:
        return self.hearing.title

    @classmethod
    def headings_of(cls, owners: Iterable[HearingMeeting]) -> dict[int, str]:
        """Return the headings by key with one question."""
        keys = [owner.pk for owner in owners]
        return dict(cls.objects.filter(pk__in=keys).values_list("pk", "hearing__title"))

    def is_visible_to(self, user: User | None) -> bool:
        return self.hearing.is_visible_to(user)

    def allows(self, user: User | None, verb: str) -> bool:
        """Who may change the hearing arranges its meetings."""
        return self.hearing.allows(user, "change" if verb == "arrange" else verb)

    def role_of(self, user: User | None) -> str:
        return self.hearing.role_of(user)
