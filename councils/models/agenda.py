"""The agenda: what is proposed, taken up and decided, and who disagreed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.files import StoredFile
from core.transitions import require_status
from councils.models.body import Body
from councils.models.meeting import Meeting
from councils.models.membership import Membership

if TYPE_CHECKING:
    from accounts.models import User


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def proposed(self) -> AgendaItemQuerySet:
        return self.filter(status=AgendaItem.Status.PROPOSED)

    def placed(self) -> AgendaItemQuerySet:
        """Return what stands on an agenda, decided or not."""
        return self.filter(status__in=[AgendaItem.Status.PLACED, AgendaItem.Status.DECIDED])

    def decided(self) -> AgendaItemQuerySet:
        return self.filter(status=AgendaItem.Status.DECIDED)

    def visible_to(self, user: User | None) -> AgendaItemQuerySet:
        """Return what a person may see: on an agenda that is out, of a meeting they may see.

        Members and secretaries also see what is proposed and what is not out yet.
        """
        out = Q(
            status__in=[AgendaItem.Status.PLACED, AgendaItem.Status.DECIDED],
            meeting__agenda_published_at__isnull=False,
            meeting__is_public=True,
            body__is_published=True,
        )
        if user is None or not user.is_authenticated:
            return self.filter(out)
        own = Membership.objects.of(user).acting().values("body")
        served = Body.objects.served_by(user).values("pk")
        return self.filter(out | Q(body__in=own) | Q(body__in=served))


class AgendaItem(models.Model):
    """A point on an agenda, or proposed for one (dagsordenspunkt).

    A closed item keeps only its public title and its public decision: the confidential case
    stands in the municipality's own system, never here (styrelsesloven §§ 10 and 13).
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("foreslået")
        PLACED = "placed", _("på dagsordenen")
        DECIDED = "decided", _("behandlet")
        DECLINED = "declined", _("ikke taget op")

    class Outcome(models.TextChoices):
        RECOMMENDED = "recommended", _("anbefalet")
        APPROVED = "approved", _("vedtaget")
        CHANGED = "changed", _("vedtaget med ændringer")
        REJECTED = "rejected", _("ikke vedtaget")
        POSTPONED = "postponed", _("udsat")
        SENT_BACK = "sent_back", _("sendt tilbage")
        NOTED = "noted", _("taget til efterretning")

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="items", verbose_name=_("organ")
    )
    # Empty while it is proposed for no meeting in particular.
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("møde"),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.PROPOSED, editable=False
    )
    position = models.PositiveSmallIntegerField(_("nummer på dagsordenen"), null=True, blank=True)
    is_open = models.BooleanField(_("åbent punkt"), default=True)
    title = models.CharField(
        _("titel"),
        max_length=200,
        help_text=_("Kan altid læses af alle, også når punktet er lukket."),
    )
    summary = models.TextField(_("resumé"), blank=True)
    url = models.URLField(_("link til punktet"), blank=True)
    proposed_by = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("foreslået af"),
    )
    proposed_at = models.DateTimeField(_("foreslået"), default=timezone.now, editable=False)
    declined_reason = models.TextField(_("hvorfor ikke taget op"), blank=True)
    outcome = models.CharField(_("udfald"), max_length=12, choices=Outcome, blank=True)
    decision = models.TextField(_("beslutning"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    # How many documents, dissents and votes hang on it: none on a closed item.
    attached = models.PositiveIntegerField(default=0, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("dagsordenspunkt")
        verbose_name_plural = _("dagsordenspunkter")
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_open=True) | Q(summary="", url="", attached=0),
                name="closed_item_keeps_only_title_and_decision",
                violation_error_message=_(
                    "Et lukket punkt har kun en offentlig titel og en offentlig beslutning."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "placed", "decided", "declined"]),
                name="item_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["placed", "decided"])
                | Q(meeting__isnull=False, position__isnull=False),
                name="item_on_an_agenda_has_a_place",
            ),
            models.CheckConstraint(
                condition=Q(status="decided", decided_at__isnull=False) & ~Q(outcome="")
                | ~Q(status="decided") & Q(decided_at=None, outcome="", decision=""),
                name="decided_item_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(declined_reason=""),
                name="declined_item_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.meeting is None:
            return self.body.get_absolute_url()
        return f"{self.meeting.get_absolute_url()}#punkt-{self.pk}"

    # --- Steps ----------------------------------------------------------------------------
    def place(self, meeting: Meeting, *, position: int) -> None:
        """Put it on an agenda, at a place."""
        require_status(self, self.Status.PROPOSED, self.Status.PLACED)
        self.status, self.meeting, self.position = self.Status.PLACED, meeting, position
        self.save(update_fields=["status", "meeting", "position"])

    def take_off(self) -> None:
        """Let it be a proposal again."""
        require_status(self, self.Status.PLACED)
        self.status, self.meeting, self.position = self.Status.PROPOSED, None, None
        self.save(update_fields=["status", "meeting", "position"])

    def decline(self, *, reason: str) -> None:
        require_status(self, self.Status.PROPOSED)
        self.status, self.declined_reason = self.Status.DECLINED, reason
        self.save(update_fields=["status", "declined_reason"])

    def decide(self, *, outcome: Outcome, decision: str, by: User, at: datetime) -> None:
        """Write what the meeting decided; written again, it is mended."""
        require_status(self, self.Status.PLACED, self.Status.DECIDED)
        self.status, self.outcome, self.decision = self.Status.DECIDED, outcome, decision
        self.decided_by, self.decided_at = by, at
        self.save(update_fields=["status", "outcome", "decision", "decided_by", "decided_at"])

    def rewrite(self, *, title: str, summary: str, url: str) -> None:
        """Mend the words; a closed item has a title only, the database sees to that."""
        require_status(self, self.Status.PROPOSED, self.Status.PLACED)
        self.title, self.summary, self.url = title, summary, url
        self.save(update_fields=["title", "summary", "url"])

    def move_to(self, position: int) -> None:
        """Give it another number. The caller holds the lock on its body."""
        self.position = position
        self.save(update_fields=["position"])

    def close_doors(self) -> None:
        """Let it be a closed item: nothing but title and decision stays in the row."""
        self.is_open, self.summary, self.url, self.attached = False, "", "", 0
        self.save(update_fields=["is_open", "summary", "url", "attached"])

    def open_doors(self) -> None:
        self.is_open = True
        self.save(update_fields=["is_open"])

    def attach(self, count: int = 1) -> None:
        """Count a document, dissent or vote that hangs on it; a closed item takes none."""
        AgendaItem.objects.filter(pk=self.pk).update(attached=F("attached") + count)
        self.attached += count


class AgendaDocument(StoredFile):
    """A document of an open item."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(_("titel"), max_length=200)

    class Meta:
        verbose_name = _("bilag")
        verbose_name_plural = _("bilag")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class AgendaSupport(models.Model):
    """A member who wants a proposed item on the agenda (støtte)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="supports")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "membership"], name="member_supports_an_item_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership.member}"


class Dissent(models.Model):
    """A member's own words to a decision they did not share (afvigende mening)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="dissents")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("afvigende mening"), max_length=1000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("afvigende mening")
        verbose_name_plural = _("afvigende meninger")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "membership"], name="member_dissents_from_an_item_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership.member}"


class Vote(models.Model):
    """How a member voted on an item, where the body writes it down (stemme)."""

    class Choice(models.TextChoices):
        YES = "yes", _("for")
        NO = "no", _("imod")
        ABSTAINED = "abstained", _("stemte ikke")

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(_("stemme"), max_length=10, choices=Choice)

    class Meta:
        verbose_name = _("stemme")
        verbose_name_plural = _("stemmer")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "membership"], name="member_votes_on_an_item_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership.member}: {self.get_choice_display()}"
