"""A problem that somebody raises, who feels it too, and what the municipality answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, departments_of
from comments.models import STAFF_WHO_MODERATE, HideReason, moderates
from core.clock import local_date
from core.danish import ascii_danish
from core.transitions import TransitionNotAllowed, require_status
from councils.speaking import council_role
from notifications.models import Feed

if TYPE_CHECKING:
    from accounts.models import User


STAFF_WHO_ANSWER = (Role.FACILITATOR, Role.MANAGER, Role.CASE_WORKER)


class ProblemRoute(models.Model):
    """Which department answers problems of a topic, and within how many days.

    The one without a topic is for everything else.
    """

    topic = models.OneToOneField(
        "city.Topic",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="problem_route",
        verbose_name=_("emne"),
        help_text=_("Tomt: alle emner, der ikke har deres egen linje."),
    )
    department = models.ForeignKey(
        "city.Department",
        on_delete=models.PROTECT,
        related_name="problem_routes",
        verbose_name=_("afdeling"),
    )
    days = models.PositiveSmallIntegerField(_("svarfrist i dage"), default=30)

    class Meta:
        verbose_name = _("hvem der svarer på problemer")
        verbose_name_plural = _("hvem der svarer på problemer")
        ordering = ["topic__sort_key", "pk"]
        constraints = [
            # A database lets several rows have no topic; this one does not.
            models.UniqueConstraint(
                models.functions.Coalesce("topic", 0), name="problem_route_is_one_per_topic"
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=365),
                name="problem_is_answered_within_a_year",
                violation_error_message=_("Skriv et antal dage mellem 1 og 365."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic or _now('Alle andre emner')}: {self.department}"


class ProblemQuerySet(models.QuerySet["Problem"]):
    def public(self) -> ProblemQuerySet:
        """Return what everybody may read."""
        return self.filter(state=Problem.State.VISIBLE)

    def waiting(self) -> ProblemQuerySet:
        """Return what everybody may read and nobody has answered."""
        return self.public().filter(answer=Problem.Answer.NONE)

    def overdue(self, on: date | None = None) -> ProblemQuerySet:
        return self.waiting().filter(answer_due_on__lt=on or local_date(timezone.now()))

    def answered_by(self, user: User | None) -> ProblemQuerySet:
        """Return those of the departments in which a person answers."""
        return self.filter(department__in=departments_of(user, *STAFF_WHO_ANSWER))

    def handled_by(self, user: User | None) -> ProblemQuerySet:
        """Return those of the departments in which a person answers or moderates."""
        roles = (*STAFF_WHO_ANSWER, *STAFF_WHO_MODERATE)
        mine = self.filter(department__in=departments_of(user, *roles))
        return mine.exclude(state=Problem.State.DELETED)

    def held(self) -> ProblemQuerySet:
        return self.filter(state=Problem.State.HELD)

    def visible_to(self, user: User | None) -> ProblemQuerySet:
        """Return what a person may see: also their own that waits to be read, or is hidden."""
        if user is None:
            return self.public()
        own = Q(author=user, state__in=Problem.OWN_TO_READ)
        if moderates(user, None):
            return self.exclude(state=Problem.State.DELETED)
        return self.filter(Q(state=Problem.State.VISIBLE) | own)


class Problem(models.Model):
    """Something that somebody wants solved, before anybody has drawn a line (problem)."""

    class State(models.TextChoices):
        VISIBLE = "visible", _("kan læses")
        HELD = "held", _("venter på at blive læst")
        HIDDEN = "hidden", _("skjult")
        DELETED = "deleted", _("slettet")

    class Answer(models.TextChoices):
        """What the department answered; what it becomes is linked."""

        NONE = "none", _("venter på svar")
        PROJECT = "project", _("bliver til et projekt")
        BODY = "body", _("går videre til et udvalg eller råd")
        UNDER_WAY = "under_way", _("er allerede i gang")
        DECLINED = "declined", _("bliver ikke taget op")

    # What its author may still read when others may not.
    OWN_TO_READ = (State.HELD, State.HIDDEN)

    title = models.CharField(_("problemet i en linje"), max_length=120)
    text = models.TextField(_("hvad er problemet"), max_length=4000)
    for_whom = models.TextField(_("hvem går det ud over"), max_length=1000)
    known_by = models.TextField(_("hvor ved du det fra"), max_length=1000, blank=True)
    place = models.CharField(_("hvor er det"), max_length=200, blank=True)
    areas = models.ManyToManyField("city.Area", blank=True, verbose_name=_("bydele"))
    topic = models.ForeignKey(
        "city.Topic",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name=_("emne"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="problems",
        verbose_name=_("rejst af"),
    )
    organisation = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name=_("på vegne af"),
    )
    # The form that made it: sent twice it is one.
    key = models.UUIDField(unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.VISIBLE, editable=False)
    held_for = models.CharField(max_length=10, blank=True, editable=False)
    hidden_reason = models.CharField(max_length=20, choices=HideReason, blank=True)
    hidden_note = models.TextField(_("forklaring til forfatteren"), blank=True)
    raised_at = models.DateTimeField(_("rejst"), default=timezone.now, editable=False)
    # People who feel it too: kept with them, under the lock on this row.
    felt_count = models.PositiveIntegerField(default=0, editable=False)

    department = models.ForeignKey(
        "city.Department",
        on_delete=models.PROTECT,
        related_name="problems",
        verbose_name=_("afdeling, der svarer"),
    )
    # Counted from the day everybody could read it.
    answer_due_on = models.DateField(_("svar senest"), editable=False)
    answer = models.CharField(_("svar"), max_length=10, choices=Answer, default=Answer.NONE)
    reason = models.TextField(_("svaret og begrundelsen"), blank=True)
    answered_at = models.DateTimeField(_("besvaret"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    project = models.ForeignKey(
        "projects.Project",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name=_("projektet"),
    )
    body = models.ForeignKey(
        "councils.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name=_("udvalget eller rådet"),
    )
    link = models.URLField(_("link til det, der er i gang"), blank=True)
    feed = models.OneToOneField(Feed, on_delete=models.PROTECT, null=True, editable=False)
    thread = models.OneToOneField(
        "comments.Thread", on_delete=models.PROTECT, null=True, editable=False
    )

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problemer")
        ordering = ["-raised_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "answer", "answer_due_on"], name="problem_by_answer")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["visible", "held", "hidden", "deleted"]),
                name="problem_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="hidden") | ~Q(hidden_reason=""),
                name="hidden_problem_says_why",
            ),
            models.CheckConstraint(
                condition=Q(answer="none", answered_at=None)
                | (
                    Q(answer__in=["project", "body", "under_way", "declined"])
                    & Q(answered_at__isnull=False)
                    & ~Q(reason="")
                ),
                name="answered_problem_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(answer="project") | Q(project__isnull=False),
                name="problem_that_became_a_project_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(answer="body") | Q(body__isnull=False),
                name="problem_that_goes_to_a_body_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(answer="under_way") | Q(project__isnull=False) | ~Q(link=""),
                name="problem_under_way_says_where",
                violation_error_message=_("Skriv, hvor man kan se det, der er i gang."),
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
        return reverse("projects:problem", args=[self.number, self.slug])

    @property
    def number(self) -> int:
        """The number under which people speak of it."""
        return self.pk

    @property
    def slug(self) -> str:
        return slugify(ascii_danish(self.title))[:60].strip("-") or "problem"

    @property
    def is_visible(self) -> bool:
        return self.state == self.State.VISIBLE

    @property
    def is_answered(self) -> bool:
        return self.answer != self.Answer.NONE

    @property
    def is_hidden(self) -> bool:
        return self.state == self.State.HIDDEN

    def is_overdue(self, on: date | None = None) -> bool:
        today = on or local_date(timezone.now())
        return self.is_visible and not self.is_answered and self.answer_due_on < today

    def is_raised_by(self, user: User | None) -> bool:
        return user is not None and user.pk == self.author_id

    @property
    def author_name(self) -> str:
        """Who raised it, as everybody may read it: the organisation, or the person's choice."""
        return self.organisation.name if self.organisation else self.author.display_name

    # --- What an owner offers to the shared apps ------------------------------------------
    def heading(self) -> str:
        return self.title

    def is_visible_to(self, user: User | None) -> bool:
        if self.is_visible:
            return True
        if user is None or self.state == self.State.DELETED:
            return False
        is_own = self.is_raised_by(user) and self.state in self.OWN_TO_READ
        return is_own or moderates(user, None)

    def allows(self, user: User | None, verb: str) -> bool:
        return bool(user and user.is_active and user.has_perm(f"projects.{verb}_problem", self))

    def role_of(self, user: User | None) -> str:
        """Return the words under which a person speaks here, "" for a citizen."""
        return str(self.department) if moderates(user, self.department) else council_role(user)

    # --- Steps ----------------------------------------------------------------------------
    def hold(self, reason: str) -> None:
        self.state, self.held_for = self.State.HELD, reason

    def release(self, *, answer_due_on: date) -> None:
        """Let everybody read it; the clock begins now."""
        require_status(self, self.State.HELD, field="state")
        self.state, self.held_for, self.answer_due_on = self.State.VISIBLE, "", answer_due_on
        self.save(update_fields=["state", "held_for", "answer_due_on"])

    def hide(self, *, reason: str, note: str) -> None:
        require_status(self, self.State.VISIBLE, self.State.HELD, field="state")
        self.state, self.hidden_reason, self.hidden_note = self.State.HIDDEN, reason, note
        self.save(update_fields=["state", "hidden_reason", "hidden_note"])

    def restore(self, *, answer_due_on: date | None = None) -> None:
        """Let everybody read it again; with a day when nobody could read it before."""
        require_status(self, self.State.HIDDEN, field="state")
        self.state, self.hidden_reason, self.hidden_note = self.State.VISIBLE, "", ""
        self.held_for, self.answer_due_on = "", answer_due_on or self.answer_due_on
        self.save(
            update_fields=["state", "held_for", "hidden_reason", "hidden_note", "answer_due_on"]
        )

    def require_withdrawable(self) -> None:
        """Raise TransitionNotAllowed unless its author can take it back now."""
        require_status(self, self.State.VISIBLE, self.State.HELD, field="state")
        if self.is_answered:
            raise TransitionNotAllowed(
                _now("Problemet er besvaret, så det kan ikke trækkes tilbage mere.")
            )

    def withdraw(self) -> None:
        """Take the words away for good, at the author's wish, while nobody has answered."""
        self.require_withdrawable()
        self.forget_words()

    def forget_words(self) -> None:
        """Delete it with its words, whatever state it is in: its author is to be forgotten."""
        self.state, self.held_for, self.hidden_note = self.State.DELETED, "", ""
        self.title = self.text = self.for_whom = self.known_by = self.place = ""
        self.save()

    def send_to(self, department: Any) -> None:
        """Let another department answer; the day on which an answer is due stays."""
        if self.is_answered:
            raise TransitionNotAllowed(_now("Problemet er besvaret."))
        require_status(self, self.State.VISIBLE, self.State.HELD, field="state")
        self.department = department
        self.save(update_fields=["department"])

    def answer_with(
        self,
        answer: Answer,
        *,
        reason: str,
        project: Any = None,
        body: Any = None,
        link: str = "",
        by: User,
        at: datetime,
    ) -> None:
        """Say what becomes of it, and why; written again, it is mended.

        The moment stays the first one: that is when the wait ended.

        Raises:
            TransitionNotAllowed: not everybody may read it.
        """
        if not self.is_visible:
            raise TransitionNotAllowed(_now("Problemet kan ikke læses af andre."))
        self.answer, self.reason, self.answered_by = answer, reason, by
        self.answered_at = self.answered_at or at
        self.project, self.body, self.link = project, body, link
        self.save(
            update_fields=[
                "answer", "reason", "answered_by", "answered_at", "project", "body", "link",
            ]
        )  # fmt: skip

    def count_felt(self) -> int:
        """Count who feels it too. The caller holds the lock on this row."""
        self.felt_count = self.felt.count()
        self.save(update_fields=["felt_count"])
        return self.felt_count
