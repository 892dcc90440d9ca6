"""Who stands in an election: nominated by themselves or by others, and willing."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.files import StoredFile
from core.limits import mail_key
from core.transitions import TransitionNotAllowed, require_status
from councils.models.election import Election
from councils.models.membership import Member


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def accepted(self) -> CandidateQuerySet:
        """Return who stands: nominated, and willing."""
        return self.filter(status=Candidate.Status.ACCEPTED)

    def elected(self) -> CandidateQuerySet:
        return self.filter(is_elected=True)

    def standing(self) -> CandidateQuerySet:
        """Return who stands or has not answered yet."""
        return self.filter(status__in=[Candidate.Status.NOMINATED, Candidate.Status.ACCEPTED])

    def forget_contact(self, *, at: datetime) -> int:
        """Remove how candidates are reached; the name of who stood belongs to the election."""
        return self.update(email="", email_key="", birth_year=None, user=None, forgotten_at=at)

    def forget_names(self) -> int:
        """Remove who was nominated and did not stand: nobody has ever read it."""
        return self.update(name="", nominated_by="", text="", status_reason="")

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
    # Who the candidate became, once seated or on the list of substitutes.
    member = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
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

    def get_absolute_url(self) -> str:
        election = self.election
        return reverse("councils:candidate", args=[election.pk, election.slug, self.number])

    @property
    def is_hidden(self) -> bool:
        """Whether the name is shown to nobody: the account is protected, or it is forgotten."""
        return not self.name or (self.user is not None and self.user.protected)

    @property
    def display_name(self) -> str:
        """The name that others see. Asks for the account: select `user` along."""
        if self.is_hidden:
            return gettext("Kandidat nr. %(number)d") % {"number": self.number}
        return self.name

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

    def become(self, member: Member) -> None:
        """Note who the elected candidate or substitute is among the members. Once."""
        if self.member is not None or not (self.is_elected or self.substitute_rank):
            raise TransitionNotAllowed(_("Personen er sat på plads, eller blev ikke valgt."))
        self.member = member
        self.save(update_fields=["member"])

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
