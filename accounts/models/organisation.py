"""Organisations, and who may act for them: nobody speaks for others before staff have said so."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.danish import sort_key
from core.text import name_key
from core.transitions import require_status

if TYPE_CHECKING:
    from accounts.models.people import User


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def approved(self) -> OrganisationQuerySet:
        return self.filter(status=Organisation.Status.APPROVED)

    def waiting(self) -> OrganisationQuerySet:
        return self.filter(status=Organisation.Status.PROPOSED)

    def named(self, name: str) -> OrganisationQuerySet:
        """Return the one that has the name in some spelling; who was declined has none."""
        declined = Organisation.Status.DECLINED
        return self.filter(name_key=name_key(name)).exclude(status=declined)

    def matching(self, words: str) -> OrganisationQuerySet:
        """Return those with the words in their name, in any spelling; all for no words."""
        return self.filter(name_key__contains=name_key(words)) if words else self

    def acted_for_by(self, user: User | None) -> OrganisationQuerySet:
        """Return the organisations that a person may act for at this moment."""
        if user is None or not user.is_active:
            return self.none()
        members = OrganisationMember.objects.acting().filter(user=user)
        return self.approved().filter(pk__in=members.values("organisation"))


class Organisation(models.Model):
    """An association, company or authority that takes part (organisation)."""

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("forening")
        INTEREST_ORGANISATION = "interest_organisation", _("interesseorganisation")
        COMPANY = "company", _("virksomhed")
        AUTHORITY = "authority", _("myndighed")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("venter på godkendelse")
        APPROVED = "approved", _("godkendt")
        DECLINED = "declined", _("ikke godkendt")
        CLOSED = "closed", _("lukket")

    name = models.CharField(_("navn"), max_length=120)
    # Two spellings of one name must not stand for two.
    name_key = models.CharField(max_length=240, editable=False)
    sort_key = models.CharField(max_length=240, editable=False, db_index=True)
    kind = models.CharField(_("slags"), max_length=25, choices=Kind)
    text = models.TextField(_("hvad den laver"), max_length=500, blank=True)
    website = models.URLField(_("hjemmeside"), blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.PROPOSED, editable=False
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    reason = models.TextField(_("begrundelse"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisationer")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name_key"],
                condition=~Q(status="declined"),
                name="organisation_name_is_its_own",
                violation_error_message=_("Der findes allerede en organisation med det navn."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "approved", "declined", "closed"]),
                name="organisation_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(reason=""),
                name="declined_organisation_is_told_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the keys following the name."""
        self.sort_key, self.name_key = sort_key(self.name), name_key(self.name)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "sort_key", "name_key"}
        super().save(*args, **kwargs)

    @property
    def is_approved(self) -> bool:
        return self.status == self.Status.APPROVED

    @property
    def was_never_approved(self) -> bool:
        """Whether nothing can have been done in its name."""
        return self.status in (self.Status.PROPOSED, self.Status.DECLINED)

    # --- Steps ----------------------------------------------------------------------------
    def approve(self, *, by: User, at: datetime) -> None:
        """Approve it; a closed one is opened again, with nobody who may act for it yet."""
        require_status(self, self.Status.PROPOSED, self.Status.CLOSED)
        self._decide(self.Status.APPROVED, "", by=by, at=at)

    def decline(self, *, reason: str, by: User, at: datetime) -> None:
        require_status(self, self.Status.PROPOSED)
        self._decide(self.Status.DECLINED, reason, by=by, at=at)

    def take_back(self, *, at: datetime) -> None:
        """Let a proposal fall that nobody stands behind any more; its name is free again."""
        require_status(self, self.Status.PROPOSED)
        reason = gettext("Trukket tilbage af den, der foreslog den.")
        self._decide(self.Status.DECLINED, reason, by=None, at=at)

    def close(self, *, reason: str, by: User, at: datetime) -> None:
        """Let nobody act for it any more; what was done in its name keeps it."""
        require_status(self, self.Status.APPROVED)
        self._decide(self.Status.CLOSED, reason, by=by, at=at)

    def _decide(self, status: Status, reason: str, *, by: User | None, at: datetime) -> None:
        self.status, self.reason, self.decided_by, self.decided_at = status, reason, by, at
        self.save(update_fields=["status", "reason", "decided_by", "decided_at"])


class OrganisationMemberQuerySet(models.QuerySet["OrganisationMember"]):
    def acting(self) -> OrganisationMemberQuerySet:
        """Return who may act for an organisation at this moment."""
        return self.filter(
            status=OrganisationMember.Status.APPROVED,
            organisation__status=Organisation.Status.APPROVED,
            user__is_active=True,
        )

    def waiting(self) -> OrganisationMemberQuerySet:
        return self.filter(status=OrganisationMember.Status.ASKED)

    def open(self) -> OrganisationMemberQuerySet:
        """Return who may act, and who has asked and waits."""
        return self.filter(status__in=OrganisationMember.OPEN)


class OrganisationMember(models.Model):
    """That a person asks to act for an organisation, may do so, or no longer may."""

    class Status(models.TextChoices):
        ASKED = "asked", _("venter på godkendelse")
        APPROVED = "approved", _("må handle for organisationen")
        DECLINED = "declined", _("ikke godkendt")
        ENDED = "ended", _("ophørt")

    OPEN = (Status.ASKED, Status.APPROVED)

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="members",
        verbose_name=_("organisation"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="organisations",
        verbose_name=_("konto"),
    )
    title = models.CharField(
        _("hverv"), max_length=80, blank=True, help_text=_("Fx: formand, kasserer, medarbejder")
    )
    message = models.TextField(_("besked til kommunen"), max_length=1000, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.ASKED, editable=False
    )
    reason = models.TextField(_("begrundelse"), blank=True)
    asked_at = models.DateTimeField(_("spurgt"), default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = OrganisationMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("medlem af organisation")
        verbose_name_plural = _("medlemmer af organisationer")
        ordering = ["organisation", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=Q(status__in=["asked", "approved"]),
                name="person_acts_for_an_organisation_once",
                violation_error_message=_("Du har allerede spurgt om det."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "approved", "declined", "ended"]),
                name="organisation_member_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(reason=""),
                name="declined_organisation_member_is_told_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    # --- Steps ----------------------------------------------------------------------------
    def approve(self, *, by: User, at: datetime) -> None:
        require_status(self, self.Status.ASKED)
        self._decide(self.Status.APPROVED, "", by=by, at=at)

    def decline(self, *, reason: str, by: User, at: datetime) -> None:
        require_status(self, self.Status.ASKED)
        self._decide(self.Status.DECLINED, reason, by=by, at=at)

    def end(self, *, reason: str = "", by: User | None, at: datetime) -> None:
        """Let the right end, at the person's wish or by staff; a question is taken back by it."""
        require_status(self, *self.OPEN)
        self._decide(self.Status.ENDED, reason, by=by, at=at)

    def _decide(self, status: Status, reason: str, *, by: User | None, at: datetime) -> None:
        self.status, self.reason, self.decided_by, self.decided_at = status, reason, by, at
        self.save(update_fields=["status", "reason", "decided_by", "decided_at"])
