"""Who is asked to say something about a proposal, and the statements they give."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.files import StoredFile
from core.transitions import require_status
from hearings.models.hearing import Hearing


class ConsultedPartyQuerySet(models.QuerySet["ConsultedParty"]):
    def waiting(self) -> ConsultedPartyQuerySet:
        """Return those who have neither answered nor said that they have no remarks."""
        return self.filter(status__in=ConsultedParty.WAITING)

    def overdue(self, on: date) -> ConsultedPartyQuerySet:
        """Return those who wait and were asked to answer before a day (Europe/Copenhagen)."""
        return self.waiting().filter(due_on__lt=on)


class ConsultedParty(models.Model):
    """A body, authority or organisation that a hearing asks for a statement (høringspart)."""

    class Status(models.TextChoices):
        ASKED = "asked", _("spurgt")
        OPENED = "opened", _("har åbnet")
        ANSWERED = "answered", _("har svaret")
        NO_REMARKS = "no_remarks", _("ingen bemærkninger")
        TAKEN_BACK = "taken_back", _("ikke spurgt alligevel")

    WAITING = (Status.ASKED, Status.OPENED)

    hearing = models.ForeignKey(
        Hearing, on_delete=models.PROTECT, related_name="parties", verbose_name=_("høring")
    )
    # A body of the municipality answers through its secretary; others by a private link.
    body = models.ForeignKey(
        "councils.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consulted",
        verbose_name=_("råd, udvalg eller bestyrelse"),
    )
    name = models.CharField(
        _("navn"), max_length=200, blank=True, help_text=_("Når det ikke er et organ i kommunen.")
    )
    email = models.EmailField(_("mailadresse"), blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.ASKED, editable=False
    )
    question = models.TextField(_("det beder vi især om svar på"), blank=True)
    due_on = models.DateField(_("svar senest"))
    asked_at = models.DateTimeField(_("spurgt"), editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    opened_at = models.DateTimeField(_("åbnet"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("mindet om fristen"), null=True, editable=False)
    ended_at = models.DateTimeField(_("besvaret"), null=True, blank=True, editable=False)

    objects = ConsultedPartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("høringspart")
        verbose_name_plural = _("høringsparter")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, name="", email="")
                | Q(body=None) & ~Q(name="") & ~Q(email=""),
                name="party_is_a_body_or_has_a_name_and_an_address",
                violation_error_message=_("Vælg et organ, eller skriv navn og mailadresse."),
            ),
            models.UniqueConstraint(
                fields=["hearing", "body"],
                condition=Q(body__isnull=False) & ~Q(status="taken_back"),
                name="body_is_asked_once_in_a_hearing",
                violation_error_message=_("De er allerede spurgt."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "opened", "answered", "no_remarks", "taken_back"]),
                name="party_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "opened"], ended_at=None)
                | ~Q(status__in=["asked", "opened"]) & Q(ended_at__isnull=False),
                name="party_that_ended_says_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.body) if self.body else self.name

    @property
    def is_waiting(self) -> bool:
        return self.status in self.WAITING

    # --- Steps ----------------------------------------------------------------------------
    def open(self, *, at: datetime) -> None:
        """Note that they have seen the question; a second time changes nothing."""
        if self.status == self.Status.ASKED:
            self.status, self.opened_at = self.Status.OPENED, at
            self.save(update_fields=["status", "opened_at"])

    def answer(self, *, at: datetime) -> None:
        """Note that there is a statement; a better one may follow until the white paper."""
        require_status(self, *self.WAITING, self.Status.ANSWERED, self.Status.NO_REMARKS)
        self.status, self.ended_at = self.Status.ANSWERED, at
        self.save(update_fields=["status", "ended_at"])

    def have_no_remarks(self, *, at: datetime) -> None:
        require_status(self, *self.WAITING)
        self.status, self.ended_at = self.Status.NO_REMARKS, at
        self.save(update_fields=["status", "ended_at"])

    def take_back(self, *, at: datetime) -> None:
        """Not ask them after all."""
        require_status(self, *self.WAITING)
        self.status, self.ended_at = self.Status.TAKEN_BACK, at
        self.save(update_fields=["status", "ended_at"])


class Statement(models.Model):
    """What a consulted party says of a proposal, printed in full in the white paper (udtalelse)."""

    party = models.OneToOneField(ConsultedParty, on_delete=models.PROTECT, related_name="statement")
    text = models.TextField(_("udtalelsen"), blank=True)
    # The meeting at which it was agreed; of a body whose meetings are not here, in words.
    meeting = models.ForeignKey(
        "councils.Meeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("vedtaget på mødet"),
    )
    agreed_at = models.CharField(
        _("vedtaget hvor og hvornår"),
        max_length=200,
        blank=True,
        help_text=_("Fx: mødet 3. marts 2027"),
    )
    given_at = models.DateTimeField(_("afgivet"), default=timezone.now, editable=False)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("udtalelse")
        verbose_name_plural = _("udtalelser")
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="statement_says_something",
                violation_error_message=_("Skriv udtalelsen, eller vælg “ingen bemærkninger”."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.party)


class StatementFile(StoredFile):
    """A document that belongs to a statement."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="files")

    class Meta:
        verbose_name = _("bilag til en udtalelse")
        verbose_name_plural = _("bilag til udtalelser")
        ordering = ["pk"]


class HearingRecommendation(models.Model):
    """A recommendation of a body that concerns a hearing; the link row between them."""

    hearing = models.ForeignKey(
        Hearing, on_delete=models.PROTECT, related_name="recommendation_links"
    )
    recommendation = models.ForeignKey(
        "councils.Recommendation", on_delete=models.PROTECT, related_name="hearing_links"
    )

    class Meta:
        verbose_name = _("anbefaling i høringen")
        verbose_name_plural = _("anbefalinger i høringen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "recommendation"], name="recommendation_is_linked_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.recommendation)
