"""Who comes: one registration per person and event, a waiting list in the order of arrival."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.limits import mail_key
from core.transitions import TransitionNotAllowed, require_status
from events.models.event import Event

if TYPE_CHECKING:
    from accounts.models import User

MAX_PEOPLE = 30


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def confirmed(self) -> RegistrationQuerySet:
        return self.filter(status=Registration.Status.CONFIRMED)

    def offered(self) -> RegistrationQuerySet:
        return self.filter(status=Registration.Status.OFFERED)

    def holding_seats(self) -> RegistrationQuerySet:
        """Return those that count in `Event.taken`: confirmed, and offered one now."""
        return self.filter(status__in=Registration.HOLDING)

    def waiting(self) -> RegistrationQuerySet:
        """Return the waiting list, first come first."""
        return self.filter(status=Registration.Status.WAITING).order_by("number")

    def active(self) -> RegistrationQuerySet:
        return self.exclude(status=Registration.Status.CANCELLED)

    def lapsed(self, at: datetime | None = None) -> RegistrationQuerySet:
        """Return offers that nobody took in time, while the seat is still held for them."""
        return self.offered().filter(offer_expires_at__lte=at or timezone.now())

    def of(self, user: User, emails: Iterable[str] = ()) -> RegistrationQuerySet:
        """Return those of an account, and those made without it from one of its own addresses."""
        keys = {Registration.key_of(email) for email in emails} - {""}
        return self.filter(Q(user=user) | Q(user=None, email_key__in=keys))

    def cancel_all(self, *, ended: Registration.Ended, at: datetime) -> int:
        """Cancel what is active of these in one step; the caller holds the event's lock."""
        return self.active().update(
            status=Registration.Status.CANCELLED,
            ended=ended,
            cancelled_at=at,
            offer_expires_at=None,
            needs="",
        )

    def forget_people(self, *, at: datetime) -> int:
        """Empty who it was; how many came stays."""
        return self.filter(forgotten_at=None).update(
            user=None, name="", email="", email_key="", needs="", forgotten_at=at
        )


