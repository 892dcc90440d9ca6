"""A thread: one conversation about one subject, which it finds with `core.owners.owner_of`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, departments_of, has_role
from core.owners import has_visible_owner, owner_of
from core.transitions import require_status

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from city.models import Department

STAFF_WHO_MODERATE = (Role.CASE_WORKER, Role.MODERATOR, Role.MANAGER, Role.EDITOR)


def moderates(user: User | None, department: Department | None) -> bool:
    """Tell whether a person answers and moderates in the threads of a department, or of any."""
    return has_role(user, *STAFF_WHO_MODERATE, department=department)


class ThreadQuerySet(models.QuerySet["Thread"]):
    def moderated_by(self, user: User | None) -> ThreadQuerySet:
        """Return the threads of the departments in which a person moderates.

        What not everybody may read is for those alone who may see its subject, wherever they work.
        """
        everybodys = Q(department__in=departments_of(user, *STAFF_WHO_MODERATE), is_private=False)
        if not moderates(user, None):
            return self.none()
        return self.filter(everybodys | Q(is_private=True) & has_visible_owner(Thread, "pk", user))

    def public(self) -> ThreadQuerySet:
        """Return the threads that are not made for a few."""
        return self.filter(is_private=False)


class Thread(models.Model):
    """A conversation (samtale). Its row is the lock under which it grows and is counted.

    The counts are of what everybody may read: neither held nor hidden nor deleted comments.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("åben")
        CLOSED = "closed", _("lukket")

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_reason = models.TextField(_("hvorfor lukket"), blank=True)
    # Made for a few (a members' room): who may see its subject may write, and nobody else reads.
    is_private = models.BooleanField(default=False, editable=False)
    # Whose staff answer and moderate; the subject keeps it up to date.
    department = models.ForeignKey(
        "city.Department",
        on_delete=models.PROTECT,
        related_name="threads",
        verbose_name=_("ansvarlig afdeling"),
    )
    summary = models.TextField(
        _("her står samtalen"),
        blank=True,
        help_text=_("Skriv #12 for at henvise til kommentar nummer 12."),
    )
    summary_at = models.DateTimeField(null=True, blank=True, editable=False)
    summary_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # Set with the text; the words under which staff speak, as on an official answer.
    summary_role = models.CharField(max_length=200, blank=True, editable=False)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    last_author_number = models.PositiveIntegerField(default=0, editable=False)
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    top_count = models.PositiveIntegerField(default=0, editable=False)
    last_comment_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("samtale")
        verbose_name_plural = _("samtaler")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", closed_at=None)
                | Q(status="closed", closed_at__isnull=False),
                name="closed_thread_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("comments:thread", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    def is_visible_to(self, user: User | None) -> bool:
        """Whether a person may read it: the subject decides, and one of its own it must have."""
        owner: Any = owner_of(self)
        return owner is not None and bool(owner.is_visible_to(user))

    def is_shared_with(self, person: User | None) -> bool:
        """Whether one can talk there: everybody reads it, or it is private and the person may."""
        return self.is_visible_to(person if self.is_private else None)

    # --- Steps ----------------------------------------------------------------------------
    def close(self, *, reason: str, at: datetime) -> None:
        """Let nobody write any more; what is written stays to be read."""
        require_status(self, self.Status.OPEN)
        self.status, self.closed_reason, self.closed_at = self.Status.CLOSED, reason, at
        self.save(update_fields=["status", "closed_reason", "closed_at"])

    def summarise(self, text: str, *, role: str, by: User, at: datetime) -> None:
        """Say where the conversation stands; an empty text takes the note away."""
        self.summary, self.summary_role = text, role if text else ""
        self.summary_by, self.summary_at = by, at
        self.save(update_fields=["summary", "summary_role", "summary_by", "summary_at"])

    def reopen(self) -> None:
        require_status(self, self.Status.CLOSED)
        self.status, self.closed_reason, self.closed_at = self.Status.OPEN, "", None
        self.save(update_fields=["status", "closed_reason", "closed_at"])


class Participant(models.Model):
    """That somebody has written in a thread, and the number of their pseudonym there.

    Everybody gets a number with the first comment, so that who asks for protection later has a
    name in every thread: “Borger 3”.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="thread_participations"
    )
    number = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("deltager i samtale")
        verbose_name_plural = _("deltagere i samtaler")
        ordering = ["thread", "number"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "user"], name="person_is_one_participant"),
            models.UniqueConstraint(
                fields=["thread", "number"], name="participant_number_is_unique_in_thread"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id}: {self.number}"
