from django.db import models
from django.utils.translation import gettext_lazy as _

from core.files import StoredFile


class EventFile(StoredFile):
    """A picture of what happened, or a document: programme, minutes, presentation."""

    event = models.ForeignKey(
        "events.Event",
        on_delete=models.PROTECT,
        related_name="files",
        verbose_name=_("arrangement"),
    )
    title = models.CharField(
        _("titel"), max_length=200, help_text=_("På et billede: hvad man ser på det.")
    )
    is_outcome = models.BooleanField(
        _("fra arrangementet"), default=False, help_text=_("Vises under “Det kom der ud af det”.")
    )
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    class Meta:
        verbose_name = _("fil")
        verbose_name_plural = _("filer")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")
