"""A wall, its columns, and the headings under which notes are grouped."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, departments_of, has_role
from core.danish import ascii_danish
from core.files import StoredFile
from core.owners import has_visible_owner, owner_of
from core.transitions import TransitionNotAllowed, require_status

if TYPE_CHECKING:
    from accounts.models import User

STAFF_WHO_FACILITATE = (Role.FACILITATOR, Role.CASE_WORKER, Role.MANAGER)
MAX_DOTS = 20


class WallQuerySet(models.QuerySet["Wall"]):
    def visible_to(self, user: User | None) -> WallQuerySet:
        """Return the walls that a person may see: the subject of each decides."""
        return self.filter(has_visible_owner(Wall, "pk", user))

    def facilitated_by(self, user: User | None) -> WallQuerySet:
        """Return the walls of the departments in which a person facilitates."""
        return self.filter(department__in=departments_of(user, *STAFF_WHO_FACILITATE))


class Wall(models.Model):
    """A wall of post-it notes (væg). Its row is the lock under which notes come and move.

    `version` is counted up by each change that somebody can see: whoever asks again with the
    version they have is told that there is nothing new. It finds its subject (a project's
    activity, an event, a session) with `core.owners.owner_of`.
    """

    class Step(models.TextChoices):
        """What people do at it now; the facilitator says so, and may go back."""

        COLLECT = "collect", _("saml")
        GROUP = "group", _("gruppér")
        PRIORITISE = "prioritise", _("prioritér")
        CONCLUDED = "concluded", _("afsluttet")

    title = models.CharField(_("titel"), max_length=120)
    question = models.TextField(
        _("spørgsmålet"), max_length=500, help_text=_("Det, sedlerne svarer på.")
    )
    step = models.CharField(_("trin"), max_length=12, choices=Step, default=Step.COLLECT)
    department = models.ForeignKey(
        "city.Department",
        on_delete=models.PROTECT,
        related_name="walls",
        verbose_name=_("ansvarlig afdeling"),
    )
    allows_anonymous = models.BooleanField(
        _("man må skrive uden navn"),
        default=True,
        help_text=_("Sedlen viser ikke, hvem der skrev. Facilitatoren kan ikke se det."),
    )
    dots_per_person = models.PositiveSmallIntegerField(
        _("prikker til hver"), default=5, help_text=_("Højst 20.")
    )
    # Empty before the line is drawn: notes with so many dots or more stand above it.
    line_at = models.PositiveSmallIntegerField(
        _("stregen trækkes ved så mange prikker"), null=True, blank=True
    )
    outcome = models.TextField(_("det kom der ud af det"), blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    last_note_number = models.PositiveIntegerField(default=0, editable=False)
    # Visible notes: kept with them, under the lock on this row.
    note_count = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = WallQuerySet.as_manager()

    class Meta:
        verbose_name = _("væg")
        verbose_name_plural = _("vægge")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(step__in=["collect", "group", "prioritise", "concluded"]),
                name="wall_step_is_known",
            ),
            models.CheckConstraint(
                condition=Q(step="concluded", concluded_at__isnull=False)
                | (~Q(step="concluded") & Q(concluded_at=None)),
                name="concluded_wall_says_when",
            ),
            models.CheckConstraint(
                condition=Q(dots_per_person__gte=1, dots_per_person__lte=MAX_DOTS),
                name="wall_gives_each_some_dots",
                violation_error_message=_("Giv mellem 1 og 20 prikker til hver."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("walls:wall", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(ascii_danish(self.title))[:60].strip("-") or "vaeg"

    @property
    def is_frozen(self) -> bool:
        """Whether nothing changes any more: it is concluded."""
        return self.step == self.Step.CONCLUDED

    @property
    def takes_notes(self) -> bool:
        """Whether notes are written and moved now."""
        return self.step in (self.Step.COLLECT, self.Step.GROUP)

    @property
    def takes_headings(self) -> bool:
        return self.step == self.Step.GROUP

    @property
    def takes_dots(self) -> bool:
        return self.step == self.Step.PRIORITISE

    # --- Who may --------------------------------------------------------------------------
    def is_visible_to(self, user: User | None) -> bool:
        """Whether a person may see it: the subject decides, and one of its own it must have."""
        owner: Any = owner_of(self)
        return owner is not None and bool(owner.is_visible_to(user))

    def is_facilitated_by(self, user: User | None) -> bool:
        """Whether a person runs it: staff of its department, or who its subject says."""
        if has_role(user, *STAFF_WHO_FACILITATE, department=self.department):
            return True
        owner: Any = owner_of(self)
        return owner is not None and bool(owner.allows(user, "facilitate"))

    # --- Steps ----------------------------------------------------------------------------
    def go_to(self, step: Step) -> None:
        """Begin another step. Raises TransitionNotAllowed when it is concluded."""
        require_status(self, self.Step.COLLECT, self.Step.GROUP, self.Step.PRIORITISE, field="step")
        self.step = step
        self.save(update_fields=["step"])

    def conclude(self, outcome: str, *, at: datetime) -> None:
        """Freeze it, with what came of it."""
        if self.is_frozen:
            raise TransitionNotAllowed(_now("Væggen er afsluttet."))
        self.step, self.outcome, self.concluded_at = self.Step.CONCLUDED, outcome, at
        self.save(update_fields=["step", "outcome", "concluded_at"])

    def write_outcome(self, outcome: str) -> None:
        """Mend what came of it. Raises TransitionNotAllowed before it is concluded."""
        require_status(self, self.Step.CONCLUDED, field="step")
        self.outcome = outcome
        self.save(update_fields=["outcome"])

    def reopen(self) -> None:
        """Take the freezing back: people go on prioritising."""
        require_status(self, self.Step.CONCLUDED, field="step")
        self.step, self.concluded_at = self.Step.PRIORITISE, None
        self.save(update_fields=["step", "concluded_at"])

    def draw_line(self, dots: int | None) -> None:
        """Draw the priority line, or take it away."""
        require_status(self, self.Step.COLLECT, self.Step.GROUP, self.Step.PRIORITISE, field="step")
        self.line_at = dots
        self.save(update_fields=["line_at"])

    def touch(self, *, notes: int = 0) -> None:
        """Count a change that people see, and notes that came or went. Needs the lock."""
        Wall.objects.filter(pk=self.pk).update(
            version=F("version") + 1, note_count=F("note_count") + notes
        )
        self.refresh_from_db(fields=["version", "note_count"])

    def next_note_number(self) -> int:
        """Take the next number. The caller holds the lock on this row."""
        self.last_note_number += 1
        self.save(update_fields=["last_note_number"])
        return self.last_note_number


class WallColumn(models.Model):
    """A column of a wall, from left to right (kolonne)."""

    wall = models.ForeignKey(Wall, on_delete=models.CASCADE, related_name="columns")
    title = models.CharField(_("overskrift"), max_length=80)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    class Meta:
        verbose_name = _("kolonne")
        verbose_name_plural = _("kolonner")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Heading(models.Model):
    """What some notes of a column have in common (overskrift over sedler)."""

    column = models.ForeignKey(WallColumn, on_delete=models.CASCADE, related_name="headings")
    title = models.CharField(_("overskrift"), max_length=80)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    class Meta:
        verbose_name = _("gruppe")
        verbose_name_plural = _("grupper")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["column", "title"],
                name="heading_stands_once_in_a_column",
                violation_error_message=_("Den overskrift er der allerede i kolonnen."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class WallPhoto(StoredFile):
    """A photograph of the paper wall that notes were entered from."""

    wall = models.ForeignKey(Wall, on_delete=models.PROTECT, related_name="photos")
    alt = models.CharField(_("hvad billedet viser"), max_length=200)

    class Meta:
        verbose_name = _("foto af væggen")
        verbose_name_plural = _("fotos af væggen")
        ordering = ["pk"]
