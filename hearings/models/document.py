from django.db import models
from django.utils.translation import gettext_lazy as _

from core.files import StoredFile


class HearingDocument(StoredFile):
    """A document of the proposal: the plan, the report, the map."""

    hearing = models.ForeignKey(
        "hearings.Hearing",
        on_delete=models.PROTECT,
        related_name="documents",
        verbose_name=_("høring"),
    )
    title = models.CharField(_("titel"), max_length=200)
    note = models.CharField(
        _("bemærkning"), max_length=200, blank=True, help_text=_("Fx: Resumé på side 5 til 8")
    )
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    class Meta:
        verbose_name = _("dokument")
        verbose_name_plural = _("dokumenter")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title
