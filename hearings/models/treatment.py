"""What case workers make of the answers: points by theme, and what the administration says.

Theme --< Point --< Mention >-- Response        a point stands in many responses
Answer -- Theme or Point                         one answer covers all that is under it
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearings.models.hearing import Hearing

if TYPE_CHECKING:
    from accounts.models import User


class Theme(models.Model):
    """A heading under which points are gathered (tema)."""

    hearing = models.ForeignKey(
        Hearing, on_delete=models.PROTECT, related_name="themes", verbose_name=_("høring")
    )
    title = models.CharField(_("tema"), max_length=120)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("tema")
        verbose_name_plural = _("temaer")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "title"],
                name="theme_title_is_given_once_per_hearing",
                violation_error_message=_("Temaet findes i forvejen."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Point(models.Model):
    """One thing that is said, in neutral words, in one response or many (pointe)."""

    hearing = models.ForeignKey(
        Hearing, on_delete=models.PROTECT, related_name="points", verbose_name=_("høring")
    )
    number = models.PositiveIntegerField(_("nummer"))
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, related_name="points", verbose_name=_("tema")
    )
    title = models.CharField(
        _("pointen kort og neutralt"),
        max_length=300,
        help_text=_("Sådan kommer den til at stå i hvidbogen. Ingen navne."),
    )
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    responses = models.ManyToManyField(
        "hearings.Response", through="hearings.Mention", related_name="points"
    )

    class Meta:
        verbose_name = _("pointe")
        verbose_name_plural = _("pointer")
        ordering = ["position", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "number"], name="point_number_is_given_once_per_hearing"
            ),
        ]

    def __str__(self) -> str:
        return f"P{self.number} {self.title}"

    @property
    def effective_answer(self) -> Answer | None:
        """Return the point's own answer, or its theme's. Reads both one-to-one relations."""
        return getattr(self, "answer", None) or getattr(self.theme, "answer", None)


class MentionQuerySet(models.QuerySet["Mention"]):
    def standing(self) -> MentionQuerySet:
        """In the newest version of a response that counts: an older text was another one."""
        return self.filter(version=F("response__current_version")).exclude(
            response__status="withdrawn"
        )


class Mention(models.Model):
    """Where a point stands in a response: from one letter to another of one version."""

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="mentions")
    response = models.ForeignKey(
        "hearings.Response", on_delete=models.PROTECT, related_name="mentions"
    )
    version = models.ForeignKey(
        "hearings.ResponseVersion", on_delete=models.PROTECT, related_name="mentions"
    )
    start = models.PositiveIntegerField(_("fra tegn"))
    end = models.PositiveIntegerField(_("til tegn"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sted i et svar")
        verbose_name_plural = _("steder i svar")
        ordering = ["response", "start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="mention_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["point", "version", "start", "end"], name="mention_is_made_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point_id}: {self.response_id} {self.start}-{self.end}"


class AnswerQuerySet(models.QuerySet["Answer"]):
    """The administration's answers as lists; each has its twin on Answer."""

    def ready(self) -> AnswerQuerySet:
        return self.exclude(remark="").exclude(outcome="")

    def unread(self) -> AnswerQuerySet:
        """Ready, but no second reader has read this wording."""
        return self.ready().filter(read_at=None)


class Answer(models.Model):
    """What the administration says to a theme or to one point (svar fra forvaltningen)."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("imødekommes")
        PARTLY = "partly", _("imødekommes delvist")
        REJECTED = "rejected", _("imødekommes ikke")
        NOTED = "noted", _("tages til efterretning")
        OUT_OF_SCOPE = "out_of_scope", _("uden for høringens emne")

    hearing = models.ForeignKey(
        Hearing, on_delete=models.PROTECT, related_name="official_answers", verbose_name=_("høring")
    )
    theme = models.OneToOneField(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="answer"
    )
    point = models.OneToOneField(
        Point, on_delete=models.PROTECT, null=True, blank=True, related_name="answer"
    )
    summary = models.TextField(
        _("det siger svarene"), blank=True, help_text=_("Kort og neutralt, uden navne.")
    )
    remark = models.TextField(_("forvaltningens bemærkning"), blank=True)
    outcome = models.CharField(_("udfald"), max_length=20, choices=Outcome, blank=True)
    change = models.TextField(_("konkret ændring"), blank=True)
    change_place = models.CharField(
        _("hvor den ses"), max_length=200, blank=True, help_text=_("Fx: § 7.3 og kortbilag 3")
    )
    revision = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text="Grows with every save: who saves over an older one is told.",
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    written_at = models.DateTimeField(editable=False)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    read_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("svar fra forvaltningen")
        verbose_name_plural = _("svar fra forvaltningen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(theme__isnull=True) ^ Q(point__isnull=True),
                name="answer_is_to_a_theme_or_to_a_point",
            ),
            models.CheckConstraint(
                condition=Q(read_by__isnull=True) | ~Q(read_by=F("written_by")),
                name="answer_is_read_by_another_than_its_writer",
            ),
            models.CheckConstraint(
                condition=Q(
                    outcome__in=["", "accepted", "partly", "rejected", "noted", "out_of_scope"]
                ),
                name="answer_outcome_is_known",
            ),
        ]

    def __str__(self) -> str:
        return str(self.point or self.theme)

    @property
    def is_ready(self) -> bool:
        return bool(self.remark and self.outcome)

    def rewrite(self, *, by: User, at: datetime, **texts: str) -> None:
        """Take new words: the next revision, which nobody has read yet. Unsaved."""
        for name, value in texts.items():
            setattr(self, name, value)
        self.revision += 1
        self.written_by, self.written_at = by, at
        self.read_by, self.read_at = None, None
