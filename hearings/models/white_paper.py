"""The white paper (hvidbog): all points with their answers, in versions, and its files."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.transitions import require_status
from hearings.models.hearing import Hearing

if TYPE_CHECKING:
    from accounts.models import User


# A worker that has said nothing for so long is dead: it speaks every few seconds.
CLAIM_MINUTES = 2
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class WhitePaperQuerySet(models.QuerySet["WhitePaper"]):
    def published(self) -> WhitePaperQuerySet:
        return self.filter(status=WhitePaper.Status.PUBLISHED)


class WhitePaper(models.Model):
    """One version of a hearing's white paper.

    A draft is read live from the desk. What the approver reads is frozen in `content`: the
    administration's own words and the numbers of the responses, never a name. Names and texts of
    responses are read from their own tables whenever it is shown, so that who is protected or
    masked later is so here too.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("under arbejde")
        SUBMITTED = "submitted", _("til godkendelse")
        APPROVED = "approved", _("godkendt")
        PUBLISHED = "published", _("udgivet")

    hearing = models.ForeignKey(
        Hearing, on_delete=models.PROTECT, related_name="white_papers", verbose_name=_("høring")
    )
    version = models.PositiveSmallIntegerField(_("version"))
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    summary = models.TextField(
        _("sammenfatning"),
        blank=True,
        help_text=_("Det vigtigste på en halv side: hvad siger svarene, og hvad ændres."),
    )
    asked = models.TextField(
        _("hvem blev spurgt"),
        blank=True,
        help_text=_("Høringsparter og møder, én på hver linje."),
    )
    new_in_version = models.TextField(
        _("nyt i denne version"),
        blank=True,
        help_text=_("Fra version 2: hvad er ændret, og hvorfor."),
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    content = models.JSONField(null=True, blank=True, editable=False)

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("forfatter"),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("godkendt af"),
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("udgivet"), null=True, blank=True, editable=False)

    objects = WhitePaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("hvidbog")
        verbose_name_plural = _("hvidbøger")
        ordering = ["-version", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "version"], name="white_paper_version_is_given_once_per_hearing"
            ),
            models.UniqueConstraint(
                fields=["hearing"],
                condition=~Q(status="published"),
                name="white_paper_has_one_unpublished_version",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "approved", "published"]),
                name="white_paper_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted"])
                | Q(approver__isnull=False, approved_at__isnull=False, content__isnull=False),
                name="white_paper_is_approved_with_its_content",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="white_paper_published_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return _("Hvidbog, version %(version)d") % {"version": self.version}

    def get_absolute_url(self) -> str:
        return reverse(
            "hearings:white_paper_version",
            args=[self.hearing.number, self.hearing.slug, self.version],
        )

    # --- Steps ----------------------------------------------------------------------------
    def rewrite(self, *, summary: str, asked: str, new_in_version: str) -> bool:
        """Take new words: the next revision. Tell whether they differ from the old ones."""
        require_status(self, self.Status.DRAFT)
        words = {"summary": summary, "asked": asked, "new_in_version": new_in_version}
        if all(getattr(self, name) == text for name, text in words.items()):
            return False
        for name, text in words.items():
            setattr(self, name, text)
        self.revision += 1
        self.save(update_fields=[*words, "revision"])
        return True

    def submit(self, *, at: datetime) -> None:
        require_status(self, self.Status.DRAFT)
        self.status, self.submitted_at = self.Status.SUBMITTED, at
        self.save(update_fields=["status", "submitted_at"])

    def take_back(self) -> None:
        """Go on writing: what was approved must be approved again."""
        require_status(self, self.Status.SUBMITTED, self.Status.APPROVED)
        self.status = self.Status.DRAFT
        self.submitted_at, self.approver, self.approved_at = None, None, None
        self.content = None
        self.save(update_fields=["status", "submitted_at", "approver", "approved_at", "content"])

    def approve(self, *, content: dict, by: User, at: datetime) -> None:
        require_status(self, self.Status.SUBMITTED)
        self.status, self.content = self.Status.APPROVED, content
        self.approver, self.approved_at = by, at
        self.save(update_fields=["status", "content", "approver", "approved_at"])

    def publish(self, *, at: datetime) -> None:
        require_status(self, self.Status.APPROVED)
        self.status, self.published_at = self.Status.PUBLISHED, at
        self.save(update_fields=["status", "published_at"])


