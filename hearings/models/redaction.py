from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Redaction(models.Model):
    """A passage that the public does not see, with the reason. The original stays as written."""

    class Reason(models.TextChoices):
        PERSONAL = "personal", _("personoplysninger")
        CPR = "cpr", _("cpr-nummer")
        SENSITIVE = "sensitive", _("følsomme oplysninger om andre")
        ABUSE = "abuse", _("grove krænkelser")
        COPYRIGHT = "copyright", _("ophavsret")

    version = models.ForeignKey(
        "hearings.ResponseVersion", on_delete=models.CASCADE, related_name="redactions"
    )
    start = models.PositiveIntegerField(_("fra tegn"))
    end = models.PositiveIntegerField(_("til tegn"))
    reason = models.CharField(_("grund"), max_length=20, choices=Reason)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("maskering")
        verbose_name_plural = _("maskeringer")
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="redaction_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start}-{self.end} {self.get_reason_display()}"