class Registration(models.Model):
    """A person, or a group, who will come to an event or waits for a seat (tilmelding)."""

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("tilmeldt")
        WAITING = "waiting", _("på venteliste")
        OFFERED = "offered", _("tilbudt en plads")
        CANCELLED = "cancelled", _("afmeldt")

    class Ended(models.TextChoices):
        """Why it is cancelled."""

        BY_PERSON = "by_person", _("meldte selv fra")
        BY_STAFF = "by_staff", _("meldt fra af kommunen")
        LAPSED = "lapsed", _("tog ikke imod pladsen i tide")
        EVENT_CANCELLED = "event_cancelled", _("arrangementet er aflyst")

    HOLDING = (Status.CONFIRMED, Status.OFFERED)

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="registrations")
    # The order of arrival, also on the waiting list.
    number = models.PositiveIntegerField(_("nummer"), editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("konto"),
    )
    name = models.CharField(_("navn"), max_length=120)
    email = models.EmailField(_("mailadresse"), blank=True)
    # core.limits.mail_key: the same mailbox however it is written, an account's too. Empty for who
    # has no mailbox, and for who is forgotten.
    email_key = models.CharField(max_length=254, blank=True, editable=False)
    # The showing of the form that made it, so that a double click makes one.
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    organisation = models.CharField(
        _("forening, skole eller virksomhed"), max_length=200, blank=True
    )
    # Only when the person could act for it when signing up; its name stands above.
    acts_for = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="registrations",
        verbose_name=_("godkendt organisation"),
    )
    people = models.PositiveSmallIntegerField(_("antal personer"), default=1)
    needs = models.TextField(_("særlige behov"), max_length=500, blank=True)
    language = models.CharField(max_length=2, default="da", editable=False)
    status = models.CharField(_("status"), max_length=20, choices=Status)
    ended = models.CharField(_("hvorfor afmeldt"), max_length=20, choices=Ended, blank=True)
    offer_expires_at = models.DateTimeField(_("tilbuddet gælder til"), null=True, blank=True)
    has_come = models.BooleanField(_("mødt frem"), null=True, blank=True)
    created_at = models.DateTimeField(_("tilmeldt"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilmelding")
        verbose_name_plural = _("tilmeldinger")
        ordering = ["event", "number"]
        indexes = [
            models.Index(fields=["event", "status", "number"], name="registration_by_list"),
            models.Index(fields=["status", "offer_expires_at"], name="registration_by_offer"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"], name="registration_number_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["event", "email_key"],
                condition=~Q(status="cancelled") & ~Q(email_key=""),
                name="mailbox_is_registered_once_per_event",
                violation_error_message=_("Mailadressen er allerede tilmeldt."),
            ),
            models.UniqueConstraint(
                fields=["event", "user"],
                condition=~Q(status="cancelled") & Q(user__isnull=False),
                name="person_is_registered_once_per_event",
                violation_error_message=_("Du er allerede tilmeldt."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["confirmed", "waiting", "offered", "cancelled"]),
                name="registration_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="cancelled", cancelled_at__isnull=False) & ~Q(ended="")
                | ~Q(status="cancelled") & Q(cancelled_at=None, ended=""),
                name="cancelled_registration_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(status="offered", offer_expires_at__isnull=False)
                | ~Q(status="offered") & Q(offer_expires_at=None),
                name="offered_registration_says_until_when",
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=MAX_PEOPLE),
                name="registration_is_for_somebody",
                violation_error_message=_("Tilmeld mellem 1 og 30 personer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @staticmethod
    def key_of(email: str) -> str:
        """Return what counts as the same mailbox: without case, spaces and +tag."""
        return mail_key(email) if email else ""

    @property
    def is_active(self) -> bool:
        return self.status != self.Status.CANCELLED

    @property
    def holds_seats(self) -> bool:
        return self.status in self.HOLDING

    def is_offered(self, at: datetime | None = None) -> bool:
        """Whether a seat is held for it now, to be taken or not."""
        is_in_time = self.offer_expires_at and (at or timezone.now()) < self.offer_expires_at
        return self.status == self.Status.OFFERED and bool(is_in_time)

    def may_be_changed(self, at: datetime | None = None) -> bool:
        """Whether the person may still change or cancel it: until the event begins."""
        return self.is_active and self.event.is_coming(at)

    # --- Steps; the caller holds the event's lock and counts `Event.taken` ------------------
    def offer(self, *, until: datetime) -> None:
        """Offer a free seat to somebody who waits."""
        require_status(self, self.Status.WAITING)
        self.status, self.offer_expires_at = self.Status.OFFERED, until
        self.save(update_fields=["status", "offer_expires_at"])

    def give(self, *, at: datetime) -> None:
        """Give a free seat to somebody who waits, without asking: there is no time left to ask."""
        require_status(self, self.Status.WAITING)
        self.status, self.confirmed_at = self.Status.CONFIRMED, at
        self.save(update_fields=["status", "confirmed_at"])

    def accept(self, *, at: datetime) -> None:
        """Take the seat that was offered.

        Raises:
            TransitionNotAllowed: none is offered, or the time to take it is over.
        """
        require_status(self, self.Status.OFFERED)
        if not self.is_offered(at):
            raise TransitionNotAllowed(_("Tilbuddet er udløbet. Pladsen går videre til den næste."))
        self.status, self.offer_expires_at, self.confirmed_at = self.Status.CONFIRMED, None, at
        self.save(update_fields=["status", "offer_expires_at", "confirmed_at"])

    def cancel(self, *, ended: Ended, at: datetime) -> None:
        require_status(self, self.Status.CONFIRMED, self.Status.WAITING, self.Status.OFFERED)
        self.status, self.ended, self.cancelled_at = self.Status.CANCELLED, ended, at
        self.offer_expires_at, self.needs = None, ""
        self.save(update_fields=["status", "ended", "cancelled_at", "offer_expires_at", "needs"])

    def adopt(self, user: User) -> None:
        """Let the account whose own address it was made from keep it."""
        self.user = user
        self.save(update_fields=["user"])

    def change(self, *, people: int, organisation: str, needs: str) -> None:
        """Change the words and the number; another name is no longer the approved one's."""
        require_status(self, self.Status.CONFIRMED, self.Status.WAITING, self.Status.OFFERED)
        if organisation != self.organisation:
            self.acts_for = None
        self.people, self.organisation, self.needs = people, organisation, needs
        self.save(update_fields=["people", "organisation", "acts_for", "needs"])
