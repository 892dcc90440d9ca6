from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import HistoryLine


class EventRecord(HistoryLine):
    """One line of an event's history: who did what, when. Only added to."""

    class Action(models.TextChoices):
        CREATED = "created", _("oprettet")
        CHANGED = "changed", _("rettet")
        MOVED = "moved", _("tid eller sted ændret")
        PUBLISHED = "published", _("offentliggjort")
        CANCELLED = "cancelled", _("aflyst")
        CAPACITY_CHANGED = "capacity_changed", _("antal pladser ændret")
        REGISTERED = "registered", _("tilmelding modtaget")
        WAITING = "waiting", _("skrevet på venteliste")
        OFFERED = "offered", _("ledig plads tilbudt")
        ACCEPTED = "accepted", _("plads taget")
        REGISTRATION_CANCELLED = "registration_cancelled", _("tilmelding afmeldt")
        LAPSED = "lapsed", _("tilbud udløbet")
        ATTENDANCE = "attendance", _("fremmøde skrevet")
        LIST_READ = "list_read", _("deltagerliste hentet")
        OUTCOME_WRITTEN = "outcome_written", _("udbyttet skrevet")
        FILE_ADDED = "file_added", _("fil lagt op")
        FILE_REMOVED = "file_removed", _("fil fjernet")
        NEEDS_DELETED = "needs_deleted", _("særlige behov slettet")
        FORGOTTEN = "forgotten", _("personoplysninger slettet")

    event = models.ForeignKey(
        "events.Event",
        on_delete=models.PROTECT,
        related_name="history",
        verbose_name=_("arrangement"),
    )
    registration = models.ForeignKey(
        "events.Registration",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="history",
        verbose_name=_("tilmelding"),
    )
    action = models.CharField(_("handling"), max_length=30, choices=Action)

    class Meta:
        verbose_name = _("linje i historikken")
        verbose_name_plural = _("historik")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["event", "-at"], name="event_record_by_event")]
