from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import HistoryLine


class InformationEvent(HistoryLine):
    """One line of what editors did with a text. It names its subject, and outlives it."""

    class Action(models.TextChoices):
        CREATED = "created", _("oprettet")
        CHANGED = "changed", _("rettet")
        PUBLISHED = "published", _("offentliggjort")
        SCHEDULED = "scheduled", _("planlagt")
        WITHDRAWN = "withdrawn", _("taget ned")
        PUT_BACK = "put_back", _("sat op igen")
        MOVED = "moved", _("flyttet")
        RESTORED = "restored", _("ældre udgave hentet frem")
        TRANSLATED = "translated", _("oversat")
        UNTRANSLATED = "untranslated", _("oversættelse fjernet")
        FEEDBACK_HANDLED = "feedback_handled", _("læserens besked set")
        REVIEWED = "reviewed", _("set efter")

    action = models.CharField(_("handling"), max_length=30, choices=Action)
    # The model's name and key, as "page" and 12; no foreign key, because a history keeps
    # speaking of what was removed.
    subject_kind = models.CharField(_("slags"), max_length=30)
    subject_id = models.BigIntegerField(_("nummer"))
    subject_title = models.CharField(_("hvad"), max_length=200)
    department = models.ForeignKey(
        "city.Department", on_delete=models.PROTECT, null=True, verbose_name=_("afdeling")
    )

    class Meta(HistoryLine.Meta):
        verbose_name = _("historik")
        verbose_name_plural = _("historik")
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="information_event_subject")
        ]
