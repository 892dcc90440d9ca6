"""Elections to councils: who may stand, who stands, and the result that two people agree on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.danish import ascii_danish
from core.files import StoredFile
from core.limits import mail_key
from core.transitions import TransitionNotAllowed, require_status
from councils.models.body import Body
from councils.models.seats import SeatGroup

if TYPE_CHECKING:
    from accounts.models import User


class ElectionQuerySet(models.QuerySet["Election"]):
    def published(self) -> ElectionQuerySet:
        return self.exclude(status=Election.Status.DRAFT)

    def visible_to(self, user: User | None) -> ElectionQuerySet:
        shown = ~Q(status=Election.Status.DRAFT) & Q(body__is_published=True)
        if user is None or not user.is_staff:
            return self.filter(shown)
        return self.filter(shown | Q(body__in=Body.objects.served_by(user).values("pk")))


class Election(models.Model):
    """An election of members to a council (valg). Votes are cast outside the portal."""

    class Status(models.TextChoices):
        """What a person has decided; the dates say which part of it is on."""

        DRAFT = "draft", _("kladde")
        PUBLISHED = "published", _("udskrevet")
        UNCONTESTED = "uncontested", _("fredsvalg")
        DECIDED = "decided", _("afgjort")
        CALLED_OFF = "called_off", _("aflyst")

    class Stage(models.TextChoices):
        DRAFT = "draft", _("kladde")
        COMING = "coming", _("kommer")
        NOMINATION = "nomination", _("opstilling")
        NOMINATED = "nominated", _("opstillingen er slut")
        VOTING = "voting", _("afstemning")
        COUNTING = "counting", _("stemmerne tælles")
        UNCONTESTED = "uncontested", _("fredsvalg")
        DECIDED = "decided", _("afgjort")
        CALLED_OFF = "called_off", _("aflyst")

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="elections", verbose_name=_("organ")
    )
    group = models.ForeignKey(
        SeatGroup, on_delete=models.PROTECT, related_name="elections", verbose_name=_("gruppe")
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False
    )
    title = models.CharField(_("titel"), max_length=200)
    seats = models.PositiveSmallIntegerField(_("antal pladser"))
    substitutes = models.PositiveSmallIntegerField(_("antal stedfortrædere"), default=0)
    who_may_stand = models.TextField(_("hvem kan stille op"))
    who_may_vote = models.TextField(_("hvem kan stemme"))
    how_to_vote = models.TextField(_("sådan stemmer man"), blank=True)
    minimum_age = models.PositiveSmallIntegerField(_("mindste alder"), null=True, blank=True)
    nominations_open_at = models.DateTimeField(_("opstilling fra"))
    nominations_close_at = models.DateTimeField(
        _("opstilling til"), help_text=_("Midnat efter den sidste dag.")
    )
    voting_opens_at = models.DateTimeField(_("afstemning fra"))
    voting_closes_at = models.DateTimeField(
        _("afstemning til"), help_text=_("Midnat efter den sidste dag.")
    )
    term_starts_on = models.DateField(_("de valgte sidder fra"))
    term_ends_on = models.DateField(_("til (dagen efter den sidste)"), null=True, blank=True)
    eligible = models.PositiveIntegerField(_("stemmeberettigede"), null=True, blank=True)
    ballots = models.PositiveIntegerField(_("afgivne stemmesedler"), null=True, blank=True)
    invalid = models.PositiveIntegerField(_("ugyldige"), null=True, blank=True)
    note = models.TextField(_("bemærkning til udfaldet"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_candidate_number = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("valg")
        verbose_name_plural = _("valg")
        ordering = ["-voting_opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nominations_close_at__gt=F("nominations_open_at"))
                & Q(voting_opens_at__gte=F("nominations_close_at"))
                & Q(voting_closes_at__gt=F("voting_opens_at")),
                name="election_has_its_dates_in_order",
                violation_error_message=_(
                    "Opstilling og afstemning skal følge efter hinanden, og hver slutte efter sin"
                    " begyndelse."
                ),
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["draft", "published", "uncontested", "decided", "called_off"]
                ),
                name="election_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["uncontested", "decided"]) | Q(decided_at__isnull=False),
                name="ended_election_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="decided")
                | Q(ballots__isnull=False, eligible__isnull=False, ballots__lte=F("eligible")),
                name="decided_election_has_a_turnout",
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1),
                name="election_is_for_a_seat",
                violation_error_message=_("Skriv mindst 1."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("councils:election", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(ascii_danish(self.title))[:60].strip("-") or "valg"

    def stage(self, at: datetime | None = None) -> Stage:
        """Return where the election stands at a moment (default: now)."""
        if self.status != self.Status.PUBLISHED:
            return self.Stage(self.status)
        at = at or timezone.now()
        ends = (
            (self.nominations_open_at, self.Stage.COMING),
            (self.nominations_close_at, self.Stage.NOMINATION),
            (self.voting_opens_at, self.Stage.NOMINATED),
            (self.voting_closes_at, self.Stage.VOTING),
        )
        return next((stage for until, stage in ends if at < until), self.Stage.COUNTING)

    def is_visible_to(self, user: User | None) -> bool:
        is_shown = self.status != self.Status.DRAFT and self.body.is_published
        return is_shown or self.body.is_served_by(user)

    # --- Steps ----------------------------------------------------------------------------
    def publish(self, *, at: datetime) -> None:
        require_status(self, self.Status.DRAFT)
        self.status, self.published_at = self.Status.PUBLISHED, at
        self.save(update_fields=["status", "published_at"])

    def settle_uncontested(self, *, note: str, at: datetime) -> None:
        """End it without a vote: no more candidates than seats (ældreloven § 36).

        Raises:
            TransitionNotAllowed: not published, or one may still stand.
        """
        require_status(self, self.Status.PUBLISHED)
        if at < self.nominations_close_at:
            raise TransitionNotAllowed(_("Man kan stadig stille op."))
        self.status, self.note, self.decided_at = self.Status.UNCONTESTED, note, at
        self.save(update_fields=["status", "note", "decided_at"])

    def settle(self, *, eligible: int, ballots: int, invalid: int, note: str, at: datetime) -> None:
        """Enter the result that two people agree on.

        Raises:
            TransitionNotAllowed: not published, or one may still vote.
        """
        require_status(self, self.Status.PUBLISHED)
        if at < self.voting_closes_at:
            raise TransitionNotAllowed(_("Man kan stadig stemme."))
        self.status, self.decided_at, self.note = self.Status.DECIDED, at, note
        self.eligible, self.ballots, self.invalid = eligible, ballots, invalid
        self.save(update_fields=["status", "decided_at", "note", "eligible", "ballots", "invalid"])

    def call_off(self, *, reason: str) -> None:
        require_status(self, self.Status.PUBLISHED)
        self.status, self.note = self.Status.CALLED_OFF, reason
        self.save(update_fields=["status", "note"])

    def next_candidate_number(self) -> int:
        """Take the next number. The caller holds the lock on this row."""
        self.last_candidate_number += 1
        self.save(update_fields=["last_candidate_number"])
        return self.last_candidate_number


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def accepted(self) -> CandidateQuerySet:
        """Return who stands: nominated, and willing."""
        return self.filter(status=Candidate.Status.ACCEPTED)

    def elected(self) -> CandidateQuerySet:
        return self.filter(is_elected=True)

    def on_the_list(self) -> CandidateQuerySet:
        """Return the substitutes, in the order in which they step in."""
        return self.filter(substitute_rank__isnull=False).order_by("substitute_rank")


class Candidate(models.Model):
    """Somebody who was nominated, and who stands once they have accepted (kandidat)."""

    class Status(models.TextChoices):
        NOMINATED = "nominated", _("indstillet, har ikke svaret")
        ACCEPTED = "accepted", _("stiller op")
        DECLINED = "declined", _("stiller ikke op")
        WITHDRAWN = "withdrawn", _("har trukket sig")
        NOT_ELIGIBLE = "not_eligible", _("kan ikke vælges")

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="candidates")
    number = models.PositiveIntegerField(_("nummer"), editable=False)
    form_key = models.UUIDField(unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="candidacies",
    )
    name = models.CharField(_("navn"), max_length=120)
    email = models.EmailField(_("mailadresse"))
    email_key = models.CharField(max_length=254, editable=False)
    birth_year = models.PositiveSmallIntegerField(_("fødselsår"), null=True, blank=True)
    nominated_by = models.CharField(_("indstillet af"), max_length=120, blank=True)
    text = models.TextField(_("hvem du er, og hvad du vil"), max_length=2000, blank=True)
    language = models.CharField(max_length=2, default="da", editable=False)
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.NOMINATED, editable=False
    )
    status_reason = models.CharField(_("begrundelse"), max_length=200, blank=True)
    votes = models.PositiveIntegerField(_("stemmer"), null=True, blank=True)
    is_elected = models.BooleanField(_("valgt"), default=False)
    substitute_rank = models.PositiveSmallIntegerField(
        _("stedfortræder nummer"), null=True, blank=True
    )
    nominated_at = models.DateTimeField(_("indstillet"), default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("kandidat")
        verbose_name_plural = _("kandidater")
        ordering = ["election", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "number"], name="candidate_number_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["election", "email_key"],
                condition=Q(status__in=["nominated", "accepted"]) & ~Q(email_key=""),
                name="mailbox_stands_once_in_an_election",
                violation_error_message=_("Der er allerede en kandidat med den mailadresse."),
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["nominated", "accepted", "declined", "withdrawn", "not_eligible"]
                ),
                name="candidate_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(is_elected=False) | Q(status="accepted", substitute_rank=None),
                name="only_who_stands_is_elected",
            ),
            models.UniqueConstraint(
                fields=["election", "substitute_rank"],
                condition=Q(substitute_rank__isnull=False),
                name="one_substitute_at_each_rank",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def key_of(email: str) -> str:
        """Return what counts as the same mailbox: without case, spaces and +tag."""
        return mail_key(email)

    # --- Steps ----------------------------------------------------------------------------
    def accept(self, *, at: datetime) -> None:
        require_status(self, self.Status.NOMINATED)
        self.status, self.answered_at = self.Status.ACCEPTED, at
        self.save(update_fields=["status", "answered_at"])

    def decline(self, *, at: datetime) -> None:
        require_status(self, self.Status.NOMINATED)
        self.status, self.answered_at = self.Status.DECLINED, at
        self.save(update_fields=["status", "answered_at"])

    def withdraw(self, *, reason: str = "") -> None:
        require_status(self, self.Status.NOMINATED, self.Status.ACCEPTED)
        self.status, self.status_reason = self.Status.WITHDRAWN, reason
        self.save(update_fields=["status", "status_reason"])

    def rule_out(self, *, reason: str) -> None:
        """Say that the person may not be chosen, and why."""
        require_status(self, self.Status.NOMINATED, self.Status.ACCEPTED)
        self.status, self.status_reason = self.Status.NOT_ELIGIBLE, reason
        self.save(update_fields=["status", "status_reason"])

    def give_result(
        self, *, votes: int | None, is_elected: bool, substitute_rank: int | None
    ) -> None:
        require_status(self, self.Status.ACCEPTED)
        self.votes, self.is_elected = votes, is_elected
        self.substitute_rank = substitute_rank
        self.save(update_fields=["votes", "is_elected", "substitute_rank"])


class CandidatePortrait(StoredFile):
    """A picture of a candidate."""

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="portrait")

    class Meta:
        verbose_name = _("kandidatens portræt")
        verbose_name_plural = _("kandidaters portrætter")


class ResultEntry(models.Model):
    """What one person has entered from the count; the result stands when two entries agree.

    `votes` holds the votes of each candidate by number: {"3": 112}.
    """

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="entries")
    entered_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    eligible = models.PositiveIntegerField(_("stemmeberettigede"))
    ballots = models.PositiveIntegerField(_("afgivne stemmesedler"))
    invalid = models.PositiveIntegerField(_("ugyldige"))
    votes = models.JSONField(_("stemmer"))
    # The order among candidates with equal votes, by lot: numbers, the first drawn first.
    drawn = models.JSONField(_("lodtrækning"), default=list, blank=True)

    class Meta:
        verbose_name = _("indtastning af et resultat")
        verbose_name_plural = _("indtastninger af et resultat")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "entered_by"],
                name="person_enters_a_result_once",
                violation_error_message=_("Du har allerede indtastet resultatet."),
            ),
            models.CheckConstraint(
                condition=Q(ballots__lte=F("eligible")) & Q(invalid__lte=F("ballots")),
                name="result_counts_no_more_ballots_than_voters",
                violation_error_message=_(
                    "Der kan ikke være flere stemmesedler end stemmeberettigede."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.election}, {self.entered_by}"