class WhitePaperFileQuerySet(models.QuerySet["WhitePaperFile"]):
    """The rows that the worker works."""

    def due(self, at: datetime) -> WhitePaperFileQuerySet:
        return self.filter(
            state=WhitePaperFile.State.WAITING,
            not_before__lte=at,
            white_paper__status__in=[WhitePaper.Status.APPROVED, WhitePaper.Status.PUBLISHED],
        )

    def working(self) -> WhitePaperFileQuerySet:
        return self.filter(state=WhitePaperFile.State.WORKING)

    def stale(self, at: datetime) -> WhitePaperFileQuerySet:
        """Claimed by a worker that has not been heard of for CLAIM_MINUTES."""
        return self.working().filter(claimed_at__lt=at - timedelta(minutes=CLAIM_MINUTES))

    def current(self) -> WhitePaperFileQuerySet:
        """Ready, and as the public may read the responses now: these may be given."""
        return self.filter(
            state=WhitePaperFile.State.DONE,
            public_revision=F("white_paper__hearing__public_revision"),
        )

    def outdated(self) -> WhitePaperFileQuerySet:
        """Made, or given up, before the public's view of the responses changed.

        Made before the decision too; what was given up then is not tried again for it.
        """
        ended = self.filter(state__in=[WhitePaperFile.State.DONE, WhitePaperFile.State.FAILED])
        return ended.filter(
            ~Q(public_revision=F("white_paper__hearing__public_revision"))
            | Q(
                state=WhitePaperFile.State.DONE,
                white_paper__hearing__decision_published_at__gt=F("made_at"),
            )
        )

    def claim(self, pk: int, at: datetime) -> WhitePaperFile | None:
        """Take a waiting row for one worker, by a conditional update; None when another did."""
        token = uuid.uuid4()
        taken = self.filter(pk=pk, state=WhitePaperFile.State.WAITING).update(
            state=WhitePaperFile.State.WORKING,
            claim=token,
            claimed_at=at,
            attempts=F("attempts") + 1,
            parts_done=0,
        )
        if not taken:
            return None
        return self.select_related("white_paper__hearing__department").get(pk=pk, claim=token)


class WhitePaperFile(models.Model):
    """One file of an approved white paper: a row that the worker works, and then the file.

    Given to the public only while its `public_revision` is the hearing's: when a response is
    masked, taken down or forgotten, the file is made again and the old one is not given any more.
    """

    class Format(models.TextChoices):
        PDF = "pdf", _("PDF")
        DOCX = "docx", _("Word")
        XLSX = "xlsx", _("Excel")
        CSV = "csv", _("CSV")

    class State(models.TextChoices):
        WAITING = "waiting", _("venter")
        WORKING = "working", _("laves")
        DONE = "done", _("klar")
        FAILED = "failed", _("mislykket")

    white_paper = models.ForeignKey(WhitePaper, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(_("format"), max_length=10, choices=Format)
    state = models.CharField(_("tilstand"), max_length=10, choices=State, default=State.WAITING)
    file = models.FileField(_("fil"), max_length=200, blank=True)
    size = models.PositiveIntegerField(_("størrelse i byte"), default=0, editable=False)
    sha256 = models.CharField(_("kontrolsum"), max_length=64, blank=True, editable=False)
    pages = models.PositiveIntegerField(_("sider"), null=True, blank=True, editable=False)
    public_revision = models.PositiveIntegerField(default=0, editable=False)
    parts_done = models.PositiveIntegerField(default=0, editable=False)
    parts_total = models.PositiveIntegerField(default=0, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    claim = models.UUIDField(null=True, blank=True, editable=False)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    not_before = models.DateTimeField(default=timezone.now, editable=False)
    made_at = models.DateTimeField(null=True, blank=True, editable=False)
    error = models.CharField(_("fejl"), max_length=300, blank=True, editable=False)

    objects = WhitePaperFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("fil til en hvidbog")
        verbose_name_plural = _("filer til hvidbøger")
        ordering = ["white_paper", "format"]
        indexes = [models.Index(fields=["state", "not_before"], name="white_paper_file_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["white_paper", "format"], name="white_paper_has_one_file_of_each_format"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "working", "done", "failed"]),
                name="white_paper_file_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.white_paper_id} {self.format}"

    @property
    def is_current(self) -> bool:
        """The twin of WhitePaperFileQuerySet.current."""
        return (
            self.state == self.State.DONE
            and self.public_revision == self.white_paper.hearing.public_revision
        )

    @property
    def original_name(self) -> str:
        """The name under which it is given: hvidbog-hoering-12-version-1.pdf"""
        paper = self.white_paper
        return f"hvidbog-hoering-{paper.hearing_id}-version-{paper.version}.{self.format}"

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.format]

    # --- What becomes of a claim: nothing, when another worker has taken it since --------------
    def say_progress(self, done: int, total: int, *, at: datetime) -> bool:
        """Tell how far the work is, and that the worker lives."""
        rows = self._claimed()
        return bool(rows.update(parts_done=done, parts_total=total, claimed_at=at))

    def finish(self, **made: object) -> bool:
        """Be ready with the file that was made."""
        ended = {"state": self.State.DONE, "claim": None, "error": "", "attempts": 0}
        return bool(self._claimed().update(**made, **ended))

    def retry_at(self, moment: datetime, error: str) -> bool:
        state = self.State.WAITING
        return bool(self._claimed().update(state=state, claim=None, not_before=moment, error=error))

    def give_up(self, error: str, *, public_revision: int) -> bool:
        """Fail for good; what staff read is why."""
        return bool(
            self._claimed().update(
                state=self.State.FAILED, claim=None, error=error, public_revision=public_revision
            )
        )

    def _claimed(self) -> models.QuerySet[WhitePaperFile]:
        return type(self).objects.working().filter(pk=self.pk, claim=self.claim)
