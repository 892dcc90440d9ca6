"""Focus projects: members point, the council appoints one or two a year, and it is evaluated."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.transitions import TransitionNotAllowed
from councils.models import AgendaItem, Body, Membership
from projects.models.activity import Activity, PromiseAnswer
from projects.models.people import ActorGroup
from projects.models.project import Project

# The policy: each year the municipal council appoints one or two projects.
MOST_PER_YEAR = 2
FLAGS_PER_MEMBER = 2


class FocusYear(models.Model):
    """A year for which focus projects are chosen. Its row is the lock of the choice (fokusår)."""

    year = models.PositiveSmallIntegerField(_("år"), unique=True)
    text = models.TextField(_("om årets valg"), max_length=2000, blank=True)
    # When the members were last reminded that the year has no choice yet.
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("fokusår")
        verbose_name_plural = _("fokusår")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2013, year__lte=2100),
                name="focus_year_is_after_the_policy",
                violation_error_message=_("Skriv et årstal efter 2012."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        return reverse("projects:focus_year", args=[self.year])

    def note_reminded(self, *, at: datetime) -> None:
        self.reminded_at = at
        self.save(update_fields=["reminded_at"])


class FlagQuerySet(models.QuerySet["FocusFlag"]):
    def standing(self) -> FlagQuerySet:
        return self.filter(withdrawn_at=None)

    def counting(self, at: datetime | None = None) -> FlagQuerySet:
        """Return the standing ones of members who act in the municipal council at a moment.

        When a seat ends, what its member pointed at stays public, and counts no more.
        """
        return self.standing().filter(Exists(acting_in_council(at)))

    def with_counts(self, at: datetime | None = None) -> FlagQuerySet:
        """Note on each whether it counts at a moment."""
        return self.annotate(counts=Exists(acting_in_council(at)))


def acting_in_council(at: datetime | None = None) -> models.QuerySet[Membership]:
    """Return the seats of a flag's member in the municipal council, for a subquery."""
    return Membership.objects.acting(at).filter(
        member=OuterRef("member"), body__kind=Body.Kind.MUNICIPAL_COUNCIL, body__ended_on=None
    )


