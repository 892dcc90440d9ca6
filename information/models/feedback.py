"""What readers say about a page to those who edit it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Feedback(models.Model):
    """What a reader said to "Var siden nyttig?": a yes or no, perhaps with words to the editor."""

    page = models.ForeignKey(
        "information.Page",
        on_delete=models.CASCADE,
        related_name="feedback",
        verbose_name=_("side"),
    )
    version = models.ForeignKey(
        "information.PageVersion",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("udgave"),
    )
    is_useful = models.BooleanField(_("nyttig"))
    text = models.TextField(_("besked til redaktøren"), max_length=2000, blank=True)
    at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    # The form's own key, so that a double click is one.
    key = models.UUIDField(unique=True, editable=False)
    handled_at = models.DateTimeField(_("set"), null=True, editable=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("set af"),
    )

    class Meta:
        verbose_name = _("læserens mening")
        verbose_name_plural = _("læsernes meninger")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60] or ("ja" if self.is_useful else "nej")
