"""What stays to be seen and read: presentations, films, and the report."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.files import StoredFile
from seminars.models.programme import Session
from seminars.models.seminar import Seminar

MOST_ATTEMPTS = 5
FIRST_PAUSE = timedelta(minutes=1)
# A worker that died in the middle leaves a claim behind.
CLAIM = timedelta(minutes=10)


class Material(models.Model):
    """A file or a film of the seminar, or of one of its sessions (materiale)."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="materials")
    session = models.ForeignKey(
        Session,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="materials",
        verbose_name=_("fra sessionen"),
    )
    title = models.CharField(_("titel"), max_length=200)
    # From our own host, with captions and a transcript; otherwise the file below.
    video = models.ForeignKey(
        "information.Video",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seminar_materials",
        verbose_name=_("film"),
    )
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("materiale")
        verbose_name_plural = _("materialer")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class MaterialFile(StoredFile):
    """The file of a material that is no film."""

    material = models.OneToOneField(Material, on_delete=models.CASCADE, related_name="stored")

    class Meta:
        verbose_name = _("fil")
        verbose_name_plural = _("filer")


class ReportFileQuerySet(models.QuerySet["ReportFile"]):
    """The steps of a file that workers make, each a conditional update: several may try."""

    def due(self, at: datetime) -> ReportFileQuerySet:
        free = Q(claimed_at=None) | Q(claimed_at__lt=at - CLAIM)
        return self.filter(free, status=ReportFile.Status.WAITING, not_before__lte=at)

    def ready(self) -> ReportFileQuerySet:
        return self.filter(status=ReportFile.Status.READY)

    def queue(self, *, at: datetime) -> int:
        """Let them be made anew; the old file is given until then."""
        return self.update(
            status=ReportFile.Status.WAITING, attempts=0, not_before=at, claimed_at=None
        )

    def claim(self, pk: int, at: datetime) -> ReportFile | None:
        """Take one, or None when another worker has it."""
        taken = self.due(at).filter(pk=pk).update(claimed_at=at, attempts=F("attempts") + 1)
        return self.select_related("seminar").get(pk=pk) if taken else None


class ReportFile(StoredFile):
    """The report as a PDF. Made by the worker, and made anew when what it says has changed."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("bliver lavet")
        READY = "ready", _("klar")
        FAILED = "failed", _("kunne ikke laves")

    seminar = models.OneToOneField(Seminar, on_delete=models.CASCADE, related_name="report_file")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    # A fingerprint of what the PDF says.
    digest = models.CharField(max_length=64, blank=True)

    objects = ReportFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("rapport som PDF")
        verbose_name_plural = _("rapporter som PDF")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "ready", "failed"]),
                name="report_file_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="ready") | ~Q(file=""), name="ready_report_file_is_there"
            ),
        ]

    # --- Steps; each by who has claimed it, so that a lost claim changes nothing ---------------
    def finish(self, **values: Any) -> bool:
        """Put a new file in the old one's place; False when the claim was lost."""
        mine = ReportFile.objects.filter(pk=self.pk, claimed_at=self.claimed_at)
        return bool(mine.update(status=self.Status.READY, claimed_at=None, **values))

    def fail(self, *, at: datetime) -> None:
        """Wait a minute, then 4, 16 and 64; after the fifth try it is over."""
        is_over = self.attempts >= MOST_ATTEMPTS
        mine = ReportFile.objects.filter(pk=self.pk, claimed_at=self.claimed_at)
        mine.update(
            status=self.Status.FAILED if is_over else self.Status.WAITING,
            claimed_at=None,
            not_before=at + FIRST_PAUSE * 4 ** (self.attempts - 1),
        )
