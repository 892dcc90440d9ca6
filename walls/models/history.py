from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import HistoryLine
from walls.models.wall import Wall


class WallEvent(HistoryLine):
    """One line of a wall's history: who did what, when. Only added to.

    Writing without a name leaves a line without a name.
    """

    class Action(models.TextChoices):
        CREATED = "created", _("oprettet")
        CHANGED = "changed", _("rettet")
        STEP_BEGUN = "step_begun", _("nyt trin")
        CONCLUDED = "concluded", _("afsluttet")
        REOPENED = "reopened", _("åbnet igen")
        OUTCOME_WRITTEN = "outcome_written", _("det kom der ud af det")
        NOTE_WRITTEN = "note_written", _("seddel skrevet")
        NOTES_ENTERED = "notes_entered", _("sedler fra mødet indtastet")
        NOTE_CHANGED = "note_changed", _("seddel rettet")
        NOTE_MOVED = "note_moved", _("seddel flyttet")
        NOTE_HIDDEN = "note_hidden", _("seddel skjult")
        NOTE_RESTORED = "note_restored", _("seddel vist igen")
        NOTE_DELETED = "note_deleted", _("seddel taget ned")
        NOTE_ANSWERED = "note_answered", _("seddel fik svar")
        LINE_DRAWN = "line_drawn", _("streg trukket")
        FORGOTTEN = "forgotten", _("personoplysninger slettet")

    wall = models.ForeignKey(
        Wall, on_delete=models.PROTECT, related_name="history", verbose_name=_("væg")
    )
    action = models.CharField(_("handling"), max_length=30, choices=Action)
    note_number = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("linje i historikken")
        verbose_name_plural = _("historik")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["wall", "-at"], name="wall_event_by_wall")]
