"""Questions to who speaks, and who wants to hear the answer too."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seminars.models.programme import Session


class QuestionQuerySet(models.QuerySet["Question"]):
    def shown(self) -> QuestionQuerySet:
        return self.exclude(state=Question.State.HIDDEN)

    def in_line(self) -> QuestionQuerySet:
        """Return them as the speaker takes them: open ones first, most supported first."""
        is_open = models.Case(models.When(state="open", then=0), default=1)
        return self.order_by(is_open, "-support_count", "number")


class Question(models.Model):
    """A question to the speakers of a session (spørgsmål).

    Asked with an account, or with the link of a registration for the day; or written down by who
    runs the session, for somebody in the room.
    """

    class State(models.TextChoices):
        OPEN = "open", _("åbent")
        ANSWERED = "answered", _("besvaret")
        HIDDEN = "hidden", _("skjult")

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField(_("nummer"), editable=False)
    text = models.TextField(_("spørgsmålet"), max_length=400)
    # As the person chose; empty: without a name.
    asked_by = models.CharField(_("navn"), max_length=120, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    registration = models.ForeignKey(
        "events.Registration",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    is_from_the_room = models.BooleanField(default=False, editable=False)
    # The showing of the form that made it, so that a double click asks once.
    key = models.UUIDField(unique=True, editable=False)
    state = models.CharField(
        _("tilstand"), max_length=10, choices=State, default=State.OPEN, editable=False
    )
    hidden_reason = models.CharField(_("hvorfor skjult"), max_length=300, blank=True)
    support_count = models.PositiveIntegerField(default=0, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("spørgsmål")
        verbose_name_plural = _("spørgsmål")
        ordering = ["session", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"], name="question_number_is_given_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "answered", "hidden"]),
                name="seminar_question_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="hidden") | ~Q(hidden_reason=""),
                name="hidden_seminar_question_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    # --- Steps; the caller holds the session's lock -----------------------------------------
    def set_state(self, state: State, *, reason: str = "") -> None:
        self.state, self.hidden_reason = state, reason
        self.save(update_fields=["state", "hidden_reason"])

    def count_support(self) -> None:
        self.support_count = self.supports.count()
        self.save(update_fields=["support_count"])


class QuestionSupport(models.Model):
    """That somebody wants to hear the answer too; once for each, by the database."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    registration = models.ForeignKey(
        "events.Registration", on_delete=models.CASCADE, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("støtte til et spørgsmål")
        verbose_name_plural = _("støtte til spørgsmål")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "user"],
                condition=Q(user__isnull=False),
                name="person_supports_a_question_once",
            ),
            models.UniqueConstraint(
                fields=["question", "registration"],
                condition=Q(registration__isnull=False),
                name="registration_supports_a_question_once",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, registration=None)
                | Q(user=None, registration__isnull=False),
                name="support_of_a_question_is_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}"
