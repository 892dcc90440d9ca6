from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.transitions import require_status
from hearings.models.hearing import Hearing
from hearings.models.hearing_lists import STAFF_WHO_READ_RESPONSES

if TYPE_CHECKING:
    from accounts.models import User


class ResponseQuerySet(models.QuerySet["Response"]):
    """Answers as lists. `public` is the only door to what everybody may read."""

    def counted(self) -> ResponseQuerySet:
        """All that is part of the case: also declined ones, not withdrawn ones."""
        return self.exclude(status=Response.Status.WITHDRAWN)

    def waiting(self) -> ResponseQuerySet:
        """New, or changed by the author since it was approved: somebody must read it."""
        return self.filter(status=Response.Status.RECEIVED)

    def public(self) -> ResponseQuerySet:
        """Return what everybody may read: an approved version, and a hearing that shows it."""
        rule = Hearing.PublicationRule
        is_told = Q(hearing__status=Hearing.Status.DECIDED) | Q(
            hearing__white_paper_published_at__isnull=False
        )
        shown = Q(hearing__publication_rule=rule.AFTER_MODERATION) | (
            Q(hearing__publication_rule=rule.WITH_WHITE_PAPER) & is_told
        )
        return self.filter(
            shown,
            ~Q(hearing__status=Hearing.Status.DRAFT),
            published_version__isnull=False,
            status__in=[Response.Status.APPROVED, Response.Status.RECEIVED],
        )

    def treated(self) -> ResponseQuerySet:
        """Their newest version has a point, or is marked outside the subject."""
        return self.filter(self._is_treated())

    def untreated(self) -> ResponseQuerySet:
        return self.exclude(self._is_treated())

    def out_of_scope(self) -> ResponseQuerySet:
        return self.filter(out_of_scope_version=F("current_version"))

    def with_points(self) -> ResponseQuerySet:
        return self.filter(self._has_points())

    @classmethod
    def _is_treated(cls) -> Q:
        return Q(out_of_scope_version=F("current_version")) | cls._has_points()

    @staticmethod
    def _has_points() -> Q:
        points = apps.get_model("hearings", "Mention").objects.filter(response=OuterRef("pk"))
        return Q(Exists(points.filter(version=OuterRef("current_version"))))

    def in_time(self) -> ResponseQuerySet:
        return self.filter(received_at__lt=F("hearing__closes_at"))

    def late(self) -> ResponseQuerySet:
        return self.filter(received_at__gte=F("hearing__closes_at"))

    def with_email(self) -> ResponseQuerySet:
        """Return answers whose sender can be told something by mail."""
        return self.filter(Q(person__isnull=False) | ~Q(email=""))

    def for_staff(self, user: User | None) -> ResponseQuerySet:
        """Return the answers to the hearings of a member of staff's departments."""
        hearings = Hearing.objects.of_departments_of(user, *STAFF_WHO_READ_RESPONSES)
        return self.filter(hearing__in=hearings)


