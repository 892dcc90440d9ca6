"""A comment: light, public, one level of replies."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.transitions import require_status

if TYPE_CHECKING:
    from accounts.models import User

EDIT_TIME = timedelta(minutes=15)
MAX_LENGTH = 4000


class HideReason(models.TextChoices):
    """Why a comment is hidden: told to its author, shown in its place, counted each year."""

    HATE = "hate", _("hadefuldt eller truende")
    PERSONAL = "personal", _("oplysninger om andre mennesker")
    OWN_DATA = "own_data", _("personlige oplysninger om forfatteren selv")
    ADVERT = "advert", _("reklame eller spam")
    OFF_TOPIC = "off_topic", _("uden for emnet")
    COPYRIGHT = "copyright", _("andres tekst eller billede uden lov")
    OTHER = "other", _("andet")


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible(self) -> CommentQuerySet:
        """Return what everybody may read."""
        return self.filter(state=Comment.State.VISIBLE)

    def standing(self) -> CommentQuerySet:
        """Return what has a place on the page: also hidden ones, and others with replies.

        Deleted by its author, or held back after its author has edited it.
        """
        return self.filter(
            Q(state__in=[Comment.State.VISIBLE, Comment.State.HIDDEN])
            | Q(state__in=[Comment.State.DELETED, Comment.State.HELD], reply_count__gt=0)
        )

    def shown_to(self, person: User | None) -> CommentQuerySet:
        """Return what has a place on the page of one person: also what waits to be read, for its
        author."""
        standing = self.standing()
        if person is None:
            return standing
        return standing | self.filter(state=Comment.State.HELD, author=person)

    def top_level(self) -> CommentQuerySet:
        return self.filter(parent=None)

    def unanswered(self) -> CommentQuerySet:
        """Return citizens' own beginnings that staff have not answered."""
        return self.visible().top_level().filter(is_official=False, is_answered=False)

    def waiting(self) -> CommentQuerySet:
        """Return questions to the municipality that nobody has answered (venter på svar)."""
        return self.visible().filter(asks=True, is_answered=False)

    def held(self) -> CommentQuerySet:
        return self.filter(state=Comment.State.HELD)

    def hidden(self) -> CommentQuerySet:
        return self.filter(state=Comment.State.HIDDEN)


