"""Who is in a project, and what they bring: actors by group, and the team."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.transitions import require_status
from projects.models.project import Project

if TYPE_CHECKING:
    from accounts.models import User


class ActorGroup(models.TextChoices):
    """Who the policy wants to work together before the lines are drawn."""

    CITIZENS = "citizens", _("Borgere")
    POLITICIANS = "politicians", _("Politikere")
    ADMINISTRATION = "administration", _("Forvaltning")
    INTEREST_ORGANISATIONS = "interest_organisations", _("Interesseorganisationer")
    ASSOCIATIONS = "associations", _("Foreninger")
    COMPANIES = "companies", _("Virksomheder")


class Actor(models.Model):
    """Somebody who takes part, with or without an account, and what they bring (aktør)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="actors")
    group = models.CharField(_("gruppe"), max_length=25, choices=ActorGroup)
    name = models.CharField(_("navn"), max_length=120)
    organisation = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actor_in",
        verbose_name=_("organisation på portalen"),
    )
    brings = models.CharField(_("hvad de kommer med"), max_length=300, blank=True)
    people = models.PositiveSmallIntegerField(_("antal personer"), default=1)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    class Meta:
        verbose_name = _("aktør")
        verbose_name_plural = _("aktører")
        ordering = ["group", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=5000),
                name="actor_is_at_least_one",
                violation_error_message=_("Skriv mindst én person."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def on_team(self) -> TeamMemberQuerySet:
        return self.filter(status=TeamMember.Status.ON_TEAM)

    def asking(self) -> TeamMemberQuerySet:
        """Return who asks to join and waits for an answer."""
        return self.filter(status=TeamMember.Status.ASKED)

    def invited(self) -> TeamMemberQuerySet:
        return self.filter(status=TeamMember.Status.INVITED)


class TeamMember(models.Model):
    """A person on a project's team, invited to it, or asking to join (hold)."""

    class Status(models.TextChoices):
        ASKED = "asked", _("beder om at komme med")
        INVITED = "invited", _("inviteret")
        ON_TEAM = "on_team", _("på holdet")
        DECLINED = "declined", _("ikke med")
        LEFT = "left", _("har forladt holdet")

    OPEN = (Status.ASKED, Status.INVITED, Status.ON_TEAM)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="teams",
        verbose_name=_("konto"),
    )
    # Who is invited and has no account yet; the invitation is taken by the link in the mail.
    email = models.EmailField(_("mailadresse"), blank=True)
    organisation = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="team_members",
        verbose_name=_("på vegne af"),
    )
    group = models.CharField(_("gruppe"), max_length=25, choices=ActorGroup)
    brings = models.CharField(_("hvad du kommer med"), max_length=300, blank=True)
    message = models.TextField(_("besked"), max_length=1000, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, editable=False)
    reason = models.TextField(_("begrundelse"), max_length=1000, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("medlem af holdet")
        verbose_name_plural = _("holdet")
        ordering = ["group", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user"],
                condition=Q(status__in=["asked", "invited", "on_team"]) & Q(user__isnull=False),
                name="person_is_on_a_team_once",
                violation_error_message=_("Personen er der allerede."),
            ),
            models.UniqueConstraint(
                models.functions.Lower("email"),
                "project",
                condition=Q(status="invited") & ~Q(email=""),
                name="address_is_invited_to_a_team_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "invited", "on_team", "declined", "left"]),
                name="team_member_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="on_team") | Q(user__isnull=False),
                name="who_is_on_a_team_has_an_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user or self.email}, {self.project}"

    # --- Steps ----------------------------------------------------------------------------
    def join(self, *, user: User, by: User, at: datetime) -> None:
        """Be on the team: a request was accepted, or an invitation taken by `user`."""
        require_status(self, self.Status.ASKED, self.Status.INVITED)
        self.user, self.email = user, ""
        self._decide(self.Status.ON_TEAM, "", by=by, at=at)

    def decline(self, *, reason: str = "", by: User | None, at: datetime) -> None:
        """Say no to a request, or to an invitation, whose address nobody needs any more."""
        require_status(self, self.Status.ASKED, self.Status.INVITED)
        self.email = ""
        self._decide(self.Status.DECLINED, reason, by=by, at=at)

    def leave(self, *, reason: str = "", by: User | None, at: datetime) -> None:
        require_status(self, self.Status.ON_TEAM)
        self._decide(self.Status.LEFT, reason, by=by, at=at)

    def _decide(self, status: Status, reason: str, *, by: User | None, at: datetime) -> None:
        self.status, self.reason, self.decided_by, self.decided_at = status, reason, by, at
        self.save(update_fields=["user", "email", "status", "reason", "decided_by", "decided_at"])
