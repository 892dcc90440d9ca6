"""The seminar on citizen involvement that the policy promises every second year."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, Max, OuterRef, Q
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

STAFF_WHO_RUN_SEMINARS = (Role.FACILITATOR, Role.MANAGER, Role.EDITOR)


class SeminarQuerySet(models.QuerySet["Seminar"]):
    """The states of a seminar as lists; each has its twin on Seminar."""

    def published(self) -> SeminarQuerySet:
        """Return what is no draft: cancelled ones stay to be read."""
        return self.exclude(status=Seminar.Status.DRAFT)

    def standing(self) -> SeminarQuerySet:
        return self.filter(status=Seminar.Status.PUBLISHED)

    def held(self, at: datetime | None = None) -> SeminarQuerySet:
        """Return those whose last day is over."""
        return self.standing().filter(last_day_ends_at__lte=at or timezone.now())

    def coming(self, at: datetime | None = None) -> SeminarQuerySet:
        """Return those that are not over: it may be on now, or have no day yet."""
        at = at or timezone.now()
        return self.standing().filter(Q(last_day_ends_at=None) | Q(last_day_ends_at__gt=at))

    def run_by(self, user: User | None) -> SeminarQuerySet:
        if user is None or not is_at_work(user):
            return self.none()
        departments = departments_of(user, *STAFF_WHO_RUN_SEMINARS)
        return self.filter(department__in=departments.values("pk"))

    def visible_to(self, user: User | None) -> SeminarQuerySet:
        if user is None or not user.is_staff:
            return self.published()
        own = Seminar.objects.run_by(user).filter(pk=OuterRef("pk"))
        return self.filter(~Q(status=Seminar.Status.DRAFT) | Exists(own))


class Seminar(models.Model):
    """An inspiration and experience seminar on citizen involvement (seminar).

    Its days and sessions are events: they have the time, the place and who comes. The seminar
    decides who may see and arrange them.
    """

    class Status(models.TextChoices):
        """What a person has decided; coming and held come from the days."""

        DRAFT = "draft", _("kladde")
        PUBLISHED = "published", _("offentliggjort")
        CANCELLED = "cancelled", _("aflyst")

    # What a seminar says before anybody else sees it, beside a day.
    MUST_SAY = ("title", "lead")

    title = models.CharField(_("tema"), max_length=120)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    lead = models.TextField(
        _("kort fortalt"), max_length=500, help_text=_("To-tre sætninger: hvad og for hvem.")
    )
    text = models.TextField(_("mere om seminaret"), blank=True)
    practical = models.TextField(
        _("praktisk"), blank=True, help_text=_("Fx mad, transport, parkering, børn.")
    )
    has_hearing_loop = models.BooleanField(_("teleslynge"), default=False)
    has_interpreter = models.BooleanField(_("tegnsprogstolk"), default=False)
    has_lift = models.BooleanField(_("elevator og adgang uden trin"), default=False)
    accessibility = models.TextField(_("mere om tilgængelighed"), max_length=1000, blank=True)
    topics = models.ManyToManyField("city.Topic", blank=True, verbose_name=_("emner"))
    department = models.ForeignKey(
        "city.Department",
        on_delete=models.PROTECT,
        related_name="seminars",
        verbose_name=_("ansvarlig afdeling"),
    )
    contact = models.CharField(_("kontakt"), max_length=200, blank=True)
    # When its last day ends; kept by the services that give it days. It orders the seminars.
    last_day_ends_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Made by the portal itself, because the next one was due.
    is_proposed = models.BooleanField(default=False, editable=False)
    cancelled_reason = models.TextField(_("hvorfor aflyst"), blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    # --- Afterwards -----------------------------------------------------------------------
    # When those who came were asked what they thought of it.
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    report = models.TextField(_("rapport"), blank=True, help_text=_("Hvad der skete, i ord."))
    report_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_conclusion_number = models.PositiveIntegerField(default=0, editable=False)

    feed = models.OneToOneField(
        Feed, on_delete=models.PROTECT, null=True, editable=False, related_name="seminar"
    )
    thread = models.OneToOneField(
        "comments.Thread",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="seminar",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = SeminarQuerySet.as_manager()

    class Meta:
        verbose_name = _("seminar")
        verbose_name_plural = _("seminarer")
        ordering = [models.F("last_day_ends_at").desc(nulls_first=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "cancelled"]),
                name="seminar_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False),
                name="seminar_out_of_draft_has_been_published",
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(cancelled_reason=""),
                name="cancelled_seminar_says_why",
            ),
            models.UniqueConstraint(
                fields=["is_proposed"],
                condition=Q(is_proposed=True, status="draft"),
                name="one_seminar_is_proposed_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(report_published_at=None) | ~Q(report=""),
                name="published_report_says_something",
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
        return reverse("seminars:seminar", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(ascii_danish(self.title))[:60].strip("-") or "seminar"

    @property
    def year(self) -> int | None:
        """The year it is held in, None while it has no day."""
        return timezone.localtime(self.last_day_ends_at).year if self.last_day_ends_at else None

    @property
    def is_published(self) -> bool:
        return self.status != self.Status.DRAFT

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    def is_held(self, at: datetime | None = None) -> bool:
        is_over = self.last_day_ends_at and self.last_day_ends_at <= (at or timezone.now())
        return self.status == self.Status.PUBLISHED and bool(is_over)

    @property
    def has_report(self) -> bool:
        return self.report_published_at is not None

    # --- Who may --------------------------------------------------------------------------
    def is_run_by(self, user: User | None) -> bool:
        return has_role(user, *STAFF_WHO_RUN_SEMINARS, department=self.department)

    # --- What an owner offers to the shared apps ------------------------------------------
    def heading(self) -> str:
        return self.title

    def is_visible_to(self, user: User | None) -> bool:
        return self.is_published or self.is_run_by(user)

    def allows(self, user: User | None, verb: str) -> bool:
        return bool(user and user.is_active and user.has_perm(f"seminars.{verb}_seminar", self))

    def role_of(self, user: User | None) -> str:
        """Return the words under which a person speaks here, "" for a citizen."""
        if self.is_run_by(user) or moderates(user, self.department):
            return str(self.department)
        return council_role(user)

    # --- Steps ----------------------------------------------------------------------------
    def publish(self, *, at: datetime) -> None:
        require_status(self, self.Status.DRAFT)
        self.status, self.published_at = self.Status.PUBLISHED, at
        self.save(update_fields=["status", "published_at"])

    def cancel(self, *, reason: str) -> None:
        require_status(self, self.Status.PUBLISHED)
        self.status, self.cancelled_reason = self.Status.CANCELLED, reason
        self.save(update_fields=["status", "cancelled_reason"])

    def note_days(self) -> None:
        """Remember when the last of its days ends; whoever gives, moves or takes a day calls it."""
        last = self.days.aggregate(last=Max("event__ends_at"))["last"]
        self.last_day_ends_at = last
        self.save(update_fields=["last_day_ends_at"])

    def note_asked(self, *, at: datetime) -> None:
        self.asked_at = at
        self.save(update_fields=["asked_at"])

    def publish_report(self, *, at: datetime) -> None:
        require_status(self, self.Status.PUBLISHED)
        self.report_published_at = at
        self.save(update_fields=["report_published_at"])

    def begin_thread(self, thread: Any) -> None:
        self.thread = thread
        self.save(update_fields=["thread"])

    def next_conclusion_number(self) -> int:
        """Take the next number. The caller holds the lock on this row."""
        self.last_conclusion_number += 1
        self.save(update_fields=["last_conclusion_number"])
        return self.last_conclusion_number

    @property
    def held_on(self) -> date | None:
        """The last day, Europe/Copenhagen."""
        return timezone.localtime(self.last_day_ends_at).date() if self.last_day_ends_at else None
