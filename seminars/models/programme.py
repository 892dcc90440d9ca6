"""The programme: days, tracks, sessions and who speaks. Time and place stand on the events."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.files import StoredFile
from events.links import token_for
from seminars.models.seminar import Seminar

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import Registration


class PartQuerySet(models.QuerySet):
    """Days and sessions: who sees the seminar sees them."""

    def visible_to(self, user: User | None) -> PartQuerySet:
        seen = Seminar.objects.visible_to(user).order_by().values("pk")
        return self.filter(seminar__in=seen)


class Part(models.Model):
    """What a day and a session offer to the shared apps as the owner of an event."""

    seminar: Any
    seminar_id: int

    class Meta:
        abstract = True

    def heading(self) -> str:
        return self.seminar.title

    def back_url(self) -> str:
        """Return where its heading leads."""
        return self.seminar.get_absolute_url()

    @classmethod
    def headings_of(cls, owners: Any) -> dict[int, str]:
        """Return the headings by key with one question."""
        keys = [owner.pk for owner in owners]
        rows: Any = cls._default_manager.filter(pk__in=keys)
        return dict(rows.values_list("pk", "seminar__title"))

    def is_visible_to(self, user: User | None) -> bool:
        return self.seminar.is_visible_to(user)

    def allows(self, user: User | None, verb: str) -> bool:
        """Who runs the seminar arranges its events and facilitates its walls."""
        return self.seminar.allows(user, "change" if verb in ("arrange", "facilitate") else verb)

    def role_of(self, user: User | None) -> str:
        return self.seminar.role_of(user)

    def sign_up_url(self) -> str:
        """Return where one signs up: for the seminar, not for its parts."""
        return reverse("seminars:sign_up", args=[self.seminar_id, self.seminar.slug])

    def registration_path(self, registration: Registration, page: str) -> str:
        """Return the page of the registration for the day that a seat belongs to.

        Who was written into a session by hand has none; then the event's own page shows it.
        """
        place = self.place_of(registration)
        return reverse(f"seminars:{page}", args=[token_for(place)]) if place else ""

    def place_of(self, registration: Registration) -> Registration | None:
        raise NotImplementedError


class SeminarDay(Part):
    """A day of the seminar. Its event takes the sign-up for all of the day (seminardag)."""

    seminar = models.ForeignKey(Seminar, on_delete=models.PROTECT, related_name="days")
    event = models.OneToOneField(
        "events.Event",
        on_delete=models.PROTECT,
        related_name="seminar_day",
        verbose_name=_("tid og sted"),
    )

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("seminardag")
        verbose_name_plural = _("seminardage")
        ordering = ["event__starts_at", "pk"]

    def __str__(self) -> str:
        return str(self.event)

    def get_absolute_url(self) -> str:
        return self.seminar.get_absolute_url()

    def place_of(self, registration: Registration) -> Registration | None:
        return registration


class Track(models.Model):
    """What some of the sessions have in common, side by side with others (spor)."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="tracks")
    title = models.CharField(_("spor"), max_length=80)
    text = models.CharField(_("hvad det handler om"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    class Meta:
        verbose_name = _("spor")
        verbose_name_plural = _("spor")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seminar", "title"],
                name="seminar_has_each_track_once",
                violation_error_message=_("Det spor er der allerede."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Speaker(models.Model):
    """Somebody who speaks or leads a workshop (oplægsholder)."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(_("navn"), max_length=120)
    title = models.CharField(_("titel og sted"), max_length=160, blank=True)
    text = models.TextField(_("om personen"), max_length=1500, blank=True)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    class Meta:
        verbose_name = _("oplægsholder")
        verbose_name_plural = _("oplægsholdere")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class SpeakerPortrait(StoredFile):
    """The picture of a speaker, used with their leave."""

    speaker = models.OneToOneField(Speaker, on_delete=models.CASCADE, related_name="portrait")
    alt = models.CharField(_("hvad billedet viser"), max_length=200)
    credit = models.CharField(_("fotograf"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("portræt")
        verbose_name_plural = _("portrætter")


class SessionQuerySet(PartQuerySet):
    def in_order(self) -> SessionQuerySet:
        """Return them as the programme has them: by time, then by track."""
        return self.select_related("event", "track").order_by(
            "event__starts_at", models.F("track__position").asc(nulls_first=True), "pk"
        )


class Session(Part):
    """A part of the programme (session).

    Its event has title, text, time and room. With few seats it takes sign-up of its own, with the
    event's waiting list; without, it is for everybody who comes that day.
    """

    class Kind(models.TextChoices):
        TALK = "talk", _("oplæg")
        WORKSHOP = "workshop", _("værksted")
        WALK = "walk", _("byvandring")
        THEATRE = "theatre", _("teater")
        WALL = "wall", _("væg")
        BREAK = "break", _("pause")

    seminar = models.ForeignKey(Seminar, on_delete=models.PROTECT, related_name="sessions")
    day = models.ForeignKey(
        SeminarDay, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("dag")
    )
    event = models.OneToOneField(
        "events.Event",
        on_delete=models.PROTECT,
        related_name="seminar_session",
        verbose_name=_("tid og sted"),
    )
    kind = models.CharField(_("slags"), max_length=10, choices=Kind, default=Kind.TALK)
    track = models.ForeignKey(
        Track,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("spor"),
        help_text=_("Tomt: for alle."),
    )
    speakers = models.ManyToManyField(
        Speaker, blank=True, related_name="sessions", verbose_name=_("oplægsholdere")
    )
    takes_questions = models.BooleanField(_("man kan stille spørgsmål"), default=False)
    last_question_number = models.PositiveIntegerField(default=0, editable=False)
    wall = models.OneToOneField(
        "walls.Wall",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="seminar_session",
        verbose_name=_("væg"),
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessioner")
        ordering = ["event__starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["talk", "workshop", "walk", "theatre", "wall", "break"]),
                name="session_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.event.title

    def get_absolute_url(self) -> str:
        return reverse("seminars:session", args=[self.seminar_id, self.seminar.slug, self.pk])

    def registration_path(self, registration: Registration, page: str) -> str:
        """As for a day; giving up one session is a change of the choice, not a cancellation."""
        is_leaving = page == "registration_cancel"
        return super().registration_path(
            registration, "registration_change" if is_leaving else page
        )

    def place_of(self, registration: Registration) -> Registration | None:
        choice = self.choices.filter(registration=registration).select_related("place").first()
        return choice.place if choice else None

    def clashes_with(self, other: Session) -> bool:
        """Whether one cannot be at both: the times overlap. One may begin when the other ends."""
        mine, theirs = self.event, other.event
        return mine.starts_at < theirs.ends_at and theirs.starts_at < mine.ends_at

    def is_asked_at(self, at: datetime | None = None) -> bool:
        """Whether one can ask its speakers now: once it is public, until it is over."""
        is_on = self.seminar.status == Seminar.Status.PUBLISHED and not self.event.is_cancelled
        return self.takes_questions and is_on and (at or timezone.now()) < self.event.ends_at

    def next_question_number(self) -> int:
        """Take the next number. The caller holds the lock on this row."""
        self.last_question_number += 1
        self.save(update_fields=["last_question_number"])
        return self.last_question_number
