"""How a citizen gets a seat: a call, applications, a choice with a reason, an answer to each."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.clock import last_day
from core.danish import ascii_danish
from core.limits import mail_key
from core.transitions import TransitionNotAllowed, require_status
from councils.models.body import Body
from councils.models.membership import Member
from councils.models.seats import SeatGroup

if TYPE_CHECKING:
    from accounts.models import User
    from city.models import Area


class CallQuerySet(models.QuerySet["Call"]):
    def published(self) -> CallQuerySet:
        return self.exclude(status=Call.Status.DRAFT)

    def open(self, at: datetime | None = None) -> CallQuerySet:
        at = at or timezone.now()
        return self.filter(status=Call.Status.PUBLISHED, opens_at__lte=at, closes_at__gt=at)

    def unanswered(self, at: datetime | None = None) -> CallQuerySet:
        """Return those whose deadline has gone, and whose applicants wait."""
        return self.filter(status=Call.Status.PUBLISHED, closes_at__lte=at or timezone.now())

    def near(self, area: Area) -> CallQuerySet:
        """Return those of bodies in an area, and of bodies of the whole town."""
        bodies = Body.objects.filter(Q(areas=area) | Q(areas=None))
        return self.filter(body__in=bodies.values("pk"))

    def visible_to(self, user: User | None) -> CallQuerySet:
        shown = ~Q(status=Call.Status.DRAFT) & Q(body__is_published=True)
        if user is None or not user.is_staff:
            return self.filter(shown)
        return self.filter(shown | Q(body__in=Body.objects.served_by(user).values("pk")))


class Call(models.Model):
    """Seats that citizens may apply for, in a body that is or one that comes (opslag)."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("kladde")
        PUBLISHED = "published", _("offentliggjort")
        DECIDED = "decided", _("afgjort")
        WITHDRAWN = "withdrawn", _("trukket tilbage")

    class Stage(models.TextChoices):
        DRAFT = "draft", _("kladde")
        COMING = "coming", _("kommer")
        OPEN = "open", _("åbent")
        CLOSED = "closed", _("fristen er gået")
        DECIDED = "decided", _("afgjort")
        WITHDRAWN = "withdrawn", _("trukket tilbage")

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="calls", verbose_name=_("organ")
    )
    group = models.ForeignKey(
        SeatGroup, on_delete=models.PROTECT, related_name="calls", verbose_name=_("gruppe")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    title = models.CharField(_("titel"), max_length=200)
    text = models.TextField(_("om pladserne"), help_text=_("Hvad man laver, hvor tit, hvor længe."))
    criteria = models.TextField(
        _("sådan vælger vi"), help_text=_("Hvem der vælger, og hvad der lægges vægt på.")
    )
    seats = models.PositiveSmallIntegerField(_("antal pladser"), default=1)
    opens_at = models.DateTimeField(_("ansøgning fra"))
    closes_at = models.DateTimeField(
        _("frist"), help_text=_("Midnat efter den sidste dag: fristdagen er med.")
    )
    answer_by = models.DateField(_("alle får svar senest"), null=True, blank=True)
    # The transparent reason of the choice as a whole; each applicant also gets their own.
    # Counted up by each draft of answers: who saves an older one is shown the newer.
    proposal_revision = models.PositiveIntegerField(default=0, editable=False)
    choice_reason = models.TextField(_("sådan blev der valgt"), blank=True)
    withdrawn_reason = models.TextField(_("hvorfor trukket tilbage"), blank=True)
    last_application_number = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("opslag")
        verbose_name_plural = _("opslag")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="call_closes_after_it_opens",
                violation_error_message=_("Fristen skal ligge efter åbningen."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "decided", "withdrawn"]),
                name="call_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="decided") | Q(decided_at__isnull=False) & ~Q(choice_reason=""),
                name="decided_call_says_why",
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1),
                name="call_is_for_a_seat",
                violation_error_message=_("Skriv mindst 1."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("councils:call", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(ascii_danish(self.title))[:60].strip("-") or "opslag"

    @property
    def last_day(self) -> date:
        return last_day(self.closes_at)

    def is_open(self, at: datetime | None = None) -> bool:
        at = at or timezone.now()
        return self.status == self.Status.PUBLISHED and self.opens_at <= at < self.closes_at

    def stage(self, at: datetime | None = None) -> Stage:
        """Return where the call stands at a moment (default: now)."""
        if self.status != self.Status.PUBLISHED:
            return self.Stage(self.status)
        at = at or timezone.now()
        if at < self.opens_at:
            return self.Stage.COMING
        return self.Stage.OPEN if at < self.closes_at else self.Stage.CLOSED

    def is_visible_to(self, user: User | None) -> bool:
        is_shown = self.status != self.Status.DRAFT and self.body.is_published
        return is_shown or self.body.is_served_by(user)

    # --- Steps ----------------------------------------------------------------------------
    def publish(self, *, at: datetime) -> None:
        """Show it to everybody. Raises TransitionNotAllowed when its deadline has gone."""
        require_status(self, self.Status.DRAFT)
        if self.closes_at <= at:
            raise TransitionNotAllowed(_("Fristen er gået, før opslaget er sendt ud. Ret datoen."))
        self.status, self.published_at = self.Status.PUBLISHED, at
        self.save(update_fields=["status", "published_at"])

    def decide(self, *, reason: str, at: datetime) -> None:
        """Say how it was chosen. Raises TransitionNotAllowed before the deadline."""
        require_status(self, self.Status.PUBLISHED)
        if at < self.closes_at:
            raise TransitionNotAllowed(_("Fristen er ikke gået endnu."))
        self.status, self.choice_reason, self.decided_at = self.Status.DECIDED, reason, at
        self.save(update_fields=["status", "choice_reason", "decided_at"])

    def withdraw(self, *, reason: str) -> None:
        require_status(self, self.Status.PUBLISHED)
        self.status, self.withdrawn_reason = self.Status.WITHDRAWN, reason
        self.save(update_fields=["status", "withdrawn_reason"])

    def next_application_number(self) -> int:
        """Take the next number. The caller holds the lock on this row."""
        self.last_application_number += 1
        self.save(update_fields=["last_application_number"])
        return self.last_application_number


class ApplicationQuerySet(models.QuerySet["Application"]):
    def waiting(self) -> ApplicationQuerySet:
        return self.filter(status=Application.Status.RECEIVED)

    def standing(self) -> ApplicationQuerySet:
        return self.exclude(status=Application.Status.WITHDRAWN)

    def done_with(self) -> ApplicationQuerySet:
        """Return what is no case any more: answered, taken back, or to a call that was."""
        is_waiting = Q(status=Application.Status.RECEIVED)
        return self.filter(~is_waiting | Q(call__status=Call.Status.WITHDRAWN))

    def forget(self, *, at: datetime) -> int:
        """Remove who applied and what they wrote; the number and the outcome stay."""
        answered = self.exclude(reason="")
        answered.update(reason="–")
        return self.update(
            name="",
            email="",
            email_key="",
            phone="",
            area=None,
            user=None,
            motivation="",
            proposed_reason="",
            forgotten_at=at,
        )


class Application(models.Model):
    """A citizen's application for a seat; read by the secretary and the applicant (ansøgning)."""

    class Status(models.TextChoices):
        RECEIVED = "received", _("modtaget")
        CHOSEN = "chosen", _("valgt")
        RESERVE = "reserve", _("på reservelisten")
        NOT_CHOSEN = "not_chosen", _("ikke valgt")
        WITHDRAWN = "withdrawn", _("trukket tilbage")

    ANSWERS = (Status.CHOSEN, Status.RESERVE, Status.NOT_CHOSEN)

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    number = models.PositiveIntegerField(_("nummer"), editable=False)
    # One showing of the form is one application, however often it is sent.
    form_key = models.UUIDField(unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="seat_applications",
    )
    name = models.CharField(_("navn"), max_length=120)
    email = models.EmailField(_("mailadresse"))
    email_key = models.CharField(max_length=254, editable=False)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    area = models.ForeignKey(
        "city.Area",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bydel"),
    )
    motivation = models.TextField(_("hvorfor vil du gerne være med?"), max_length=4000)
    language = models.CharField(max_length=2, default="da", editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.RECEIVED, editable=False
    )
    reason = models.TextField(_("begrundelsen til ansøgeren"), blank=True)
    # What the secretary has in mind, kept until all are answered at once; nobody else reads it.
    proposed = models.CharField(max_length=10, blank=True, editable=False)
    proposed_reason = models.TextField(blank=True, editable=False)
    # Who the applicant became, once seated.
    member = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    received_at = models.DateTimeField(_("modtaget"))
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("ansøgning")
        verbose_name_plural = _("ansøgninger")
        ordering = ["call", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "number"], name="application_number_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["call", "email_key"],
                condition=~Q(status="withdrawn") & ~Q(email_key=""),
                name="mailbox_applies_once_to_a_call",
                violation_error_message=_("Der er allerede en ansøgning fra den mailadresse."),
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["received", "chosen", "reserve", "not_chosen", "withdrawn"]
                ),
                name="application_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["received", "withdrawn"])
                | Q(answered_at__isnull=False) & ~Q(reason=""),
                name="answered_application_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @staticmethod
    def key_of(email: str) -> str:
        """Return what counts as the same mailbox: without case, spaces and +tag."""
        return mail_key(email)

    def answer(self, *, status: Status, reason: str, at: datetime) -> None:
        """Tell the applicant what was chosen, and why. Once."""
        require_status(self, self.Status.RECEIVED)
        self.status, self.reason, self.answered_at = status, reason, at
        self.save(update_fields=["status", "reason", "answered_at"])

    def withdraw(self) -> None:
        require_status(self, self.Status.RECEIVED)
        self.status = self.Status.WITHDRAWN
        self.save(update_fields=["status"])

    def become(self, member: Member) -> None:
        """Note who the chosen applicant is among the members. Once."""
        require_status(self, self.Status.CHOSEN, self.Status.RESERVE)
        if self.member is not None:
            raise TransitionNotAllowed(_("Personen er sat på plads."))
        self.member = member
        self.save(update_fields=["member"])

    def propose(self, *, status: str, reason: str) -> None:
        """Keep what the secretary has in mind. It is no answer yet."""
        require_status(self, self.Status.RECEIVED)
        self.proposed, self.proposed_reason = status, reason
        self.save(update_fields=["proposed", "proposed_reason"])
