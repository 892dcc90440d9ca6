"""What tells a project's way: phases, milestones, updates, documents, lessons, what was done."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.files import StoredFile
from projects.models.project import Project


class Phase(models.Model):
    """When a project is, or was, in one of the five phases, and what happens there (fase)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(_("fase"), max_length=15, choices=Project.PhaseKind)
    starts_on = models.DateField(_("fra"), null=True, blank=True)
    ends_on = models.DateField(_("til"), null=True, blank=True)
    when_text = models.CharField(
        _("hvornår i ord"), max_length=60, blank=True, help_text=_("Fx: foråret 2027")
    )
    text = models.CharField(_("hvad sker der"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("fase")
        verbose_name_plural = _("faser")
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind"],
                name="project_has_each_phase_once",
                violation_error_message=_("Den fase er der allerede."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="phase_ends_after_it_starts",
                violation_error_message=_("Fasen skal slutte, efter at den er begyndt."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Milestone(models.Model):
    """A day on which something should be reached (milepæl)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("milepæl"), max_length=120)
    due_on = models.DateField(_("ventes"))
    reached_on = models.DateField(_("nået"), null=True, blank=True)
    text = models.CharField(_("mere om den"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("milepæl")
        verbose_name_plural = _("milepæle")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title


class Update(models.Model):
    """What is new in a project (nyt)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="updates")
    title = models.CharField(_("overskrift"), max_length=120)
    text = models.TextField(_("tekst"), max_length=8000)
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("nyt fra projektet")
        verbose_name_plural = _("nyt fra projektet")
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["project", "-written_at"], name="update_by_project")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("projects:update", args=[self.project.pk, self.project.slug, self.pk])


class UpdatePicture(StoredFile):
    """A picture in an update."""

    update = models.ForeignKey(Update, on_delete=models.CASCADE, related_name="pictures")
    alt = models.CharField(_("hvad billedet viser"), max_length=200)
    credit = models.CharField(_("fotograf"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    class Meta:
        verbose_name = _("billede")
        verbose_name_plural = _("billeder")
        ordering = ["position", "pk"]


class ProjectDocument(StoredFile):
    """A document of a project."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(_("titel"), max_length=200)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    class Meta:
        verbose_name = _("dokument")
        verbose_name_plural = _("dokumenter")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Lesson(models.Model):
    """What was learned: tried, what came of it, what one would do again (erfaring).

    The seminar collects them.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="lessons")
    title = models.CharField(_("erfaringen i en linje"), max_length=120)
    tried = models.TextField(_("hvad vi prøvede"), max_length=1500)
    result = models.TextField(_("hvad der kom ud af det"), max_length=1500)
    again = models.TextField(_("hvad vi ville gøre igen, og hvad ikke"), max_length=1500)
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("erfaring")
        verbose_name_plural = _("erfaringer")
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Implementation(models.Model):
    """What was carried through: by whom, and when (gennemført)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="implementations")
    what = models.CharField(_("hvad"), max_length=200)
    by_whom = models.CharField(_("af hvem"), max_length=120)
    done_on = models.DateField(_("hvornår"))
    url = models.URLField(_("link"), blank=True)

    class Meta:
        verbose_name = _("gennemført")
        verbose_name_plural = _("gennemført")
        ordering = ["done_on", "pk"]

    def __str__(self) -> str:
        return self.what
