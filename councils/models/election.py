"""Elections to councils: who may stand and vote, when, and how it ended."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.clock import last_day
from core.danish import ascii_danish
from core.transitions import TransitionNotAllowed, require_status
from councils.models.body import Body
from councils.models.seats import SeatGroup

if TYPE_CHECKING:
    from accounts.models import User
    from city.models import Area


class ElectionQuerySet(models.QuerySet["Election"]):
    def published(self) -> ElectionQuerySet:
        return self.exclude(status=Election.Status.DRAFT)

    def nominating(self, at: datetime | None = None) -> ElectionQuerySet:
        """Return those in which people may be nominated at a moment."""
        at = at or timezone.now()
        return self.filter(
            status=Election.Status.PUBLISHED,
            nominations_open_at__lte=at,
            nominations_close_at__gt=at,
        )

    def coming_or_running(self, at: datetime | None = None) -> ElectionQuerySet:
        """Return those that are called and whose vote is not over."""
        at = at or timezone.now()
        return self.filter(status=Election.Status.PUBLISHED, voting_closes_at__gt=at)

    def counting(self, at: datetime | None = None) -> ElectionQuerySet:
        """Return those whose vote is over and whose result is not there yet."""
        at = at or timezone.now()
        return self.filter(status=Election.Status.PUBLISHED, voting_closes_at__lte=at)

    def near(self, area: Area) -> ElectionQuerySet:
        """Return those of bodies in an area, and of bodies of the whole town."""
        bodies = Body.objects.filter(Q(areas=area) | Q(areas=None))
        return self.filter(body__in=bodies.values("pk"))

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

    @property
    def last_day_of_nominations(self) -> date:
        return last_day(self.nominations_close_at)

    @property
    def last_day_to_vote(self) -> date:
        return last_day(self.voting_closes_at)

    @property
    def moments(self) -> tuple[datetime, ...]:
        """When a page about it becomes wrong by itself."""
        return (
            self.nominations_open_at,
            self.nominations_close_at,
            self.voting_opens_at,
            self.voting_closes_at,
        )

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
        """Show it to everybody. Raises TransitionNotAllowed when nobody could stand any more."""
        require_status(self, self.Status.DRAFT)
        if self.nominations_close_at <= at:
            raise TransitionNotAllowed(_("Opstillingen slutter, før valget er udskrevet. Ret den."))
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
