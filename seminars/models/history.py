from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import HistoryLine


class SeminarEvent(HistoryLine):
    """One line of a seminar's history: who did what, when. Only added to."""

    class Action(models.TextChoices):
        CREATED = "created", _("oprettet")
        PROPOSED = "proposed", _("foreslået af portalen")
        COPIED = "copied", _("kopieret fra det forrige")
        COLLECTED = "collected", _("erfaringer og fokusprojekter samlet")
        CHANGED = "changed", _("rettet")
        PROGRAMME_CHANGED = "programme_changed", _("programmet rettet")
        PUBLISHED = "published", _("offentliggjort")
        CANCELLED = "cancelled", _("aflyst")
        MESSAGE_SENT = "message_sent", _("besked sendt til deltagerne")
        QUESTION_HIDDEN = "question_hidden", _("spørgsmål skjult")
        QUESTION_SHOWN = "question_shown", _("spørgsmål vist igen")
        ASKED = "asked", _("deltagerne spurgt om seminaret")
        TEXT_READ = "text_read", _("ord om seminaret læst")
        MATERIAL_ADDED = "material_added", _("materiale lagt op")
        MATERIAL_REMOVED = "material_removed", _("materiale fjernet")
        REPORT_PUBLISHED = "report_published", _("rapport offentliggjort")
        CONCLUDED = "concluded", _("konklusion skrevet")
        STATUS_GIVEN = "status_given", _("status på en konklusion")

    seminar = models.ForeignKey(
        "seminars.Seminar",
        on_delete=models.PROTECT,
        related_name="history",
        verbose_name=_("seminar"),
    )
    action = models.CharField(_("handling"), max_length=30, choices=Action)

    class Meta:
        verbose_name = _("linje i historikken")
        verbose_name_plural = _("historik")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["seminar", "-at"], name="seminar_event_by_seminar")]
