"""What people give to a project: ideas, and offers of help. Each is answered, with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import HideReason
from core.contributions import Contribution, ContributionQuerySet
from core.transitions import require_status
from projects.models.openness import Question
from projects.models.project import Project

if TYPE_CHECKING:
    from accounts.models import User


class IdeaQuerySet(ContributionQuerySet):
    def public(self) -> IdeaQuerySet:
        """Return what everybody may read."""
        return self.filter(state=Idea.State.VISIBLE)


class Idea(Contribution):
    """A bid on what to do, perhaps on one of the project's questions (bidrag)."""

    class State(models.TextChoices):
        VISIBLE = "visible", _("kan læses")
        HELD = "held", _("venter på at blive læst")
        HIDDEN = "hidden", _("skjult")
        DELETED = "deleted", _("slettet af forfatteren")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="ideas")
    question = models.ForeignKey(
        Question,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="ideas",
        verbose_name=_("om spørgsmålet"),
    )
    number = models.PositiveIntegerField(_("nummer"), editable=False)
    text = models.TextField(_("dit bud"), max_length=2000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ideas"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ideas",
        verbose_name=_("på vegne af"),
    )
    key = models.UUIDField(unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.VISIBLE, editable=False)
    held_for = models.CharField(max_length=10, blank=True, editable=False)
    hidden_reason = models.CharField(max_length=20, choices=HideReason, blank=True)
    given_at = models.DateTimeField(_("givet"), default=timezone.now, editable=False)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = _("bidrag")
        verbose_name_plural = _("bidrag")
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["project", "state", "fate"], name="idea_by_fate")]
        constraints = [
            *Contribution.Meta.constraints,
            models.UniqueConstraint(fields=["project", "number"], name="idea_number_is_given_once"),
            models.CheckConstraint(
                condition=Q(state__in=["visible", "held", "hidden", "deleted"]),
                name="idea_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="hidden") | ~Q(hidden_reason=""),
                name="hidden_idea_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.number}"

    @property
    def is_visible(self) -> bool:
        return self.state == self.State.VISIBLE

    def is_written_by(self, user: User | None) -> bool:
        return user is not None and user.pk == self.author_id

    def is_visible_to(self, user: User | None) -> bool:
        """Whether a person may read the words: everybody what is shown, its author the own."""
        if self.state == self.State.DELETED or not self.project.is_visible_to(user):
            return False
        return self.is_visible or self.is_written_by(user)

    def get_absolute_url(self) -> str:
        project = self.project
        return reverse("projects:idea", args=[project.pk, project.slug, self.number])

    @property
    def author_name(self) -> str:
        """Who gave it, as everybody may read it. Asks for both: select them along."""
        return self.organisation.name if self.organisation else self.author.display_name

    # --- Steps ----------------------------------------------------------------------------
    def hold(self, reason: str) -> None:
        self.state, self.held_for = self.State.HELD, reason

    def release(self) -> None:
        require_status(self, self.State.HELD, field="state")
        self.state, self.held_for = self.State.VISIBLE, ""
        self.save(update_fields=["state", "held_for"])

    def hide(self, reason: str) -> None:
        require_status(self, self.State.VISIBLE, self.State.HELD, field="state")
        self.state, self.hidden_reason = self.State.HIDDEN, reason
        self.save(update_fields=["state", "hidden_reason"])

    def restore(self) -> None:
        require_status(self, self.State.HIDDEN, field="state")
        self.state, self.held_for, self.hidden_reason = self.State.VISIBLE, "", ""
        self.save(update_fields=["state", "held_for", "hidden_reason"])

    def delete_by_author(self) -> None:
        """Take the words away for good; the number stays."""
        require_status(self, self.State.VISIBLE, self.State.HELD, field="state")
        self.state, self.text = self.State.DELETED, ""
        self.save(update_fields=["state", "text"])

    def forget_words(self) -> None:
        """Take the words away with a person who is to be forgotten; what it came to stays."""
        if self.state != self.State.DELETED:
            self.state, self.text, self.held_for = self.State.DELETED, "", ""
            self.save(update_fields=["state", "text", "held_for"])


class HelpWantedQuerySet(models.QuerySet["HelpWanted"]):
    def open(self) -> HelpWantedQuerySet:
        return self.filter(is_met=False)


class HelpWanted(models.Model):
    """A hand that a project needs (her mangler en hånd)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="help_wanted")
    title = models.CharField(_("hvad der mangles"), max_length=120)
    is_met = models.BooleanField(_("fundet"), default=False)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    objects = HelpWantedQuerySet.as_manager()

    class Meta:
        verbose_name = _("hjælp, der mangler")
        verbose_name_plural = _("hjælp, der mangler")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    def note_met(self, is_met: bool) -> None:
        """Say that the hand is found, or is wanted again."""
        self.is_met = is_met
        self.save(update_fields=["is_met"])


class OfferQuerySet(models.QuerySet["Offer"]):
    def waiting(self) -> OfferQuerySet:
        return self.filter(status=Offer.Status.WAITING)


class Offer(models.Model):
    """That somebody offers to help, answered by the team (tilbud om hjælp).

    How to reach them is for the team alone.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("venter på svar")
        ACCEPTED = "accepted", _("ja tak")
        LATER = "later", _("måske senere")
        DECLINED = "declined", _("nej tak")
        WITHDRAWN = "withdrawn", _("trukket tilbage")

    ANSWERS = (Status.ACCEPTED, Status.LATER, Status.DECLINED)

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="offers")
    wanted = models.ForeignKey(
        HelpWanted,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("til"),
    )
    text = models.TextField(_("hvad du kan hjælpe med"), max_length=1000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="offers"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("på vegne af"),
    )
    contact = models.CharField(
        _("telefon eller anden kontakt"),
        max_length=200,
        blank=True,
        help_text=_("Kun holdet ser det. Vi har allerede din mailadresse."),
    )
    key = models.UUIDField(unique=True, editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.WAITING, editable=False
    )
    answer = models.TextField(_("svar"), max_length=1000, blank=True)
    offered_at = models.DateTimeField(_("tilbudt"), default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilbud om hjælp")
        verbose_name_plural = _("tilbud om hjælp")
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "accepted", "later", "declined", "withdrawn"]),
                name="offer_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "later", "declined"])
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answered_offer_has_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.text[:40]}"

    def is_made_by(self, user: User | None) -> bool:
        return user is not None and user.pk == self.author_id

    @property
    def author_name(self) -> str:
        """Who offers, as everybody may read it. Asks for both: select them along."""
        return self.organisation.name if self.organisation else self.author.display_name

    # --- Steps ----------------------------------------------------------------------------
    def answer_with(self, status: Status, *, answer: str, by: User, at: datetime) -> None:
        """Answer; written again, it is mended."""
        require_status(self, self.Status.WAITING, *self.ANSWERS)
        self.status, self.answer, self.answered_by, self.answered_at = status, answer, by, at
        self.save(update_fields=["status", "answer", "answered_by", "answered_at"])

    def withdraw(self) -> None:
        require_status(self, self.Status.WAITING, *self.ANSWERS)
        self.status, self.contact = self.Status.WITHDRAWN, ""
        self.save(update_fields=["status", "contact"])


class ContributionDraft(models.Model):
    """What was typed into one of a project's forms and is not sent: kept for 24 hours.

    Through errors, the log-in and a project that was closed meanwhile. Once it is sent the words
    stand in their own row alone, and this remembers that the form was used.
    """

    class Kind(models.TextChoices):
        IDEA = "idea", _("bidrag")
        OFFER = "offer", _("tilbud om hjælp")
        JOIN = "join", _("ønske om at komme med på holdet")

    key = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    typed = models.JSONField(default=dict)
    is_sent = models.BooleanField(default=False)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("kladde til et bidrag")
        verbose_name_plural = _("kladder til bidrag")
        ordering = ["expires_at", "key"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.project}"