class Response(models.Model):
    """An answer to a hearing (høringssvar): numbered, kept, and told about."""

    class Status(models.TextChoices):
        RECEIVED = "received", _("modtaget, ikke læst igennem")
        APPROVED = "approved", _("godkendt")
        DECLINED = "declined", _("offentliggøres ikke")
        WITHDRAWN = "withdrawn", _("trukket tilbage")

    class SenderKind(models.TextChoices):
        CITIZEN = "citizen", _("Borger")
        ASSOCIATION = "association", _("Forening")
        COMPANY = "company", _("Virksomhed")
        COUNCIL = "council", _("Råd eller bestyrelse")
        AUTHORITY = "authority", _("Myndighed")

    class Channel(models.TextChoices):
        WEB = "web", _("her på siden")
        ASSISTED = "assisted", _("skrevet sammen med personalet")
        LETTER = "letter", _("brev")
        EMAIL = "email", _("mail")
        PHONE = "phone", _("telefon")
        MEETING = "meeting", _("møde")

    hearing = models.ForeignKey(
        Hearing, on_delete=models.PROTECT, related_name="responses", verbose_name=_("høring")
    )
    number = models.PositiveIntegerField(_("nummer"))
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission_key = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text="The key of the form it came from: a double click makes one answer.",
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.RECEIVED)
    channel = models.CharField(
        _("kom ind som"), max_length=20, choices=Channel, default=Channel.WEB
    )
    received_at = models.DateTimeField(_("modtaget"), default=timezone.now)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("indført af"),
    )
    language = models.CharField(max_length=8, default="da")

    sender_kind = models.CharField(
        _("afsender"), max_length=20, choices=SenderKind, default=SenderKind.CITIZEN
    )
    on_behalf_of = models.CharField(_("på vegne af"), max_length=200, blank=True)
    # Only when the sender could act for it at the moment of sending; the name stands above.
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True,
        related_name="hearing_responses", verbose_name=_("godkendt organisation"),
    )  # fmt: skip
    name = models.CharField(_("navn"), max_length=120)
    email = models.EmailField(_("mailadresse"), blank=True)
    email_confirmed_at = models.DateTimeField(_("mailadresse bekræftet"), null=True, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    area = models.ForeignKey(
        "city.Area", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("bydel")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="hearing_responses",
        verbose_name=_("konto"),
    )
    show_name = models.BooleanField(_("vis navn"), default=False)
    is_protected = models.BooleanField(_("navne- og adressebeskyttelse"), default=False)

    current_version = models.ForeignKey(
        "hearings.ResponseVersion", on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_version = models.ForeignKey(
        "hearings.ResponseVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    decline_reason = models.TextField(_("hvorfor det ikke offentliggøres"), blank=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    out_of_scope_version = models.ForeignKey(
        "hearings.ResponseVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="The version that was marked as outside the subject of the hearing.",
    )
    out_of_scope_reason = models.TextField(_("hvorfor det er uden for emnet"), blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("høringssvar")
        verbose_name_plural = _("høringssvar")
        ordering = ["-number", "-pk"]
        indexes = [
            models.Index(fields=["hearing", "status", "-number"], name="response_by_status"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "number"], name="response_number_is_given_once_per_hearing"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["received", "approved", "declined", "withdrawn"]),
                name="response_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(published_version__isnull=False),
                name="response_approved_has_a_published_version",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(decline_reason=""),
                name="response_declined_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return _("Svar nr. %(number)d") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse(
            "hearings:response", args=[self.hearing.number, self.hearing.slug, self.number]
        )

    # --- Who may read what ----------------------------------------------------------------
    @property
    def is_organisation(self) -> bool:
        return self.sender_kind != self.SenderKind.CITIZEN

    @property
    def is_named_in_public(self) -> bool:
        """Protected wins over everything; organisations are named; others choose."""
        if self.is_protected:
            return False
        return self.is_organisation or self.show_name

    @property
    def public_name(self) -> str:
        """Return the name that everybody may read, "" when it stays hidden."""
        if not self.is_named_in_public:
            return ""
        return self.on_behalf_of if self.is_organisation and self.on_behalf_of else self.name

    @property
    def public_area(self) -> str:
        """Return the area that everybody may read, "" when protected or not told."""
        return "" if self.is_protected or self.area is None else self.area.name

    @property
    def is_public(self) -> bool:
        """The twin of ResponseQuerySet.public."""
        return (
            self.hearing.is_published
            and self.hearing.shows_responses
            and self.published_version_id is not None
            and self.status in (self.Status.APPROVED, self.Status.RECEIVED)
        )

    @property
    def is_late(self) -> bool:
        return self.received_at >= self.hearing.closes_at

    def may_be_changed(self, at: datetime) -> bool:
        """Whether the author may still edit or withdraw."""
        return self.status != self.Status.WITHDRAWN and self.hearing.is_open(at)

    # --- Steps ----------------------------------------------------------------------------
    def add_version(self, text: str, *, by: User | None, at: datetime) -> ResponseVersion:
        """Keep a new text beside the old ones and make it the current one."""
        version = ResponseVersion.objects.create(
            response=self, number=self.versions.count() + 1, text=text, created_by=by, created_at=at
        )
        self.current_version = version
        self.save(update_fields=["current_version"])
        return version

    def await_reading(self, *, is_renamed: bool = False) -> None:
        """Put an answer that its author changed back into the queue.

        What was approved stays public meanwhile, but not under a name that nobody has read.
        """
        require_status(self, self.Status.RECEIVED, self.Status.APPROVED, self.Status.DECLINED)
        if self.status == self.Status.DECLINED or is_renamed:
            self.published_version = None
        self.status = self.Status.RECEIVED
        self.save(update_fields=["status", "published_version"])

    def approve(self, *, at: datetime) -> None:
        require_status(self, self.Status.RECEIVED, self.Status.APPROVED, self.Status.DECLINED)
        self.status = self.Status.APPROVED
        self.published_version = self.current_version
        self.approved_at = at
        self.decline_reason, self.declined_by = "", None
        self.save(update_fields=[
            "status", "published_version", "approved_at", "decline_reason", "declined_by",
        ])  # fmt: skip

    def decline(self, *, reason: str, by: User) -> None:
        """Keep it out of the public; it still counts in the case."""
        require_status(self, self.Status.RECEIVED, self.Status.APPROVED)
        self.status = self.Status.DECLINED
        self.published_version = None
        self.decline_reason, self.declined_by = reason, by
        self.save(update_fields=["status", "published_version", "decline_reason", "declined_by"])

    def mark_out_of_scope(self, *, reason: str) -> None:
        """Say that its newest version is about something else than the hearing."""
        self.out_of_scope_version, self.out_of_scope_reason = self.current_version, reason
        self.save(update_fields=["out_of_scope_version", "out_of_scope_reason"])

    def unmark_out_of_scope(self) -> None:
        self.out_of_scope_version, self.out_of_scope_reason = None, ""
        self.save(update_fields=["out_of_scope_version", "out_of_scope_reason"])

    def withdraw(self, *, at: datetime) -> None:
        require_status(self, self.Status.RECEIVED, self.Status.APPROVED, self.Status.DECLINED)
        self.status = self.Status.WITHDRAWN
        self.published_version = None
        self.withdrawn_at = at
        self.save(update_fields=["status", "published_version", "withdrawn_at"])

    def confirm_email(self, *, at: datetime) -> None:
        self.email_confirmed_at = self.email_confirmed_at or at
        self.save(update_fields=["email_confirmed_at"])

    def adopt(self, person: User, *, at: datetime) -> None:
        """Belong to an account whose address this is confirmed to be."""
        self.person = person
        self.email_confirmed_at = self.email_confirmed_at or at
        self.save(update_fields=["person", "email_confirmed_at"])

    def forget_confirmation(self) -> None:
        """Ask again: the address is another one now."""
        self.email_confirmed_at = None
        self.save(update_fields=["email_confirmed_at"])

    def disown_email(self) -> None:
        """Forget an address whose owner says that the answer is not theirs."""
        self.email, self.email_confirmed_at = "", None
        self.save(update_fields=["email", "email_confirmed_at"])


class ResponseVersionQuerySet(models.QuerySet["ResponseVersion"]):
    def forget_authors(self) -> int:
        """Cut the texts loose from the accounts of those who wrote them; staff stay named."""
        return self.filter(created_by__is_staff=False).update(created_by=None)


class ResponseVersion(models.Model):
    """One text of an answer as it was sent. Never changed."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("svaret"))
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = ResponseVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versioner")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "number"], name="version_number_is_given_once_per_response"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response_id}.{self.number}"

    def public_parts(self) -> list[tuple[str, str]]:
        """Return the text as (text, "") and ("", reason) in order: what the public may read.

        Reads `redactions.all()`, so that a page may prefetch them.
        """
        parts: list[tuple[str, str]] = []
        position = 0
        for redaction in self.redactions.all():
            if redaction.start > position:
                parts.append((self.text[position : redaction.start], ""))
            if redaction.end > position:
                parts.append(("", redaction.get_reason_display()))
                position = redaction.end
        if position < len(self.text):
            parts.append((self.text[position:], ""))
        return parts
