"""What can still be changed: a project's questions, each open, partly open or settled."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models.project import Project

if TYPE_CHECKING:
    from accounts.models import User


class Question(models.Model):
    """A question of a project, and whether it can still be changed (spørgsmål).

    What stands here is the newest change; the changes are its history and are only added to.
    """

    class State(models.TextChoices):
        OPEN = "open", _("åbent")
        PARTLY = "partly", _("delvist åbent")
        SETTLED = "settled", _("afgjort")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="questions")
    title = models.CharField(_("spørgsmålet"), max_length=160)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    state = models.CharField(
        _("kan det ændres"), max_length=10, choices=State, default=State.OPEN, editable=False
    )
    text = models.TextField(_("hvad gælder, og hvorfor"), max_length=1000, editable=False)
    by_whom = models.CharField(_("hvem har bestemt det"), max_length=120, editable=False)
    changed_on = models.DateField(_("dag"), editable=False)
    change_count = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("spørgsmål")
        verbose_name_plural = _("spørgsmål")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        project = self.project
        return reverse("projects:question", args=[project.pk, project.slug, self.pk])

    @property
    def is_settled(self) -> bool:
        return self.state == self.State.SETTLED

    # --- Steps ----------------------------------------------------------------------------
    def change(
        self,
        state: State,
        *,
        text: str,
        by_whom: str,
        on: date,
        url: str = "",
        by: User | None,
        at: datetime,
    ) -> QuestionChange:
        """Say what holds now, and keep what held before. The caller holds the project's lock."""
        self.state, self.text, self.by_whom, self.changed_on = state, text, by_whom, on
        self.change_count += 1
        self.save()
        return QuestionChange.objects.create(
            question=self, state=state, text=text, by_whom=by_whom, on=on, url=url, by=by, at=at
        )


class QuestionChange(models.Model):
    """One line of a question's history: what became of it, by whom, when, why."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="changes")
    state = models.CharField(_("kan det ændres"), max_length=10, choices=Question.State)
    text = models.TextField(_("hvad gælder, og hvorfor"), max_length=1000)
    by_whom = models.CharField(_("hvem har bestemt det"), max_length=120)
    on = models.DateField(_("dag"))
    url = models.URLField(_("link til beslutningen"), blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("ændring af et spørgsmål")
        verbose_name_plural = _("ændringer af spørgsmål")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.question}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return self.question.get_absolute_url()
