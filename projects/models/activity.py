"""What people do in a project, and what they were promised their word would count for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.clock import local_date
from core.transitions import TransitionNotAllowed
from events.models import Event
from projects.models.project import Project

if TYPE_CHECKING:
    from accounts.models import User

# The result is told when nobody answers any more: from a count that grows by one, one could read
# what the last one said.
TIME_TO_ANSWER = timedelta(days=14)


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user: User | None) -> ActivityQuerySet:
        return self.filter(project__in=Project.objects.visible_to(user).order_by().values("pk"))

    def over(self, at: datetime | None = None) -> ActivityQuerySet:
        """Return what had ended by a moment: the event held, the wall concluded, the last day."""
        at = at or timezone.now()
        held = Q(event__status=Event.Status.PUBLISHED, event__ends_at__lte=at)
        concluded = Q(wall__concluded_at__lte=at)
        return self.filter(held | concluded | Q(event=None, is_over_on__lt=local_date(at)))

    def not_asked(self) -> ActivityQuerySet:
        return self.filter(asked_at=None)

    def told(self, at: datetime | None = None) -> ActivityQuerySet:
        """Return those whose time for answering has passed, so that everybody reads the result."""
        return self.filter(asked_at__lte=(at or timezone.now()) - TIME_TO_ANSWER)


class Activity(models.Model):
    """An event, a wall or a conversation of a project, side by side with others (aktivitet).

    It owns the event or the wall: the project decides who may see and arrange it. A hearing of the
    project stands in its own app, which points here.
    """

    class Kind(models.TextChoices):
        EVENT = "event", _("arrangement")
        WALL = "wall", _("væg")
        CONVERSATION = "conversation", _("samtale")

    class Promise(models.TextChoices):
        """How far the word of those who take part reaches (IAP2 spectrum, in four steps)."""

        INFORM = "inform", _("I får at vide, hvad der sker")
        CONSULT = "consult", _("I bliver hørt, og I får svar")
        INVOLVE = "involve", _("I er med til at finde på")
        DECIDE = "decide", _("I bestemmer sammen med os")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(_("slags"), max_length=15, choices=Kind)
    title = models.CharField(_("titel"), max_length=120)
    text = models.TextField(_("hvad den går ud på"), max_length=1000, blank=True)
    promise = models.CharField(_("løftet"), max_length=10, choices=Promise)
    promise_text = models.CharField(
        _("løftet i egne ord"),
        max_length=300,
        blank=True,
        help_text=_("Fx: I vælger sammen med udvalget, hvilke to tunneler vi begynder med."),
    )
    event = models.OneToOneField(
        "events.Event",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="activity",
        verbose_name=_("arrangement"),
    )
    wall = models.OneToOneField(
        "walls.Wall",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="activity",
        verbose_name=_("væg"),
    )
    is_over_on = models.DateField(_("slut den"), null=True, blank=True)
    # When those who took part were asked whether the promise was kept.
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("aktivitet")
        verbose_name_plural = _("aktiviteter")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="event", event__isnull=False, wall=None)
                | Q(kind="wall", wall__isnull=False, event=None)
                | Q(kind="conversation", wall=None, event=None),
                name="activity_is_what_its_kind_says",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_been_asked(self) -> bool:
        return self.asked_at is not None

    def is_over(self, at: datetime | None = None) -> bool:
        """Whether it had ended by a moment. A cancelled event never took place."""
        at = at or timezone.now()
        if self.event is not None:
            return self.event.status == Event.Status.PUBLISHED and self.event.ends_at <= at
        has_ended = self.is_over_on is not None and self.is_over_on < local_date(at)
        concluded_at = self.wall.concluded_at if self.wall is not None else None
        return has_ended or (concluded_at is not None and concluded_at <= at)

    def takes_answers(self, at: datetime | None = None) -> bool:
        """Whether those who took part may still say if the promise was kept."""
        at = at or timezone.now()
        return self.asked_at is not None and at < self.asked_at + TIME_TO_ANSWER

    def is_told(self, at: datetime | None = None) -> bool:
        """Whether everybody may read what they said."""
        return self.has_been_asked and not self.takes_answers(at)

    # --- What an owner offers to the shared apps ------------------------------------------
    def get_absolute_url(self) -> str:
        """Where it is: the event's page, the wall, or the conversation on the project's page."""
        if self.event is not None:
            return self.event.get_absolute_url()
        if self.wall is not None:
            return self.wall.get_absolute_url()
        return self.project.get_absolute_url()

    def heading(self) -> str:
        return self.project.title

    def back_url(self) -> str:
        """Return where its heading leads."""
        return self.project.get_absolute_url()

    @classmethod
    def headings_of(cls, owners: Any) -> dict[int, str]:
        """Return the headings by key with one question."""
        keys = [owner.pk for owner in owners]
        return dict(cls.objects.filter(pk__in=keys).values_list("pk", "project__title"))

    def is_visible_to(self, user: User | None) -> bool:
        return self.project.is_visible_to(user)

    def allows(self, user: User | None, verb: str) -> bool:
        """Who runs the project arranges its events and facilitates its walls."""
        return self.project.allows(user, "change" if verb in ("arrange", "facilitate") else verb)

    def role_of(self, user: User | None) -> str:
        return self.project.role_of(user)

    # --- Steps ----------------------------------------------------------------------------
    def note_asked(self, *, at: datetime) -> None:
        """Remember that those who took part have been asked. Raises TransitionNotAllowed twice."""
        if self.asked_at is not None:
            raise TransitionNotAllowed(_("Deltagerne er allerede spurgt."))
        self.asked_at = at
        self.save(update_fields=["asked_at"])

    def end(self, on: date) -> None:
        """Say on which day it ended, where no event and no conclusion says so."""
        if self.event is not None or self.asked_at is not None:
            raise TransitionNotAllowed(_("Slutdagen kan ikke ændres."))
        self.is_over_on = on
        self.save(update_fields=["is_over_on"])


class PromiseAsk(models.Model):
    """That one of those who took part is asked "holdt vi det?", until they answer or it lapses.

    Whoever answers is deleted from here: neither a moment nor an order leads from an answer to a
    person, also not for who reads the database.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="asks")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    # Who took part without an account.
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("spørgsmål om løftet")
        verbose_name_plural = _("spørgsmål om løftet")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "user"],
                condition=Q(user__isnull=False),
                name="person_is_asked_once_about_a_promise",
            ),
            models.UniqueConstraint(
                fields=["activity", "email"],
                condition=~Q(email=""),
                name="address_is_asked_once_about_a_promise",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}"


class PromiseAnswer(models.Model):
    """What one of them answered, without who it was."""

    class Kept(models.TextChoices):
        YES = "yes", _("Ja")
        PARTLY = "partly", _("Delvist")
        NO = "no", _("Nej")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="answers")
    kept = models.CharField(_("holdt vi det?"), max_length=10, choices=Kept)
    text = models.TextField(_("hvorfor"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("svar om løftet")
        verbose_name_plural = _("svar om løftet")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.activity}: {self.get_kept_display()}"
