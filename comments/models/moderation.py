"""Reports, objections, words to look out for, and the history of a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment, HideReason
from comments.models.objection import Objection
from core.history import HistoryLine

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


class ReportQuerySet(models.QuerySet["Report"]):
    def waiting(self) -> ReportQuerySet:
        """Return those that nobody has handled, of comments that can still be read."""
        return self.filter(outcome="", comment__state=Comment.State.VISIBLE)


class Report(models.Model):
    """That somebody asks us to look at a comment (anmeldelse). No account is needed."""

    class Outcome(models.TextChoices):
        HIDDEN = "hidden", _("kommentaren er skjult")
        KEPT = "kept", _("kommentaren bliver stående")

    comment = models.ForeignKey(
        "comments.Comment", on_delete=models.CASCADE, related_name="reports"
    )
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("anmelder"),
    )
    reason = models.CharField(_("grund"), max_length=20, choices=HideReason)
    text = models.TextField(_("forklaring"), blank=True, max_length=1000)
    at = models.DateTimeField(_("modtaget"), default=timezone.now)
    outcome = models.CharField(_("udfald"), max_length=10, choices=Outcome, blank=True)
    handled_at = models.DateTimeField(_("afgjort"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("afgjort af"),
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("anmeldelse")
        verbose_name_plural = _("anmeldelser")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["at"], condition=Q(outcome=""), name="report_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "reporter"],
                condition=Q(outcome=""),
                name="person_has_one_waiting_report_of_a_comment",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", handled_at=None)
                | (~Q(outcome="") & Q(handled_at__isnull=False)),
                name="handled_report_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment}: {self.get_reason_display()}"

    def handle(self, outcome: Report.Outcome, *, by: User, at: datetime) -> None:
        self.outcome, self.handled_by, self.handled_at = outcome, by, at
        self.save(update_fields=["outcome", "handled_by", "handled_at"])


class CommentObjectionQuerySet(models.QuerySet["CommentObjection"]):
    def waiting(self) -> CommentObjectionQuerySet:
        """Return those that nobody has decided, of comments that are still hidden.

        Where the author is forgotten there is nothing left to decide.
        """
        return self.filter(
            outcome="",
            comment__state=Comment.State.HIDDEN,
            comment__author__forgotten_at=None,
        )


class CommentObjection(Objection):
    """The author does not agree that the comment is hidden; another person decides."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("medhold: kommentaren vises igen")
        REJECTED = "rejected", _("ikke medhold: kommentaren er stadig skjult")

    comment = models.ForeignKey(
        "comments.Comment", on_delete=models.CASCADE, related_name="objections"
    )
    outcome = models.CharField(_("udfald"), max_length=10, choices=Outcome, blank=True)

    objects = CommentObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("indsigelse mod skjult kommentar")
        verbose_name_plural = _("indsigelser mod skjulte kommentarer")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment"],
                condition=Q(outcome=""),
                name="comment_has_one_waiting_objection",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None)
                | (~Q(outcome="") & Q(decided_at__isnull=False)),
                name="decided_comment_objection_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment}: {self.get_outcome_display() or self._meta.verbose_name}"


class WatchedTerm(models.Model):
    """A word, or the host of a link, that makes a comment wait until somebody has read it."""

    class Kind(models.TextChoices):
        WORD = "word", _("ord")
        HOST = "host", _("webadresse")

    kind = models.CharField(_("slags"), max_length=10, choices=Kind)
    term = models.CharField(
        _("ord eller webadresse"),
        max_length=100,
        help_text=_("Et ord med alle dets endelser: “idiot*”. En adresse: “spam.example”."),
    )
    note = models.CharField(_("hvorfor"), max_length=200, blank=True)
    is_active = models.BooleanField(_("i brug"), default=True)

    class Meta:
        verbose_name = _("ord, vi holder øje med")
        verbose_name_plural = _("ord, vi holder øje med")
        ordering = ["kind", "term"]
        constraints = [
            models.UniqueConstraint("kind", Lower("term"), name="term_is_watched_once"),
        ]

    def __str__(self) -> str:
        return self.term


class ThreadEvent(HistoryLine):
    """One line of a thread's history: who did what, when. Only added to, never changed."""

    class Action(models.TextChoices):
        WRITTEN = "written", _("kommentar skrevet")
        EDITED = "edited", _("kommentar redigeret")
        DELETED = "deleted", _("kommentar slettet af forfatteren")
        ANSWERED = "answered", _("svar fra kommunen skrevet")
        NEEDS_NO_ANSWER = "needs_no_answer", _("kræver ikke svar")
        REPORTED = "reported", _("kommentar anmeldt")
        KEPT = "kept", _("anmeldelse afvist: kommentaren bliver stående")
        HELD = "held", _("kommentar tilbageholdt til læsning")
        RELEASED = "released", _("tilbageholdt kommentar vist")
        HIDDEN = "hidden", _("kommentar skjult")
        RESTORED = "restored", _("kommentar vist igen")
        OBJECTED = "objected", _("indsigelse modtaget")
        OBJECTION_DECIDED = "objection_decided", _("indsigelse afgjort")
        SUMMARISED = "summarised", _("“her står samtalen” skrevet")
        CLOSED = "closed", _("samtale lukket")
        REOPENED = "reopened", _("samtale åbnet igen")
        FORGOTTEN = "forgotten", _("personoplysninger slettet")

    thread = models.ForeignKey(
        "comments.Thread",
        on_delete=models.PROTECT,
        related_name="history",
        verbose_name=_("samtale"),
    )
    comment = models.ForeignKey(
        "comments.Comment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="history",
        verbose_name=_("kommentar"),
    )
    action = models.CharField(_("handling"), max_length=30, choices=Action)
    # Of a hidden or reported comment: it is counted each year, also when it is shown again.
    reason = models.CharField(_("grund"), max_length=20, choices=HideReason, blank=True)

    class Meta:
        verbose_name = _("linje i samtalens historik")
        verbose_name_plural = _("samtalers historik")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["thread", "-at"], name="thread_event_by_thread"),
            models.Index(fields=["action", "at"], name="thread_event_by_action"),
        ]
