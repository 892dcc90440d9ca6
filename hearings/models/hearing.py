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

from accounts.roles import has_role
from comments.models import moderates
from core.clock import last_day
from core.danish import ascii_danish
from core.text import clean_text
from core.transitions import TransitionNotAllowed, require_status
from councils.speaking import council_role
from hearings.models.hearing_lists import STAFF_WHO_SEE_DRAFTS, HearingQuerySet

if TYPE_CHECKING:
    from accounts.models import User
    from comments.models import Comment


class Hearing(models.Model):
    """A proposal that anyone may answer until a deadline (høring)."""

    class Status(models.TextChoices):
        """What a person has decided; what the calendar decides is `stage`."""

        DRAFT = "draft", _("kladde")
        PUBLISHED = "published", _("offentliggjort")
        DECIDED = "decided", _("besluttet")
        WITHDRAWN = "withdrawn", _("trukket tilbage")

    class Stage(models.TextChoices):
        DRAFT = "draft", _("kladde")
        COMING = "coming", _("kommer")
        OPEN = "open", _("åben")
        CLOSED = "closed", _("under behandling")
        ANSWERED = "answered", _("besvaret i hvidbogen")
        DECIDED = "decided", _("besluttet")
        WITHDRAWN = "withdrawn", _("trukket tilbage")

    class PublicationRule(models.TextChoices):
        AFTER_MODERATION = "after_moderation", _("når de er læst igennem")
        WITH_WHITE_PAPER = "with_white_paper", _("sammen med hvidbogen")
        NEVER = "never", _("aldrig")

    title = models.CharField(_("titel"), max_length=200, help_text=_("Det navn, folk kender."))
    formal_title = models.CharField(_("sagens fulde titel"), max_length=300, blank=True)
    kinds = models.ManyToManyField(
        "hearings.HearingKind", related_name="hearings", verbose_name=_("høringstyper")
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)

    lead = models.TextField(_("indledning"), max_length=500, help_text=_("To-tre sætninger."))
    brief_what = models.TextField(_("hvad"), blank=True)
    brief_why = models.TextField(_("hvorfor"), blank=True)
    brief_who = models.TextField(_("hvem mærker det"), blank=True)
    brief_influence = models.TextField(
        _("det kan du påvirke"), blank=True, help_text=_("Én ting på hver linje.")
    )
    brief_decided = models.TextField(
        _("det er allerede besluttet"), blank=True, help_text=_("Én ting på hver linje.")
    )
    brief_next = models.TextField(_("bagefter"), blank=True)
    body = models.TextField(_("hele teksten"), blank=True)

    deciding_body = models.CharField(_("hvem beslutter"), max_length=120)
    sent_on = models.DateField(_("besluttet sendt i høring"), null=True, blank=True)
    remark = models.TextField(
        _("bemærkning sendt med"), blank=True, help_text=_("Det, politikerne sendte med forslaget.")
    )
    third_party = models.CharField(
        _("tredjepart"), max_length=200, blank=True, help_text=_("Fx bygherren.")
    )
    areas = models.ManyToManyField("city.Area", blank=True, verbose_name=_("bydele"))
    topics = models.ManyToManyField("city.Topic", blank=True, verbose_name=_("emner"))
    case_number = models.CharField(_("sagsnummer"), max_length=60)
    department = models.ForeignKey(
        "city.Department", on_delete=models.PROTECT, verbose_name=_("ansvarlig afdeling")
    )
    contact_name = models.CharField(_("kontaktperson"), max_length=120, blank=True)
    contact_phone = models.CharField(_("telefon"), max_length=30)
    contact_email = models.EmailField(_("mailadresse"))

    opens_at = models.DateTimeField(_("åbner"))
    closes_at = models.DateTimeField(
        _("lukker"), help_text=_("Midnat efter den sidste dag: fristdagen er med.")
    )
    expected_decision = models.CharField(
        _("forventet beslutning"), max_length=80, blank=True, help_text=_("Fx: juni 2026")
    )
    publication_rule = models.CharField(
        _("svarene offentliggøres"),
        max_length=20,
        choices=PublicationRule,
        default=PublicationRule.AFTER_MODERATION,
    )
    delete_personal_data_on = models.DateField(_("personoplysninger slettes"))
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("ny høring efter"),
        help_text=_("Når forslaget er ændret så meget, at det høres igen."),
    )

    decided_on = models.DateField(_("besluttet den"), null=True, blank=True)
    decision = models.TextField(_("beslutningen"), blank=True)
    decision_url = models.URLField(_("link til dagsordenspunktet"), blank=True)
    withdrawn_reason = models.TextField(_("hvorfor trukket tilbage"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    last_response_number = models.PositiveIntegerField(default=0, editable=False)

    needs_second_reader = models.BooleanField(
        _("to læser hvert svar fra forvaltningen"), default=False
    )
    white_paper_due_on = models.DateField(
        _("hvidbog lovet senest"),
        null=True,
        blank=True,
        help_text=_("Vises for alle. Tomt: regnes ud fra høringstypen ved offentliggørelsen."),
    )
    white_paper_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_point_number = models.PositiveIntegerField(default=0, editable=False)
    no_white_paper_reason = models.TextField(_("hvorfor der ingen hvidbog er"), blank=True)
    decision_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    prehearing_changes = models.TextField(
        _("det ændrede før-høringen"),
        blank=True,
        help_text=_("Når høringen følger efter en før-høring. Én ting på hver linje."),
    )
    project = models.ForeignKey(
        "projects.Project",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hearings",
        verbose_name=_("del af projektet"),
        help_text=_("Så står høringen også på projektets side."),
    )
    public_revision = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text="Grows when what the public may read of the responses changes.",
    )
    ics_sequence = models.PositiveIntegerField(default=0, editable=False)
    feed = models.OneToOneField(
        "notifications.Feed", on_delete=models.PROTECT, editable=False, related_name="hearing"
    )
    thread = models.OneToOneField(
        "comments.Thread",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="hearing",
    )

    objects = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = _("høring")
        verbose_name_plural = _("høringer")
        ordering = ["-opens_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "closes_at"], name="hearing_by_status_and_deadline"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="hearing_closes_after_it_opens",
                violation_error_message=_("Fristen skal ligge efter åbningen."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "decided", "withdrawn"]),
                name="hearing_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False),
                name="hearing_out_of_draft_has_been_published",
            ),
            models.CheckConstraint(
                condition=~Q(status="decided") | Q(decided_on__isnull=False),
                name="hearing_decided_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(follows=None) | ~Q(follows=F("pk")),
                name="hearing_does_not_follow_itself",
                violation_error_message=_("En høring kan ikke være en ny høring efter sig selv."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("hearings:detail", args=[self.number, self.slug])

    @property
    def changes_url(self) -> str:
        """Where everybody reads what was changed after the opening."""
        return reverse("hearings:changes", args=[self.number, self.slug])

    @property
    def number(self) -> int:
        """The number in the address and on paper."""
        return self.pk

    @property
    def slug(self) -> str:
        return slugify(ascii_danish(self.title))[:60].strip("-") or "hoering"

    # --- What the calendar says -----------------------------------------------------------
    def stage(self, at: datetime | None = None) -> Stage:
        """Return where the hearing stands at a moment (default: now)."""
        if self.status != self.Status.PUBLISHED:
            return self.Stage(self.status)
        at = at or timezone.now()
        if at < self.opens_at:
            return self.Stage.COMING
        if at < self.closes_at:
            return self.Stage.OPEN
        return self.Stage.ANSWERED if self.white_paper_published_at else self.Stage.CLOSED

    def is_coming(self, at: datetime | None = None) -> bool:
        return self.stage(at) == self.Stage.COMING

    def is_open(self, at: datetime | None = None) -> bool:
        return self.stage(at) == self.Stage.OPEN

    def is_closed(self, at: datetime | None = None) -> bool:
        return self.stage(at) == self.Stage.CLOSED

    def is_answered(self, at: datetime | None = None) -> bool:
        return self.stage(at) == self.Stage.ANSWERED

    @property
    def last_day(self) -> date:
        """The last day on which one may answer, Europe/Copenhagen."""
        return last_day(self.closes_at)

    @property
    def is_published(self) -> bool:
        return self.status != self.Status.DRAFT

    @property
    def shows_responses(self) -> bool:
        """Whether approved answers may be read by everyone yet."""
        return self.publication_rule == self.PublicationRule.AFTER_MODERATION or (
            self.publication_rule == self.PublicationRule.WITH_WHITE_PAPER
            and (self.status == self.Status.DECIDED or self.white_paper_published_at is not None)
        )

    def translated_texts(self) -> list[str]:
        """Return what a translation translates; how lines end or are padded is no change."""
        texts = (
            self.title,
            self.lead,
            self.brief_what,
            self.brief_why,
            self.brief_who,
            self.brief_influence,
            self.brief_decided,
            self.brief_next,
        )
        return [clean_text(text) for text in texts]

    # --- What an owner offers to the shared apps ------------------------------------------
    def heading(self) -> str:
        return self.title

    def is_visible_to(self, user: User | None) -> bool:
        return self.is_published or self.is_worked_on_by(user)

    def allows(self, user: User | None, verb: str) -> bool:
        return bool(user and user.is_active and user.has_perm(f"hearings.{verb}_hearing", self))

    def role_of(self, user: User | None) -> str:
        """Return the words under which a person speaks here, "" for a citizen."""
        speaks = self.is_worked_on_by(user) or moderates(user, self.department)
        return str(self.department) if speaks else council_role(user)

    def formal_answer_page(self, at: datetime) -> str:
        """Return where a formal answer is written now, "" when none is taken."""
        if not self.is_open(at):
            return ""
        return reverse("hearings:write", args=[self.number, self.slug])

    def formal_answer_url(self, comment: Comment, *, at: datetime) -> str:
        """Return the address that makes a comment the beginning of a formal answer, by POST."""
        if not self.is_open(at):
            return ""
        return reverse("hearings:write_from_comment", args=[self.number, self.slug, comment.number])

    def is_worked_on_by(self, user: User | None) -> bool:
        return has_role(user, *STAFF_WHO_SEE_DRAFTS, department=self.department)

    # --- Steps ----------------------------------------------------------------------------
    def publish(self, *, at: datetime, white_paper_due_on: date | None = None) -> None:
        """Let everybody see it, with a promise of when the answers are answered."""
        require_status(self, self.Status.DRAFT)
        self.status = self.Status.PUBLISHED
        self.published_at = at
        self.white_paper_due_on = self.white_paper_due_on or white_paper_due_on
        self.save(update_fields=["status", "published_at", "white_paper_due_on"])

    def extend(self, closes_at: datetime) -> None:
        """Move the deadline later, and the promised day of the white paper by as many days.

        Raises:
            TransitionNotAllowed: not published, answered in a white paper already, or the new
                deadline is not later.
        """
        require_status(self, self.Status.PUBLISHED)
        if self.white_paper_published_at:
            raise TransitionNotAllowed
        if closes_at <= self.closes_at:
            raise TransitionNotAllowed(_("En frist kan kun flyttes til senere."))
        days = last_day(closes_at) - self.last_day
        self.closes_at = closes_at
        if self.white_paper_due_on:
            self.white_paper_due_on += days
        self.ics_sequence += 1
        self.save(update_fields=["closes_at", "white_paper_due_on", "ics_sequence"])

    def withdraw(self, *, reason: str) -> None:
        require_status(self, self.Status.PUBLISHED)
        self.status = self.Status.WITHDRAWN
        self.withdrawn_reason = reason
        self.ics_sequence += 1
        self.save(update_fields=["status", "withdrawn_reason", "ics_sequence"])

    def decide(
        self,
        *,
        on: date,
        decision: str,
        url: str,
        at: datetime,
        no_white_paper_reason: str = "",
    ) -> None:
        require_status(self, self.Status.PUBLISHED)
        if self.stage(at) not in (self.Stage.CLOSED, self.Stage.ANSWERED):
            raise TransitionNotAllowed(_("Der kan først besluttes noget, når fristen er gået."))
        self.status = self.Status.DECIDED
        self.decided_on, self.decision, self.decision_url = on, decision, url
        self.decision_published_at = at
        self.no_white_paper_reason = no_white_paper_reason
        self.save(
            update_fields=[
                "status",
                "decided_on",
                "decision",
                "decision_url",
                "decision_published_at",
                "no_white_paper_reason",
            ]
        )

    def answer_with_white_paper(self, *, at: datetime) -> None:
        """Be answered from the first published white paper on; later versions change nothing.

        Raises:
            TransitionNotAllowed: a draft or withdrawn, or answers still come in.
        """
        require_status(self, self.Status.PUBLISHED, self.Status.DECIDED)
        if at < self.closes_at:
            raise TransitionNotAllowed(_("Fristen er ikke gået: der kan stadig komme svar."))
        if self.white_paper_published_at is None:
            self.white_paper_published_at = at
            self.save(update_fields=["white_paper_published_at"])

    def next_response_number(self) -> int:
        """Take the next number. The caller holds the lock on this row."""
        self.last_response_number += 1
        self.save(update_fields=["last_response_number"])
        return self.last_response_number

    def next_point_number(self) -> int:
        """Take the next number. The caller holds the lock on this row."""
        self.last_point_number += 1
        self.save(update_fields=["last_point_number"])
        return self.last_point_number
