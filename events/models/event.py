"""An event: something that people come to, at a place or on a screen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, departments_of, has_role
from core.clock import local_date
from core.danish import ascii_danish
from core.owners import has_visible_owner, owner_of
from core.transitions import TransitionNotAllowed, require_status
from events.validators import default_reminders, validate_reminders

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User

STAFF_WHO_ARRANGE = (Role.CASE_WORKER, Role.MANAGER, Role.EDITOR, Role.FACILITATOR)


class EventQuerySet(models.QuerySet["Event"]):
    """The states of an event as lists; each has its twin on Event."""

    def published(self) -> EventQuerySet:
        """Return what is no draft: cancelled ones stay to be read."""
        return self.exclude(status=Event.Status.DRAFT)

    def standing(self) -> EventQuerySet:
        """Return what is published and not cancelled."""
        return self.filter(status=Event.Status.PUBLISHED)

    def listed(self) -> EventQuerySet:
        """Leave out the parts of something larger: a session of a seminar."""
        return self.filter(is_listed=True)

    def coming(self, at: datetime | None = None) -> EventQuerySet:
        return self.standing().filter(starts_at__gt=at or timezone.now())

    def held(self, at: datetime | None = None) -> EventQuerySet:
        return self.standing().filter(ends_at__lte=at or timezone.now())

    def takes_registrations(self, at: datetime | None = None) -> EventQuerySet:
        """Return the events that one can sign up for now; when it is full, for the list."""
        at = at or timezone.now()
        has_begun = Q(sign_up_opens_at=None) | Q(sign_up_opens_at__lte=at)
        has_ended = Q(sign_up_closes_at__lte=at) | Q(starts_at__lte=at)
        return self.standing().filter(has_begun, takes_sign_up=True).exclude(has_ended)

    def visible_to(self, user: User | None) -> EventQuerySet:
        """Return what a person may see: its subject decides; without one, whether it is public."""
        alone = Q(is_owned=False) & (
            ~Q(status=Event.Status.DRAFT)
            | Q(department__in=departments_of(user, *STAFF_WHO_ARRANGE).values("pk"))
        )
        owned = Q(is_owned=True) & ~Q(status=Event.Status.DRAFT)
        return self.filter(alone | (owned & has_visible_owner(Event, "pk", user)))


class Event(models.Model):
    """Something that happens at a moment, and that people may sign up for (arrangement).

    Its row is the lock under which seats are given. `taken` counts the people who have a place or
    are offered one; the database refuses more than `capacity`. It finds its subject (a hearing's
    meeting, a body's meeting) with `core.owners.owner_of`, or stands alone.
    """

    class Kind(models.TextChoices):
        MEETING = "meeting", _("møde")
        OPEN_HOUSE = "open_house", _("åbent hus")
        CITIZENS_MEETING = "citizens_meeting", _("borgermøde")
        WORKSHOP = "workshop", _("værksted")
        WALK = "walk", _("byvandring")
        CAMP = "camp", _("camp")
        SEMINAR_DAY = "seminar_day", _("seminardag")

    class Status(models.TextChoices):
        """What a person has decided; coming and held come from the dates."""

        DRAFT = "draft", _("kladde")
        PUBLISHED = "published", _("offentliggjort")
        CANCELLED = "cancelled", _("aflyst")

    kind = models.CharField(_("slags"), max_length=20, choices=Kind)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    title = models.CharField(_("titel"), max_length=200)
    text = models.TextField(_("om arrangementet"), blank=True)
    starts_at = models.DateTimeField(_("begynder"))
    ends_at = models.DateTimeField(_("slutter"))
    place = models.CharField(_("sted"), max_length=200, blank=True)
    online_url = models.URLField(
        _("link til deltagelse på skærm"),
        blank=True,
        help_text=_("Vises kun for dem, der er tilmeldt, når der er tilmelding."),
    )
    accessibility = models.TextField(
        _("tilgængelighed"),
        blank=True,
        help_text=_("Fx: elevator, teleslynge, tegnsprogstolk, handicapparkering."),
    )
    areas = models.ManyToManyField("city.Area", blank=True, verbose_name=_("bydele"))
    topics = models.ManyToManyField("city.Topic", blank=True, verbose_name=_("emner"))
    department = models.ForeignKey(
        "city.Department",
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("ansvarlig afdeling"),
    )
    contact = models.CharField(_("kontakt"), max_length=200, blank=True)
    # Whether a subject above points at it; set by who makes the subject's row.
    is_owned = models.BooleanField(default=False, editable=False)
    # Whether it stands in calendars, lists and the search by itself, not only with its subject.
    is_listed = models.BooleanField(default=True, editable=False)

    takes_sign_up = models.BooleanField(_("tilmelding"), default=False)
    capacity = models.PositiveIntegerField(
        _("pladser"), null=True, blank=True, help_text=_("Tomt: ingen grænse.")
    )
    taken = models.PositiveIntegerField(default=0, editable=False)
    sign_up_opens_at = models.DateTimeField(_("tilmelding fra"), null=True, blank=True)
    sign_up_closes_at = models.DateTimeField(
        _("tilmelding til"), null=True, blank=True, help_text=_("Tomt: til det begynder.")
    )
    asks_needs = models.BooleanField(
        _("spørg om særlige behov"),
        default=False,
        help_text=_("Svarene ses kun af afdelingen og slettes dagen efter."),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("timer til at tage imod en ledig plads"),
        default=24,
        help_text=_("Derefter går tilbuddet videre til den næste på ventelisten."),
    )
    reminder_days = models.JSONField(
        _("påmindelser, dage før"),
        default=default_reminders,
        blank=True,
        validators=[validate_reminders],
        help_text=_("Fx [7, 1]. 0 er morgenen samme dag."),
    )
    last_registration_number = models.PositiveIntegerField(default=0, editable=False)

    outcome = models.TextField(_("det kom der ud af det"), blank=True)
    cancelled_reason = models.TextField(_("hvorfor aflyst"), blank=True)
    ics_sequence = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrangement")
        verbose_name_plural = _("arrangementer")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["status", "starts_at"], name="event_by_status_and_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="event_ends_after_it_starts",
                violation_error_message=_("Det skal slutte, efter at det er begyndt."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "cancelled"]),
                name="event_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False),
                name="event_out_of_draft_has_been_published",
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(cancelled_reason=""),
                name="cancelled_event_says_why",
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=F("capacity")),
                name="event_gives_no_more_seats_than_it_has",
                violation_error_message=_("Der er allerede givet flere pladser end det."),
            ),
            models.CheckConstraint(
                condition=Q(sign_up_opens_at=None)
                | Q(sign_up_closes_at=None)
                | Q(sign_up_closes_at__gt=F("sign_up_opens_at")),
                name="event_sign_up_closes_after_it_opens",
                violation_error_message=_("Tilmeldingen skal slutte, efter at den er begyndt."),
            ),
            models.CheckConstraint(
                condition=~Q(place="") | ~Q(online_url=""),
                name="event_has_a_place",
                violation_error_message=_("Skriv et sted eller et link."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(ascii_danish(self.title))[:60].strip("-") or "arrangement"

    @property
    def day(self) -> date:
        """The day on which it begins, Europe/Copenhagen."""
        return local_date(self.starts_at)

    # --- What the calendar says -----------------------------------------------------------
    @property
    def is_published(self) -> bool:
        return self.status != self.Status.DRAFT

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    def is_coming(self, at: datetime | None = None) -> bool:
        return self.status == self.Status.PUBLISHED and self.starts_at > (at or timezone.now())

    def is_held(self, at: datetime | None = None) -> bool:
        return self.status == self.Status.PUBLISHED and self.ends_at <= (at or timezone.now())

    def takes_registrations(self, at: datetime | None = None) -> bool:
        """Whether one can sign up now; when it is full, for the waiting list."""
        at = at or timezone.now()
        has_begun = self.sign_up_opens_at is None or self.sign_up_opens_at <= at
        ends_at = min(self.starts_at, self.sign_up_closes_at or self.starts_at)
        is_on = self.status == self.Status.PUBLISHED and self.takes_sign_up
        return is_on and has_begun and at < ends_at

    @property
    def where(self) -> str:
        """The place; of what is held on the screen alone, that it is so."""
        return self.place or gettext("På skærm")

    @property
    def free(self) -> int | None:
        """How many seats are left; None where there is no limit."""
        return None if self.capacity is None else self.capacity - self.taken

    # --- Who may --------------------------------------------------------------------------
    def is_visible_to(self, user: User | None) -> bool:
        """Whether a person may see it: its subject decides, if it has one."""
        if not self.is_owned:
            return self.is_published or self.is_arranged_by(user)
        owner: Any = owner_of(self)
        return self.is_published and owner is not None and bool(owner.is_visible_to(user))

    def is_arranged_by(self, user: User | None) -> bool:
        """Whether a person arranges it: staff of its department, or who its subject says."""
        if has_role(user, *STAFF_WHO_ARRANGE, department=self.department):
            return True
        owner: Any = owner_of(self) if self.is_owned else None
        return owner is not None and bool(owner.allows(user, "arrange"))

    # --- Steps ----------------------------------------------------------------------------
    def publish(self, *, at: datetime) -> None:
        require_status(self, self.Status.DRAFT)
        self.status, self.published_at = self.Status.PUBLISHED, at
        self.save(update_fields=["status", "published_at"])

    def cancel(self, *, reason: str, at: datetime) -> None:
        """Take it off the calendar; it stays to be read, with the reason.

        Raises:
            TransitionNotAllowed: no published event, or over already.
        """
        require_status(self, self.Status.PUBLISHED)
        if self.is_held(at):
            raise TransitionNotAllowed(_("Det er allerede holdt."))
        self.status, self.cancelled_reason = self.Status.CANCELLED, reason
        self.ics_sequence += 1
        self.save(update_fields=["status", "cancelled_reason", "ics_sequence"])

    def stand_alone(self) -> None:
        """Belong to no subject any more. Raises TransitionNotAllowed for all but a draft."""
        require_status(self, self.Status.DRAFT)
        self.is_owned = False
        self.save(update_fields=["is_owned"])

    def write_outcome(self, outcome: str, *, at: datetime) -> None:
        """Write what came of it.

        Raises:
            TransitionNotAllowed: a draft, cancelled, or not begun.
        """
        require_status(self, self.Status.PUBLISHED)
        if self.starts_at > at:
            raise TransitionNotAllowed(_("Det er ikke begyndt endnu."))
        self.outcome = outcome
        self.save(update_fields=["outcome"])

    def take(self, people: int) -> None:
        """Count seats as given (or, below 0, given back). The caller holds the lock on this row.

        The database adds, not we: whoever forgets the lock is refused the seat that is not there.
        """
        Event.objects.filter(pk=self.pk).update(taken=F("taken") + people)
        self.refresh_from_db(fields=["taken"])

    def set_capacity(self, capacity: int | None) -> None:
        """The caller holds the lock on this row and has asked whether so many are taken."""
        self.capacity = capacity
        self.save(update_fields=["capacity"])

    def next_registration_number(self) -> int:
        """Take the next number. The caller holds the lock on this row."""
        self.last_registration_number += 1
        self.save(update_fields=["last_registration_number"])
        return self.last_registration_number
