from __future__ import annotations

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.files import StoredFile
from hearings.models.response import Response


class ResponseFileQuerySet(models.QuerySet["ResponseFile"]):
    def approved(self) -> ResponseFileQuerySet:
        """Return what whoever approved the answer has seen and let pass.

        A file that came with a later edit waits, until somebody has read the answer again.
        """
        return self.filter(
            is_held=False, removed_at=None, uploaded_at__lte=F("response__approved_at")
        )


class ResponseFile(StoredFile):
    """A file sent with an answer. Held back while somebody must look at it first."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="files")
    is_held = models.BooleanField(
        _("tilbageholdt"), default=False, help_text=_("Indeholder noget, der ligner et cpr-nummer.")
    )
    removed_at = models.DateTimeField(_("fjernet af afsender"), null=True, blank=True)

    objects = ResponseFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("bilag")
        verbose_name_plural = _("bilag")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.original_name

    def release(self) -> None:
        """Stop holding it back."""
        self.is_held = False
        self.save(update_fields=["is_held"])
