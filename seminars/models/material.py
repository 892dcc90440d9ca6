"""What stays to be seen and read: presentations, films, and the report."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.files import StoredFile
from seminars.models.programme import Session
from seminars.models.seminar import Seminar


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
