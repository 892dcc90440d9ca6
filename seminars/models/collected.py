"""What a seminar tells of: lessons of projects and focus projects since the last one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from seminars.models.programme import Session
from seminars.models.seminar import Seminar


class SeminarLesson(models.Model):
    """A lesson of a project that the seminar tells, in a session or on its page."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="lessons")
    lesson = models.ForeignKey(
        "projects.Lesson",
        on_delete=models.PROTECT,
        related_name="told_at",
        verbose_name=_("erfaring"),
    )
    session = models.ForeignKey(
        Session,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lessons",
        verbose_name=_("fortælles i sessionen"),
    )

    class Meta:
        verbose_name = _("erfaring på seminaret")
        verbose_name_plural = _("erfaringer på seminaret")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seminar", "lesson"],
                name="seminar_tells_a_lesson_once",
                violation_error_message=_("Den erfaring er med allerede."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.lesson)


class SeminarFocus(models.Model):
    """A focus project since the last seminar, which this one looks back on."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="focus_projects")
    designation = models.ForeignKey(
        "projects.FocusDesignation",
        on_delete=models.PROTECT,
        related_name="told_at",
        verbose_name=_("fokusprojekt"),
    )
    session = models.ForeignKey(
        Session,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="focus_projects",
        verbose_name=_("fortælles i sessionen"),
    )

    class Meta:
        verbose_name = _("fokusprojekt på seminaret")
        verbose_name_plural = _("fokusprojekter på seminaret")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seminar", "designation"], name="seminar_tells_a_focus_project_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.designation)
