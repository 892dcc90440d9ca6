from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hearings.models.hearing import Hearing


class HearingMeeting(models.Model):
    """A meeting that belongs to a hearing, without sign-up: open house, walk (møde)."""

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(_("titel"), max_length=120)
    starts_at = models.DateTimeField(_("begynder"))
    ends_at = models.DateTimeField(_("slutter"))
    place = models.CharField(_("sted"), max_length=200)
    text = models.TextField(_("om mødet"), blank=True)
    event = models.OneToOneField(
        "events.Event",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="hearing_meeting",
        verbose_name=_("arrangement"),
    )

    class Meta:
        verbose_name = _("møde")
        verbose_name_plural = _("møder")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message=_("Mødet skal slutte, efter at det er begyndt."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
