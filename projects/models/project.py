"""A project: a problem that people solve together, before the lines are drawn."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, departments_of, has_role, is_at_work
from comments.models import moderates
from core.danish import ascii_danish
from core.transitions import require_status
from councils.speaking import council_role
from notifications.models import Feed

if TYPE_CHECKING:
    from accounts.models import User

STAFF_WHO_RUN_PROJECTS = (Role.FACILITATOR, Role.MANAGER)


class ProjectQuerySet(models.QuerySet["Project"]):
    """The states of a project as lists; each has its twin on Project."""

    def published(self) -> ProjectQuerySet:
        return self.exclude(status=Project.Status.DRAFT)

    def active(self) -> ProjectQuerySet:
        return self.filter(status=Project.Status.ACTIVE)

    def closed(self) -> ProjectQuerySet:
        return self.filter(status=Project.Status.CLOSED)

    def run_by(self, user: User | None) -> ProjectQuerySet:
        """Return the projects that a person at work runs: the own, and the department's."""
        if user is None or not is_at_work(user):
            return self.none()
        departments = departments_of(user, *STAFF_WHO_RUN_PROJECTS)
        return self.filter(Q(facilitator=user) | Q(department__in=departments.values("pk")))

    def visible_to(self, user: User | None) -> ProjectQuerySet:
        if user is None or not user.is_staff:
            return self.published()
        own = Project.objects.run_by(user).filter(pk=OuterRef("pk"))
        return self.filter(~Q(status=Project.Status.DRAFT) | Exists(own))


class Project(models.Model):
    """An innovation project (projekt): the problem first, then what people do about it."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("kladde")
        ACTIVE = "active", _("i gang")
        CLOSED = "closed", _("afsluttet")

    class PhaseKind(models.TextChoices):
        """The way of a project. A phase tells where it is; it locks nothing."""

        IDENTIFY = "identify", _("Find problemet")
        FORMULATE = "formulate", _("Formulér opgaven")
        TRY_OUT = "try_out", _("Prøv af")
        CARRY_THROUGH = "carry_through", _("Før det ud i livet")
        LEARN = "learn", _("Lær af det")

    # What a project says before anybody else sees it.
    MUST_SAY = ("title", "lead", "brief_problem", "brief_for_whom", "brief_leads_to")

    title = models.CharField(_("titel"), max_length=120)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    lead = models.TextField(
        _("indledning"), max_length=500, help_text=_("To-tre sætninger: problemet først.")
    )
    # Kort fortalt.
    brief_problem = models.TextField(_("problemet"), max_length=1000)
    brief_for_whom = models.TextField(_("for hvem"), max_length=1000)
    brief_decided = models.TextField(_("det er allerede besluttet"), max_length=1000, blank=True)
    brief_leads_to = models.TextField(_("det leder til"), max_length=1000)
    text = models.TextField(_("mere om projektet"), blank=True)
    areas = models.ManyToManyField("city.Area", blank=True, verbose_name=_("bydele"))
    topics = models.ManyToManyField("city.Topic", blank=True, verbose_name=_("emner"))
    body = models.ForeignKey(
        "councils.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("ansvarligt udvalg"),
    )
    department = models.ForeignKey(
        "city.Department",
        on_delete=models.PROTECT,
        related_name="projects",
        verbose_name=_("ansvarlig afdeling"),
    )
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="facilitates",
        limit_choices_to={"is_staff": True},
        verbose_name=_("tovholder"),
    )
    contact_phone = models.CharField(_("telefon til tovholderen"), max_length=30, blank=True)
    contact_email = models.EmailField(_("mail til tovholderen"), blank=True)
    started_on = models.DateField(_("begyndt"))
    phase = models.CharField(
        _("fase"), max_length=15, choices=PhaseKind, default=PhaseKind.IDENTIFY, editable=False
    )
    takes_ideas = models.BooleanField(_("man kan give sit bud"), default=True)
    last_idea_number = models.PositiveIntegerField(default=0, editable=False)
    takes_offers = models.BooleanField(_("man kan tilbyde hjælp"), default=True)

    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    outcome = models.TextField(_("det kom der ud af det"), blank=True)
    feed = models.OneToOneField(
        Feed, on_delete=models.PROTECT, null=True, editable=False, related_name="project"
    )
    thread = models.OneToOneField(
        "comments.Thread",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="project",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("projekt")
        verbose_name_plural = _("projekter")
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "active", "closed"]),
                name="project_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False),
                name="project_out_of_draft_has_been_published",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="closed_project_says_what_came_of_it",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with a feed that people can follow."""
        if self.feed_id is None and self._state.adding:
            self.feed = Feed.objects.create()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("projects:project", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(ascii_danish(self.title))[:60].strip("-") or "projekt"

    @property
    def is_published(self) -> bool:
        return self.status != self.Status.DRAFT

    @property
    def is_active(self) -> bool:
        return self.status == self.Status.ACTIVE

    @property
    def is_closed(self) -> bool:
        return self.status == self.Status.CLOSED

    # --- Who may --------------------------------------------------------------------------
    def is_run_by(self, user: User | None) -> bool:
        """Whether a person at work runs it: its facilitator, or staff of its department."""
        if user is None or not is_at_work(user):
            return False
        is_own = self.facilitator_id == user.pk
        return is_own or has_role(user, *STAFF_WHO_RUN_PROJECTS, department=self.department)

    # --- What an owner offers to the shared apps ------------------------------------------
    def heading(self) -> str:
        return self.title

    def is_visible_to(self, user: User | None) -> bool:
        return self.is_published or self.is_run_by(user)

    def allows(self, user: User | None, verb: str) -> bool:
        return bool(user and user.is_active and user.has_perm(f"projects.{verb}_project", self))

    def role_of(self, user: User | None) -> str:
        """Return the words under which a person speaks here, "" for a citizen."""
        if self.is_run_by(user) or moderates(user, self.department):
            return str(self.department)
        return council_role(user)

    # --- Steps ----------------------------------------------------------------------------
    def publish(self, *, at: datetime) -> None:
        require_status(self, self.Status.DRAFT)
        self.status, self.published_at = self.Status.ACTIVE, at
        self.save(update_fields=["status", "published_at"])

    def begin_phase(self, kind: PhaseKind) -> None:
        """Say where it is now; it may go back."""
        require_status(self, self.Status.DRAFT, self.Status.ACTIVE)
        self.phase = kind
        self.save(update_fields=["phase"])

    def close(self, outcome: str, *, at: datetime) -> None:
        require_status(self, self.Status.ACTIVE)
        self.status, self.outcome, self.closed_at = self.Status.CLOSED, outcome, at
        self.save(update_fields=["status", "outcome", "closed_at"])

    def reopen(self) -> None:
        require_status(self, self.Status.CLOSED)
        self.status, self.closed_at = self.Status.ACTIVE, None
        self.save(update_fields=["status", "closed_at"])

    def next_idea_number(self) -> int:
        """Take the next number. The caller holds the lock on this row."""
        self.last_idea_number += 1
        self.save(update_fields=["last_idea_number"])
        return self.last_idea_number

    def begin_thread(self, thread: Any) -> None:
        self.thread = thread
        self.save(update_fields=["thread"])
