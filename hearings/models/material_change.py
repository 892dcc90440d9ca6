from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearings.models.hearing import Hearing


class MaterialChange(models.Model):
    """A change of text or documents after the opening: shown to everyone, with the difference.

    Whoever makes it says whether the proposal must be heard again.
    """

    class Assessment(models.TextChoices):
        MINOR = "minor", _("Nej, det er en rettelse, der ikke ændrer forslaget")
        EXTENDED = "extended", _("Nej, men fristen bliver forlænget")
        NEW_HEARING = "new_hearing", _("Ja, forslaget skal høres igen")

    hearing = models.ForeignKey(
        Hearing, on_delete=models.PROTECT, related_name="material_changes", verbose_name=_("høring")
    )
    at = models.DateTimeField(_("ændret"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(
        _("hvad"), max_length=60, help_text="Name of the field, or document_added/document_removed."
    )
    before = models.TextField(_("før"), blank=True)
    after = models.TextField(_("efter"), blank=True)
    assessment = models.CharField(
        _("skal der en ny høring til?"), max_length=20, choices=Assessment
    )
    reason = models.TextField(_("hvorfor det er ændret"))

    class Meta:
        verbose_name = _("ændring efter åbning")
        verbose_name_plural = _("ændringer efter åbning")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="material_change_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d}"
