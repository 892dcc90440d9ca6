"""Meetings of a body, and their minutes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.transitions import TransitionNotAllowed, require_status
from councils.models.body import Body
from councils.models.membership import Membership
from events.models import Event

if TYPE_CHECKING:
    from accounts.models import User


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def coming(self, at: datetime | None = None) -> MeetingQuerySet:
        return self.filter(
            event__status=Event.Status.PUBLISHED, event__ends_at__gt=at or timezone.now()
        ).order_by("event__starts_at", "pk")

    def past(self, at: datetime | None = None) -> MeetingQuerySet:
        """Return what was held, the newest first."""
        return self.filter(
            event__status=Event.Status.PUBLISHED, event__ends_at__lte=at or timezone.now()
        ).order_by("-event__starts_at", "-pk")

    def counted(self) -> MeetingQuerySet:
        """Return the meetings by which a rotation of chairs counts: all but cancelled ones."""
        return self.exclude(event__status=Event.Status.CANCELLED)

    def visible_to(self, user: User | None) -> MeetingQuerySet:
        """Return public meetings, those of one's own bodies, and those one is secretary for."""
        public = Q(is_public=True, body__is_published=True)
        if user is None or not user.is_authenticated:
            return self.filter(public)
        own = Membership.objects.of(user).acting().values("body")
        served = Body.objects.served_by(user).values("pk")
        return self.filter(public | Q(body__in=own) | Q(body__in=served))


class Meeting(models.Model):
    """A meeting of a body; time and place stand on its event (møde)."""

    class Minutes(models.TextChoices):
        NONE = "none", _("intet referat endnu")
        DRAFT = "draft", _("referat i kladde")
        SUBMITTED = "submitted", _("referat til godkendelse")
        APPROVED = "approved", _("referat godkendt")

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("organ")
    )
    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, related_name="meeting", verbose_name=_("tid og sted")
    )
    is_public = models.BooleanField(
        _("offentligt"),
        default=False,
        help_text=_("Alle kan se mødet, de åbne punkter og det godkendte referat."),
    )
    url = models.URLField(_("link til dagsordenen"), blank=True)
    agenda_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Who chaired, once that is certain; before, it is computed (councils.chairing).
    chair = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("mødeleder"),
    )
    minutes = models.TextField(_("referat"), blank=True)
    minutes_state = models.CharField(
        _("referatets tilstand"), max_length=12, choices=Minutes, default=Minutes.NONE
    )
    minutes_signed_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    minutes_signed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Counts up with every change of the agenda: two people at once are told of each other.
    revision = models.PositiveIntegerField(default=0, editable=False)
    last_item_number = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("møde")
        verbose_name_plural = _("møder")
        ordering = ["-event__starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes_state__in=["none", "draft", "submitted", "approved"]),
                name="minutes_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(minutes_state="approved")
                | Q(minutes_signed_by__isnull=False, minutes_signed_at__isnull=False),
                name="approved_minutes_are_signed",
            ),
        ]

    def __str__(self) -> str:
        return self.event.title

    def get_absolute_url(self) -> str:
        return reverse("councils:meeting", args=[self.body_id, self.body.slug, self.pk])

    # --- What an owner offers to the shared apps ------------------------------------------
    def heading(self) -> str:
        return self.event.title

    def is_visible_to(self, user: User | None) -> bool:
        if self.is_public and self.body.is_published:
            return True
        return self.body.is_served_by(user) or self.body.has_acting_member(user)

    def allows(self, user: User | None, verb: str) -> bool:
        return bool(user and user.is_active and user.has_perm(f"councils.{verb}_meeting", self))

    def role_of(self, user: User | None) -> str:
        return self.body.role_of(user)

    @property
    def is_agenda_published(self) -> bool:
        return self.agenda_published_at is not None

    def has_begun(self, at: datetime | None = None) -> bool:
        return not self.event.is_cancelled and self.event.starts_at <= (at or timezone.now())

    @property
    def is_settled(self) -> bool:
        """Whether its minutes are signed: nothing about it is written any more."""
        return self.minutes_state == self.Minutes.APPROVED

    # --- Steps ----------------------------------------------------------------------------
    def publish_agenda(self, *, at: datetime) -> None:
        """Send the agenda out. Raises TransitionNotAllowed when that was done."""
        if self.agenda_published_at is not None:
            raise TransitionNotAllowed(_("Dagsordenen er allerede udsendt."))
        self.agenda_published_at = at
        self.save(update_fields=["agenda_published_at"])

    def change_agenda(self) -> None:
        """Count a change of the agenda. The caller holds the lock on its body."""
        self.revision += 1
        self.save(update_fields=["revision"])

    def keep_chair(self, chair: Membership) -> None:
        """Write down who chairs: from now on it is not computed any more."""
        self.chair = chair
        self.save(update_fields=["chair"])

    def write_minutes(self, text: str) -> None:
        """Write the minutes; what was submitted is a draft again."""
        state = self.Minutes
        require_status(self, state.NONE, state.DRAFT, state.SUBMITTED, field="minutes_state")
        self.minutes, self.minutes_state = text, state.DRAFT
        self.save(update_fields=["minutes", "minutes_state"])

    def submit_minutes(self) -> None:
        require_status(self, self.Minutes.DRAFT, field="minutes_state")
        self.minutes_state = self.Minutes.SUBMITTED
        self.save(update_fields=["minutes_state"])

    def sign_minutes(self, *, by: Membership, at: datetime) -> None:
        """Approve the minutes with the signature of who chaired the meeting."""
        require_status(self, self.Minutes.SUBMITTED, field="minutes_state")
        self.minutes_state = self.Minutes.APPROVED
        self.minutes_signed_by, self.minutes_signed_at = by, at
        self.save(update_fields=["minutes_state", "minutes_signed_by", "minutes_signed_at"])
