"""A note on a wall."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.contributions import Contribution, ContributionQuerySet
from core.transitions import require_status
from walls.models.wall import Heading, Wall, WallColumn

if TYPE_CHECKING:
    from accounts.models import User

MAX_LENGTH = 300


class NoteQuerySet(ContributionQuerySet):
    def visible(self) -> NoteQuerySet:
        return self.filter(state=Note.State.VISIBLE)


class Note(Contribution):
    """What somebody wrote on a wall (seddel)."""

    class Kind(models.TextChoices):
        """Told by colour, shape and name: nobody must see colours to know it."""

        IDEA = "idea", _("idé")
        CONCERN = "concern", _("bekymring")
        QUESTION = "question", _("spørgsmål")
        EXPERIENCE = "experience", _("erfaring")

    class State(models.TextChoices):
        VISIBLE = "visible", _("kan læses")
        HIDDEN = "hidden", _("skjult")
        DELETED = "deleted", _("taget ned af den, der skrev")

    wall = models.ForeignKey(Wall, on_delete=models.PROTECT, related_name="notes")
    number = models.PositiveIntegerField(_("nummer"), editable=False)
    column = models.ForeignKey(
        WallColumn, on_delete=models.PROTECT, related_name="notes", verbose_name=_("kolonne")
    )
    heading = models.ForeignKey(
        Heading,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name=_("gruppe"),
    )
    # The place in its column from above; two that were put in one place stand by number.
    position = models.PositiveIntegerField(default=0, editable=False)
    kind = models.CharField(_("slags"), max_length=12, choices=Kind, default=Kind.IDEA)
    text = models.CharField(_("seddel"), max_length=MAX_LENGTH)
    # Empty for a note from the paper wall, and for one without a name: nobody can find out whose.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="notes",
    )
    is_from_paper = models.BooleanField(_("fra mødet"), default=False, editable=False)
    # The form that made it: sent twice it is one. Its writer may take a nameless one down by it.
    key = models.UUIDField(unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.VISIBLE, editable=False)
    hidden_reason = models.TextField(_("hvorfor skjult"), max_length=500, blank=True)
    # Counted up by each change of place or text: who moves an older one is shown the newer.
    revision = models.PositiveIntegerField(default=0, editable=False)
    dot_count = models.PositiveIntegerField(default=0, editable=False)
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("seddel")
        verbose_name_plural = _("sedler")
        ordering = ["column__position", "column", "position", "number"]
        indexes = [models.Index(fields=["wall", "state", "number"], name="note_by_wall")]
        constraints = [
            *Contribution.Meta.constraints,
            models.UniqueConstraint(fields=["wall", "number"], name="note_number_is_given_once"),
            models.CheckConstraint(
                condition=Q(state__in=["visible", "hidden", "deleted"]),
                name="note_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="hidden") | ~Q(hidden_reason=""),
                name="hidden_note_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wall} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("walls:note", args=[self.wall_id, self.number])

    @property
    def is_visible(self) -> bool:
        return self.state == self.State.VISIBLE

    @property
    def author_name(self) -> str:
        """Who wrote it, as everybody may read it. Asks for the author: select it along."""
        if self.is_from_paper:
            return _now("fra mødet")
        return self.author.display_name if self.author else _now("uden navn")

    def is_written_by(self, user: User | None) -> bool:
        return user is not None and user.pk == self.author_id

    # --- Steps ----------------------------------------------------------------------------
    def place(self, column: WallColumn, heading: Heading | None, position: int) -> None:
        """Stand somewhere else. The caller holds the lock on the wall."""
        require_status(self, self.State.VISIBLE, field="state")
        self.column, self.heading, self.position = column, heading, position
        self.revision = F("revision") + 1
        self.save(update_fields=["column", "heading", "position", "revision"])
        self.refresh_from_db(fields=["revision"])

    def rewrite(self, text: str, kind: Kind, *, at: datetime) -> None:
        require_status(self, self.State.VISIBLE, field="state")
        self.text, self.kind, self.edited_at = text, kind, at
        self.revision = F("revision") + 1
        self.save(update_fields=["text", "kind", "edited_at", "revision"])
        self.refresh_from_db(fields=["revision"])

    def hide(self, reason: str) -> None:
        require_status(self, self.State.VISIBLE, field="state")
        self.state, self.hidden_reason = self.State.HIDDEN, reason
        self.save(update_fields=["state", "hidden_reason"])

    def restore(self) -> None:
        require_status(self, self.State.HIDDEN, field="state")
        self.state, self.hidden_reason = self.State.VISIBLE, ""
        self.save(update_fields=["state", "hidden_reason"])

    def take_down(self) -> None:
        """Take the words away for good."""
        require_status(self, self.State.VISIBLE, field="state")
        self.state, self.text = self.State.DELETED, ""
        self.save(update_fields=["state", "text"])

    def count_dots(self, dots: int) -> None:
        """Count dots given (or, below 0, taken back). The caller holds the lock on the wall."""
        Note.objects.filter(pk=self.pk).update(dot_count=F("dot_count") + dots)
        self.refresh_from_db(fields=["dot_count"])
