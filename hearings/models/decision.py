"""The way to the decision, and what was promised and is followed until it is done."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from city.models import Department
from core.transitions import require_status
from hearings.models.hearing import Hearing


class DecisionStepQuerySet(models.QuerySet["DecisionStep"]):
    def ending(self) -> "DecisionStepQuerySet":
        """Return the steps that decide their case and have an outcome that ends it."""
        return self.filter(decides_it=True, outcome__in=DecisionStep.ENDING)


class DecisionStep(models.Model):
    """One stop of a case on its way to the decision: a body, a meeting, what came of it."""

    class Outcome(models.TextChoices):
        RECOMMENDED = "recommended", _("anbefalet")
        APPROVED = "approved", _("vedtaget")
        CHANGED = "changed", _("vedtaget med ændringer")
        REJECTED = "rejected", _("ikke vedtaget")
        POSTPONED = "postponed", _("udsat")
        SENT_BACK = "sent_back", _("sendt tilbage")
        NOTED = "noted", _("taget til efterretning")

    # The outcomes after which nothing more is decided.
    ENDING = (Outcome.APPROVED, Outcome.CHANGED, Outcome.REJECTED)

    hearing = models.ForeignKey(
        Hearing, on_delete=models.PROTECT, related_name="decision_steps", verbose_name=_("høring")
    )
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    body = models.CharField(_("hvem"), max_length=120, help_text=_("Fx: Økonomiudvalget"))
    meets_on = models.DateField(_("mødedato"), null=True, blank=True)
    url = models.URLField(_("link til dagsordenspunktet"), blank=True)
    outcome = models.CharField(
        _("udfald"),
        max_length=20,
        choices=Outcome,
        blank=True,
        help_text=_("Tomt, indtil mødet er holdt."),
    )
    text = models.TextField(_("hvad der blev besluttet"), blank=True)
    # Where the body's own agenda stands on the portal, its decision is carried over from there.
    item = models.ForeignKey(
        "councils.AgendaItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decision_steps",
        verbose_name=_("punkt på dagsordenen"),
    )
    decides_it = models.BooleanField(
        _("afgør sagen"),
        default=False,
        help_text=_("Når mødet har besluttet, er høringen besluttet, og alle får det at vide."),
    )
    # The decision of the item that was carried over last: AgendaItem.decided_at.
    carried_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = DecisionStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("led i beslutningen")
        verbose_name_plural = _("beslutningens vej")
        ordering = ["position", "meets_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="") | Q(meets_on__isnull=False),
                name="decision_step_with_an_outcome_has_a_day",
                violation_error_message=_("Skriv mødets dato, når der er et udfald."),
            ),
            models.UniqueConstraint(
                fields=["hearing", "item"],
                condition=Q(item__isnull=False),
                name="item_is_one_step_of_a_hearing",
                violation_error_message=_("Punktet er allerede et led i beslutningen."),
            ),
        ]

    def __str__(self) -> str:
        return self.body

    @property
    def is_told(self) -> bool:
        """Whether the mails of the decision have named it: then it stays."""
        told_at = self.hearing.decision_published_at
        return told_at is not None and self.created_at <= told_at


class ChangeQuerySet(models.QuerySet["Change"]):
    def planned(self) -> "ChangeQuerySet":
        return self.filter(status=Change.Status.PLANNED)

    def done(self) -> "ChangeQuerySet":
        return self.filter(status=Change.Status.DONE)

    def overdue(self, on: date) -> "ChangeQuerySet":
        """Promised for a day before `on` (a date, Europe/Copenhagen) and not done."""
        return self.planned().filter(due_on__lt=on)


class Change(models.Model):
    """A concrete change that was promised: by whom, until when, and whether it is done."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("på vej")
        DONE = "done", _("udført")
        DROPPED = "dropped", _("bliver ikke til noget")

    hearing = models.ForeignKey(
        Hearing, on_delete=models.PROTECT, related_name="changes", verbose_name=_("høring")
    )
    answer = models.ForeignKey(
        "hearings.Answer",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="changes",
        verbose_name=_("svaret, der lovede det"),
    )
    text = models.TextField(_("ændringen"))
    place = models.CharField(_("hvor den ses"), max_length=200, blank=True)
    department = models.ForeignKey(
        "city.Department",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("ansvarlig afdeling"),
    )
    due_on = models.DateField(_("senest"))
    status = models.CharField(_("tilstand"), max_length=20, choices=Status, default=Status.PLANNED)
    ended_on = models.DateField(_("udført eller opgivet den"), null=True, blank=True)
    note = models.TextField(
        _("hvad der er sket"), blank=True, help_text=_("Med det sted, hvor man kan se det.")
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("lovet ændring")
        verbose_name_plural = _("lovede ændringer")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["status", "due_on"], name="change_by_status_and_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["planned", "done", "dropped"]),
                name="change_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="planned") ^ (Q(ended_on__isnull=False) & ~Q(note="")),
                name="change_that_ended_has_a_day_and_a_note",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def is_overdue(self, on: date) -> bool:
        return self.status == self.Status.PLANNED and self.due_on < on

    def rewrite(self, *, text: str, place: str, department: Department, due_on: date) -> None:
        """Promise it in other words, by others, for another day.

        Raises:
            TransitionNotAllowed: it has ended.
        """
        require_status(self, self.Status.PLANNED)
        self.text, self.place, self.department, self.due_on = text, place, department, due_on
        self.save(update_fields=["text", "place", "department", "due_on"])

    def finish(self, *, on: date, note: str, place: str) -> None:
        """Say that it is done. Raises TransitionNotAllowed when it has ended."""
        require_status(self, self.Status.PLANNED)
        self.status, self.ended_on, self.note, self.place = self.Status.DONE, on, note, place
        self.save(update_fields=["status", "ended_on", "note", "place"])

    def drop(self, *, on: date, reason: str) -> None:
        """Say that it comes to nothing. Raises TransitionNotAllowed when it has ended."""
        require_status(self, self.Status.PLANNED)
        self.status, self.ended_on, self.note = self.Status.DROPPED, on, reason
        self.save(update_fields=["status", "ended_on", "note"])


class ChangeMove(models.Model):
    """A promised day that was moved: the old one stays visible, with the reason."""

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="moves")
    old_due_on = models.DateField(_("før"))
    new_due_on = models.DateField(_("efter"))
    reason = models.TextField(_("begrundelse"))
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("flyttet dag for en ændring")
        verbose_name_plural = _("flyttede dage for ændringer")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="change_move_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(old_due_on=models.F("new_due_on")), name="change_move_moves_the_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_due_on} - {self.new_due_on}"