class Comment(models.Model):
    """What somebody said in a thread (kommentar)."""

    class State(models.TextChoices):
        VISIBLE = "visible", _("kan læses")
        HELD = "held", _("venter på at blive læst")
        HIDDEN = "hidden", _("skjult")
        DELETED = "deleted", _("slettet af forfatteren")

    class HeldFor(models.TextChoices):
        FIRST = "first", _("den første kommentar fra en ny konto")
        WORD = "word", _("et ord på listen")
        LINK = "link", _("et link på listen")

    thread = models.ForeignKey("comments.Thread", on_delete=models.PROTECT, related_name="comments")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    # The reply that was replied to, where that is not the parent: its author is told.
    answered = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    number = models.PositiveIntegerField(_("nummer"), editable=False)
    # The place among the replies to one comment; the first few are shown below it.
    reply_number = models.PositiveIntegerField(null=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="comments",
        verbose_name=_("forfatter"),
    )
    # Participant.number: the pseudonym of who is protected.
    author_number = models.PositiveIntegerField(editable=False)
    is_official = models.BooleanField(_("svar fra kommunen"), default=False, editable=False)
    # Official, and given by somebody elected: it speaks for their office, not the administration.
    is_of_elected = models.BooleanField(default=False, editable=False)
    # The words under which staff and the elected speak, as they were when it was written.
    role = models.CharField(_("rolle"), max_length=200, blank=True, editable=False)
    text = models.TextField(_("kommentar"), max_length=MAX_LENGTH)
    asks = models.BooleanField(
        _("jeg stiller kommunen et spørgsmål"),
        default=False,
        help_text=_("Så ser medarbejderne, at du venter på svar."),
    )
    is_answered = models.BooleanField(default=False, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.VISIBLE, editable=False)
    held_for = models.CharField(max_length=10, choices=HeldFor, blank=True, editable=False)
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    edited_at = models.DateTimeField(_("redigeret"), null=True, blank=True, editable=False)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    hidden_reason = models.CharField(max_length=20, choices=HideReason, blank=True)
    hidden_note = models.TextField(_("forklaring til forfatteren"), blank=True)
    # Visible replies, and people who support it: kept with them, under the thread's lock.
    reply_count = models.PositiveIntegerField(default=0, editable=False)
    last_reply_number = models.PositiveIntegerField(default=0, editable=False)
    support_count = models.PositiveIntegerField(default=0, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("kommentar")
        verbose_name_plural = _("kommentarer")
        ordering = ["thread", "number"]
        indexes = [
            models.Index(fields=["thread", "parent", "-number"], name="comment_by_place"),
            models.Index(
                fields=["thread", "-support_count", "-number"],
                condition=Q(parent=None),
                name="comment_by_support",
            ),
            models.Index(
                fields=["thread", "written_at"],
                condition=Q(asks=True, is_answered=False, state="visible"),
                name="comment_waiting_for_answer",
            ),
            models.Index(fields=["state", "written_at"], name="comment_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "number"], name="comment_number_is_unique_in_thread"
            ),
            models.UniqueConstraint(
                fields=["parent", "reply_number"], name="reply_number_is_unique_below_comment"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["visible", "held", "hidden", "deleted"]),
                name="comment_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="hidden") | (Q(hidden_at__isnull=False) & ~Q(hidden_reason="")),
                name="hidden_comment_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")), name="comment_is_no_reply_to_itself"
            ),
            models.CheckConstraint(
                condition=Q(parent=None, reply_number=None)
                | Q(parent__isnull=False, reply_number__isnull=False),
                name="reply_has_a_place_below_its_comment",
            ),
            models.CheckConstraint(
                condition=Q(is_official=False) | ~Q(role=""), name="official_answer_has_a_role"
            ),
            models.CheckConstraint(
                condition=Q(is_of_elected=False) | Q(is_official=True),
                name="elected_speak_officially_or_as_everybody",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"

    def get_absolute_url(self) -> str:
        """The stable address: the comment with what it replies to, in its place in the thread."""
        return reverse("comments:comment", args=[self.thread_id, self.number])

    @property
    def is_visible(self) -> bool:
        return self.state == self.State.VISIBLE

    def is_visible_to(self, user: User | None) -> bool:
        """Whether a person may read it where it stands: the comment, and its subject."""
        return self.is_visible and self.thread.is_visible_to(user)

    @property
    def author_name(self) -> str:
        """The name as the person chose it; for who is protected, one that is theirs here only."""
        person = self.author
        if person.forgotten_at:
            return person.display_name
        if person.protected or not person.public_name:
            if self.is_of_the_house:
                return self.role
            return _now("Borger %(number)s") % {"number": self.author_number}
        return person.display_name

    @property
    def shown_role(self) -> str:
        """The role as everybody may read it: that of an elected person would name who is hidden."""
        is_hidden = self.author.protected or self.author.forgotten_at is not None
        return "" if is_hidden and not self.is_of_the_house else self.role

    @property
    def is_of_the_house(self) -> bool:
        """Whether the administration speaks: its role names a department, not a person."""
        return self.is_official and not self.is_of_elected

    def is_written_by(self, user: User | None) -> bool:
        return user is not None and user.pk == self.author_id

    def may_be_edited(self, at: datetime) -> bool:
        """Within 15 minutes of writing, while it can be read or waits to be."""
        is_there = self.state in (self.State.VISIBLE, self.State.HELD)
        return is_there and at < self.written_at + EDIT_TIME

    @property
    def is_held(self) -> bool:
        return self.state == self.State.HELD

    @property
    def is_hidden(self) -> bool:
        return self.state == self.State.HIDDEN

    # --- Steps ----------------------------------------------------------------------------
    def hold(self, reason: str) -> None:
        self.state, self.held_for = self.State.HELD, reason

    def release(self) -> None:
        require_state(self, self.State.HELD)
        self.state, self.held_for = self.State.VISIBLE, ""
        self.save(update_fields=["state", "held_for"])

    def hide(self, *, reason: str, note: str, by: User, at: datetime) -> None:
        require_state(self, self.State.VISIBLE, self.State.HELD)
        self.state, self.held_for = self.State.HIDDEN, ""
        self.hidden_reason, self.hidden_note = reason, note
        self.hidden_by, self.hidden_at = by, at
        self.save(
            update_fields=[
                "state", "held_for", "hidden_reason", "hidden_note", "hidden_by", "hidden_at",
            ]
        )  # fmt: skip

    def restore(self) -> None:
        """Let everybody read it again; why it was hidden stays in the history."""
        require_state(self, self.State.HIDDEN)
        self.state = self.State.VISIBLE
        self.hidden_reason, self.hidden_note = "", ""
        self.hidden_by, self.hidden_at = None, None
        self.save(update_fields=["state", "hidden_reason", "hidden_note", "hidden_by", "hidden_at"])

    def mark_answered(self, *, is_answered: bool) -> None:
        self.is_answered = is_answered
        self.save(update_fields=["is_answered"])

    def delete_by_author(self) -> None:
        """Take the words away for good; the place stays while it has replies."""
        require_state(self, self.State.VISIBLE, self.State.HELD)
        self.state, self.text, self.held_for = self.State.DELETED, "", ""
        self.save(update_fields=["state", "text", "held_for"])


def require_state(comment: Comment, *allowed: str) -> None:
    """Raise TransitionNotAllowed unless the comment is in one of the states."""
    require_status(comment, *allowed, field="state")


class CommentVersion(models.Model):
    """What a comment said before it was edited: for moderators only."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="versions")
    text = models.TextField()
    replaced_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tidligere ordlyd")
        verbose_name_plural = _("tidligere ordlyde")
        ordering = ["comment", "pk"]

    def __str__(self) -> str:
        return f"{self.comment}, {self.replaced_at:%Y-%m-%d %H:%M}"


class Support(models.Model):
    """That a person supports a comment (støtte): once, by the database."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="comment_supports"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("støtte")
        verbose_name_plural = _("støtter")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "user"], name="person_supports_once"),
        ]

    def __str__(self) -> str:
        return f"{self.comment}: {self.user}"


class CommentDraft(models.Model):
    """What a person has typed but not sent: kept for 24 hours, through errors and log-in."""

    key = models.UUIDField(unique=True, editable=False)
    thread = models.ForeignKey("comments.Thread", on_delete=models.CASCADE, related_name="drafts")
    parent = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    text = models.TextField(blank=True)
    asks = models.BooleanField(default=False)
    is_official = models.BooleanField(default=False)
    # The comment it became: a form that is sent twice makes one.
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="+")
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("kladde til kommentar")
        verbose_name_plural = _("kladder til kommentarer")
        ordering = ["-expires_at", "pk"]

    def __str__(self) -> str:
        return str(self.key)
