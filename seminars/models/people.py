"""Who comes to which sessions, and what was written to them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seminars.models.programme import Session
from seminars.models.seminar import Seminar

if TYPE_CHECKING:
    from events.models import Registration


class SessionChoiceQuerySet(models.QuerySet["SessionChoice"]):
    def kept(self) -> SessionChoiceQuerySet:
        """Leave out what was unchosen, and whose seat was given up or lapsed."""
        return self.filter(dropped_at=None)

    def wishes(self) -> SessionChoiceQuerySet:
        """Return those of who waits for the day: they have no seat yet."""
        return self.kept().filter(registration=None)

    def drop(self, *, at: datetime) -> int:
        return self.kept().update(dropped_at=at)


class SessionChoice(models.Model):
    """That somebody who is signed up for a day has chosen a session of it (valg af session).

    The seat is a registration of the session's own event: its seats and its waiting list are those
    of `events`. There is none while the person waits for the day itself: then it is a wish.
    """

    # The registration for the day.
    place = models.ForeignKey(
        "events.Registration", on_delete=models.PROTECT, related_name="session_choices"
    )
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="choices")
    # The seat in the session, or the place on its waiting list.
    registration = models.ForeignKey(
        "events.Registration",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="chosen_by",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Unchosen, or the seat was given up: it stays, so that the seat's history does.
    dropped_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SessionChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("valg af session")
        verbose_name_plural = _("valg af sessioner")
        ordering = ["session__event__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "session"],
                condition=Q(dropped_at=None),
                name="session_is_chosen_once",
            ),
            # No one-to-one key: whoever has one of those owns what it points at (core.owners).
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(registration__isnull=False),
                name="seat_in_a_session_is_of_one_choice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.session}"

    def seat(self, registration: Registration) -> None:
        """Keep the seat that was given for it."""
        self.registration = registration
        self.save(update_fields=["registration"])


class SeminarMessage(models.Model):
    """What staff have written to those who are signed up (besked til deltagerne)."""

    class Audience(models.TextChoices):
        ALL = "all", _("alle, både tilmeldte og venteliste")
        CONFIRMED = "confirmed", _("dem, der har en plads")
        WAITING = "waiting", _("dem, der venter på en plads")
        SESSION = "session", _("dem, der har en plads i en session")

    seminar = models.ForeignKey(Seminar, on_delete=models.PROTECT, related_name="messages")
    audience = models.CharField(_("til"), max_length=10, choices=Audience)
    session = models.ForeignKey(
        Session,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("session"),
    )
    subject = models.CharField(_("emne"), max_length=120)
    text = models.TextField(_("besked"), max_length=4000)
    # The showing of the form that made it, so that a double click sends once.
    key = models.UUIDField(unique=True, editable=False)
    count = models.PositiveIntegerField(_("modtagere"), default=0, editable=False)
    sent_at = models.DateTimeField(_("sendt"), default=timezone.now, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("besked til deltagerne")
        verbose_name_plural = _("beskeder til deltagerne")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience="session", session__isnull=False)
                | ~Q(audience="session") & Q(session=None),
                name="message_to_a_session_names_it",
                violation_error_message=_("Vælg sessionen."),
            ),
        ]

    def __str__(self) -> str:
        return self.subject