class FocusFlag(models.Model):
    """That a member of the municipal council points at a project for a year (peger på).

    With an own reason it is a flag; without, it endorses a colleague's. Both are public advice and
    count the same: a member has two a year, by the database (`slot`).
    """

    year = models.ForeignKey(FocusYear, on_delete=models.PROTECT, related_name="flags")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="flags")
    member = models.ForeignKey(
        "councils.Member",
        on_delete=models.PROTECT,
        related_name="focus_flags",
        verbose_name=_("medlem"),
    )
    # The colleague's flag that this one endorses; empty for a flag with an own reason.
    endorses = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="endorsements"
    )
    reason = models.TextField(_("hvorfor"), max_length=600, blank=True)
    slot = models.PositiveSmallIntegerField(editable=False)
    at = models.DateTimeField(_("dato"), default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("medlem, der peger på et projekt")
        verbose_name_plural = _("medlemmer, der peger på projekter")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "member", "slot"],
                condition=Q(withdrawn_at=None),
                name="member_has_two_flags_a_year",
            ),
            models.UniqueConstraint(
                fields=["year", "project", "member"],
                condition=Q(withdrawn_at=None),
                name="member_flags_a_project_once_a_year",
            ),
            models.CheckConstraint(
                condition=Q(slot__gte=1, slot__lte=FLAGS_PER_MEMBER), name="flag_slot_is_one_or_two"
            ),
            models.CheckConstraint(
                condition=Q(endorses__isnull=False) | ~Q(reason=""),
                name="flag_says_why",
                violation_error_message=_("Skriv, hvorfor du peger på projektet."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.project}, {self.year}"

    @property
    def is_endorsement(self) -> bool:
        return self.endorses_id is not None

    def withdraw(self, *, at: datetime) -> None:
        if self.withdrawn_at is not None:
            raise TransitionNotAllowed(_now("Det er allerede trukket tilbage."))
        self.withdrawn_at = at
        self.save(update_fields=["withdrawn_at"])


class DesignationQuerySet(models.QuerySet["FocusDesignation"]):
    def standing(self) -> DesignationQuerySet:
        return self.filter(undone_on=None)

    def with_decisions(self) -> DesignationQuerySet:
        """Return them with all that a page says of each, and the way to the decisions."""
        return self.select_related(
            "project", "year",
            "item__body", "item__meeting__event", "item__meeting__body",
            "undone_item__body", "undone_item__meeting__event", "undone_item__meeting__body",
        )  # fmt: skip


class FocusDesignation(models.Model):
    """That the municipal council has appointed a project for a year (udpegning af fokusprojekt).

    At most two a year, by the database (`slot`). Undone, it stays, with the decision that undid it.
    """

    year = models.ForeignKey(FocusYear, on_delete=models.PROTECT, related_name="designations")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="designations")
    slot = models.PositiveSmallIntegerField(editable=False)
    decided_on = models.DateField(_("besluttet den"))
    item = models.ForeignKey(
        "councils.AgendaItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="focus_designations",
        verbose_name=_("punkt på dagsordenen"),
    )
    decision_url = models.URLField(_("link til beslutningen"), blank=True)
    reason = models.TextField(_("begrundelse"), max_length=2000)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    undone_on = models.DateField(_("ophævet den"), null=True, blank=True)
    undone_item = models.ForeignKey(
        "councils.AgendaItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ophævet under punktet"),
    )
    undone_url = models.URLField(_("link til beslutningen om ophævelse"), blank=True)
    undone_reason = models.TextField(_("hvorfor ophævet"), max_length=2000, blank=True)
    # The evaluation, without which the project cannot be closed.
    worked = models.TextField(_("hvad virkede"), max_length=3000, blank=True)
    did_not_work = models.TextField(_("hvad virkede ikke"), max_length=3000, blank=True)
    next_time = models.TextField(
        _("hvad vi gør anderledes næste gang"), max_length=3000, blank=True
    )
    evaluated_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DesignationQuerySet.as_manager()

    class Meta:
        verbose_name = _("fokusprojekt")
        verbose_name_plural = _("fokusprojekter")
        ordering = ["-year__year", "slot", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "slot"],
                condition=Q(undone_on=None),
                name="at_most_two_focus_projects_a_year",
                violation_error_message=_("Der er allerede udpeget to fokusprojekter for året."),
            ),
            models.UniqueConstraint(
                fields=["year", "project"],
                condition=Q(undone_on=None),
                name="project_is_appointed_once_a_year",
                violation_error_message=_("Projektet er allerede udpeget for året."),
            ),
            models.CheckConstraint(
                condition=Q(slot__gte=1, slot__lte=MOST_PER_YEAR), name="focus_slot_is_one_or_two"
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=False) | ~Q(decision_url=""),
                name="appointment_names_its_decision",
                violation_error_message=_("Vælg punktet på dagsordenen, eller skriv et link."),
            ),
            models.CheckConstraint(
                condition=Q(undone_on=None)
                | (~Q(undone_reason="") & (Q(undone_item__isnull=False) | ~Q(undone_url=""))),
                name="undoing_an_appointment_needs_a_decision",
                violation_error_message=_("En ophævelse kræver en beslutning og en grund."),
            ),
            models.CheckConstraint(
                condition=Q(evaluated_at=None) | ~Q(worked=""), name="evaluation_says_what_worked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}, {self.year}"

    @property
    def stands(self) -> bool:
        return self.undone_on is None

    @property
    def is_evaluated(self) -> bool:
        return self.evaluated_at is not None

    def get_absolute_url(self) -> str:
        return self.year.get_absolute_url()

    @property
    def decision_link(self) -> str:
        """Where everybody can read the decision; "" for an item of a closed meeting."""
        return link_to_decision(self.item) or self.decision_url

    @property
    def undone_link(self) -> str:
        return link_to_decision(self.undone_item) or self.undone_url

    # --- Steps ----------------------------------------------------------------------------
    def undo(self, *, on: date, item: object, url: str, reason: str) -> None:
        """Take it back by another decision. Raises TransitionNotAllowed when that is so."""
        if not self.stands:
            raise TransitionNotAllowed(_now("Udpegningen er allerede ophævet."))
        self.undone_on, self.undone_reason = on, reason
        self.undone_item, self.undone_url = item, url  # type: ignore[assignment]
        self.full_clean()
        self.save(update_fields=["undone_on", "undone_item", "undone_url", "undone_reason"])

    def evaluate(self, *, worked: str, did_not_work: str, next_time: str, at: datetime) -> None:
        """Write the evaluation; written again, it is mended."""
        if not self.stands:
            raise TransitionNotAllowed(_now("Udpegningen er ophævet."))
        self.worked, self.did_not_work, self.next_time = worked, did_not_work, next_time
        self.evaluated_at = at
        self.save(update_fields=["worked", "did_not_work", "next_time", "evaluated_at"])


def link_to_decision(item: AgendaItem | None) -> str:
    """Return the address of an item that everybody may open, "" for any other."""
    meeting = item.meeting if item else None
    is_open = bool(meeting and meeting.is_public and meeting.is_agenda_published)
    return item.get_absolute_url() if item and is_open and item.body.is_published else ""


class InvolvementStep(models.Model):
    """A row of a project's involvement plan: who is reached how and when, and the result."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="involvement")
    who = models.CharField(_("hvem det berører"), max_length=160)
    comes_by_itself = models.BooleanField(
        _("de kommer af sig selv"),
        default=True,
        help_text=_("Tag fluebenet væk for dem, vi skal opsøge."),
    )
    how = models.CharField(_("hvordan de nås"), max_length=300)
    promise = models.CharField(
        _("løftet til dem"),
        max_length=10,
        choices=Activity.Promise,
        default=Activity.Promise.CONSULT,
    )
    when_from = models.DateField(_("fra"))
    when_until = models.DateField(_("til"), null=True, blank=True)
    # What came of it: with how many, and whether it went as planned.
    result = models.TextField(_("hvad der kom ud af det"), max_length=1000, blank=True)
    reached = models.PositiveIntegerField(_("antal mennesker nået"), null=True, blank=True)
    kept = models.CharField(
        _("holdt vi løftet?"), max_length=10, choices=PromiseAnswer.Kept, blank=True
    )
    done_on = models.DateField(_("gjort den"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    class Meta:
        verbose_name = _("linje i inddragelsesplanen")
        verbose_name_plural = _("inddragelsesplan")
        ordering = ["position", "when_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(when_until=None) | Q(when_until__gte=models.F("when_from")),
                name="involvement_step_ends_after_it_starts",
                violation_error_message=_("Slutdatoen skal være efter startdatoen."),
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | (Q(reached__isnull=False) & ~Q(result="")),
                name="done_involvement_step_has_a_result",
                violation_error_message=_("Skriv resultatet og antallet."),
            ),
            models.CheckConstraint(
                condition=Q(promise__in=["inform", "consult", "involve", "decide"]),
                name="involvement_promise_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kept="") | Q(kept__in=["yes", "partly", "no"], done_on__isnull=False),
                name="promise_is_judged_when_the_step_is_done",
            ),
        ]

    def __str__(self) -> str:
        return self.who

    @property
    def is_done(self) -> bool:
        return self.done_on is not None

    # --- Steps ----------------------------------------------------------------------------
    def finish(self, *, result: str, reached: int, kept: str, on: date) -> None:
        """Write what came of it; written again, it is mended."""
        self.result, self.reached, self.kept, self.done_on = result, reached, kept, on
        self.full_clean()
        self.save(update_fields=["result", "reached", "kept", "done_on"])


class PeopleInvolved(models.Model):
    """How many of a group took part in a focus project in its year (deltagere)."""

    designation = models.ForeignKey(
        FocusDesignation, on_delete=models.CASCADE, related_name="people"
    )
    group = models.CharField(_("gruppe"), max_length=25, choices=ActorGroup)
    count = models.PositiveIntegerField(_("antal"))

    class Meta:
        verbose_name = _("deltagere")
        verbose_name_plural = _("deltagere")
        ordering = ["designation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["designation", "group"], name="group_is_counted_once_for_a_focus_project"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()}: {self.count}"
